"""What is counted of the articles that carry one facet value: the values that they carry beside it.

One grouped count serves a whole page. Where the articles are too many to be counted it is of a
sample, and every number from it is an estimate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.card_queries import Card, cards_of
from corpus.charts import percent
from corpus.facet_counts import count_values, months_in
from corpus.filters import Filters
from corpus.models import ArticleIndex, FacetValue
from corpus.months import first_day
from corpus.search.planning import by_lexemes
from corpus.selection import Selection, select

# What pages list of a kind; more is a search on the browse page away.
LISTED, CARDS = 12, 10
_LONGEST_TIMELINE = 12 * 40  # months


@dataclass(frozen=True, slots=True)
class Counted:
    """A value, in how many of the articles it stands and what share of them that is.

    `address` is the query string of the browse page that lists them; `bar` is the count in
    hundredths of the greatest of its kind.
    """

    key: str
    label: str
    count: int
    share: float
    bar: float
    address: str

    @property
    def percent(self) -> str:
        return percent(self.share)


@dataclass(frozen=True, slots=True)
class Month:
    """A month and how many of the articles were published in it."""

    first: date
    count: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The commonest values of each kind beside the one that the facts are about.

    `total` is exact; all else was counted in one of `scale` articles.
    """

    key: str
    total: int
    scale: int
    by_kind: Mapping[str, Sequence[Counted]]
    months: Sequence[Month]
    selection: Selection

    def newest(self, limit: int) -> Sequence[ArticleIndex]:
        """The index rows of so many of the articles, those published last first."""
        return self.selection.newest(limit)

    @property
    def is_estimate(self) -> bool:
        """Whether the counts are of a sample."""
        return self.scale > 1

    @property
    def address(self) -> str:
        """The query string of the browse page that lists the articles."""
        return articles_with(self.key)


def articles_with(*keys: str) -> str:
    """The query string of the browse page for articles with all of these values."""
    kinds = [key.partition(":")[0] for key in keys]
    every = frozenset(kind for kind in kinds if kinds.count(kind) > 1)
    return Filters(chosen=frozenset(keys), every=every).address


def facts_of(key: str, *kinds: str) -> Facts:
    """The facts of a facet value: the commonest values of these kinds, and the months."""
    selection = select(Filters(chosen=frozenset({key})))
    with by_lexemes():  # once for the sample and for what is counted in it
        counted = count_values(selection, kinds, shown=LISTED + 1)
    counts = {it: n for it, n in counted.values.items() if it.partition(":")[0] in kinds}
    known = FacetValue.objects.in_bulk([key, *counts])
    total = known[key].count if key in known else 0
    by_kind: dict[str, list[Counted]] = {kind: [] for kind in kinds}
    for it, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        beside = by_kind[it.partition(":")[0]]
        if it in known and it != key and len(beside) < LISTED:
            greatest = beside[0].count if beside else count
            beside.append(_counted(key, known[it], count, total, greatest))
    return Facts(key, total, counted.scale, by_kind, _timeline(months_in(counted)), selection)


def cards(rows: Sequence[ArticleIndex]) -> list[Card]:
    """The first articles of these as the browse page shows them."""
    shown = rows[:CARDS]
    known = FacetValue.objects.in_bulk({key for row in shown for key in row.facets})
    return cards_of(shown, None, known)


def _counted(of: str, value: FacetValue, count: int, total: int, greatest: int) -> Counted:
    return Counted(
        key=value.key,
        label=value.label,
        count=count,
        share=min(1.0, count / total) if total else 0.0,
        bar=round(100 * count / greatest, 2),
        address=articles_with(of, value.key),
    )


def _timeline(counts: Mapping[str, int]) -> list[Month]:
    """Every month from the first to the last that has articles, those without any too."""
    known = {day: count for key, count in counts.items() if (day := first_day(key))}
    months: list[Month] = []
    month = min(known, default=None)
    while month and month <= max(known):
        months.append(Month(month, known.get(month, 0)))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return months[-_LONGEST_TIMELINE:]
