"""How pages read the articles asked for: the same rows whichever way leads to them."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from corpus import selection
from corpus.facet_counts import count_values
from corpus.filters import CONTESTED, NEWEST, OLDEST, Filters
from corpus.models import Article, ArticleIndex
from corpus.ordering import Place, order_of
from corpus.search import marked
from corpus.selection import select
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import AliasFactory, EntityFactory, written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db

DAY = datetime(2025, 8, 14, tzinfo=UTC)
CHIPS, HUAWEI = Facet("topic:chips", "الشرائح", "Chips"), Facet("entity:huawei", "هواوي", "Huawei")
BOTH = Filters(chosen=frozenset({CHIPS.key, HUAWEI.key}))


@pytest.fixture
def fifty():
    """Fifty articles, two a day and some undated, all of them in the smallest sample."""
    articles = [
        written_article(
            f"خبر {number}",
            "رقائق هواوي" if number % 5 else "رقائق",
            published=DAY + timedelta(days=number // 2) if number % 7 else None,
        )
        for number in range(50)
    ]
    index_texts(articles, LightAnalyser())
    index.set_facets(
        {it.pk: [CHIPS, HUAWEI][: 1 + n % 2] for n, it in enumerate(articles)},
        contested={it.pk: n % 3 for n, it in enumerate(articles)},
    )
    ArticleIndex.objects.update(bucket=0)


# What leads to the rows by each of the ways, whatever the size of the corpus.
WAYS = {
    "few": {"EXACT": 10_000},
    "glanced": {"EXACT": 0},
    "along dates": {"EXACT": 0, "_GLANCE": 2},
    "by index": {"EXACT": 0, "_GLANCE": 2, "_SHORT": 0},
}


def all_in_order(filters, order):
    rows = select(filters).rows
    return list(rows.order_by(*order.columns).values_list("article", flat=True))


def paged(filters, order, size=9):
    """The articles that pages of this size give, one after another."""
    asked, found, place = select(filters), [], None
    while page := asked.in_order(order, size, place):
        found += [row.article_id for row in page]
        place = Place.of(page[-1])
    return found


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(text="رقائق"),
        Filters(text='"رقائق هواوي"'),
        Filters(text="رقائق NOT هواوي"),
        BOTH,
        Filters(refused=frozenset({HUAWEI.key})),
        Filters(text="هواوي", since=DAY.date(), until=(DAY + timedelta(days=9)).date()),
    ],
    ids=lambda filters: filters.address,
)
def test_pages_follow_each_other_whichever_way_finds_them(fifty, monkeypatch, filters):
    for way, order in product(WAYS.values(), map(order_of, (NEWEST, OLDEST, CONTESTED))):
        for name, value in way.items():
            monkeypatch.setattr(selection, name, value)

        assert paged(filters, order) == all_in_order(filters, order)
        assert paged(filters, order.backwards()) == all_in_order(filters, order.backwards())


def test_all_values_of_a_kind_must_be_met_where_all_are_asked_for(fifty):
    both = Filters(chosen=frozenset({"topic:chips", "topic:other"}))

    assert select(both).rows.count() == 50
    assert select(both.matching_every("topic")).rows.count() == 0


def test_refused_values_are_in_no_article(fifty):
    refused = select(Filters(text="رقائق", refused=frozenset({HUAWEI.key}))).rows

    assert refused.count() == 25
    assert not any(HUAWEI.key in row.facets for row in refused)


def test_days_leave_the_undated_out(fifty):
    since = select(Filters(since=datetime(1900, 1, 1, tzinfo=UTC).date())).rows

    assert since.count() == 50 - 8


def test_of_many_a_sample_is_counted_and_of_few_all(fifty, monkeypatch):
    monkeypatch.setattr(selection, "EXACT", 10_000)
    exact = count_values(select(Filters(text="رقائق")))
    monkeypatch.setattr(selection, "EXACT", 0)
    monkeypatch.setattr(selection, "TENTH", 0)
    about = count_values(select(Filters(text="رقائق")))

    assert (exact.total, exact.scale, exact.values[HUAWEI.key]) == (50, 1, 25)
    assert (about.total, about.scale, about.values[HUAWEI.key]) == (5000, 100, 2500)


def test_of_very_many_a_tenth_of_the_sample_is_counted(fifty, monkeypatch):
    for name in ("EXACT", "TENTH", "HUNDREDTH"):
        monkeypatch.setattr(selection, name, 0)
    tenth = sum(index.tenth_of(article.key) == 0 for article in Article.objects.all())

    counted = count_values(select(Filters(text="رقائق")))

    assert (counted.total, counted.scale) == (1000 * tenth, 1000)
    assert 0 < tenth < 25


def test_without_filters_the_total_is_counted_already(fifty, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        counted = count_values(select(Filters()))

    assert (counted.total, counted.is_about) == (50, False)
    assert counted.values["month:undated"] == 8


@pytest.fixture
def nvidia():
    """Two articles that name one company in two scripts, and one that names nobody."""
    entity = EntityFactory(key="nvidia", name_ar="إنفيديا", name_latin="Nvidia")
    for text in ("إنفيديا", "Nvidia", "نفيديا", "إن فيديا"):
        AliasFactory(entity=entity, text=text)
    articles = [written_article(title) for title in ("أرباح إنفيديا", "Nvidia profits", "الزراعة")]
    index_texts(articles, LightAnalyser())
    index.set_facets(
        {it.pk: [Facet("entity:nvidia", "إنفيديا", "Nvidia")] for it in articles[:2]}
        | {articles[2].pk: []}
    )


@pytest.mark.parametrize(
    "asked",
    ["انفيديا", "إنفيديا", "نفيديا", "Nvidia", "NVIDIA", "إن فيديا", "(نفيديا) OR الطقس"],
)
def test_a_name_finds_its_entity_in_every_spelling(nvidia, asked):
    assert select(Filters(text=asked)).rows.count() == 2


def test_it_says_which_words_are_names(nvidia):
    assert select(Filters(text="أرباح إن فيديا")).inquiry.names == ("إن فيديا",)
    assert select(Filters(text='"Nvidia" NOT نفيديا')).inquiry.names == ()


def test_the_other_spellings_of_a_name_are_marked_too(nvidia):
    search = select(Filters(text="نفيديا")).search

    assert [run.text for run in marked("أسهم Nvidia إنفيديا", search) if run.marked] == [
        "Nvidia",
        "إنفيديا",
    ]


def test_a_name_in_quotes_is_found_as_written(nvidia):
    assert select(Filters(text='"Nvidia"')).rows.count() == 1


def test_what_is_not_a_name_stays_words(nvidia):
    assert select(Filters(text="أرباح نفيديا")).rows.count() == 1
    assert select(Filters(text="NOT نفيديا")).rows.count() == 1


def test_an_address_goes_on_finding_an_entity_that_was_merged(fifty):
    huawei = EntityFactory(key="huawei")
    EntityFactory(key="hua-wei", merged_into=huawei)
    old = Filters(chosen=frozenset({"entity:hua-wei"}), refused=frozenset({"outlet:hua-wei"}))

    assert select(old).rows.count() == 25
    assert select(old).filters.chosen == {"entity:huawei"}
    assert select(old).filters.refused == {"outlet:huawei"}
