"""Several stories on one page come apart, however the page prints their heads."""

import pytest

from corpus.importing.pipeline import draft_of
from corpus.importing.records import CaptureDraft, Record

STORIES = [
    (
        "سفينة بحثية تختبر ملاحاً آلياً في مياه الخليج",
        "صحيفة الميدان",
        "منذ 3 ساعات",
        "أبحرت سفينة بحثية من ميناء صغير وعلى متنها ملاح آلي يقرأ الأمواج ويصحح المسار كل دقيقة.",
        "وقال القبطان إنه لم يلمس الدفة إلا مرة واحدة طوال الرحلة التي استغرقت يومين.",
    ),
    (
        "متحف في دمشق يرقمن ألف مخطوطة طبية قديمة",
        "موقع الضفاف",
        "منذ 5 ساعات",
        "انتهى متحف في دمشق من رقمنة ألف مخطوطة طبية يعود أقدمها إلى القرن الخامس الهجري.",
        "ويستعين المتحف ببرنامج يقرأ الخطوط القديمة ويقترح الكلمات الناقصة على المحققين.",
    ),
    (
        "شركة ليبية ناشئة تصنع مستشعراً لتسرب المياه",
        "بوابة الساحل",
        "منذ يومين",
        "صنعت شركة ليبية ناشئة مستشعراً رخيصاً يكشف تسرب المياه في الأنابيب المدفونة.",
        "وتقول الشركة إن ثلاث بلديات طلبت تجربته في شبكاتها قبل الصيف المقبل.",
    ),
]
FORMS = {
    "outlet and time under the title": "{title}\n{outlet} • {when}\n{one}\n{two}",
    "outlet and time on lines of their own": "{title}\n{outlet}\n{when}\n{one}\n{two}",
    "outlet and time over the title": "{outlet} - {when}\n{title}\n{one}\n{two}",
    "outlet, time, title, one long line": "{outlet}\n{when}\n{title}\n{one} {two}",
    "title between time and outlet": "{when}\n{title}\n{outlet}\n{one}\n{two}",
    "title between outlet and time": "{outlet}\n{title}\n{when}\n{one}\n{two}",
    "empty lines and a link": "\n{title}\n\n{when} | {outlet}\n\n{one}\n\n{two}\n\nاقرأ المزيد",
    "source line and share button": "{title}\nالمصدر: {outlet}\n{when}\n{one}\n{two}\nمشاركة",
    "brackets and a link": "{title}\n({outlet}) {when}\n{one}\n{two}\nاقرأ الخبر كاملاً",
    "time, comma, outlet": "{title}\n{when}، {outlet}\n{one}\n{two}\nحفظ\nمشاركة",
    "a rule between": "{title}\n{outlet} · {when}\n{one}\n{two}\n* * *",
    "outlet in the title's line": "{title} - {outlet}\n{when}\n{one}\n{two}",
}


def page_of(form: str) -> CaptureDraft:
    cards = [
        form.format(title=title, outlet=outlet, when=when, one=one, two=two)
        for title, outlet, when, one, two in STORIES
    ]
    text = "\n".join(["خلاصة الأخبار", *cards])
    capture = draft_of(Record("a", None, "a", None, text.encode(), text, "utf-8"))
    assert isinstance(capture, CaptureDraft)
    return capture


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_it_splits_an_aggregators_page_whatever_the_order_of_its_heads(form):
    capture = page_of(form)

    found = [(each.title, each.outlet, each.published_precision) for each in capture.articles]

    assert found == [(title, outlet, "relative") for title, outlet, *_ in STORIES]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_it_leaves_each_story_its_own_text(form):
    capture = page_of(form)

    texts = [
        " ".join(
            capture.text[segment.start : segment.end]
            for segment in article.segments
            if segment.kind == "paragraph"
        )
        for article in capture.articles
    ]

    assert texts == [f"{one} {two}" for *_, one, two in STORIES]
