"""Strong and weak words, hedges and words of scope; each row is found, and its look-alike not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import hardening
from corpus.text.hardening import (
    are_of_two_stages,
    content_words,
    figure_as_printed,
    hedges,
    only_words,
    promises,
    sides,
    soft_words,
    strengths,
)

GROUPS = [
    ("delay", "أُجّل إطلاق النسخة", "ألغت الشركة الإطلاق", "عملوا من أجل الفوز إلى أجل بعيد"),
    ("suspension", "قررت تعليق العمل بالاتفاق", "أنهت العمل به", "رفضت الشركة التعليق، وتعليق على الخبر"),
    ("fall", "تراجعت الأسهم", "انهارت الأسهم", "تراجعت عن قرارها قرب النهر"),
    ("rise", "وارتفعت الأرباح", "قفزت الأرباح", "رفع العلم فوق القفص"),
    ("trouble", "واجهت مشكلات مستمرة", "فشلت في التدريب", "الإشكالية في الفاشية"),
    ("fear", "أثارت مخاوف الخبراء", "تهدد الاقتصاد", "خطرت له فكرة الهدوء"),
    ("criticism", "انتقد الوزير الخطة", "هاجم الوزير الخطة", "دان بالولاء، والنقد الأجنبي هجومي"),
    ("damage", "تضررت المصانع", "دُمّرت المصانع", "من الضروري تدوير المواد"),
    ("leaving", "استقال المدير من منصبه", "أُقيل المدير", "يقال إن المدير سيقول كلمة"),
    ("guilt", "يُشتبه في تورطه", "أُدين بالتهمة", "في المدينة تهمنا الحقيقة"),
    ("custody", "استدعت الشرطة المدير", "اعتقلت الشرطة المدير", "احتج السجناء على العقد"),
    ("objection", "أبدت الهيئة تحفظات", "رفضت الهيئة الصفقة", "رفضت الهيئة التعليق"),
    ("pressing", "شجّعت السلطات الشركات", "أجبرت السلطات الشركات", "هذا الأمر رغم كل شيء، وقاد الطلبة السيارة"),
    ("restriction", "فرضت قيوداً على التصدير", "حظرت التصدير", "النموذج قيد التطوير في المانع الجبلي"),
    ("threat", "حذّرت بكين واشنطن", "هددت بكين واشنطن", "تنهد الحاضر في حذاء"),
    ("conflict", "نشب خلاف بين الشركتين", "اندلعت حرب بين الشركتين", "بخلاف ذلك، حاربت الحربية"),
    ("denial", "شككت الشركة في الأرقام", "نفت الشركة الأرقام", "شكّل الفريق، ونفسه نفيس"),
    ("theft", "تسربت البيانات", "سُرقت البيانات", "الشرق والسرب من الطيور"),
    ("imitation", "استفادت من تصميمه", "قلّدت تصميمه", "استفاق المقلاد"),
    ("cause", "ساهم القرار في الخسارة", "تسبب القرار في الخسارة", "أسهم الشركة ارتفعت"),
    ("deciding", "تعتزم الشركة الإغلاق", "قررت الشركة الإغلاق", "تبحث عن مستقر"),
    ("deal", "تجري مفاوضات مع الشركة", "وافقت الشركة على البيع", "توافد المفوض"),
    ("cutting", "خفضت الشركة الميزانية", "أوقفت الشركة الميزانية", "الموقف منخفض"),
    ("quantity", "بعض الشركات", "جميع الشركات", "كل من الشركة والوزارة"),
    ("saying", "زعمت الشركة ذلك", "أكدت الشركة ذلك", "الثابت أن القول زعيم"),
    ("wrongdoing", "ارتكب مخالفات مالية", "فضيحة مالية", "خطوة وخطاب"),
    ("loss", "تكبدت الشركة خسائر", "إفلاس الشركة", "فلسفة ناصر"),
    ("rivalry", "ينافس النموذج غيره", "تفوق النموذج على غيره", "نافذة وفوق، المنافسات الرياضية"),
    ("slowing", "تباطأ النمو", "توقف النمو", "موقف وتوقع وبطاقة"),
    ("pursuit", "فتحت الهيئة تحقيقا في الأمر", "فرضت غرامة على الشركة", "تحقيق نجاح وعقبة"),
]  # fmt: skip

OPPOSITES = [
    ("outcome", "نجح التدريب", "فشل التدريب", "فاصل ونجم"),
    ("direction", "زادت الأرباح", "هبطت الأرباح", "الزيت والهبة"),
    ("permission", "سمحت واشنطن بالبيع", "حظرت واشنطن البيع", "سماحة المحاضر"),
    ("answer", "وافقت الشركة على الطلب", "رفضت الشركة الطلب", "قبل الاجتماع رفضت الشركة التعليق"),
    ("confirmation", "أكدت الشركة الخبر", "نفت الشركة الخبر", "أكاديمية نفيسة"),
    ("going on", "استأنفت المصانع العمل", "أوقفت المصانع العمل", "مستأنف ومواقف"),
]


@pytest.mark.parametrize(("group", "weak", "strong", "_"), GROUPS)
def test_a_word_is_found_with_its_strength(group, weak, strong, _) -> None:
    assert strengths(weak)[group].strongest.level < strengths(strong)[group].weakest.level


@pytest.mark.parametrize(("group", "_", "__", "other"), GROUPS)
def test_a_word_that_looks_alike_is_not_found(group, _, __, other) -> None:
    assert group not in strengths(other)


@pytest.mark.parametrize(("pair", "one", "other", "neither"), OPPOSITES)
def test_opposites_are_found_and_what_looks_alike_is_not(pair, one, other, neither) -> None:
    assert (sides(one)[pair].strongest.level, sides(other)[pair].strongest.level) == (0, 1)
    assert pair not in sides(neither)


def test_every_row_of_the_lexicon_is_tried() -> None:
    assert {row[0] for row in GROUPS} == {it["name"] for it in hardening._RULES["group"]}
    assert {row[0] for row in OPPOSITES} == {it["name"] for it in hardening._RULES["opposites"]}


@pytest.mark.parametrize(
    "form",
    ["تأجيل", "التأجيل", "وبتأجيلها", "تأجيلاً", "أجّلت", "وأجّلوا", "أجّلته", "يؤجل", "ستؤجل", "وسيؤجلون", "لتؤجّله", "مؤجّلة"],
)  # fmt: skip
def test_a_word_is_found_in_its_forms(form) -> None:
    assert strengths(f"قررت الشركة {form} يوم الأحد")["delay"].strongest.text == form


@pytest.mark.parametrize(
    "text", ["لم تُلغِ الشركة الإطلاق", "من دون إلغاء الإطلاق", "ولن تلغي الشركة الإطلاق"]
)
def test_what_is_negated_is_not_said(text) -> None:
    assert "delay" not in strengths(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("النموذج قد يُطلق في الأسابيع المقبلة", ["قد يُطلق"]),
        ("وقد تطلق الشركة نموذجا", ["وقد تطلق"]),
        ("قد لا يُطلق النموذج", ["قد لا"]),
        ("قد أُطلق النموذج أمس", []),
        ("وقد تحدثت الشركة أمس", []),
        ("وقد تراجعت الأسهم", []),
        ("قد تراجع السهم", []),
        ("فقد يُطلق", ["فقد يُطلق"]),
        ("ربما يُطلق", ["ربما"]),
        ("من المتوقع أن يُطلق", ["من المتوقع"]),
        ("وعلى ما يبدو أطلقت", ["وعلى ما يبدو"]),
        ("احتمال الإطلاق", ["احتمال"]),
        ("الهجوم المزعوم", ["المزعوم"]),
        ("تحتمل الشاشة الماء", []),
        ("لم تتوقعه", []),
        ("يمكن أن يُطلق", ["يمكن أن"]),
        ("تمكن من الإطلاق", []),
        ("نموذج R2 سيُطرح في الأسابيع المقبلة", []),
    ],
)
def test_a_hedge_leaves_a_claim_open(text, found) -> None:
    assert hedges(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("نموذج R2 سيُطرح غدا", ["سيُطرح"]),
        ("وستطلق الشركة نموذجا", ["وستطلق"]),
        ("سوف يُطلق", ["سوف"]),
        ("سيطرت الشركة على السيارات في ستة أشهر", []),
        ("سياسة السيد ستالين", []),
    ],
)
def test_a_promise_says_that_it_will_be(text, found) -> None:
    assert promises(text) == found


@pytest.mark.parametrize(
    ("text", "only", "soft"),
    [
        ("اعتمد فقط على H800", [("فقط", False)], []),
        ("294 ألف دولار فقط", [("فقط", True)], []),
        ("خلال 80 ساعة، فقط في بكين", [("فقط", False)], []),
        ("طُوّر إلى حد كبير برقائق H20", [], ["إلى حد كبير"]),
        ("للصين وحدها حصراً", [("وحدها", False), ("حصراً", False)], []),
        ("2048 وحدة معالجة، والوحدة الوطنية", [], []),
        ("كانت السبب الرئيسي", [], ["السبب الرئيسي"]),
        ("الحد الأقصى كبير", [], []),
        ("وغالباً ما يفعل", [], ["وغالباً"]),
    ],
)
def test_words_of_scope(text, only, soft) -> None:
    assert [(it.text, it.of_figure) for it in only_words(text)] == only
    assert [it.text for it in soft_words(text)] == soft


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("بتكلفة لم تتجاوز 294 ألف دولار فقط", 294000, "لم تتجاوز 294 ألف دولار"),
        ("بتكلفة 294 ألف دولار فقط", 294000, "294 ألف دولار"),
        ("إلى نحو 30% من 145%", 30, "نحو 30%"),
        ("30 دولارا على الأقل", 30, "30 دولارا على الأقل"),
        ("بلا أرقام", 30, ""),
    ],
)
def test_a_figure_is_printed_with_the_words_that_bound_it(text, value, printed) -> None:
    assert figure_as_printed(text, Decimal(value)) == printed


def test_stages_are_told_apart() -> None:
    assert are_of_two_stages("التدريب النهائي", "استُخدمت في مراحل تحضيرية")
    assert not are_of_two_stages("التدريب النهائي", "المرحلة الأخيرة")
    assert not are_of_two_stages("التدريب النهائي", "التدريب")


def test_small_words_are_no_content() -> None:
    assert content_words("أُجّل الإطلاق في الصين") == content_words("الصين، والإطلاق أُجّل")


@given(st.text(alphabet="ابتةدسلقفوي قد ليس نحو 30% فقط", max_size=60))
def test_any_text_is_read(text) -> None:
    for read in (strengths, sides, hedges, promises, only_words, soft_words, content_words):
        read(text)
    figure_as_printed(text, Decimal(30))
