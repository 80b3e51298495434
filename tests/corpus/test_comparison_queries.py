"""What is counted of selections, against counts made by hand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from corpus import months, selection
from corpus.comparison import Compared
from corpus.comparison_queries import (
    TooSlow,
    counted,
    in_time,
    month_shares,
    outlet_shares,
    topic_shares,
)
from corpus.filters import Filters
from corpus.frequency_queries import PER, frequency, sought
from corpus.models import Article, ArticleIndex
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db

ALL = Compared(Filters())


def listed(body: str, *keys: str, month: str = "") -> Article:
    published = datetime.fromisoformat(f"{month}-05").replace(tzinfo=UTC) if month else None
    article = written_article("عنوان", body, published=published)
    index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet(key, key, key) for key in keys]})
    return article


def of(*keys: str, text: str = "") -> Compared:
    return Compared(Filters(text=text, chosen=frozenset(keys)))


def counts(shares: Sequence) -> list[tuple[int, int]]:
    return [(it.part, it.whole) for it in shares]


def test_a_selection_has_its_articles_and_their_words() -> None:
    listed("قالت هواوي", "entity:huawei", month="2025-01")
    listed("قالت إنفيديا كلاماً", "entity:nvidia")

    one = counted(of("entity:nvidia"))

    assert (one.articles, one.undated, one.scale) == (1, 1, 1)
    assert one.all.words == ArticleIndex.objects.get(facets__contains=["entity:nvidia"]).words


def test_topics_are_shares_of_each_selection() -> None:
    listed("نص", "entity:huawei", "topic:chips", "topic:trade")
    listed("نص", "entity:huawei", "topic:chips")
    listed("نص", "entity:nvidia", "topic:models")

    shares = topic_shares([counted(of("entity:huawei")), counted(of("entity:nvidia"))])

    assert [it.key for it in shares.topics] == ["topic:chips", "topic:models", "topic:trade"]
    assert [counts(it) for it in shares.columns] == [
        [(2, 2), (0, 2), (1, 2)],
        [(0, 1), (1, 1), (0, 1)],
    ]


def test_topics_of_outlets_are_shares_of_the_outlet_within_the_selection() -> None:
    listed("نص", "outlet:a", "topic:chips", "entity:huawei")
    listed("نص", "outlet:a", "entity:huawei")
    listed("نص", "outlet:a", "topic:chips")
    listed("نص", "outlet:b", "topic:chips", "entity:huawei")
    listed("نص", "topic:chips", "entity:huawei")

    found = outlet_shares(counted(of("entity:huawei")))

    assert [it.key for it in found.outlets] == ["outlet:a", "outlet:b"]
    assert [counts(it) for it in found.shares.columns] == [[(1, 2)], [(1, 1)]]


def test_months_are_shares_of_all_that_was_published_then_without_a_gap() -> None:
    listed("نص", "entity:huawei", month="2024-12")
    listed("نص", month="2024-12")
    listed("نص", "entity:huawei", month="2025-02")
    listed("نص", "entity:huawei")

    found = month_shares([counted(of("entity:huawei"))])

    assert found.months == [date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1)]
    assert [counts(it) for it in found.columns] == [[(1, 2), (0, 0), (1, 1)]]
    assert [it.share for it in found.columns[0]] == [0.5, None, 1]


def test_of_many_months_those_in_a_row_with_most_articles_are_shown() -> None:
    for month in ("2010-01", "2019-01", "2019-02", "2025-01"):
        listed("نص", month=month)
    listed("نص", month="2019-02")

    found = month_shares([counted(ALL)])

    assert found.months == [date(2019, 1, 1), date(2019, 2, 1)]
    assert [it.part for it in found.columns[0]] == [1, 2]
    assert not found.are_all


def test_no_month_is_known_of_the_undated() -> None:
    listed("نص")

    assert month_shares([counted(ALL)]).months == []


def test_of_many_a_sample_is_counted_and_numbers_are_about_so(monkeypatch) -> None:
    for _ in range(3):
        listed("هواوي", "entity:huawei", "topic:chips", month="2025-01")
    listed("هواوي", month="2025-01")
    ArticleIndex.objects.update(bucket=0)
    monkeypatch.setattr(selection, "EXACT", 0)
    monkeypatch.setattr(selection, "TENTH", 0)

    one = counted(of("entity:huawei"))

    assert (one.articles, one.scale, one.all.articles) == (300, 100, 3)
    assert counts(topic_shares([one]).columns[0]) == [(300, 300)]
    assert counts(month_shares([one]).columns[0]) == [(300, 4)]
    assert month_shares([one]).columns[0][0].share == 1
    assert month_shares([one]).columns[0][0].is_doubtful


def test_every_article_is_all_of_each_month() -> None:
    listed("نص", month="2025-01")
    listed("نص", month="2025-01")

    (column,) = month_shares([counted(ALL)]).columns

    assert counts(column) == [(2, 2)]


@pytest.mark.parametrize(
    ("word", "times"),
    [("رقاقة", 3), ("الرقائق", 3), ("رقائق هواوي", 1), ("هواوي", 2), ("غائبة", 0)],
)
def test_a_word_counts_in_all_its_forms_and_words_side_by_side_as_written(
    word: str, times: int, rebuilt_lemmas: None
) -> None:
    one = counted(ALL)
    asked = sought(word)

    assert asked
    (rate,) = frequency(asked, [one], []).columns

    assert rate.times == times
    assert rate.rate == pytest.approx(times / one.all.words * PER)


@pytest.fixture
def rebuilt_lemmas() -> None:
    """Articles read by an analyser that knows the lemma of each form."""

    class Analyser(LightAnalyser):
        def lemma(self, word: str) -> str:
            return "رقاقة" if "رقا" in word else super().lemma(word)

    articles = [
        written_article("عنوان", "رقائق هواوي رقاقة"),
        written_article("عنوان", "قالت هواوي إن الرقائق"),
    ]
    index_texts(articles, Analyser())
    index.set_facets({it.pk: [] for it in articles})


def test_words_are_counted_month_by_month() -> None:
    listed("هواوي هواوي", month="2025-01")
    listed("هواوي", month="2025-02")
    listed("كلام", month="2025-02")
    one, asked = counted(ALL), sought("هواوي")

    assert asked
    found = frequency(asked, [one], [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)])

    (rates,) = found.by_month
    assert [it.times for it in rates] == [2, 1, 0]
    assert [it.articles for it in rates] == [1, 2, 0]
    assert sum(it.words for it in rates) == one.all.words


def test_the_margin_is_of_articles_not_of_words() -> None:
    for body in ["هواوي " * 9, *["كلام " * 9] * 9]:
        listed(body)
    one, asked = counted(ALL), sought("هواوي")

    assert asked
    (rate,) = frequency(asked, [one], []).columns

    share = 9 / 100
    spread = sum((times - share * 10) ** 2 for times in [9, *[0] * 9])
    expected = 1.96 * (spread * 10 / 9) ** 0.5 / 100
    assert (rate.times, rate.words) == (9, 100)
    assert rate.margin == pytest.approx(expected * PER)
    assert rate.is_doubtful


@pytest.mark.parametrize("text", ["", "،", "!?", '"'])
def test_what_has_no_letter_is_no_word(text: str) -> None:
    assert sought(text) is None


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(TooSlow), in_time():
        list(ArticleIndex.objects.raw("SELECT 1 AS id FROM pg_sleep(4)"))


@pytest.mark.parametrize("selections", [1, 3])
def test_it_asks_little_of_the_database(selections: int, django_assert_max_num_queries) -> None:
    for number in range(5):
        listed("هواوي", f"entity:{number}", "topic:chips", "outlet:a", month=f"2025-0{number + 1}")

    with django_assert_max_num_queries(2 + 12 * selections):
        found = [counted(of(f"entity:{it}")) for it in range(selections)]
        topic_shares(found)
        month_shares(found)


def test_a_month_that_the_index_names_is_a_day_here() -> None:
    assert months.first_day(months.key_of(datetime(2025, 1, 31, 23, tzinfo=UTC))) == date(
        2025, 1, 1
    )
