"""Named questions about what was published."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F

from corpus.card_queries import Card, cards_of
from corpus.facet_counts import Counted, count_values, months_in
from corpus.filters import KINDS, RELEVANCE, Filters
from corpus.models import ArticleIndex, FacetValue
from corpus.ordering import Place, order_of
from corpus.search import Rank, Search
from corpus.search.expressions import as_tsquery
from corpus.search.planning import by_lexemes
from corpus.selection import Selection, select
from corpus.text.query_tokens import Problem

PAGE_SIZE = 20
# So many hits are ranked: those with the words in the title first, then those that have them
# often, the newest of each. Ranking every article with a common word would read every one of
# their vectors.
RANKED = 200


@dataclass(frozen=True, slots=True)
class Value:
    """A value to filter by and how many articles it leaves."""

    key: str
    label: str
    count: int
    chosen: bool
    address: str
    refused: bool
    refusing: str  # the address that refuses it, or no longer does


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One page of the articles asked for, and where it leads.

    `total` and the counts of values are estimates where `is_about`. `months` are the months of
    publication with their articles, whatever the days that were asked for.
    """

    filters: Filters
    cards: list[Card]
    total: int
    is_about: bool
    groups: dict[str, list[Value]]
    chosen: list[Value]
    refused: list[Value]
    months: dict[str, int]
    previous: Filters | None
    next: Filters | None
    not_all_ranked: bool
    problems: Sequence[Problem]
    no_words: bool
    names: Sequence[str]  # the words that are names, found in every spelling
    can_rank: bool


class Turn(NamedTuple):
    """The rows of one page and the pages beside it."""

    rows: Sequence[ArticleIndex]
    previous: Filters | None = None
    next: Filters | None = None


def articles_matching(filters: Filters) -> ArticlePage:
    """A page of the articles that have the words and the chosen values."""
    selection = select(filters)
    filters = selection.filters
    search = selection.search if selection.search and selection.search.words else None
    by_rank = search is not None and filters.order == RELEVANCE
    with by_lexemes() if selection.conditions.index else nullcontext():
        counted = count_values(selection, named=filters.chosen)
        groups = _groups(selection, counted)
        months = count_values(selection.whenever(), ()) if filters.has_days else counted
        turn = _best(selection, search) if search and by_rank else _in_order(selection)
    known = FacetValue.objects.in_bulk(
        {key for row in turn.rows for key in row.facets}
        | {key for counts in groups.values() for key in counts}
        | filters.chosen
        | filters.refused
    )
    values = {
        kind: [value_of(key, known.get(key), counts[key], filters) for key in counts]
        for kind, counts in groups.items()
    }
    return ArticlePage(
        filters=filters,
        cards=cards_of(turn.rows, selection.search, known),
        total=counted.total,
        is_about=counted.is_about,
        groups={kind: _sorted(found) for kind, found in values.items() if found},
        chosen=_sorted(value for found in values.values() for value in found if value.chosen),
        refused=[value_of(key, known.get(key), 0, filters) for key in sorted(filters.refused)],
        months=months_in(months),
        previous=turn.previous,
        next=turn.next,
        not_all_ranked=by_rank and counted.total > RANKED,
        problems=selection.inquiry.problems,
        no_words=selection.is_nothing and not selection.inquiry.problems,
        names=selection.inquiry.names,
        can_rank=search is not None,
    )


def _in_order(selection: Selection) -> Turn:
    """A page by key, which costs the same however deep it lies."""
    filters = selection.filters
    order = order_of(filters.order)
    after, before = Place.read(filters.after), Place.read(filters.before)
    backwards = before is not None and after is None
    rows = selection.in_order(
        order.backwards() if backwards else order, PAGE_SIZE + 1, after or before
    )
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE][:: -1 if backwards else 1]
    if not rows:
        return Turn([], previous=filters.at() if after or before else None)
    has_previous, has_next = (more, True) if backwards else (after is not None, more)
    return Turn(
        rows,
        previous=filters.at(before=str(Place.of(rows[0]))) if has_previous else None,
        next=filters.at(after=str(Place.of(rows[-1]))) if has_next else None,
    )


def _best(selection: Selection, search: Search) -> Turn:
    """A page of the best hits; the cursor counts them."""
    filters = selection.filters
    candidates: dict[int, None] = {}
    for tier in (*search.tiers, ""):
        if len(candidates) < RANKED:
            rows = selection.holding(tier).newest(RANKED)
            candidates |= dict.fromkeys(row.pk for row in rows)
    start = min(int(filters.after), len(candidates)) if filters.after.isdecimal() else 0
    end = start + PAGE_SIZE
    ranked = (
        ArticleIndex.objects.defer("lexemes")
        .filter(pk__in=list(candidates)[:RANKED])
        .order_by(Rank(F("lexemes"), as_tsquery(search.words)).desc(), "-sorted_at", "-article")
    )
    return Turn(
        list(ranked[start:end]),
        previous=filters.at(after=str(max(start - PAGE_SIZE, 0) or "")) if start else None,
        next=filters.at(after=str(end)) if end < min(len(candidates), RANKED) else None,
    )


def _groups(selection: Selection, counted: Counted) -> dict[str, dict[str, int]]:
    """How many articles each value of each kind leaves.

    Where any of several chosen values will do, the values of the kind are counted as if none of
    the kind were chosen: they say what choosing them as well would add.
    """
    filters = selection.filters
    groups: dict[str, dict[str, int]] = {}
    for kind in KINDS:
        here, keys = counted, filters.of_kind(kind)
        if keys and kind not in filters.every:
            here = count_values(selection.whatever(kind), [kind], named=keys)
        found = {key: n for key, n in here.values.items() if key.startswith(f"{kind}:")}
        groups[kind] = dict.fromkeys(keys, 0) | found
    return groups


def value_of(key: str, known: FacetValue | None, count: int, filters: Filters) -> Value:
    label = known.label if known else key.partition(":")[2]
    return Value(
        key,
        label,
        count,
        key in filters.chosen,
        filters.toggled(key).address,
        key in filters.refused,
        filters.refusing(key).address,
    )


def _sorted(values: Iterable[Value]) -> list[Value]:
    """The chosen, then the commonest."""
    return sorted(values, key=lambda value: (not value.chosen, -value.count, value.label))
