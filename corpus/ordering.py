"""The orders of the list and the places in them: paging by key costs the same at any depth."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db.models import BooleanField, DateTimeField, F, Func, JSONField, Q, Value
from django.db.models.expressions import OrderBy

from corpus.filters import CONTESTED, OLDEST
from corpus.models import ArticleIndex

# Undated articles come after all others in the order of publication.
UNDATED = datetime(1, 1, 1, tzinfo=UTC)

_PLACE = re.compile(r"([0-9]{1,17})-([0-9]{1,18})(?:-([0-9]{1,5}))?")
_MICROSECOND = timedelta(microseconds=1)
# What a row of columns is to Django, which knows none: it is only ever compared.
_ROW, _TRUTH = JSONField(), BooleanField()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in any order."""

    sorted_at: datetime
    article: int
    contested: int

    @classmethod
    def of(cls, row: ArticleIndex) -> "Place":
        return cls(row.sorted_at, row.article_id, row.contested)

    @classmethod
    def read(cls, cursor: str) -> "Place | None":
        """The place that an address names; None for whatever else stands there."""
        named = _PLACE.fullmatch(cursor)
        if not named:
            return None
        moment = UNDATED + int(named[1]) * _MICROSECOND
        return cls(moment, int(named[2]), int(named[3] or 0))

    def __str__(self) -> str:
        place = f"{(self.sorted_at - UNDATED) // _MICROSECOND}-{self.article}"
        return f"{place}-{self.contested}" if self.contested else place


class _Apart(Func):
    """A moment that no index is in the order of."""

    template = "(%(expressions)s + interval '0')"
    output_field = DateTimeField()


@dataclass(frozen=True, slots=True)
class Order:
    """An order of index rows by these fields, all one way."""

    fields: Sequence[str]
    ascending: bool

    @property
    def columns(self) -> list[OrderBy]:
        """The order as an index has it."""
        return [OrderBy(F(name), descending=not self.ascending) for name in self.fields]

    @property
    def apart(self) -> list[OrderBy]:
        """The same order, as no index has it: what is found otherwise is sorted."""
        fields = [_Apart(name) if name == "sorted_at" else F(name) for name in self.fields]
        return [OrderBy(field, descending=not self.ascending) for field in fields]

    def backwards(self) -> "Order":
        return replace(self, ascending=not self.ascending)

    def beyond(self, place: Place | None) -> Q:
        """What comes after the place."""
        return self._compared(place, ">" if self.ascending else "<") if place else Q()

    def up_to(self, place: Place) -> Q:
        """What comes before the place, and what stands there."""
        return self._compared(place, "<=" if self.ascending else ">=")

    def _compared(self, place: Place, sign: str) -> Q:
        """As one comparison of rows, which an index answers without reading any twice."""
        here = Func(*(F(name) for name in self.fields), function="ROW", output_field=_ROW)
        there = [Value(getattr(place, name)) for name in self.fields]
        row = Func(*there, function="ROW", output_field=_ROW)
        return Q(Func(here, row, template="%(expressions)s", arg_joiner=sign, output_field=_TRUTH))


DESCENDING = Order(("sorted_at", "article"), ascending=False)


def order_of(name: str) -> Order:
    """The order of a name, newest first for those that are no order of rows."""
    if name == CONTESTED:
        return Order(("contested", "sorted_at", "article"), ascending=False)
    return replace(DESCENDING, ascending=name == OLDEST)
