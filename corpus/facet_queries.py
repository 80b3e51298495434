"""Named questions about the values of one kind of facets, and the groups that they are shown in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise

from corpus.capped import Capped, capped
from corpus.chips import HEADINGS, Chip
from corpus.facet_counts import count_values
from corpus.filters import Filters
from corpus.models import Alias, FacetValue
from corpus.queries import Value, value_of
from corpus.selection import select
from corpus.text.fold import fold

# So many are found by a name; so many are offered beside the list, and all that are chosen.
SHOWN, OFFERED = 30, 20
MOST_WAYS = 6
# The kinds whose values are entities, so that any spelling of their names will do.
_OF_ENTITIES = ("outlet", "source", "entity")


@dataclass(frozen=True, slots=True)
class Group:
    """The values of a kind. With several chosen, `switch` asks for all instead of any, or back."""

    kind: str
    heading: str | Promise
    values: Sequence[Value]
    is_every: bool
    switch: Filters | None


@dataclass(frozen=True, slots=True)
class Found:
    """The values that are called so; their counts are estimates where `is_about`."""

    values: list[Value]
    is_about: bool


def groups_of(values: Mapping[str, Sequence[Value]], filters: Filters) -> list[Group]:
    """The values that a page offers, by kind."""
    return [
        Group(
            kind,
            HEADINGS[kind],
            found[: max(OFFERED, len(filters.of_kind(kind)))],
            kind in filters.every,
            filters.matching_every(kind) if len(filters.of_kind(kind)) > 1 else None,
        )
        for kind, found in values.items()
    ]


def values_called(kind: str, find: str, filters: Filters) -> Found:
    """The values whose names have these letters, with how many articles each leaves.

    Without letters, the commonest. Values that no article asked for has are there too, last.
    """
    sought = fold(find).strip()
    selection = select(filters)
    if kind not in filters.every:
        selection = selection.whatever(kind)
    keys = _keys_called(kind, sought) if sought else ()
    counted = count_values(selection, [kind], named=keys, shown=SHOWN)
    shown = keys if sought else [it for it in counted.values if it.startswith(f"{kind}:")]
    known = FacetValue.objects.in_bulk(shown)
    counts = (
        {key: it.count for key, it in known.items()} if selection.is_everything else counted.values
    )
    values = [value_of(key, known.get(key), counts.get(key, 0), filters) for key in shown]
    return Found(sorted(values, key=lambda it: (-it.count, it.label)), counted.is_about)


def _keys_called(kind: str, sought: str) -> tuple[str, ...]:
    """The commonest with these letters in a label, or with a spelling that begins so."""
    called = Q(folded_ar__contains=sought) | Q(folded_en__contains=sought)
    if kind in _OF_ENTITIES:
        spelled = Alias.objects.filter(folded__startswith=sought)
        entities = spelled.values_list("entity__merged_into__key", "entity__key")[:SHOWN]
        called |= Q(key__in=[f"{kind}:{merged or own}" for merged, own in entities])
    found = FacetValue.objects.filter(called, kind=kind, count__gt=0)
    return tuple(found.order_by("-weight", "key").values_list("key", flat=True)[:SHOWN])


def ways_out(chips: Sequence[Chip]) -> list[tuple[Chip, Capped]]:
    """Where nothing has all of this: what to do without, and how much that leaves."""
    if len(chips) < 2:
        return []
    left = [(chip, capped(chip.without)) for chip in chips[:MOST_WAYS]]
    return sorted((it for it in left if it[1].count), key=lambda it: -it[1].count)
