"""What selections have in common and what not: their topics and their months.

All of it is counted in what `Selection.sampled` gives, so it costs the same at any size: a number
of articles is what was counted times the sample's scale, a share is a share of the sample.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from psycopg.errors import QueryCanceled

from corpus.comparison import Compared
from corpus.errors import IsnadError
from corpus.models import ArticleIndex, FacetValue
from corpus.months import KIND, UNDATED_KEY, first_day
from corpus.search import Matches
from corpus.search.expressions import as_tsquery
from corpus.search.planning import by_lexemes
from corpus.selection import Selection, select
from corpus.text.lexemes import facet_lexeme

MOST_TOPICS = 10
MOST_OUTLETS = 6
MOST_MONTHS = 60
# A share or a frequency in fewer articles says little.
FEW = 30
_LONGEST_MS = 2_000
_MONTH = f"{KIND}:"

# Every article is counted under the empty key too. Grouping all keys and leaving most out costs
# less than looking at each article's.
_BY_KEY = """
SELECT * FROM (
    SELECT unnest(array_prepend('', facets)) AS key,
        count(*), sum(words), sum(words::bigint * words)
    FROM ({rows}) AS asked GROUP BY 1
) AS counted WHERE key = '' OR split_part(key, ':', 1) = ANY(%s)
"""


class TooSlow(IsnadError):
    """A comparison of so much that the database was stopped."""

    message = _("This comparison takes too long. Narrow the selections, or compare fewer words.")


class Share(NamedTuple):
    """A part of a whole, in articles."""

    part: int
    whole: int
    is_doubtful: bool

    @property
    def share(self) -> float | None:
        """The part of 1; a share of nothing is none."""
        return min(1.0, self.part / self.whole) if self.whole else None


class Group(NamedTuple):
    """The counted articles of a kind: how many, their words, and the sum of the words' squares."""

    articles: int = 0
    words: int = 0
    squares: int = 0


@dataclass(frozen=True)
class Counted:
    """A selection, and what was counted of it by topic, month and outlet; all of it is at ""."""

    compared: Compared
    selection: Selection
    rows: QuerySet[ArticleIndex]
    scale: int
    groups: Mapping[str, Group]

    @property
    def articles(self) -> int:
        """How many articles it has, about so where `scale` is not 1."""
        return self.all.articles * self.scale

    @property
    def all(self) -> Group:
        """Every article counted."""
        return self.groups.get("", Group())

    @property
    def undated(self) -> int:
        """How many of its articles no month has."""
        return self.groups.get(UNDATED_KEY, Group()).articles * self.scale


class Shares(NamedTuple):
    """Topics, and the share of each in each of some columns."""

    topics: list[FacetValue]
    columns: list[list[Share]]


class OutletShares(NamedTuple):
    """The outlets of a selection with most articles, each a column of shares."""

    outlets: list[FacetValue]
    shares: Shares


class Months(NamedTuple):
    """Months without a gap, and for each selection its articles of each, of all articles then."""

    months: Sequence[date]
    columns: list[list[Share]]
    are_all: bool


@contextmanager
def in_time() -> Iterator[None]:
    """Let no question take longer than a reader waits, and each go through the lexemes."""
    try:
        with transaction.atomic(), by_lexemes(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {_LONGEST_MS}")
            yield
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooSlow from error
        raise


def counted(compared: Compared) -> Counted:
    """A selection counted by topic and month."""
    selection = select(compared.filters)
    rows, scale = selection.sampled()
    return Counted(compared, selection, rows, scale, _grouped(rows, (KIND, "topic", "outlet")))


def _grouped(rows: QuerySet[ArticleIndex], kinds: Sequence[str]) -> dict[str, Group]:
    """The rows by their facets of these kinds; all of them at ""."""
    query, values = rows.values("facets", "words").query.sql_with_params()
    with by_lexemes(), connection.cursor() as cursor:
        cursor.execute(_BY_KEY.format(rows=query), [*values, [*kinds]])
        return {key: Group(*map(int, sums)) for key, *sums in cursor.fetchall()}


def topic_shares(selections: Sequence[Counted]) -> Shares:
    """The topics that have the greatest share in some selection."""
    counts = [_topics(one.groups) for one in selections]
    return _shares(counts, [it.all.articles for it in selections], [it.scale for it in selections])


def outlet_shares(one: Counted) -> OutletShares:
    """The outlets with most articles of a selection, and the topics of each."""
    outlets = {key: it.articles for key, it in one.groups.items() if key.startswith("outlet:")}
    first = sorted(outlets, key=lambda it: (-outlets[it], it))[:MOST_OUTLETS]
    counts = [_grouped(one.rows.filter(_has(it)), ["topic"]) for it in first]
    shares = _shares(
        [_topics(it) for it in counts], [outlets[it] for it in first], [one.scale] * len(first)
    )
    return OutletShares(_values(first), shares)


def _has(key: str) -> Q:
    return Q(Matches(F("lexemes"), as_tsquery(facet_lexeme(key))))


def _topics(groups: Mapping[str, Group]) -> dict[str, int]:
    return {key: it.articles for key, it in groups.items() if key.startswith("topic:")}


def _shares(
    counts: Sequence[Mapping[str, int]], wholes: Sequence[int], scales: Sequence[int]
) -> Shares:
    columns = list(zip(counts, wholes, scales, strict=True))
    greatest = {
        key: max(column.get(key, 0) / max(1, whole) for column, whole, _scale in columns)
        for key in set().union(*counts)
    }
    topics = _values(sorted(greatest, key=lambda it: (-greatest[it], it))[:MOST_TOPICS])
    return Shares(
        topics,
        [
            [
                Share(column.get(topic.key, 0) * scale, whole * scale, whole < FEW)
                for topic in topics
            ]
            for column, whole, scale in columns
        ],
    )


def month_shares(selections: Sequence[Counted]) -> Months:
    """The articles of each selection month by month, of all that were published then."""
    months = _months({key for one in selections for key in one.groups})
    shown = _fullest(months, selections)
    keys = [month_key(it) for it in shown]
    wholes = dict(FacetValue.objects.filter(key__in=keys).values_list("key", "count"))
    columns = [
        [_share_of_month(one, one.groups.get(key, Group()), wholes.get(key, 0)) for key in keys]
        for one in selections
    ]
    return Months(shown, columns, len(shown) == len(months))


def _share_of_month(one: Counted, group: Group, whole: int) -> Share:
    if one.selection.is_everything:
        return Share(whole, whole, whole < FEW)
    is_estimate = one.scale > 1 and group.articles < FEW
    return Share(group.articles * one.scale, whole, whole < FEW or is_estimate)


def _months(keys: Collection[str]) -> list[date]:
    """From the first month of the keys to the last."""
    known = sorted(day for key in keys if key.startswith(_MONTH) and (day := first_day(key)))
    return list(_between(known[0], known[-1])) if known else []


def _fullest(months: Sequence[date], selections: Sequence[Counted]) -> Sequence[date]:
    """As many months in a row as can be shown, those with most articles, from one to another."""
    keys = [month_key(it) for it in months]
    articles = [sum(one.groups.get(key, Group()).articles for one in selections) for key in keys]
    starts = range(max(1, len(months) - MOST_MONTHS + 1))
    best = max(starts, key=lambda it: (sum(articles[it : it + MOST_MONTHS]), it))
    there = [it for it in range(best, min(best + MOST_MONTHS, len(months))) if articles[it]]
    return months[there[0] : there[-1] + 1] if there else []


def _between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)


def month_key(month: date) -> str:
    """The key of the facet of a month."""
    return f"{_MONTH}{month:%Y-%m}"


def names_in(selections: Sequence[Compared]) -> dict[str, str]:
    """What the chosen and refused values of selections are called."""
    keys = sorted(set().union(*(it.filters.chosen | it.filters.refused for it in selections)))
    return {it.key: it.label for it in _values(keys)}


def _values(keys: Sequence[str]) -> list[FacetValue]:
    """The values in the order of the keys; one that nobody has named is called by its key."""
    known = FacetValue.objects.in_bulk(keys)
    return [known.get(key) or _unnamed(key) for key in keys]


def _unnamed(key: str) -> FacetValue:
    kind, _, name = key.partition(":")
    return FacetValue(key=key, kind=kind, label_ar=name, label_en=name)
