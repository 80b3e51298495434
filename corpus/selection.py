"""Which articles a reader's filters ask for, in the ways that pages read them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from corpus.filters import KINDS, Filters
from corpus.models import ArticleIndex
from corpus.search import Inquiry, Search, ask, by_index

_DAY = timedelta(days=1)
# Before everything that is dated, after the beginning of time where the undated stand.
_FIRST_DAY = date(1000, 1, 1)


class Sampled(NamedTuple):
    """Some of the rows asked for; what is counted in them times `scale` is about what all have."""

    rows: QuerySet[ArticleIndex]
    scale: int


@dataclass(frozen=True)
class Selection:
    """What filters ask for, with what of them was understood."""

    filters: Filters
    inquiry: Inquiry

    @property
    def search(self) -> Search | None:
        """The words asked for, to be marked in texts."""
        return self.inquiry.search

    @property
    def rows(self) -> QuerySet[ArticleIndex]:
        """All rows asked for, in no order; to be streamed, never to be counted."""
        rows = ArticleIndex.objects.defer("lexemes")
        if self.inquiry.asks_for_nothing or (self.filters.text and self.search is None):
            return rows.none()
        return rows.filter(self._condition)

    def whatever(self, kind: str) -> "Selection":
        """The same, whatever the values of a kind that were chosen."""
        return replace(self, filters=self.filters.without_kind(kind))

    def sampled(self) -> Sampled:
        """Few enough of the rows to be counted and grouped."""
        return Sampled(self.rows, 1)

    def newest(self, limit: int) -> Sequence[ArticleIndex]:
        """So many of the rows, those published last first."""
        with by_index(self.search):
            return list(self.rows.order_by("-sorted_at", "-article")[:limit])

    @property
    def _condition(self) -> Q:
        asked = self.search.condition if self.search else Q()
        for kind in KINDS:
            if keys := self.filters.of_kind(kind):
                how = "contains" if kind in self.filters.every else "overlap"
                asked &= Q(**{f"facets__{how}": keys})
        if self.filters.refused:
            asked &= ~Q(facets__overlap=sorted(self.filters.refused))
        if self.filters.has_days:
            asked &= Q(sorted_at__gte=_midnight(self.filters.since or _FIRST_DAY))
        if self.filters.arrived_after:
            asked &= Q(article__gt=self.filters.arrived_after)
        if self.filters.until:
            asked &= Q(sorted_at__lt=_midnight(self.filters.until + _DAY))
        return asked


def select(filters: Filters) -> Selection:
    """What the filters ask for."""
    return Selection(filters, ask(filters.text))


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
