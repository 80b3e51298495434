"""Where clauses begin and end in a scene: the content behind a cue, the clause before one."""

import tomllib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from corpus.text.cues import PARTICIPLES
from corpus.text.reading import Span, phrase
from corpus.text.scene import Scene

RULES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "data" / "claims.toml").read_text("utf-8")
)
MOST: int = RULES["content"]["most"]
_COMMAS = frozenset("،,؛;")
_PARTING = _COMMAS | frozenset("-–—")
_FULL_STOPS = frozenset("\n!?؟۔…")
_PAIRS = {"»": "«", "”": "“„", '"': '"', "'": "'", "’": "‘", ")": "(", "]": "["}
_BEFORE, _BEHIND = frozenset("$€£¥"), frozenset("%٪")


class Phrases:
    """Phrases by their first word, to see whether one starts at a word of the scene."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._rest: dict[str, list[list[str]]] = {}
        for form in map(phrase, forms):
            first, *rest = form.split()
            self._rest.setdefault(first, []).append(rest)
        for rests in self._rest.values():
            rests.sort(key=len, reverse=True)
        self.firsts = frozenset(self._rest)

    def at(self, words: list[str], index: int) -> int:
        """How many words the phrase at this place has; 0 for none."""
        for rest in self._rest.get(words[index], ()):
            if words[index + 1 : index + 1 + len(rest)] == rest:
                return 1 + len(rest)
        return 0


_BREAKS = RULES["breaks"]
_DEPENDENT, _INDEPENDENT = Phrases(_BREAKS["dependent"]), Phrases(_BREAKS["independent"])
_AT_ONCE, _GOES_ON = Phrases(_BREAKS["at_once"]), Phrases(_BREAKS["goes_on"])
_SUDDEN = _AT_ONCE.firsts | _GOES_ON.firsts
_GOES_ON_NOT = frozenset(map(phrase, _BREAKS["goes_on_not"]))
_GOES_ON_IF = frozenset(map(phrase, _BREAKS["goes_on_if"]))
_FOLLOWS = Phrases(_BREAKS["follows"])
_RELATIVE = frozenset(map(phrase, _BREAKS["relative"]))
_NOT_VERBS = frozenset(map(phrase, _BREAKS["not_verbs"]))
_IMPERFECT: str = _BREAKS["imperfect"]
_OPENERS = Phrases(RULES["openers"]["phrases"])
_LONGEST_OPENER = 8
_WAW_STARTS = tuple(map(phrase, RULES["openers"]["waw_starts"]))
_WAW = frozenset(map(phrase, RULES["openers"]["waw"]))


class Stretch(NamedTuple):
    """The words first to stop, the last not among them, less the letters cut from the first."""

    first: int
    stop: int
    cut: int = 0


class Clauses:
    """A scene's sentences, and their clauses as its cues and conjunctions part them."""

    def __init__(self, scene: Scene, cues: Collection[int], breaking: Collection[int]) -> None:
        self.scene, self._cues, self._breaking = scene, cues, breaking
        self._stops = [
            index
            for index, gap in enumerate(scene.gaps)
            if gap != " " and _is_stop(gap, scene.text_at(index - 1), scene.text_at(index))
        ]

    def sentence(self, index: int) -> Span:
        """The words of the sentence that the word stands in."""
        at = bisect_right(self._stops, index) - 1
        stop = self._stops[at + 1] if at + 1 < len(self._stops) else len(self.scene.words)
        return self._stops[at], stop

    def is_cue(self, index: int) -> bool:
        return index in self._cues

    def follows_comma(self, index: int) -> bool:
        gap = self.scene.gap(index)
        return gap != " " and not _COMMAS.isdisjoint(gap)

    def is_parted(self, index: int) -> bool:
        """Whether a comma or a dash stands before the word."""
        return not _PARTING.isdisjoint(self.scene.gap(index))

    def after(self, first: int, cut: int = 0) -> Iterator[Stretch]:
        """The content that starts here and, where وأن goes on, what comes after it."""
        limit = min(self.sentence(first)[1], first + MOST)
        while first < limit:
            stop = self._end(first, limit)
            yield Stretch(first, stop, cut)
            goes_on = self.goes_on(stop) if stop < limit else 0
            if not goes_on:
                return
            first, cut = stop + goes_on, 0

    def before(self, stop: int, first: int) -> Iterator[Stretch]:
        """The clause that ends before this word, and what follows from it: P1، مما P2، بحسب S."""
        first = max(first, stop - MOST)
        for index in range(stop - 1, first, -1):
            if self._opens(index, _INDEPENDENT):
                first = index
                break
        first, cut = self.opened(first, stop)
        while first < stop:
            end = self._end(first, stop)
            yield Stretch(first, end, cut)
            follows = next((i for i in range(end, stop) if _FOLLOWS.at(self.scene.words, i)), stop)
            first, cut = follows + 1, 0

    def around(self, word: int, sentence: Span, least: int) -> Span:
        """The clause of its own that the word stands in, from the word `least` on."""
        first, stop = max(sentence[0], least, word - MOST), min(sentence[1], word + MOST)
        parts = [index for index in range(first + 1, stop) if self._parts(index)]
        at = bisect_right(parts, word)
        return parts[at - 1] if at else first, parts[at] if at < len(parts) else stop

    def _parts(self, index: int) -> bool:
        """Whether a clause of its own starts at the word."""
        if index in self._breaking or ":" in self.scene.gap(index):
            return True
        return self._opens(index, _INDEPENDENT) or (
            self.follows_comma(index) and _is_imperfect(self.scene.words[index])
        )

    def opens(self, index: int) -> bool:
        """Whether the word opens a clause: its sentence, but for what opens it, or after a comma."""
        if self.follows_comma(index):
            return True
        first = self.sentence(index)[0]
        return index - first < _LONGEST_OPENER and self.opened(first, index)[0] == index

    def opened(self, first: int, stop: int) -> Span:
        """The place behind what opens a sentence, and how much to cut from the word there."""
        words = self.scene.words
        while first < stop and (length := _OPENERS.at(words, first)):
            first += length
        return first, self._conjunction(first) if first < stop else 0

    def _conjunction(self, index: int) -> int:
        """1 where the word's و is "and"."""
        word = self.scene.words[index]
        if not word.startswith("و") or len(word) < 3:
            return 0
        if index in self.scene.mentions:
            start = self.scene.reading.place(self.scene.mentions[index][0].start)
            return int(start > self.scene.places[index][0])
        return int(word not in _WAW and not word.startswith(_WAW_STARTS))

    def _end(self, first: int, limit: int) -> int:
        """Where the clause that starts at the word is over."""
        relative = 0
        for index in range(first + 1, limit):
            if self.is_break(index):
                return relative or index
            if self.follows_comma(index):
                relative = index if self.scene.words[index] in _RELATIVE else 0
        return relative or limit

    def is_break(self, index: int) -> bool:
        words = self.scene.words
        word = words[index]
        if index in self._breaking or word in PARTICIPLES:
            return True
        if word in _SUDDEN and (_AT_ONCE.at(words, index) or self.goes_on(index)):
            return True
        if not self.follows_comma(index):
            return False
        if _DEPENDENT.at(words, index) or _INDEPENDENT.at(words, index):
            return True
        return "؛" in self.scene.gap(index) or _is_imperfect(words[index])

    def goes_on(self, index: int) -> int:
        """How many words lead to another content here: وأن, but not حتى وإن and وإن كان."""
        length = _GOES_ON.at(self.scene.words, index)
        before, after = self.scene.text_at(index - 1), self.scene.text_at(index + 1)
        return 0 if before in _GOES_ON_NOT or after in _GOES_ON_IF else length

    def _opens(self, index: int, phrases: Phrases) -> bool:
        words = self.scene.words
        if not phrases.at(words, index):
            return False
        return self.follows_comma(index) or bool(_AT_ONCE.at(words, index))

    def raw(self, stretch: Stretch) -> Span:
        """The raw place of the words, with the signs that belong to the first and the last."""
        places, reading = self.scene.places, self.scene.reading
        start, end = reading.raw_span(
            places[stretch.first][0] + stretch.cut, places[stretch.stop - 1][1]
        )
        raw = reading.raw
        if not stretch.cut and stretch.first and raw[start - 1 : start] in _BEFORE:
            start -= 1
        least, most = reading.segment(start)
        while end < most and raw[end] in _BEHIND:
            end += 1
        return self._balanced(max(start, least), end, least, most)

    def _balanced(self, start: int, end: int, least: int, most: int) -> Span:
        """With the closing sign of what opens inside, and the opening one of what closes inside."""
        raw = self.scene.reading.raw
        while end < most and raw[end] in _PAIRS and _is_open(raw[start:end], raw[end]):
            end += 1
        before = raw[start - 1] if start > least else ""
        closing = next((sign for sign, opens in _PAIRS.items() if before and before in opens), "")
        if closing and closing in raw[start:end] and not _is_matched(raw[start:end], closing):
            start -= 1
        return start, end


def _is_open(text: str, closing: str) -> bool:
    opening = _PAIRS[closing]
    if opening == closing:
        return text.count(closing) % 2 == 1
    return sum(map(text.count, opening)) > text.count(closing)


def _is_matched(text: str, closing: str) -> bool:
    opening = _PAIRS[closing]
    if opening == closing:
        return text.count(closing) % 2 == 0
    return sum(map(text.count, opening)) >= text.count(closing)


def _is_stop(gap: str, before: str, after: str) -> bool:
    if not _FULL_STOPS.isdisjoint(gap):
        return True
    if "." not in gap or (gap[0] == "." and len(before) == 1 and before.isalpha()):
        return False
    if gap != ".":
        return True
    return all(len(word) > 1 and not word.isascii() for word in (before, after))


def _is_imperfect(word: str) -> bool:
    """Whether the word looks like ويدفع: a و and a verb, and no noun such as وتطوير."""
    if len(word) < 4 or word[0] != "و" or word[1] not in _IMPERFECT or word in _NOT_VERBS:
        return False
    if word.endswith(("ه", "ات", "ين", "يه")) or word[1:3] == "ال":
        return False
    return not (word[1] == "ت" and len(word) >= 6 and word[4] == "ي")
