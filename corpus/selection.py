"""Which articles a reader's filters ask for, in the ways that pages read them.

Nothing here costs more the more articles are asked for: few are read whole, of many a sample is
counted, and a page is cut out of the order by places that the sample tells
(docs/decisions/0015-search-at-a-million.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from corpus.filters import KINDS, KINDS_OF_ENTITIES, Filters
from corpus.models import ArticleIndex, Entity
from corpus.ordering import DESCENDING, Order, Place
from corpus.search import Inquiry, Search, ask
from corpus.search.conditions import Conditions, between
from corpus.search.expressions import Holds, as_tsquery
from corpus.search.planning import along_dates, by_lexemes
from corpus.text.lexemes import ANY, facet_lexeme, tenth_lexeme
from corpus.text.query_lexemes import all_of, any_of, none_of

# Up to so many articles are counted one by one, up to so many in a tenth, up to so many in a
# hundredth, more in a thousandth.
EXACT, TENTH, HUNDREDTH = 2_000, 15_000, 150_000
_PERCENT, _PERMILLE = 100, 1000
# So many rows are looked through for a page before anything is asked of the index of lexemes:
# a word that one article in ten has fills a page from these.
_GLANCE = 300
# As many rows of a stretch of the order are rather looked through than found by two indexes.
_SHORT = 2_000
_PLACED = ("sorted_at", "article", "contested")


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
    def is_nothing(self) -> bool:
        """Whether what was not understood is all there is."""
        return bool(self.filters.text) and self.search is None

    @property
    def is_everything(self) -> bool:
        """Whether no article is left out."""
        return self.filters.is_empty

    @cached_property
    def conditions(self) -> Conditions:
        """What is asked of an index row."""
        asked = self.search.conditions if self.search else Conditions()
        filters = self.filters
        rest = between(filters.since, filters.until) if filters.has_days else Q()
        if filters.arrived_after:
            rest &= Q(article__gt=filters.arrived_after)
        index = all_of([asked.index, *_chosen(filters), none_of(_keys(filters.refused))])
        return Conditions(index, asked.checks, asked.rest & rest)

    @property
    def rows(self) -> QuerySet[ArticleIndex]:
        """All rows asked for, in no order; to be streamed, never to be counted."""
        return self._all(self.conditions.condition)

    def whatever(self, kind: str) -> "Selection":
        """The same, whatever the values of a kind that were chosen."""
        return replace(self, filters=self.filters.without_kind(kind))

    def whenever(self) -> "Selection":
        """The same, of any day."""
        return replace(self, filters=self.filters.between(None, None))

    def holding(self, words: str) -> "Selection":
        """Those of the articles that answer this question to the index too."""
        asked = self.conditions
        return self._under(replace(asked, index=all_of([asked.index, words])))

    def _under(self, conditions: Conditions) -> "Selection":
        other = replace(self)
        other.__dict__["conditions"] = conditions
        return other

    @cached_property
    def in_sample(self) -> int:
        """How many of the rows are in the small sample, or about how many of very many."""
        with by_lexemes():
            roughly = self.smallest_sample.rows.count() * _PERMILLE
            is_many = roughly > HUNDREDTH
            return roughly // _PERCENT if is_many else self.small_sample.rows.count()

    def told(self, about: int) -> None:
        """Remember about how many somebody has counted."""
        self.__dict__["in_sample"] = about // _PERCENT

    @property
    def small_sample(self) -> Sampled:
        """One of a hundred rows."""
        return Sampled(self._sample(1), _PERCENT)

    @property
    def smallest_sample(self) -> Sampled:
        """One of a thousand rows: a tenth of the small sample."""
        return Sampled(self.holding(tenth_lexeme(0))._sample(1), _PERMILLE)

    def sampled(self) -> Sampled:
        """Few enough of the rows to be counted and grouped; wrap the counting in `by_lexemes`."""
        if self._led_to <= EXACT:
            return Sampled(self.rows, 1)
        if self._led_to <= TENTH:
            return Sampled(self._sample(10), 10)
        return self.small_sample if self._led_to <= HUNDREDTH else self.smallest_sample

    @property
    def _led_to(self) -> int:
        """About how many rows the index leads to, in each of which the rest is then checked."""
        if not self.conditions.checks:
            return self.in_sample * _PERCENT
        return self._unchecked.in_sample * _PERCENT

    @cached_property
    def _unchecked(self) -> "Selection":
        return self._under(replace(self.conditions, checks=()))

    def _all(self, condition: Q) -> QuerySet[ArticleIndex]:
        rows = ArticleIndex.objects.defer("lexemes")
        return rows.none() if self.is_nothing else rows.filter(condition)

    def _sample(self, percent: int) -> QuerySet[ArticleIndex]:
        """The rows of one of the samples, which have an index of lexemes of their own."""
        conditions = replace(self.conditions, index=self.conditions.index or ANY)
        return self._all(conditions.condition).filter(bucket__lt=percent)

    def newest(self, limit: int) -> Sequence[ArticleIndex]:
        """So many of the rows, those published last first."""
        return self.in_order(DESCENDING, limit)

    def in_order(
        self, order: Order, limit: int, beyond: Place | None = None
    ) -> Sequence[ArticleIndex]:
        """So many of the rows in an order, after a place in it."""
        if not self.conditions.index:
            there = self.rows.filter(order.beyond(beyond))
            return list(there.order_by(*order.columns)[:limit])
        if self._led_to <= EXACT:
            return self._gathered(order, limit, beyond)
        rows = self._glanced(order, limit, beyond)
        if len(rows) < limit:
            rows = self._cut_out(order, limit, beyond)
        return rows if len(rows) == limit else self._gathered(order, limit, beyond)

    def _glanced(self, order: Order, limit: int, beyond: Place | None) -> list[ArticleIndex]:
        """What is found among the first few rows, whatever they are."""
        if limit > _GLANCE // 4:
            return []
        asked = self.conditions
        there = order.beyond(beyond) & asked.rest
        rows = ArticleIndex.objects.filter(there).order_by(*order.columns)
        # Bounded at both ends, else the planner may walk on to the end, unpacking every row.
        held = Q(Holds(F("lexemes"), as_tsquery(asked.index)))
        with along_dates():
            for last in rows.only(*_PLACED)[_GLANCE - 1 : _GLANCE]:
                there &= order.up_to(Place.of(last))
            return list(self._all(there & held & asked.checked).order_by(*order.columns)[:limit])

    def _cut_out(self, order: Order, limit: int, beyond: Place | None) -> list[ArticleIndex]:
        """What is found in the stretch of the order that holds enough by what the sample tells."""
        enough = 2 + 2 * limit // _PERCENT
        sample = self._sample(1).filter(order.beyond(beyond)).order_by(*order.apart)
        with by_lexemes():
            last = list(sample.only(*_PLACED)[enough - 1 : enough])
        if not last:
            return []
        stretch = order.beyond(beyond) & order.up_to(Place.of(last[0]))
        rows = ArticleIndex.objects.filter(stretch).order_by(*order.columns)
        with along_dates():
            is_short = len(rows.values("article")[: _SHORT + 1]) <= _SHORT
        with along_dates() if is_short else by_lexemes():
            columns = order.columns if is_short else order.apart
            return list(self.rows.filter(stretch).order_by(*columns)[:limit])

    def _gathered(self, order: Order, limit: int, beyond: Place | None) -> list[ArticleIndex]:
        """All of them, put in order: cheap where they are few."""
        with by_lexemes():
            there = self.rows.filter(order.beyond(beyond))
            return list(there.order_by(*order.apart)[:limit])


def select(filters: Filters) -> Selection:
    """What the filters ask for, with entities read through their merges: addresses are kept."""
    return Selection(_through_merges(filters), ask(filters.text))


def _through_merges(filters: Filters) -> Filters:
    keys = filters.chosen | filters.refused
    named = {key.partition(":")[2] for key in keys if key.startswith(KINDS_OF_ENTITIES)}
    if not named:
        return filters
    merged = Entity.objects.filter(key__in=named, merged_into__isnull=False)
    now = dict(merged.values_list("key", "merged_into__key"))
    return filters.renamed(now) if now else filters


def _chosen(filters: Filters) -> Iterator[str]:
    for kind in KINDS:
        lexemes = _keys(filters.of_kind(kind))
        yield all_of(lexemes) if kind in filters.every else any_of(lexemes)


def _keys(keys: Sequence[str] | frozenset[str]) -> list[str]:
    return [facet_lexeme(key) for key in sorted(keys)]
