"""Decide the sense of an ambiguous word, such as الاستدلال, by the words around it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.text.clitics import PROCLITICS
from corpus.text.reading import Reading, phrase

_RULES = tomllib.loads((Path(__file__).parent / "data" / "topics.toml").read_text("utf-8"))
_BESIDE, _NEAR = 3.0, 1.0
_WIDEST = 3  # words of a phrase right beside


class Sense(NamedTuple):
    topic: str
    weight: float
    before: frozenset[str]
    after: frozenset[str]
    near: frozenset[str]


class Found(NamedTuple):
    place: int
    topic: str
    weight: float


def _phrases(cues: list[str]) -> frozenset[str]:
    return frozenset(map(phrase, cues))


def _senses(rows: list[dict[str, list[str]]]) -> tuple[Sense, ...]:
    return tuple(
        Sense(
            str(row["topic"]),
            float(str(row["weight"])),
            _phrases(row["before"]),
            _phrases(row["after"]),
            _phrases(row["near"]),
        )
        for row in rows
    )


_AMBIGUOUS: dict[str, tuple[int, tuple[Sense, ...]]] = {
    proclitic + phrase(word): (entry["reach"], _senses(entry["sense"]))
    for entry in _RULES["ambiguous"]
    for word in entry["words"]
    for proclitic in ("", *PROCLITICS)
}


def senses_in(reading: Reading) -> Iterator[Found]:
    if _AMBIGUOUS.keys().isdisjoint(reading.words):
        return
    for index, word in enumerate(reading.words):
        if word in _AMBIGUOUS:
            reach, senses = _AMBIGUOUS[word]
            sense = _decide(reading, index, reach, senses)
            if sense and sense.topic:
                yield Found(reading.places[index][0], sense.topic, sense.weight)


def _decide(reading: Reading, index: int, reach: int, senses: tuple[Sense, ...]) -> Sense | None:
    """The sense that most neighbours speak for; None when two are level or none is spoken for."""
    words, places = reading.words, reading.places
    start, end = places[index]
    before = [
        words[other]
        for other in range(max(index - reach, 0), index)
        if reading.is_one_sentence(places[other][1], start)
    ]
    after = [
        words[other]
        for other in range(index + 1, min(index + 1 + reach, len(words)))
        if reading.is_one_sentence(end, places[other][0])
    ]
    beside_before, beside_after = _beside(before, from_end=True), _beside(after, from_end=False)
    near = {bare for word in (*before, *after) for bare in _bare(word)}
    votes = sorted(
        (
            _BESIDE * bool(beside_before & sense.before)
            + _BESIDE * bool(beside_after & sense.after)
            + _NEAR * len(near & sense.near),
            place,
        )
        for place, sense in enumerate(senses)
    )
    (second, _), (first, best) = votes[-2:]
    return senses[best] if first > second else None


def _beside(words: list[str], *, from_end: bool) -> set[str]:
    """The phrases right beside the word, as they stand and without what is written onto them."""
    found = set()
    for width in range(1, min(_WIDEST, len(words)) + 1):
        first, *rest = words[-width:] if from_end else words[:width]
        found |= {" ".join((bare, *rest)) for bare in _bare(first)}
    return found


def _bare(word: str) -> set[str]:
    return {word} | {word.removeprefix(proclitic) for proclitic in PROCLITICS}
