"""Suggest what an article is about: the cues of each topic, weighed by place, number and spread."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick

from corpus.text.clitics import PROCLITICS
from corpus.text.reading import EDGE, Reading, Span, phrase, read
from corpus.text.senses import senses_in

_FILE = Path(__file__).parent / "data" / "topics.toml"
_WEIGHTS = {"strong": 3.0, "plain": 1.5, "weak": 0.5}
_ENCLITICS = ("", "ها", "هم", "هما", "نا", "ه", "ا")

MOST = 4
_IN_TITLE, _IN_LEAD, _IN_BODY = 4.0, 1.5, 1.0
_LEAD = 400  # characters after the title
_ENOUGH = 5.0
_ENOUGH_OF_ITS_OWN = 3.0  # for a child beside what its parent's cues say
_OF_PARENT = 0.5
_LONG = 2500  # characters from which an article has to say more
_WINDOW = 350  # characters: hits in one window are one place


@dataclass(frozen=True, slots=True)
class Topic:
    path: str
    ar: str
    en: str
    scope: str
    parent: str | None
    most: int


@dataclass(frozen=True, slots=True)
class TopicFound:
    """A topic of the whole article; with a place, of that place alone."""

    path: str
    score: float
    start: int | None = None
    end: int | None = None


class _Match(NamedTuple):
    start: int
    end: int
    cue: str
    weights: dict[str, float]


class _Hit(NamedTuple):
    place: int
    path: str
    cue: str
    weight: float


@cache
def load_tree() -> tuple[Topic, ...]:
    """Parents before their children, in the order of the file."""
    return tuple(topic for topic, _ in _entries())


def suggest_topics(
    text: str, spans: Sequence[Span], title_span: Span | None = None
) -> list[TopicFound]:
    return topics_in(read(text, spans), title_span)


def topics_in(reading: Reading, title_span: Span | None = None) -> list[TopicFound]:
    title: Span = (0, 0)
    if title_span and reading.text:
        title = reading.place(title_span[0]), reading.place(title_span[1])
    hits = list(_hits(reading))
    scores = _with_parents(_own_scores(hits, title))
    enough = _ENOUGH * max(1.0, sqrt(len(reading.text) / _LONG))
    found = [
        path
        for path, score in scores.items()
        if score >= enough and _is_spread(hits, path, title if title_span else _opening(reading))
    ]
    chosen = _chosen(sorted(found, key=lambda path: (-scores[path], path)))
    return [TopicFound(path, round(scores[path] / (enough + scores[path]), 3)) for path in chosen]


def _hits(reading: Reading) -> Iterator[_Hit]:
    matches = []
    for last, (cue, weights) in _automaton().iter(reading.text):
        start, end = last + 1 - len(cue), last + 1
        if _is_word(reading, start, end):
            matches.append(_Match(start, end, cue, weights))
    longer: list[_Match] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        longer = [other for other in longer if other.end >= match.end]
        for path, weight in match.weights.items():
            if not any(_silences(other, path) for other in longer):
                yield _Hit(match.start, path, match.cue, weight)
        longer.append(match)
    for place, path, weight in senses_in(reading):
        yield _Hit(place, path, path, weight)


def _silences(longer: _Match, path: str) -> bool:
    """A longer phrase is heard in place of the cue: for the same topic, or for none."""
    return not longer.weights or path in longer.weights


def _is_word(reading: Reading, start: int, end: int) -> bool:
    text = reading.text
    if not any(
        text.startswith(enclitic, end) and reading.is_edge(end + len(enclitic))
        for enclitic in _ENCLITICS
    ):
        return False
    if reading.is_edge(start):
        return True
    return any(
        text.endswith(proclitic, 0, start) and reading.is_edge(start - len(proclitic))
        for proclitic in PROCLITICS
    )


def _own_scores(hits: Sequence[_Hit], title: Span) -> dict[str, float]:
    """A cue said again adds less and less."""
    said: dict[tuple[str, str], float] = {}
    weights = {}
    for hit in hits:
        key = hit.path, hit.cue
        said[key] = said.get(key, 0) + _emphasis(hit.place, title)
        weights[key] = hit.weight
    scores: dict[str, float] = {}
    for key, count in said.items():
        scores[key[0]] = scores.get(key[0], 0) + weights[key] * sqrt(count)
    return scores


def _emphasis(place: int, title: Span) -> float:
    if title[0] <= place < title[1]:
        return _IN_TITLE
    return _IN_LEAD if place - title[1] < _LEAD else _IN_BODY


def _with_parents(own: dict[str, float]) -> dict[str, float]:
    """A child's cues speak for its parent, and the parent's in part for a child that has enough."""
    scores: dict[str, float] = dict.fromkeys((path.split("/")[0] for path in own), 0)
    for path, score in own.items():
        parent = path.split("/")[0]
        scores[parent] += score
        if path != parent and score >= _ENOUGH_OF_ITS_OWN:
            scores[path] = score + _OF_PARENT * own.get(parent, 0)
    return scores


def _opening(reading: Reading) -> Span:
    """The first paragraph, which says what an article without a title is about."""
    return 0, len(reading.text.partition(EDGE)[0])


def _is_spread(hits: Sequence[_Hit], path: str, title: Span) -> bool:
    """Whether it is said in the title or in more than one part of the article."""
    places = [hit.place for hit in hits if f"{hit.path}/".startswith(f"{path}/")]
    if any(title[0] <= place < title[1] for place in places):
        return True
    return len({place // _WINDOW for place in places}) > 1


def _chosen(ranked: Sequence[str]) -> list[str]:
    """The first few, no parent beside its child and no parent's children alone."""
    most = {topic.path: topic.most for topic in load_tree() if topic.parent is None}
    with_child = {path.split("/")[0] for path in ranked if "/" in path}
    chosen: list[str] = []
    for path in ranked:
        parent = path.split("/")[0]
        siblings = sum(other.split("/")[0] == parent for other in chosen)
        if path not in with_child and siblings < most[parent]:
            chosen.append(path)
    return chosen[:MOST]


def _entries() -> Iterator[tuple[Topic, dict[str, Any]]]:
    for parent in tomllib.loads(_FILE.read_text("utf-8"))["topic"]:
        slug, most = parent["slug"], parent["most"]
        yield Topic(slug, parent["ar"], parent["en"], parent["scope"], None, most), parent
        for child in parent.get("child", ()):
            path = f"{slug}/{child['slug']}"
            yield Topic(path, child["ar"], child["en"], child["scope"], slug, most), child


@cache
def _automaton() -> Any:
    cues: dict[str, dict[str, float]] = {}
    for topic, row in _entries():
        for strength, weight in _WEIGHTS.items():
            for cue in row.get(strength, ()):
                cues.setdefault(phrase(cue), {}).setdefault(topic.path, weight)
    for nothing in tomllib.loads(_FILE.read_text("utf-8"))["nothing"]["phrases"]:
        cues[phrase(nothing)] = {}
    automaton = ahocorasick.Automaton()
    for cue, paths in cues.items():
        automaton.add_word(cue, (cue, paths))
    automaton.make_automaton()
    return automaton
