"""The list of articles: filters, counts, order and paging."""

from datetime import UTC, datetime, timedelta

import pytest

from corpus import queries
from corpus.filters import RELEVANCE, Filters
from corpus.models import FacetValue
from corpus.queries import articles_matching
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import EntityFactory, written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db

DAY = datetime(2025, 8, 14, tzinfo=UTC)


def listed(title, *facets, body="…", **fields):
    article = written_article(title, body, **fields)
    index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet(key, f"«{key}»", key) for key in facets]})
    return article


def titles(filters):
    return [card.article.title for card in articles_matching(filters).cards]


def asking(*keys, **fields):
    return Filters(chosen=frozenset(keys), **fields)


def shown_counts(page):
    return {value.key: value.count for group in page.groups.values() for value in group}


def test_the_newest_come_first_and_the_undated_last():
    listed("بلا تاريخ")
    listed("قديم", published=DAY, published_precision="day")
    listed("جديد", published=DAY + timedelta(days=1), published_precision="day")

    assert titles(Filters()) == ["جديد", "قديم", "بلا تاريخ"]


def test_any_value_of_a_kind_will_do_and_every_kind_must_be_met():
    listed("هواوي والرقائق", "entity:huawei", "topic:chips")
    listed("إنفيديا والرقائق", "entity:nvidia", "topic:chips")
    listed("إنفيديا والأسواق", "entity:nvidia", "topic:market")
    asked = asking("entity:huawei", "entity:nvidia", "topic:chips")

    assert sorted(titles(asked)) == ["إنفيديا والرقائق", "هواوي والرقائق"]


def test_what_was_imported_before_is_passed_over_when_asked_for_later_articles():
    seen = listed("قديم الورود", published=DAY + timedelta(days=1), published_precision="day")
    listed("جديد الورود", published=DAY, published_precision="day")

    assert titles(Filters(arrived_after=seen.pk)) == ["جديد الورود"]


def test_without_filters_counts_come_from_what_is_counted_already():
    listed("أ", "entity:huawei", "state:open")
    listed("ب", "entity:huawei")

    page = articles_matching(Filters())

    assert shown_counts(page) == {"entity:huawei": 2, "state:open": 1}
    assert [*page.groups] == ["entity", "state"]


def test_counts_of_other_kinds_are_of_what_is_listed():
    listed("أ", "entity:huawei", "topic:chips")
    listed("ب", "entity:nvidia", "topic:chips")

    counts = shown_counts(articles_matching(asking("entity:huawei")))

    assert counts == {"entity:huawei": 1, "entity:nvidia": 1, "topic:chips": 1}


def test_counts_follow_the_words():
    listed("رقائق", "entity:huawei")
    listed("سيارات", "entity:tesla")

    page = articles_matching(Filters(text="الرقائق"))

    assert shown_counts(page) == {"entity:huawei": 1}
    assert page.total == 1


def test_a_value_leads_to_the_list_with_it_and_back():
    listed("أ", "entity:huawei")

    (value,) = articles_matching(Filters()).groups["entity"]
    (chosen,) = articles_matching(asking("entity:huawei")).groups["entity"]

    assert (value.address, value.chosen) == ("?entity=huawei", False)
    assert (chosen.address, chosen.chosen) == ("?", True)


def test_a_chosen_value_that_no_article_has_is_shown_so_that_it_can_be_removed():
    listed("أ", "entity:huawei")

    page = articles_matching(asking("entity:nobody"))

    assert page.cards == []
    assert [(value.label, value.count) for value in page.chosen] == [("nobody", 0)]


def test_values_that_are_no_longer_carried_are_not_offered():
    article = listed("أ", "entity:huawei")
    index.set_facets({article.pk: []})

    assert FacetValue.objects.get(kind="entity").count == 0
    assert articles_matching(Filters()).groups == {}


@pytest.fixture
def seven(monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 3)
    for number in range(7):
        dated = {"published": DAY, "published_precision": "day"} if number % 2 else {}
        listed(f"خبر {number}", body="رقائق " * (number + 1), **dated)


def walk(filters, step):
    pages = []
    while filters is not None:
        page = articles_matching(filters)
        pages.append([card.article.title for card in page.cards])
        filters = getattr(page, step)
    return pages


@pytest.mark.parametrize("asked", [Filters(), Filters(text="رقائق", order=RELEVANCE)])
def test_paging_forward_meets_every_article_once(seven, asked):
    pages = walk(asked, "next")

    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({title for page in pages for title in page}) == 7


@pytest.mark.parametrize("asked", [Filters(), Filters(text="رقائق", order=RELEVANCE)])
def test_paging_back_meets_the_same_pages(seven, asked):
    forward = walk(asked, "next")
    last = articles_matching(asked)
    while last.next:
        last = articles_matching(last.next)

    assert walk(last.filters, "previous") == forward[::-1]


def test_a_place_beyond_the_end_leads_back_to_the_start(seven):
    page = articles_matching(Filters(after="0-0"))

    assert page.cards == []
    assert page.previous == Filters()


@pytest.mark.parametrize("place", ["x", "-", "99999999999999999999-1", "1-", "٣-٣"])
def test_a_place_that_is_none_is_the_start(seven, place):
    assert titles(Filters(after=place)) == titles(Filters())


@pytest.mark.parametrize("place", ["7" * 40, "-3", "²"])
def test_a_forged_rank_does_no_harm(seven, place):
    articles_matching(Filters(text="رقائق", order=RELEVANCE, after=place))


def test_by_relevance_a_title_comes_before_a_newer_body():
    listed("الرقائق في هواوي")
    listed("أخبار", body="رقائق", published=DAY, published_precision="day")

    assert titles(Filters(text="رقائق", order=RELEVANCE)) == ["الرقائق في هواوي", "أخبار"]
    assert titles(Filters(text="رقائق")) == ["أخبار", "الرقائق في هواوي"]


def test_it_says_when_not_all_are_ranked(seven, monkeypatch):
    monkeypatch.setattr(queries, "RANKED", 3)

    assert articles_matching(Filters(text="رقائق", order=RELEVANCE)).not_all_ranked


def test_a_query_without_a_word_finds_nothing_and_says_so():
    listed("أ")

    page = articles_matching(Filters(text="؟!"))

    assert page.no_words
    assert page.total == 0


def test_a_card_shows_the_narrowest_topics_and_whom_the_title_names():
    listed("أ", "topic:chips", "entity:china")
    facets = {
        "topic:chips": "الشرائح",
        "topic:chips/export": "قيود التصدير",
        "entity:china": "الصين",
        "entity:huawei": "هواوي",
    }
    article = listed("هواوي تكسب")
    index.set_facets({article.pk: [Facet(key, label, key) for key, label in facets.items()]})

    (card,) = articles_matching(asking("entity:huawei")).cards

    assert [chip.label_ar for chip in card.chips] == ["قيود التصدير", "الشرائح", "هواوي", "الصين"]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["جملة أولى.", "فقرة"], "فقرة"),
        (["جملة أولى. جملة ثانية.", "فقرة"], "جملة ثانية."),
        (["جملة أولى."], "جملة أولى."),
    ],
)
def test_an_excerpt_does_not_repeat_a_title_taken_from_the_text(paragraphs, expected):
    article = written_article("جملة أولى.", *paragraphs)
    index_texts([article], LightAnalyser())

    (card,) = articles_matching(Filters()).cards

    assert [run.text for run in card.excerpt] == [expected]


@pytest.mark.parametrize(
    ("asked", "most"),
    [
        (Filters(), 6),
        # A search says twice how its plan is chosen, between a savepoint and its release.
        (Filters(text="رقائق هواوي"), 11 + 4),
        (asking("entity:huawei", "topic:chips", text="رقائق", order=RELEVANCE), 30 + 4),
    ],
)
def test_the_number_of_questions_does_not_grow_with_the_list(
    django_assert_max_num_queries, asked, most
):
    for number in range(12):
        outlet = EntityFactory()
        listed(f"رقائق هواوي {number}", "entity:huawei", "topic:chips", outlet=outlet)

    with django_assert_max_num_queries(most):
        page = articles_matching(asked)
        assert all(str(card.article.outlet) for card in page.cards)

    assert len(page.cards) == 12
