"""Named questions about what was published."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Func, QuerySet, TextField

from corpus.card_queries import Card, cards_of
from corpus.filters import KINDS, RELEVANCE, Filters
from corpus.models import Article, ArticleIndex, FacetValue
from corpus.search import Matches, Rank, Search, by_index
from corpus.selection import Selection, select
from corpus.text.query_tokens import Problem

# Undated articles come after all others in the order of publication.
UNDATED = datetime(1, 1, 1, tzinfo=UTC)

PAGE_SIZE = 20
VALUES_SHOWN = 30
# So many hits in titles and so many hits at all are ranked, the newest of each: ranking every
# article with a common word would read every one of their vectors.
RANKED = 400

_PLACE = re.compile(r"([0-9]{1,17})-([0-9]{1,18})")
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Value:
    """A value to filter by and how many articles it leaves."""

    key: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One page of the articles asked for, and where it leads."""

    filters: Filters
    cards: list[Card]
    total: int
    groups: dict[str, list[Value]]
    chosen: list[Value]
    previous: Filters | None
    next: Filters | None
    not_all_ranked: bool
    problems: Sequence[Problem]
    no_words: bool
    can_rank: bool


class Turn(NamedTuple):
    """The rows of one page and the pages beside it."""

    rows: Sequence[ArticleIndex]
    previous: Filters | None = None
    next: Filters | None = None


def articles_matching(filters: Filters) -> ArticlePage:
    """A page of the articles that have the words and the chosen values."""
    selection = select(filters)
    inquiry, asked = selection.inquiry, selection.rows
    search = inquiry.search if inquiry.search and inquiry.search.words else None
    by_rank = search is not None and filters.order == RELEVANCE
    with by_index(search):
        total = asked.count()
        turn = _best(asked, search, filters) if search and by_rank else _newest(asked, filters)
        counts = _commonest(_counts(selection), filters.chosen)
    known = FacetValue.objects.in_bulk({key for row in turn.rows for key in row.facets} | {*counts})
    values = [_value(key, known.get(key), count, filters) for key, count in counts.items()]
    return ArticlePage(
        filters=filters,
        cards=cards_of(turn.rows, inquiry.search, known),
        total=total,
        groups=_groups(values),
        chosen=[value for value in values if value.chosen],
        previous=turn.previous,
        next=turn.next,
        not_all_ranked=by_rank and total > RANKED,
        problems=inquiry.problems,
        no_words=bool(filters.text) and not inquiry.search and not inquiry.problems,
        can_rank=search is not None,
    )


def all_matching(filters: Filters) -> QuerySet[Article]:
    """Every article that has the words and the chosen values; none when no word can be sought."""
    return Article.objects.filter(pk__in=select(filters).rows.values("article"))


def _newest(asked: QuerySet[ArticleIndex], filters: Filters) -> Turn:
    """A page by key (date, then id), which costs the same however deep it lies."""
    after, before = _place(filters.after), _place(filters.before)
    if after:
        asked = asked.filter(sorted_at__lte=after[0]).exclude(
            sorted_at=after[0], article__gte=after[1]
        )
    elif before:
        asked = asked.filter(sorted_at__gte=before[0]).exclude(
            sorted_at=before[0], article__lte=before[1]
        )
    backwards = before is not None and after is None
    order = ("sorted_at", "article") if backwards else ("-sorted_at", "-article")
    rows = list(asked.order_by(*order)[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE][:: -1 if backwards else 1]
    if not rows:
        return Turn([], previous=filters.at() if after or before else None)
    has_previous, has_next = (more, True) if backwards else (after is not None, more)
    return Turn(
        rows,
        previous=filters.at(before=_cursor(rows[0])) if has_previous else None,
        next=filters.at(after=_cursor(rows[-1])) if has_next else None,
    )


def _best(asked: QuerySet[ArticleIndex], search: Search, filters: Filters) -> Turn:
    """A page of the best hits; the cursor counts them."""
    newest = asked.order_by("-sorted_at", "-article").values_list("pk", flat=True)
    in_titles = newest.filter(Matches(F("lexemes"), search.title_query))
    candidates = {*in_titles[:RANKED], *newest[:RANKED]}
    start = min(int(filters.after), len(candidates)) if filters.after.isdecimal() else 0
    end = start + PAGE_SIZE
    rows = (
        ArticleIndex.objects.defer("lexemes")
        .filter(pk__in=candidates)
        .order_by(Rank(F("lexemes"), search.query).desc(), "-sorted_at", "-article")
    )
    return Turn(
        list(rows[start:end]),
        previous=filters.at(after=str(max(start - PAGE_SIZE, 0) or "")) if start else None,
        next=filters.at(after=str(end)) if end < len(candidates) else None,
    )


def _cursor(row: ArticleIndex) -> str:
    return f"{(row.sorted_at - UNDATED) // _MICROSECOND}-{row.article_id}"


def _place(cursor: str) -> tuple[datetime, int] | None:
    """The date and id that a cursor names; None for whatever else is in the address."""
    named = _PLACE.fullmatch(cursor)
    return (UNDATED + int(named[1]) * _MICROSECOND, int(named[2])) if named else None


def _counts(selection: Selection) -> dict[str, int]:
    """How many articles each value leaves.

    The values of a kind with a chosen one are counted as if none of the kind were chosen: they
    say what choosing them as well would add.
    """
    filters = selection.filters
    if filters.is_empty:
        return _counts_of_all()
    chosen = [kind for kind in KINDS if filters.of_kind(kind)]
    counts: dict[str, int] = {}
    for without in ["", *chosen]:
        carried = selection.whatever(without).rows.values(key=_EachFacet(F("facets")))
        for key, count in carried.values_list("key", Count("pk")):
            kind = key.partition(":")[0]
            if kind == without or (not without and kind in KINDS and kind not in chosen):
                counts[key] = count
    return counts


class _EachFacet(Func):
    """One row for each facet of an index row."""

    function = "unnest"
    output_field = TextField()
    set_returning = True


def _counts_of_all() -> dict[str, int]:
    """The commonest values of each kind, as they are counted already."""
    first, *others = (
        FacetValue.objects.filter(kind=kind, count__gt=0)
        .order_by("-count", "key")
        .values_list("key", "count")[:VALUES_SHOWN]
        for kind in KINDS
    )
    return dict(first.union(*others, all=True))


def _commonest(counts: Mapping[str, int], chosen: Collection[str]) -> dict[str, int]:
    """The chosen values and so many others of each kind, those first that most articles have."""
    room = Counter(dict.fromkeys(KINDS, VALUES_SHOWN))
    kept = {key: counts.get(key, 0) for key in sorted(chosen)}
    for key, count in sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])):
        kind = key.partition(":")[0]
        if room[kind] > 0:
            room[kind] -= 1
            kept[key] = count
    return kept


def _value(key: str, known: FacetValue | None, count: int, filters: Filters) -> Value:
    label = known.label if known else key.partition(":")[2]
    return Value(key, label, count, key in filters.chosen, filters.toggled(key).address)


def _groups(values: Iterable[Value]) -> dict[str, list[Value]]:
    """The values of each kind that has some: the chosen, then the commonest."""
    groups: dict[str, list[Value]] = {kind: [] for kind in KINDS}
    for value in sorted(values, key=lambda value: (not value.chosen, -value.count, value.label)):
        groups[value.key.partition(":")[0]].append(value)
    return {kind: group for kind, group in groups.items() if group}
