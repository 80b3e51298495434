"""What one telling of a claim lost or hardened against another: pure text, no queries.

A retelling hardens: one source becomes sources, a delay becomes a cancellation, what may come
will come. Differences are proposals that an editor reads beside both quotes, never verdicts.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from corpus.text.hardening import (
    EXCLUDING,
    OF_A_NOUN,
    Strengths,
    are_of_two_stages,
    content_words,
    figure_as_printed,
    hedges,
    only_words,
    promises,
    sides,
    soft_words,
    strengths,
)

_CERTAINTY = {"possible": 0, "probable": 1, "certain": 2}
_FEW = 2  # a count that a plural without a number goes beyond
_LEAST_SHARED, _SHARED, _SHARED_OF_OPPOSED = 2, 0.3, 0.5
_ARROW = " ← "


@dataclass(frozen=True, slots=True)
class Hop:
    """A step of a chain; the count is that of unnamed sources, where it is said."""

    name: str
    kind: str
    count: int | None
    how: str


class Fig(NamedTuple):
    """A figure of a telling."""

    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: str
    metric: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim as one article makes it; the values are those of a claim mention."""

    quote: str
    certainty: str
    stance: str
    polarity: str
    mode: str
    chain: Sequence[Hop]
    figures: Sequence[Fig]


class Difference(NamedTuple):
    """How the later telling is harder or poorer, with the words of both; either may be empty.

    The kinds: attribution_lost, fewer_hops, source_multiplied, hedge_lost, stronger_word,
    bound_lost, figure_changed, negation_flipped, scope_lost.
    """

    kind: str
    before: str
    after: str


def differences(before: Telling, after: Telling) -> list[Difference]:
    """In what `after` is harder or poorer than `before`."""
    return [
        *_of_sources(before.chain, after.chain),
        *_of_certainty(before, after),
        *_of_words(before.quote, after.quote),
        *_of_figures(before, after),
        *_of_polarity(before, after),
        *_of_scope(before.quote, after.quote),
    ]


def is_headline_harder(headline: Telling, body: Telling) -> list[Difference]:
    """In what a headline says more, or says it on less, than the text below it."""
    return differences(body, headline)


def excludes(
    a: Telling, b: Telling, things: tuple[Collection[str], Collection[str]] = ((), ())
) -> str:
    """On what basis two tellings without numbers may contradict each other, empty on none.

    `things` are the keys of the things of one kind that each quote names (its chips, say).
    """
    if a.polarity != b.polarity and _overlap(a.quote, b.quote, _SHARED_OF_OPPOSED):
        return "polarity"
    is_shut_out = _shuts_out(a.quote, *things) or _shuts_out(b.quote, *things[::-1])
    if is_shut_out and not are_of_two_stages(a.quote, b.quote):
        return "exclusion"
    if a.polarity == b.polarity and _overlap(a.quote, b.quote, _SHARED):
        return "words" if _cannot_both_hold(a.quote, b.quote) else ""
    return ""


def _of_sources(before: Sequence[Hop], after: Sequence[Hop]) -> Iterator[Difference]:
    was, became = _chain(before), _chain(after)
    if _sources(before) and not _sources(after):
        yield Difference("attribution_lost", was, became)
    elif len(after) < len(before):
        yield Difference("fewer_hops", was, became)
    elif _named(before) and not _named(after):
        yield Difference("attribution_lost", was, became)
    one, other = _unnamed(before), _unnamed(after)
    if one and other and _is_multiplied(one.count, other.count):
        yield Difference("source_multiplied", one.name, other.name)


def _chain(hops: Sequence[Hop]) -> str:
    return _ARROW.join(hop.name or "…" for hop in hops)


def _sources(chain: Sequence[Hop]) -> list[Hop]:
    return [hop for hop in chain if hop.kind != "unknown"]


def _named(chain: Sequence[Hop]) -> list[Hop]:
    return [hop for hop in _sources(chain) if hop.kind != "anonymous"]


def _unnamed(chain: Sequence[Hop]) -> Hop | None:
    """The farthest unnamed source."""
    return next((hop for hop in reversed(chain) if hop.kind == "anonymous"), None)


def _is_multiplied(before: int | None, after: int | None) -> bool:
    if before is None:
        return False
    return before <= _FEW if after is None else after > before


def _of_certainty(before: Telling, after: Telling) -> Iterator[Difference]:
    """A hedge is lost where certainty rises, or stays and its words are gone."""
    one, other = (_CERTAINTY.get(it.certainty, 2) for it in (before, after))
    were, are = hedges(before.quote), hedges(after.quote)
    if other > one or (other == one and were and not are):
        instead = [] if are else promises(after.quote)
        yield Difference(
            "hedge_lost", "، ".join(were) or before.certainty, "، ".join(instead) or after.certainty
        )


def _of_words(before: str, after: str) -> Iterator[Difference]:
    """For each group the strongest words of both, where the later is stronger."""
    were, are = strengths(before), strengths(after)
    said = set()
    for group in were.keys() & are.keys():
        one, other = were[group].strongest, are[group].strongest
        is_comparable = group not in OF_A_NOUN or one.noun == other.noun
        if other.level > one.level and is_comparable:
            said.add(Difference("stronger_word", one.text, other.text))
    yield from sorted(said, key=lambda it: before.find(it.before))


def _of_figures(before: Telling, after: Telling) -> Iterator[Difference]:
    for one in before.figures:
        same = [it for it in after.figures if _measures_the_same(one, it)]
        equal = [it for it in same if (it.value, it.value_max) == (one.value, one.value_max)]
        if equal and one.bound != "exact" and all(it.bound == "exact" for it in equal):
            yield Difference("bound_lost", _said(before, one), _said(after, equal[0]))
        elif same and not equal:
            yield Difference("figure_changed", _said(before, one), _said(after, same[0]))


def _measures_the_same(one: Fig, other: Fig) -> bool:
    return (one.unit, one.metric) == (other.unit, other.metric)


def _said(telling: Telling, figure: Fig) -> str:
    printed = figure_as_printed(telling.quote, figure.value)
    return printed or f"{figure.value:,f} {figure.unit}".strip()


def _of_polarity(before: Telling, after: Telling) -> Iterator[Difference]:
    if before.polarity != after.polarity:
        yield Difference("negation_flipped", before.polarity, after.polarity)


def _of_scope(before: str, after: str) -> Iterator[Difference]:
    """Soft words that were dropped; words that shut all else out, dropped or added."""
    soft = {it.phrase for it in soft_words(after)}
    for it in soft_words(before):
        if it.phrase not in soft:
            yield Difference("scope_lost", it.text, "")
    were, are = only_words(before), only_words(after)
    if were and not are:
        yield Difference("scope_lost", were[0].text, "")
    elif are and not were:
        yield Difference("scope_lost", "", are[0].text)


def _shuts_out(quote: str, named: Collection[str], others: Collection[str]) -> bool:
    """Whether it says فقط of the things that it names, and the other telling names another."""
    only = any(not it.of_figure for it in only_words(quote))
    return only and bool(named) and bool(set(others) - set(named))


def _overlap(a: str, b: str, share: float) -> bool:
    """Whether two quotes share that much of what the shorter is about."""
    one, other = content_words(a), content_words(b)
    shared = len(one & other)
    return shared >= _LEAST_SHARED and shared >= share * min(len(one), len(other))


def _cannot_both_hold(a: str, b: str) -> bool:
    one, other = strengths(a), strengths(b)
    apart = any(_are_apart(one[key], other[key]) for key in one.keys() & other.keys() & EXCLUDING)
    one, other = sides(a), sides(b)
    return apart or any(_are_apart(one[key], other[key]) for key in one.keys() & other.keys())


def _are_apart(one: Strengths, other: Strengths) -> bool:
    """Whether all words of one are stronger than all of the other."""
    return one.strongest.level < other.weakest.level or other.strongest.level < one.weakest.level
