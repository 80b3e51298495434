"""Words in their contexts: which lines, on which page, in which order and groups."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from corpus.concordance_filters import LineFilters, line_filters
from corpus.concordance_queries import MOST_OF_ARTICLE, PAGE_SIZE, every_line, lines_matching
from corpus.filters import Filters
from corpus.models import SegmentKind
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db

FIRST = datetime(2025, 1, 1, tzinfo=UTC)


def listed(*paragraphs, title="عنوان", facets=(), day=0, **fields):
    published = FIRST + timedelta(days=day)
    article = written_article(title, *paragraphs, published=published, **fields)
    index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet(key, key, key) for key in facets]})
    return article


def asking(text, **fields):
    return LineFilters(Filters(text=text), **fields)


def followed(asked):
    assert asked is not None
    return lines_matching(asked)


def printed(page):
    return [(it.line.before.strip(), it.line.keyword, it.line.after.strip()) for it in page.lines]


def test_each_place_of_a_word_is_a_line_as_printed():
    listed("وصلت الرقائقُ أمس", "ثم رقائق Nvidia")

    page = lines_matching(asking("رقائق"))

    assert printed(page) == [("وصلت", "الرقائقُ", "أمس"), ("ثم", "رقائق", "Nvidia")]


def test_a_keyword_stands_where_the_line_says():
    article = listed("وصلت الرقائقُ أمس", title="رقائق هواوي")

    for it in lines_matching(asking("رقائق")).lines:
        assert article.capture.text[it.line.start : it.line.end] == it.line.keyword


def test_titles_and_subheadings_have_lines_and_boilerplate_has_none():
    article = listed("رقائق فرعية", "اقرأ أيضاً عن رقائق", title="رقائق العنوان")
    first, second = article.segments.filter(kind=SegmentKind.PARAGRAPH)
    article.segments.filter(pk=first.pk).update(kind=SegmentKind.SUBHEADING)
    article.segments.filter(pk=second.pk).update(kind=SegmentKind.BOILERPLATE)

    page = lines_matching(asking("رقائق"))

    assert [after for *_, after in printed(page)] == ["العنوان", "فرعية"]


def test_filters_choose_the_articles():
    listed("رقائق هواوي", facets=["entity:huawei"])
    listed("رقائق تسلا", facets=["entity:tesla"])
    filters = Filters(text="رقائق", chosen=frozenset({"entity:huawei"}))

    page = lines_matching(LineFilters(filters))

    assert [after for *_, after in printed(page)] == ["هواوي"]
    assert [chip.label for chip in page.chips] == ["entity:huawei"]


def test_an_article_shows_a_few_lines_and_leads_to_the_rest():
    article = listed("رقائق " * 8)

    page = lines_matching(asking("رقائق"))
    whole = followed(page.lines[-1].rest)

    assert [it.more for it in page.lines] == [0] * (MOST_OF_ARTICLE - 1) + [3]
    assert {it.article for it in whole.lines} == {article}
    assert len(whole.lines) == 8


def test_pages_follow_one_another_and_lead_back():
    for day in range(40):
        listed(f"رقائق {day}", day=day)

    first = lines_matching(asking("رقائق"))
    second = followed(first.next)
    again = followed(second.previous)

    days = [int(after) for *_, after in printed(first) + printed(second)]
    assert days == sorted(range(40), reverse=True)
    assert len(first.lines) == PAGE_SIZE
    assert (first.previous, second.next) == (None, None)
    assert printed(again) == printed(first)


def test_a_page_ends_between_two_articles():
    for day in range(13):
        listed("رقائق هنا " * 4, day=day)

    first = lines_matching(asking("رقائق"))
    second = followed(first.next)
    third = followed(second.next)

    assert [len(page.lines) for page in (first, second, third)] == [24, 24, 4]


def test_articles_that_were_found_by_a_value_alone_have_no_line():
    for day in range(60):
        listed("خبر آخر", facets=["entity:huawei"], day=day)
    listed("رقائق", day=-1)

    page = lines_matching(asking("رقائق OR entity:huawei"))

    assert [keyword for _, keyword, _ in printed(page)] == ["رقائق"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [("date", ["ب", "أ", "ج"]), ("previous", ["أ", "ب", "ج"]), ("next", ["ج", "أ", "ب"])],
)
def test_it_sorts_by_the_neighbours_folded(sort, order):
    listed("ثم عادت ج رقائق تايوان")
    listed("أ رقائق هواوي", day=1)
    listed("ب رقائق", day=2)

    page = lines_matching(asking("رقائق", sort=sort))

    assert [before.split()[-1] for before, *_ in printed(page)] == order


def test_the_second_neighbour_decides_between_equal_ones():
    listed("رقائق من تايوان")
    listed("رقائق من أمريكا", day=-1)

    page = lines_matching(asking("رقائق", sort="next"))

    assert [after for *_, after in printed(page)] == ["من أمريكا", "من تايوان"]


def test_what_is_sorted_is_the_newest_and_comes_in_pages(monkeypatch):
    monkeypatch.setattr("corpus.concordance_queries.SAMPLE", 12)
    monkeypatch.setattr("corpus.concordance_queries.SORTED_PAGE", 5)
    for day in range(15):
        listed(f"رقائق {day:02}", day=day)

    pages = [lines_matching(asking("رقائق", sort="next", page=page)) for page in (1, 2, 3, 9)]

    assert [len(page.lines) for page in pages] == [5, 5, 2, 2]
    assert [after for *_, after in printed(pages[0])] == ["03", "04", "05", "06", "07"]
    assert (pages[0].sampled, pages[0].is_sample) == (12, True)
    assert [page.next is None for page in pages] == [False, False, True, True]


def test_it_groups_by_lemma_with_the_printed_forms():
    listed("الرقائق ثم الرقائقُ ثم رقائق ثم هواوي")

    page = lines_matching(asking("رقائق OR هواوي", group="lemma"))

    chips, huawei = page.groups
    assert [(it.printed, it.count) for it in chips.forms] == [("الرقائق", 2), ("رقائق", 1)]
    assert (chips.label, chips.count, huawei.label, huawei.count) == ("الرقائق", 3, "هواوي", 1)


def test_a_form_opens_its_lines_alone():
    listed("الرقائق ثم رقائق هواوي")
    listed("رقائق وحدها", day=1)
    form = lines_matching(asking("رقائق OR زيتون", group="lemma")).groups[0].forms[1]

    page = followed(form.lines)

    assert (form.printed, form.count) == ("الرقائق", 1)
    assert [keyword for _, keyword, _ in printed(page)] == ["الرقائق"]
    assert [(chip.kind, chip.label) for chip in page.chips] == [("form", "الرقائق")]


@pytest.mark.parametrize("group", ["outlet", "entity"])
def test_it_groups_by_what_articles_have(group):
    listed("رقائق ثم رقائق", facets=[f"{group}:a", "topic:x"])
    listed("رقائق", facets=[f"{group}:a", f"{group}:b"])

    page = lines_matching(asking("رقائق", group=group))

    assert [(it.label, it.count) for it in page.groups] == [(f"{group}:a", 3), (f"{group}:b", 1)]
    assert len(followed(page.groups[0].lines).lines) == 3


@pytest.mark.parametrize("text", ["", "entity:huawei", "؟!", "date:2025", "NOT رقائق"])
def test_it_says_when_a_word_is_lacking(text):
    listed("رقائق", facets=["entity:huawei"])

    assert lines_matching(asking(text)).lacks_a_word


def test_every_line_is_read_in_batches(monkeypatch):
    monkeypatch.setattr("corpus.concordance_queries._LARGE_BATCH", 3)
    for day in range(8):
        listed("رقائق " * 7, day=day)

    lines = list(every_line(asking("رقائق", sort="next", group="lemma")) or [])

    assert len(lines) == 56
    days = [it.article.published.isoformat() for it in lines if it.article.published]
    assert days == sorted(days, reverse=True)


def test_it_asks_the_database_few_questions(django_assert_max_num_queries):
    for day in range(30):
        listed("رقائق هنا", day=day)

    with django_assert_max_num_queries(16):
        lines_matching(asking("رقائق"))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=%D8%B1&entity=huawei&sort=next",
        "q=%D8%B1&group=lemma",
        "q=%D8%B1&form=%D8%B1&article=abc",
        "q=%D8%B1&after=5-6",
        "q=%D8%B1&page=3&sort=previous",
    ],
)
def test_an_address_says_what_was_asked(query):
    asked = line_filters(QueryDict(query))

    assert line_filters(QueryDict(asked.address[1:])) == asked
