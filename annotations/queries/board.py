"""The rows of the claim board, a page of them by key, and what they can be filtered by."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import BooleanField, F, Func, JSONField, Q, QuerySet, Value

from annotations.board_filters import KINDS, NEWEST, ORIGINS, STATES, BoardFilters
from annotations.models import BoardRow
from annotations.queries.facet_names import names_of
from corpus.models import Entity

SHOWN = 3
COUNTED = 100  # rows of the order whose facets are counted as options
_LISTED = 12  # options of a kind
_KINDS_OF_ENTITIES = ("entity:", "outlet:", "origin:")

_PLACE = re.compile(r"([0-9]+)-([0-9]+)-([0-9]+)")
_COMMONEST = """
SELECT key, often FROM (
    SELECT key, count(*) AS often,
        row_number() OVER (PARTITION BY split_part(key, ':', 1) ORDER BY count(*) DESC, key) AS rank
    FROM ({rows}) AS first, unnest(facets) AS key GROUP BY key
) AS counted WHERE rank <= %s OR key = ANY(%s)
"""
_EPOCH, _MICROSECOND = datetime(1, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
# What a row of columns is to Django, which knows none: it is only ever compared.
_ROW, _TRUTH = JSONField(), BooleanField()


@dataclass(frozen=True, slots=True)
class Option:
    """A value that the board can be filtered by, in how many of the counted groups it stands."""

    key: str
    label: str
    count: int
    is_chosen: bool
    then: BoardFilters


@dataclass(frozen=True, slots=True)
class Board:
    """A page of rows. With `is_about`, options were counted in the first rows of the order."""

    rows: Sequence[BoardRow]
    options: Mapping[str, Sequence[Option]]
    chips: Sequence[Option]
    is_about: bool
    previous: BoardFilters | None
    next: BoardFilters | None


def board(filters: BoardFilters) -> Board:
    """What the filters ask for, read through merges of entities: old addresses are kept."""
    filters = _through_merges(filters)
    rows, previous, following = _page(filters)
    counts, is_about = _counted(filters)
    labels = names_of([*counts, *filters.chosen])
    made = {
        key: Option(key, labels.get(key, ""), counts[key], is_chosen, filters.toggled(key))
        for key in {*counts, *filters.chosen}
        for is_chosen in [key in filters.chosen]
    }
    return Board(
        rows=rows,
        options=dict(_options(made)),
        chips=[replace(made[key], label=labels.get(key) or key) for key in sorted(filters.chosen)],
        is_about=is_about,
        previous=previous,
        next=following,
    )


def most_contested() -> BoardRow | None:
    """The group with the most contradictions, those first that wait for a verdict."""
    rows = BoardRow.objects.filter(contested__gt=0).select_related("question", "claim")
    return rows.order_by("-contested", "-newest", "-id").first()


def _rows(filters: BoardFilters) -> QuerySet[BoardRow]:
    rows = BoardRow.objects.all()
    if filters.question:
        return rows.filter(question__key=filters.question)
    return rows.filter(facets__contains=sorted(filters.chosen)) if filters.chosen else rows


def _page(
    filters: BoardFilters,
) -> tuple[list[BoardRow], BoardFilters | None, BoardFilters | None]:
    """The rows, and the states before and after them where there are more."""
    back = bool(filters.before)
    place = _PLACE.fullmatch(filters.before or filters.after)
    found = _rows(filters).filter(_beyond(filters.order, place, back=back) if place else Q())
    columns = _columns(filters.order)
    order = [F(name).asc() if back else F(name).desc() for name in columns]
    related = ("question__subject__merged_into", "claim__subject__merged_into")
    rows = list(found.select_related(*related).order_by(*order)[: SHOWN + 1])
    has_more, rows = len(rows) > SHOWN, rows[:SHOWN]
    if back:
        rows.reverse()
    if not rows:
        return [], (filters.at() if place else None), None
    first, last = (_place_of(filters.order, row) for row in (rows[0], rows[-1]))
    has_next, has_previous = (True, has_more) if back else (has_more, bool(place))
    return (
        rows,
        filters.at(before=first) if has_previous else None,
        filters.at(after=last) if has_next else None,
    )


def _columns(order: str) -> tuple[str, ...]:
    if order == NEWEST:
        return "newest", "id"
    return ("origins" if order == ORIGINS else "contested"), "newest", "id"


def _place_of(order: str, row: BoardRow) -> str:
    first = 0 if order == NEWEST else getattr(row, _columns(order)[0])
    return f"{first}-{(row.newest - _EPOCH) // _MICROSECOND}-{row.pk}"


def _beyond(order: str, place: re.Match[str], *, back: bool) -> Q:
    """What comes after a place: one comparison of rows, which an index answers."""
    columns = _columns(order)
    first, moment, pk = map(int, place.groups())
    values = (first, _EPOCH + moment * _MICROSECOND, pk)[-len(columns) :]
    here = Func(*map(F, columns), function="ROW", output_field=_ROW)
    there = Func(*map(Value, values), function="ROW", output_field=_ROW)
    sign = ">" if back else "<"
    return Q(Func(here, there, template="%(expressions)s", arg_joiner=sign, output_field=_TRUTH))


def _counted(filters: BoardFilters) -> tuple[Counter[str], bool]:
    """In how many of the first rows the commonest and the chosen facets stand; are there more?"""
    rows = _rows(filters).order_by(*(F(name).desc() for name in _columns(filters.order)))
    first, values = rows.values("facets")[:COUNTED].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            _COMMONEST.format(rows=first), [*values, 2 * _LISTED, sorted(filters.chosen)]
        )
        counts = Counter[str](dict(cursor.fetchall()))
    return counts, rows.values("pk")[COUNTED : COUNTED + 1].exists()


def _options(made: Mapping[str, Option]) -> Iterator[tuple[str, Sequence[Option]]]:
    """The commonest values of each kind, the chosen ones first."""
    for kind in KINDS:
        here = [it for key, it in made.items() if key.startswith(f"{kind}:") and it.label]
        if kind == "state":
            here.sort(key=lambda it: STATES.index(it.key.partition(":")[2]))
        else:
            here.sort(key=lambda it: (not it.is_chosen, -it.count, it.key))
        if here:
            yield kind, here[:_LISTED]


def _through_merges(filters: BoardFilters) -> BoardFilters:
    keys = {key.partition(":")[2] for key in filters.chosen if key.startswith(_KINDS_OF_ENTITIES)}
    if not keys:
        return filters
    merged = Entity.objects.filter(key__in=keys, merged_into__isnull=False)
    now = dict(merged.values_list("key", "merged_into__key"))
    return replace(filters, chosen=frozenset(_renamed(filters.chosen, now))) if now else filters


def _renamed(chosen: Collection[str], now: Mapping[str, str]) -> Iterator[str]:
    for key in chosen:
        kind, _, value = key.partition(":")
        is_entity = key.startswith(_KINDS_OF_ENTITIES)
        yield f"{kind}:{now.get(value, value)}" if is_entity else key
