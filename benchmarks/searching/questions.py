"""What is asked of the list of articles, each kind beside its naive question."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.urls import reverse

from benchmarks.searching import naive
from benchmarks.searching.naive import Question
from benchmarks.searching.words import ASKED, Words
from corpus.filters import KINDS, RELEVANCE, Filters
from corpus.models import ArticleIndex, FacetValue
from corpus.ordering import DESCENDING, UNDATED, Place

DEEP = 100_000
_RANKS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 65, 80, 100, 130, 160, 200, 250)
_OVERLAPS = "facets && %s"


@dataclass(frozen=True)
class Kind:
    """One kind of question: addresses of ours, and the same asked naively.

    There are none where the corpus has nothing to ask for.
    """

    name: str
    addresses: Sequence[str]
    naive: Sequence[Question]


def questions_to_the_list(words: Words, chance: Random) -> Iterator[Kind]:
    yield from _by_words(words)
    yield from _by_filters(chance)
    yield from _further()


def _listed(filters: Filters) -> str:
    return reverse("corpus:article-list") + filters.address


def _by_words(words: Words) -> Iterator[Kind]:
    asked = {
        "one common word": words.of_class("common"),
        "one word, neither common nor rare": words.of_class("mid"),
        "one rare word": words.of_class("rare"),
        "two common words": words.pairs("common", "common"),
        "two words, one common": words.pairs("common", "mid"),
        "two words, neither common": words.pairs("mid", "mid"),
        "a phrase": words.phrases(),
        "a beginning of a word": words.beginnings(),
    }
    for name, texts in asked.items():
        yield _kind(
            name, [Filters(text=it) for it in texts], lambda it: naive.words(it.text, ranked=False)
        )
    for name in ("one common word", "two common words", "a phrase"):
        best = [Filters(text=it, order=RELEVANCE) for it in asked[name]]
        yield _kind(f"{name}, by relevance", best, lambda it: naive.words(it.text))


def _kind(name: str, asked: Sequence[Filters], naively: Callable[[Filters], Question]) -> Kind:
    return Kind(name, [_listed(it) for it in asked], [naively(it) for it in asked])


def _by_filters(chance: Random) -> Iterator[Kind]:
    yield Kind(
        "nothing asked for", [reverse("corpus:article-list")] * ASKED, [naive.filtered("true", [])]
    )
    for kind in KINDS:
        asked = [Filters(chosen=frozenset([key])) for key in values_of(kind)]
        yield _kind(f"filter: {kind}", asked, _filtered)
    yield _kind("filter: days", list(_days(chance)), _filtered)
    yield _kind("four filters together", list(_together(chance)), _filtered)


def values_of(kind: str) -> list[str]:
    """Values of a kind, the commonest and then ever rarer ones."""
    commonest = FacetValue.objects.filter(kind=kind, count__gt=0).order_by("-count", "key")
    keys = list(commonest.values_list("key", flat=True)[: _RANKS[-1]])
    chosen = [keys[rank - 1] for rank in _RANKS if rank <= len(keys)]
    return (chosen * ASKED)[: max(ASKED, len(chosen))]


def _days(chance: Random) -> Iterator[Filters]:
    for number in range(ASKED):
        since = date(2019, 1, 1) + timedelta(days=chance.randrange(2700))
        yield Filters(since=since, until=since + timedelta(days=(1, 30, 365)[number % 3]))


def _together(chance: Random) -> Iterator[Filters]:
    """An outlet, an entity, a topic and a year that some article has."""
    having = ArticleIndex.objects.filter(
        facets__overlap=values_of("topic")[:10], sorted_at__gt=UNDATED
    )
    rows = list(having.order_by("article").values_list("facets", "sorted_at")[: 3 * ASKED])
    for facets, at in chance.sample(rows, min(ASKED, len(rows))):
        chosen = [
            chance.choice([key for key in facets if key.startswith(f"{kind}:")])
            for kind in ("outlet", "entity", "topic")
        ]
        year = at.year
        yield Filters(chosen=frozenset(chosen), since=date(year, 1, 1), until=date(year, 12, 31))


def _filtered(filters: Filters) -> Question:
    parts: list[str] = []
    values: list[Any] = []
    for kind in KINDS:
        if keys := filters.of_kind(kind):
            parts.append(_OVERLAPS)
            values.append(keys)
    if filters.since and filters.until:
        parts.append("published >= %s AND published < %s")
        values += [filters.since, filters.until + timedelta(days=1)]
    return naive.filtered(" AND ".join(parts) or "true", values)


def _further() -> Iterator[Kind]:
    """Pages after the first, and after a hundred thousand."""
    deep = min(DEEP, ArticleIndex.objects.count() // 2)
    for name, skipped in (("the next page", naive.PAGE), (f"the page after {deep:,}", deep)):
        asked = Filters(after=_cursor_after(skipped))
        slow = [naive.turned("true", [], skipped)]
        yield Kind(name, [_listed(asked)] * ASKED, [slow] * ASKED)


def _cursor_after(skipped: int) -> str:
    return str(Place.of(ArticleIndex.objects.order_by(*DESCENDING.columns)[skipped - 1]))
