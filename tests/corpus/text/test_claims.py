"""Claims of short news: whose words lead to whose, where a content ends, and what figures measure."""

import pytest

from corpus.text.claims import claim_at, declined_in
from corpus.text.reading import read
from tests.corpus.text.test_attribution import NAMES
from tests.corpus.text.test_claims_cues import chain, claims, manner, told

CHAINS = [
    (
        "ووفقاً للمطلعين، قال سام ألتمان إنه غير راض عن التقدم.",
        ["غير راض عن التقدم | المطلعين~ < altman | reports certain"],
    ),
    (
        "أعلنت هواوي أنها نجحت في تصنيع الشريحة، وفقاً لمقالة علمية نُشرت في مجلة Nature.",
        ["نجحت في تصنيع الشريحة | nature < huawei | reports certain"],
    ),
    (
        "قال جنسن هوانغ إن الطلب كبير جداً، بحسب رويترز.",
        ["الطلب كبير جداً | reuters < huang | reports certain"],
    ),
    (
        "ذكرت رويترز أن البنك سيخفض الفائدة، بحسب مسؤولين مطلعين.",
        ["البنك سيخفض الفائدة | reuters < مسؤولين مطلعين | reports certain"],
    ),
    (
        "قالت هواوي، بحسب رويترز، إن الشريحة الجديدة جاهزة.",
        ["الشريحة الجديدة جاهزة | reuters < huawei | reports certain"],
    ),
    (
        "وذكرت رويترز، نقلاً عن مصدرين مطلعين، أن الصفقة ألغيت نهائياً.",
        ["الصفقة ألغيت نهائياً | reuters < مصدرين مطلعين (2) | reports certain"],
    ),
    (
        "وقال سام ألتمان في مقابلة مع بلومبرغ إن النموذج الجديد أذكى.",
        ["النموذج الجديد أذكى | altman | reports certain"],
    ),
    (
        "ارتفعت أسعار النفط أمس، مما أثار قلق المستثمرين في الأسواق، بحسب محللين.",
        [
            "ارتفعت أسعار النفط أمس | محللين | reports certain",
            "أثار قلق المستثمرين في الأسواق | محللين | reports certain",
        ],
    ),
    (
        "حذر خبراء من أن الاقتصاد يواجه تحديات كبيرة، وأن التعافي سيتطلب وقتاً أطول.",
        [
            "الاقتصاد يواجه تحديات كبيرة | خبراء | reports probable",
            "التعافي سيتطلب وقتاً أطول | خبراء | reports probable",
        ],
    ),
    (
        "وقالت وزارة المالية إن العجز تراجع هذا العام.",
        ["العجز تراجع هذا العام | ? | reports certain"],
    ),
    (
        "قال سام ألتمان: «النموذج الجديد جاهز تماماً. سنطلقه للجميع في الأسبوع المقبل».",
        [
            "النموذج الجديد جاهز تماماً | altman | quotes certain",
            "سنطلقه للجميع في الأسبوع المقبل | altman | quotes certain",
        ],
    ),
    ("لم يعلن جنسن هوانغ عن موعد الإطلاق.", []),
    ("لم تذكر رويترز أن الصفقة ألغيت.", []),
]


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_the_chain_runs_from_the_nearest_source_to_the_origin(
    text: str, expected: list[str]
) -> None:
    assert told(text) == expected


CONTENTS = [
    ("قال جنسن هوانغ إن الطلب كبير، مما رفع سهم الشركة.", ["الطلب كبير"]),
    ("قال جنسن هوانغ إن الطلب كبير، ويدفع باتجاه بناء المصانع.", ["الطلب كبير"]),
    ("قال جنسن هوانغ إن الطلب كبير، وذلك بعد إعلان النتائج.", ["الطلب كبير"]),
    ("قال جنسن هوانغ إن الطلب كبير، وهو ما يعكس ثقة السوق.", ["الطلب كبير"]),
    ("قال جنسن هوانغ إن الطلب كبير، لكنه لا يكفي.", ["الطلب كبير"]),
    ("قال جنسن هوانغ إن رقائق مثل H100، وهي الأغلى، نفدت.", ["رقائق مثل H100"]),
    ("قال سام ألتمان إن مؤسس الشركة، الذي غادر العام الماضي، سيعود.", ["مؤسس الشركة، الذي غادر العام الماضي، سيعود"]),
    ("قالت هواوي إن «الشريحة» الجديدة جاهزة (للبيع).", ["«الشريحة» الجديدة جاهزة (للبيع)"]),
    ("ستجمع «المختبرات» مليار دولار، بحسب رويترز.", ["ستجمع «المختبرات» مليار دولار"]),
    ("لكن الأسعار سترتفع كثيراً، بحسب رويترز.", ["الأسعار سترتفع كثيراً"]),
    ("وارتفعت الأسعار كثيراً أمس، بحسب رويترز.", ["ارتفعت الأسعار كثيراً أمس"]),
    ("وافقت الدول على الاتفاق الجديد، بحسب رويترز.", ["وافقت الدول على الاتفاق الجديد"]),
    ("قال جنسن هوانغ إن الطلب بلغ 5.6 مليون وحدة.", ["الطلب بلغ 5.6 مليون وحدة"]),
    ("قالت هواوي إن الحصة بلغت 30%.", ["الحصة بلغت 30%"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "contents"), CONTENTS)
def test_a_content_ends_with_its_clause(text: str, contents: list[str]) -> None:
    assert [text[it.start : it.end] for it in claims(text)] == contents


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("قال سام ألتمان: «النموذج جاهز تماماً الآن».", "direct"),
        ("قال سام ألتمان إن النموذج جاهز تماماً.", "indirect"),
        ("قال سام ألتمان إن النموذج «جاهز تماماً الآن» للجميع.", "mixed"),
        ("قالت هواوي إن معالج «Ascend» جاهز تماماً.", "indirect"),
        ("ومن المتوقع أن تنخفض الأسعار.", "narrated"),
    ],
)
def test_a_claim_is_quoted_or_retold_or_both(text: str, mode: str) -> None:
    (claim,) = claims(text)

    assert claim.mode == mode


FIGURES = [
    ("بلغت تكلفة تدريب النموذج 5.6 مليون دولار.", ["5.6 مليون دولار: training cost"]),
    ("جرى تدريب النموذج باستخدام 512 معالجاً خلال 80 ساعة.", ["512 معالجاً: training hardware", "80 ساعة: training time"]),
    ("يحتوي النموذج على 671 مليار معلمة.", ["671 مليار معلمة: model size"]),
    ("قالت هواوي إنها متأخرة جيلين عن المنافسين.", ["جيلين: generations behind"]),
    ("خفضت الحكومة الرسوم الجمركية إلى 30% من 145%.", ["30%: tariff", "145%: earlier tariff"]),
    ("ارتفعت مبيعات التجزئة 5.1% في أبريل.", ["5.1%: growth"]),
    ("بلغ معدل التضخم 7.2% في مارس.", ["7.2%: inflation"]),
    ("جمعت الشركة تمويلاً بقيمة 29 مليار دولار.", ["29 مليار دولار: funding"]),
    ("ارتفعت الإيرادات إلى 12 مليار دولار.", ["12 مليار دولار: revenue"]),
    ("بلغ الإنفاق الرأسمالي 66 مليار دولار.", ["66 مليار دولار: capital expenditure"]),
    ("يبلغ سعر الجهاز 999 دولاراً.", ["999 دولاراً: price"]),
    ("تجاوزت القيمة السوقية 3 تريليونات دولار.", ["3 تريليونات دولار: market value"]),
    ("بلغ عدد مستخدمي التطبيق 100 مليون مستخدم.", ["100 مليون مستخدم: users"]),
    ("تستهلك المدينة 500 ميغاواط.", ["500 ميغاواط: power"]),
    ("عاد الرجل بعد 3 سنوات.", []),
    ("وصل 3 آلاف شخص.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), FIGURES)
def test_figures_of_something_known_make_a_claim(text: str, figures: list[str]) -> None:
    found = [figure for claim in claims(text) for figure in claim.figures]

    assert [f"{figure.raw}: {figure.metric}" for figure in found] == figures


@pytest.mark.parametrize(
    ("text", "declined"),
    [
        ("رفض متحدث باسم هواوي التعليق على الأمر.", ["huawei: رفض"]),
        ("وامتنعت إنفيديا عن التعليق.", ["nvidia: امتنعت"]),
        ("ورفض مصدران التعليق.", ["مصدران (2): رفض"]),
        ("ولم ترد سامسونغ على طلب للتعليق.", ["samsung: لم ترد"]),
        ("هواوي لم تؤكد ولم تنف الخبر.", ["huawei: لم تؤكد"]),
        ("لم يتسن لرويترز التحقق من الخبر.", ["reuters: لم يتسن"]),
        ("رفضت هواوي الصفقة.", []),
        ("لم ترد سامسونغ البضاعة.", []),
        ("لم يؤكد أحد الموعد.", []),
        ("لم يتسن لهواوي بناء المصنع.", []),
    ],
)
def test_who_was_asked_and_did_not_answer_claims_nothing(text: str, declined: list[str]) -> None:
    reading = read(text, [(0, len(text))])

    found = declined_in(reading, NAMES.find_in(reading))

    assert [
        (it.key or it.descriptor) + f" ({it.count})" * bool(it.count) + ": " + text[slice(*it.cue)]
        for it in found
    ] == declined
    assert not any(claim.chain for claim in claims(text))


SELECTED = [
    ("قال جنسن هوانغ إن الطلب كبير، ويدفع باتجاه بناء المصانع.", "يدفع باتجاه بناء المصانع", "huang | reports certain"),
    ("قال جنسن هوانغ إن الطلب كبير.", "قال جنسن هوانغ إن الطلب كبير.", "huang | reports certain"),
    ("قال جنسن هوانغ إن الطلب كبير.", " الطلب كبير", "huang | reports certain"),
    ("قال جنسن هوانغ إن الطلب كبير. والمصانع تعمل.", "المصانع تعمل", " | asserts certain"),
    ("ستجمع الشركة مليار دولار، وفقاً لما نقلته رويترز عن مصدرين.", "ستجمع الشركة مليار دولار", "reuters < مصدرين (2) | reports certain"),
    ("ونفت هواوي أن الشريحة متأخرة.", "الشريحة متأخرة", "huawei | denies certain negative"),
    ("قال سام ألتمان: «النموذج جاهز تماماً. السعر مناسب للجميع».", "السعر مناسب للجميع", "altman | quotes certain"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "selected", "expected"), SELECTED)
def test_a_selected_stretch_is_told_its_chain(text: str, selected: str, expected: str) -> None:
    start = text.index(selected)
    reading = read(text, [(0, len(text))])

    claim = claim_at(reading, NAMES.find_in(reading), start, start + len(selected))

    assert text[claim.start : claim.end] == selected.strip()
    assert f"{chain(claim)} | {manner(claim)}" == expected


def test_a_step_has_the_places_of_its_cue_and_its_words() -> None:
    text = "تأجل إطلاق الهاتف، وفقاً لما نقلته «رويترز» عن مصدرين مطلعين."

    (claim,) = claims(text)

    assert [text[slice(*step.cue)] for step in claim.chain if step.cue] == ["وفقاً لما نقلته", "عن"]
    assert [text[slice(*step.place)] for step in claim.chain if step.place] == [
        "رويترز",
        "مصدرين مطلعين",
    ]


def test_a_stretch_outside_the_segments_is_the_pages_own() -> None:
    text = "قال سام ألتمان إن هذا مهم.\nشارك المقال"
    reading = read(text, [(0, 26)])

    claim = claim_at(reading, NAMES.find_in(reading), 27, len(text))

    assert (claim.mode, claim.chain) == ("narrated", ())


def test_a_content_goes_on_behind_its_source() -> None:
    text = "ستجمع الشركة الناشئة، بحسب رويترز، مليار دولار من المستثمرين."

    (claim,) = claims(text)

    assert text[claim.start : claim.end] == "ستجمع الشركة الناشئة"
    assert [text[slice(*it)] for it in claim.more] == ["مليار دولار من المستثمرين"]
