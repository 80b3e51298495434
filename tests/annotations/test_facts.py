"""What is counted beside a facet value, in one grouped count and in bounded lists."""

from datetime import UTC, date, datetime

import pytest

from annotations.queries.facts import LISTED, articles_with, facts_of
from corpus.services import index
from corpus.services.index import Facet
from tests.reading import readable_article

pytestmark = pytest.mark.django_db


def indexed(*keys: str, month: tuple[int, int] | None = None) -> None:
    article = readable_article(published=datetime(*month, 9, tzinfo=UTC) if month else None)
    index.set_facets({article.pk: [Facet(key, f"ال{key}", key) for key in keys]})


def test_it_counts_the_values_beside_the_one_that_it_is_about_the_commonest_first() -> None:
    indexed("entity:a", "entity:b", "entity:c")
    indexed("entity:a", "entity:c")
    indexed("entity:c")

    facts = facts_of("entity:a", "entity")

    assert [(it.key, it.count, it.share) for it in facts.by_kind["entity"]] == [
        ("entity:c", 2, 1.0),
        ("entity:b", 1, 0.5),
    ]
    assert (facts.total, facts.is_estimate) == (2, False)


def test_it_counts_only_the_kinds_asked_for_and_labels_them() -> None:
    indexed("topic:chips", "outlet:o", "source:s")

    facts = facts_of("topic:chips", "outlet")

    assert {kind: [it.label for it in rows] for kind, rows in facts.by_kind.items()} == {
        "outlet": ["الoutlet:o"]
    }


def test_bars_are_as_long_as_the_greatest_is() -> None:
    indexed("entity:a", "topic:x", "topic:y")
    indexed("entity:a", "topic:x")

    assert [it.bar for it in facts_of("entity:a", "topic").by_kind["topic"]] == [100, 50]


def test_it_lists_no_more_than_so_many_of_a_kind() -> None:
    indexed("entity:a", *(f"entity:b{number:02}" for number in range(30)))

    assert len(facts_of("entity:a", "entity").by_kind["entity"]) == LISTED


def test_months_without_articles_stand_between_those_with_some() -> None:
    indexed("entity:a", month=(2024, 11))
    indexed("entity:a", month=(2025, 2))
    indexed("entity:a", month=(2025, 2))
    indexed("entity:b", month=(2020, 1))

    months = facts_of("entity:a").months

    assert [(it.first, it.count) for it in months] == [
        (date(2024, 11, 1), 1),
        (date(2024, 12, 1), 0),
        (date(2025, 1, 1), 0),
        (date(2025, 2, 1), 2),
    ]


def test_a_timeline_is_bounded_where_one_article_bears_a_date_of_long_ago() -> None:
    indexed("entity:a", month=(1900, 1))
    indexed("entity:a", month=(2025, 2))

    months = facts_of("entity:a").months

    assert (len(months), months[-1].count) == (480, 1)


def test_a_value_that_no_article_carries_has_no_facts() -> None:
    facts = facts_of("entity:nobody", "entity")

    assert (facts.total, facts.by_kind, facts.months) == (0, {"entity": []}, [])


@pytest.mark.parametrize(
    ("keys", "address"),
    [
        (["entity:a"], "?entity=a"),
        (["source:a", "outlet:b"], "?outlet=b&source=a"),
        (["entity:a", "entity:b"], "?entity=a&entity=b&all=entity"),
    ],
)
def test_the_address_asks_for_articles_with_all_of_the_values(keys, address) -> None:
    assert articles_with(*keys) == address
