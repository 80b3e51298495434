"""How many of the articles asked for have each value: of few exactly, of many about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from corpus.filters import KINDS
from corpus.models import FacetValue
from corpus.months import KIND as MONTH
from corpus.search.planning import any_way, by_lexemes
from corpus.selection import Sampled, Selection

VALUES_SHOWN = 30

# Each article has one month, or none: the months are all there, and say how many articles there are.
_COMMONEST = """
WITH counted AS (
    SELECT key, count(*) AS articles FROM ({rows}) AS asked, unnest(asked.facets) AS key
    GROUP BY key
), kinds AS (
    SELECT key, articles, split_part(key, ':', 1) AS kind FROM counted
), ranked AS (
    SELECT key, articles, kind,
        row_number() OVER (PARTITION BY kind ORDER BY articles DESC, key COLLATE "C") AS place
    FROM kinds WHERE kind = ANY(%s)
)
SELECT key, articles FROM ranked WHERE place <= %s OR kind = %s OR key = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """The commonest values with how many articles have them, and how many articles there are.

    `scale` is 1 where they were counted one by one; else all are estimates from a sample, and
    small ones among them are rough.
    """

    values: Mapping[str, int]
    total: int
    scale: int = 1

    @property
    def is_about(self) -> bool:
        """Whether the numbers are estimates."""
        return self.scale > 1


def count_values(
    selection: Selection,
    kinds: Collection[str] = KINDS,
    *,
    named: Collection[str] = (),
    shown: int = VALUES_SHOWN,
) -> Counted:
    """The commonest values of these kinds and those named, with the months and the total."""
    if selection.is_nothing:
        return Counted({}, 0)
    if selection.is_everything:
        with any_way():
            return _of_all(kinds, shown)
    asked = [[*kinds, MONTH], shown, MONTH, [*named]]
    with by_lexemes():
        for sample in (selection.smallest_sample, selection.small_sample):
            roughly = _in(sample, asked)
            selection.told(roughly.total)
            if selection.sampled().scale == sample.scale:
                return roughly
        return _in(selection.sampled(), asked)


def _in(sample: Sampled, asked: Sequence[Any]) -> Counted:
    query, values = sample.rows.values("facets").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_COMMONEST.format(rows=query), [*values, *asked])
        counts = {key: articles * sample.scale for key, articles in cursor.fetchall()}
    return _counted(counts, sample.scale)


def months_in(counted: Counted) -> dict[str, int]:
    """The months of publication among what was counted, in their order; the undated last."""
    return {key: counted.values[key] for key in sorted(counted.values) if _is_month(key)}


def _of_all(kinds: Collection[str], shown: int) -> Counted:
    """What is counted already."""
    by_kind = [
        FacetValue.objects.filter(kind=kind, count__gt=0)
        .order_by("-weight", "-count", "key")  # the weight, which is the count's, has an index
        .values_list("key", "count")[:shown]
        for kind in kinds
    ]
    months = FacetValue.objects.filter(kind=MONTH, count__gt=0).values_list("key", "count")
    return _counted(dict(months.order_by().union(*by_kind, all=True)), 1)


def _counted(counts: Mapping[str, int], scale: int) -> Counted:
    return Counted(counts, sum(n for key, n in counts.items() if _is_month(key)), scale)


def _is_month(key: str) -> bool:
    return key.startswith(f"{MONTH}:")
