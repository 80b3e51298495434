import pytest

from corpus.text.reading import read
from corpus.text.senses import senses_in
from corpus.text.topics import load_tree, suggest_topics


def topics(title: str, *paragraphs: str) -> list[str]:
    text, spans = title, [(0, len(title))]
    for paragraph in paragraphs:
        spans.append((len(text) + 1, len(text) + 1 + len(paragraph)))
        text += "\n" + paragraph
    return [topic.path for topic in suggest_topics(text, spans, spans[0])]


def senses(text: str) -> list[str]:
    return [found.topic for found in senses_in(read(text, [(0, len(text))]))]


def test_the_tree_has_eight_parents_and_their_children() -> None:
    tree = load_tree()

    assert len([topic for topic in tree if topic.parent is None]) == 8
    assert len([topic for topic in tree if topic.parent]) == 32
    assert len({topic.path for topic in tree}) == 40
    assert all(topic.ar and topic.en and topic.scope for topic in tree)


@pytest.mark.parametrize(
    "text",
    [
        "تستخدم الرقائق لمرحلة الاستدلال لا للتدريب.",
        "رقائق مخصصة للاستدلال (inference) في مراكز البيانات.",
        "تحتاج عملية الاستنتاج إلى قوة حوسبة أقل من التدريب.",
        "شرائح للاستدلال بدلاً من شرائح للتدريب.",
        "انخفضت تكلفة الاستدلال إلى النصف.",
        "تشغيل الاستدلال على معالجات Ascend.",
        "يجب التمييز بين التدريب والاستدلال.",
        "خوادم الاستدلال التي تبنيها الشركة.",
    ],
)
def test_it_reads_inference_beside_chips_and_running(text: str) -> None:
    assert senses(text) == ["models/inference"]


@pytest.mark.parametrize(
    "text",
    [
        "خوارزمية تجعل النموذج قادراً على الاستدلال.",
        "نماذج قادرة على الاستدلال المنطقي خطوة بخطوة.",
        "يتفوق في الاستدلال الرياضي والبرمجة.",
        "قدرات الاستدلال في نموذج o1.",
        "أطلقت الشركة نموذج استدلال جديداً.",
        "القدرة على الاستنتاج والتفكير.",
    ],
)
def test_it_reads_reasoning_beside_ability_and_thought(text: str) -> None:
    assert senses(text) == ["models/reasoning"]


@pytest.mark.parametrize(
    "text",
    [
        "توصل الباحثون إلى استنتاج مفاده أن السوق متشبع.",
        "خلص إلى استنتاج أن الرقائق آمنة.",
        "الاستدلال الشرعي عند الفقهاء.",
        "كان الاستنتاج واضحاً.",
    ],
)
def test_it_reads_neither_where_the_neighbours_speak_for_neither(text: str) -> None:
    assert senses(text) == []


@pytest.mark.parametrize(
    ("title", "paragraphs", "expected"),
    [
        (
            "نقص الرقائق يضرب صناعة السيارات",
            ["تعاني المصانع من نقص الرقائق.", "وقال محللون إن أسعار الرقائق سترتفع."],
            "chips/chip-supply",
        ),
        (
            "واشنطن تشدد قيود التصدير",
            ["فرضت الولايات المتحدة قيوداً على التصدير.", "وأدرجت شركات على القائمة السوداء."],
            "geopolitics/export-controls",
        ),
        (
            "قيود جديدة على رقائق متجهة إلى دول آسيوية",
            ["ترمي القاعدة إلى مكافحة تهريب أشباه الموصلات.", "وحظرت واشنطن بيع المعالجات."],
            "geopolitics/export-controls",
        ),
        (
            "المحادثات التجارية مع بكين في وضع جيد",
            ["تنتهي مهلة الرسوم المتبادلة في أغسطس."],
            "geopolitics/trade-tariffs",
        ),
        (
            "جولة تمويل جديدة لشركة ناشئة",
            ["جمعت الشركة مليار دولار في جولة تمويل.", "وتستثمر الأموال في التوسع."],
            "business/investment",
        ),
        (
            "التزييف العميق يقلق غرف الأخبار",
            ["تنتشر مقاطع التزييف العميق.", "وتواجه غرف الأخبار معلومات مضللة."],
            "society/media-misinformation",
        ),
        (
            "مراكز بيانات عملاقة في الصحراء",
            ["ستبنى مراكز البيانات قرب العاصمة.", "ويرفع كل مركز بيانات استهلاك الكهرباء."],
            "infrastructure/data-centres",
        ),
    ],
)
def test_it_suggests_what_an_article_is_about(
    title: str, paragraphs: list[str], expected: str
) -> None:
    assert expected in topics(title, *paragraphs)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["اشترى الرجل شريحة هاتف ثم عاد إلى بيته.", "وأكل رقائق البطاطس."],
        ["استهدفت الحملة شريحة واسعة من الناس.", "وشملت شرائح المجتمع كلها."],
        ["بدأ تدريب الموظفين على الإسعاف.", "ويستمر برنامج تدريب المعلمين شهراً."],
        ["توقف إطلاق النار في المدينة.", "ولم يحدث شيء على الإطلاق."],
        ["ذكر التقرير كلمة رقائق مرة واحدة في حديثه عن الطقس."],
        [],
    ],
)
def test_it_suggests_nothing_for_a_word_in_passing(paragraphs: list[str]) -> None:
    assert topics("خبر من المدينة", *paragraphs) == []


def test_the_first_paragraph_says_what_an_article_without_a_title_is_about() -> None:
    first = "بدأت الشركة تدريب نموذجها على عنقود لتدريب الذكاء الاصطناعي."
    text = first + "\nوأقيم المركز في مدينة بعيدة."

    found = suggest_topics(text, [(0, len(first)), (len(first) + 1, len(text))], None)

    assert [topic.path for topic in found] == ["models/training"]


def test_it_suggests_four_topics_at_most_and_no_parent_beside_its_child() -> None:
    title = "رقائق وتدريب النماذج وقيود التصدير ومراكز البيانات وجولة تمويل وحقوق النشر"

    found = topics(title, title, title)

    assert len(found) == 4
    assert not {path.split("/")[0] for path in found if "/" in path} & set(found)


def test_it_suggests_nothing_for_an_empty_article() -> None:
    assert suggest_topics("", [], None) == []
