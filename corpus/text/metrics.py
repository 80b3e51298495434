"""The figures of a clause, and what each of them measures, by its unit and the words around."""

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from corpus.text.clauses import Clauses
from corpus.text.clitics import PROCLITICS
from corpus.text.fold import fold
from corpus.text.measures import MONEY
from corpus.text.quantities import Quantity, counting, find_quantities
from corpus.text.reading import Span

_DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "data" / "metrics.toml").read_text("utf-8")
)
_CLASSES: dict[str, frozenset[str]] = {
    "money": MONEY,
    **{name: frozenset(units) for name, units in _DATA["classes"].items()},
}
_ONTO = (*PROCLITICS, "س", "وس")
_WORDS_BEFORE = 3
_CHARACTERS_BEFORE = 60


@dataclass(frozen=True, slots=True)
class FigureFound:
    """A number in its raw place, as quantities give it, with the name of what it measures."""

    start: int
    end: int
    raw: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: str
    metric: str


class _Metric(NamedTuple):
    name: str
    words: tuple[str, ...]
    also: tuple[str, ...]
    before: frozenset[str]
    alone: bool

    def fits(self, stems: frozenset[str], before: frozenset[str]) -> bool:
        return (
            (not self.words or not stems.isdisjoint(self.words))
            and (not self.also or not stems.isdisjoint(self.also))
            and (not self.before or not self.before.isdisjoint(before))
        )


def _metrics() -> dict[str, list[_Metric]]:
    """The rows by the units that they are of."""
    by_unit: dict[str, list[_Metric]] = {}
    for row in _DATA["metric"]:
        words, also = (tuple(map(fold, row.get(field, ()))) for field in ("words", "also"))
        before = frozenset(map(fold, row.get("before", ())))
        metric = _Metric(row["name"], words, also, before, row.get("alone", True))
        for unit in {each for name in row["units"] for each in _CLASSES.get(name, (name,))}:
            by_unit.setdefault(unit, []).append(metric)
    return by_unit


_METRICS = _metrics()
_ALONE = {metric.name for rows in _METRICS.values() for metric in rows if metric.alone}
_STEMS = {stem for rows in _METRICS.values() for row in rows for stem in (*row.words, *row.also)}
_SHORTEST = min(map(len, _STEMS))
_BY_START: dict[str, list[str]] = {}
for _stem in sorted(_STEMS):
    _BY_START.setdefault(_stem[:_SHORTEST], []).append(_stem)


@lru_cache(maxsize=65_536)
def _stems_of(word: str) -> tuple[str, ...]:
    """The stems that the folded word starts with, behind what is written onto its front."""
    return tuple(
        stem
        for cut in {0, *(len(each) for each in _ONTO if word.startswith(each))}
        for stem in _BY_START.get(word[cut : cut + _SHORTEST], ())
        if word.startswith(stem, cut)
    )


def _stems_in(words: Iterable[str]) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(_stems_of, words)))


class Figures:
    """The figures of a scene's sentences, each sentence read once."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses
        self._scene = clauses.scene
        self.counting = counting(self._scene.words)
        self._read: dict[int, list[Quantity]] = {}

    def within(self, start: int, end: int, words: Span) -> tuple[FigureFound, ...]:
        """The figures between the raw places, where these words stand."""
        at = bisect_left(self.counting, words[0])
        if at == len(self.counting) or self.counting[at] >= words[1]:
            return ()
        found: list[Quantity] = []
        for sentence in self._around(words):
            quantities = self.of_sentence(sentence)
            first = bisect_left(quantities, start, key=_start)
            last = bisect_left(quantities, end, key=_start)
            found += [it for it in quantities[first:last] if it.end <= end]
        return tuple(self._named(found, start, words)) if found else ()

    def sentences(self) -> Iterator[Span]:
        """Those with numbers that may measure something."""
        done = 0
        for index in self.counting:
            if index < done:
                continue
            first, done = self._clauses.sentence(index)
            if _stems_in(self._scene.words[first:done]):
                yield first, done

    def of_sentence(self, sentence: Span) -> list[Quantity]:
        if sentence[0] not in self._read:
            places, reading = self._scene.places, self._scene.reading
            start = reading.raw_span(*places[sentence[0]])[0]
            end = reading.raw_span(*places[sentence[1] - 1])[1]
            stop = min(end + 2, reading.segment(start)[1])  # a % after the last word
            self._read[sentence[0]] = find_quantities(reading.raw, start, max(stop, end))
        return self._read[sentence[0]]

    def _around(self, words: Span) -> Iterator[Span]:
        index = words[0]
        while index < words[1]:
            sentence = self._clauses.sentence(index)
            yield sentence
            index = sentence[1]

    def _named(self, found: Iterable[Quantity], start: int, words: Span) -> Iterator[FigureFound]:
        raw = self._scene.reading.raw
        stems = _stems_in(self._scene.words[slice(*words)])
        for it in found:
            near = raw[max(start, it.start - _CHARACTERS_BEFORE) : it.start]
            before = frozenset(fold(near).split()[-_WORDS_BEFORE:])
            rows = _METRICS.get(it.unit, ())
            metric = next((row.name for row in rows if row.fits(stems, before)), "")
            yield FigureFound(
                it.start, it.end, it.quote, it.value, it.value_max, it.unit, it.bound, metric
            )


def _start(quantity: Quantity) -> int:
    return quantity.start


def makes_a_claim(figure: FigureFound) -> bool:
    """Whether the figure says so much that it is a claim without anybody who says it."""
    return figure.metric in _ALONE
