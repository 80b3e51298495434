"""Find the names of a gazetteer in an article, in one pass, as they stand in Arabic text."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from corpus.text.reading import Reading, Span, phrase, read

_RULES = tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text("utf-8"))
PROCLITICS = frozenset(map(phrase, _RULES["proclitics"]))
_WORDS_TOO = frozenset(map(phrase, _RULES["words_too"]))
_ADJECTIVES_TOO = frozenset(map(phrase, _RULES["adjectives_too"]))
_PRONOUNS = ("", "ها", "ه", "هم")
_INTRODUCED_BY = frozenset(
    word.removesuffix("ه") + "ت" * word.endswith("ه") + pronoun if pronoun else word
    for word in map(phrase, _RULES["introduced_by"])
    for pronoun in _PRONOUNS
)
_HAMZAS: str = _RULES["hamzas"]
_HEADS = {kind: frozenset(map(phrase, words)) for kind, words in _RULES["heads"].items()}
_KIND_WORDS = tuple(map(phrase, _RULES["kind_words"]))
LETTERS = frozenset(map(phrase, _RULES["letters"]))
_INSTANCE = re.compile(f" (?:{'|'.join(map(phrase, _RULES['instances']))}) $")
_ALONE = frozenset(_RULES["kinds_of_short_alone"])
_SHORTEST_WITH_PROCLITIC: int = _RULES["shortest_with_proclitic"]
_SHORTEST_SQUEEZED: int = _RULES["shortest_squeezed"]

_ARTICLE, _FUSED = "ال", "ل"  # ل + الصين is written للصين
_CASE_MATTERS = 3  # letters of a Latin name such as R1 or UBS
_LONGEST_PROCLITIC = max(map(len, PROCLITICS))
_TANWIN = "\u064b"
_PARTICLE = 3  # letters of a word such as إلى
_FAR_ENOUGH = 14  # characters in which the word before stands
_AFTER_QUOTES = 2  # a closing mark and a space
_OPENING, _CLOSING = tuple("\"'«“”‘’„‹"), tuple("\"'»”“’‘›")

FULL, SHORT, SQUEEZED, WORD_TOO = 1.0, 0.8, 0.7, 0.9


def without_kind(words: str) -> str:
    """Folded words without the one before a name that only says what it is: شركة هواوي."""
    for kind in _KIND_WORDS:
        if (rest := words.removeprefix(f"{kind} ")) != words:
            return rest.strip(" \"'«»“”")
    return words


@dataclass(frozen=True, slots=True)
class Name:
    key: str
    kind: str
    forms: tuple[str, ...]
    short: tuple[str, ...] = ()
    agency: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    key: str
    score: float
    short: bool
    kind: str


class _Sense(NamedTuple):
    """What a form can stand for. A key of None is a phrase that only contains a name."""

    key: str | None
    kind: str
    score: float
    fused: bool
    written: str


class _Match(NamedTuple):
    start: int
    end: int
    senses: tuple[_Sense, ...]
    shared: bool  # by two entities


class Gazetteer:
    def __init__(self, names: Iterable[Name]) -> None:
        forms: dict[str, list[_Sense]] = {}
        for name in names:
            for form, sense in _forms(name):
                senses = forms.setdefault(form, [])
                if sense not in senses:
                    senses.append(sense)
        for not_name in _RULES["not_names"]:
            forms.setdefault(phrase(not_name), [_Sense(None, "", FULL, False, not_name)])
        self._automaton = ahocorasick.Automaton()
        for form, senses in forms.items():
            self._automaton.add_word(form, (len(form), tuple(senses)))
        self._automaton.make_automaton()

    def find(self, text: str, spans: Sequence[Span]) -> list[Mention]:
        return self.find_in(read(text, spans))

    def find_in(self, reading: Reading) -> list[Mention]:
        matches = sorted(self._matches(reading), key=lambda match: (match.start, -match.end))
        whole = {
            match.senses[0].key
            for match in _longest(matches, lambda sense: sense.score != SHORT)
            if not match.shared
        }
        found = _longest(matches, lambda sense: sense.score != SHORT or sense.key in whole)
        found = [match for match in found if not _describes_one_of(reading, match, found)]
        return [mention for match in found if (mention := _mention(reading, match, whole))]

    def _matches(self, reading: Reading) -> Iterator[_Match]:
        text = reading.text
        for last, (length, senses) in self._automaton.iter(text):
            end = last + 1
            if not reading.is_edge(end):
                continue
            start = end - length
            proclitic = _proclitic(reading, start)
            if proclitic is None or _in_address(text, start, end):
                continue
            fitting = tuple(
                sense for sense in senses if _fits(reading, start, end, proclitic, sense)
            )
            if all(sense.score == SHORT for sense in fitting):
                first = start - len(proclitic)
                fitting = tuple(_alone(reading, first, end, sense) for sense in fitting)
            if fitting:
                yield _Match(start, end, fitting, len({sense.key for sense in fitting}) > 1)


def _forms(name: Name) -> Iterator[tuple[str, _Sense]]:
    """Each form of a name as it may stand in a reading's text."""
    written = [(form, FULL) for form in name.forms] + [(form, SHORT) for form in name.short]
    for raw, score in written:
        form = phrase(raw)
        if len(form) < 2:
            continue
        yield form, _Sense(name.key, name.kind, score, False, raw)
        if form.startswith(_ARTICLE):
            yield form[1:], _Sense(name.key, name.kind, score, True, raw)
        dotted = _dotted(form)
        if dotted != form:
            yield dotted, _Sense(name.key, name.kind, score, False, raw)
        squeezed = form.replace(" ", "")
        if squeezed != form and score == FULL and len(squeezed) >= _SHORTEST_SQUEEZED:
            yield squeezed, _Sense(name.key, name.kind, SQUEEZED, False, raw)


def _dotted(form: str) -> str:
    """With points between the spelt letters: تي.إس.إم.سي."""
    first, *rest = form.split(" ")
    dotted, before = first, first
    for word in rest:
        dotted += ("." if before in LETTERS and word in LETTERS else " ") + word
        before = word
    return dotted


def _alone(reading: Reading, start: int, end: int, sense: _Sense) -> _Sense:
    """A short name that is set apart names its entity without the full one: شركة «مبادلة»."""
    if sense.score == SHORT and sense.kind in _ALONE and is_set_apart(reading, start, end):
        return sense._replace(score=WORD_TOO)
    return sense


def _proclitic(reading: Reading, start: int) -> str | None:
    """What is written onto the front of the word here; None when that is no proclitic."""
    if reading.is_edge(start):
        return ""
    for length in range(1, _LONGEST_PROCLITIC + 1):
        if reading.is_edge(start - length):
            before = reading.text[start - length : start]
            return before if before in PROCLITICS else None
    return None


def _in_address(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 1, 0) : start], text[end : end + 2]
    return before in ("@", ".") or (
        after[:1] == "." and after[1:].isascii() and after[1:].isalpha()
    )


def _fits(reading: Reading, start: int, end: int, proclitic: str, sense: _Sense) -> bool:
    if sense.fused:
        return proclitic.endswith(_FUSED)
    if proclitic and end - start < _SHORTEST_WITH_PROCLITIC:
        return reading.raw[reading.raw_span(start, end)[0]] in _HAMZAS
    form = reading.text[start:end]
    if form.isascii():
        return _has_its_case(reading, start, end, sense.written)
    if form in _ADJECTIVES_TOO and (
        _describes(_word_before(reading, start), form) or _follows_quotes(reading.text, start)
    ):
        return False
    if form in _WORDS_TOO and not is_set_apart(reading, start - len(proclitic), end):
        return False
    return _TANWIN not in reading.raw[slice(*reading.raw_span(start, end))]


def _has_its_case(reading: Reading, start: int, end: int, written: str) -> bool:
    raw_start, raw_end = reading.raw_span(start, end)
    raw = reading.raw[raw_start:raw_end]
    if len(raw) <= _CASE_MATTERS:
        return raw == written
    if written.isupper():
        return raw.isupper()
    return written.islower() or not raw.islower()


def _describes(noun: str, adjective: str) -> bool:
    """Whether the two agree: both with the article, or a feminine noun and both without."""
    if adjective.startswith(_ARTICLE):
        return _ARTICLE in noun[:3]
    return noun.endswith("ه") and not noun.startswith(_ARTICLE)


def _follows_quotes(text: str, start: int) -> bool:
    """Whether the word describes a quoted name: «هيوماين» السعودية."""
    before = text[max(start - _AFTER_QUOTES, 0) : start]
    return before.startswith(_CLOSING) and before.endswith(" ")


def _describes_one_of(reading: Reading, match: _Match, found: Sequence[_Match]) -> bool:
    """Whether the name is an adjective of an organisation right before it: نيوم السعودية."""
    if reading.text[match.start : match.end] not in _ADJECTIVES_TOO:
        return False
    if reading.text[match.start - 1 : match.start] != " ":
        return False
    return any(
        other.end == match.start - 1 and other.senses[0].kind == "organisation" for other in found
    )


def _word_before(reading: Reading, start: int) -> str:
    """The word that nothing but a space parts from this one, unless it is as short as إلى."""
    before = reading.text[max(start - _FAR_ENOUGH, 0) : start]
    word = (before.split() or [""])[-1]
    return word if len(word) > _PARTICLE else ""


def is_set_apart(reading: Reading, start: int, end: int) -> bool:
    """Whether words are introduced as a name, or quoted as one: شركة مبادلة, «مبادلة»."""
    text = reading.text
    before = _word_before(reading, _instanced(reading.text, start)).strip("".join(_OPENING))
    if any(before[cut:] in _INTRODUCED_BY for cut in range(3)):
        return True
    return text[start - 1 : start] in _OPENING and text[end : end + 1] in _CLOSING


def _instanced(text: str, start: int) -> int:
    """The place before what only says that an instance follows: نماذج مثل X."""
    found = _INSTANCE.search(text, max(start - _FAR_ENOUGH, 0), start)
    return found.start() + 1 if found else start


def _longest(matches: Sequence[_Match], counts: Callable[[_Sense], bool]) -> list[_Match]:
    """The first of overlapping matches, and the longest that starts there."""
    kept, done = [], 0
    for match in matches:
        senses = tuple(filter(counts, match.senses))
        if senses and match.start >= done:
            kept.append(match if senses == match.senses else match._replace(senses=senses))
            done = match.end
    return kept


def _head(reading: Reading, match: _Match, kind: str) -> int:
    """How much of the match stands before the name itself."""
    head, space, _ = reading.text[match.start : match.end].partition(" ")
    return len(head + space) if space and head in _HEADS.get(kind, ()) else 0


def _mention(reading: Reading, match: _Match, whole: set[str | None]) -> Mention | None:
    """None where two entities share the form and not just one is named elsewhere in full."""
    senses = match.senses
    if len({sense.key for sense in senses}) > 1:
        senses = tuple(sense for sense in senses if sense.key in whole)
    keys = {sense.key for sense in senses if sense.key}
    if len(keys) != 1:
        return None
    best = max(senses, key=lambda sense: sense.score)
    start, end = reading.raw_span(match.start + _head(reading, match, best.kind), match.end)
    score = (
        min(best.score, WORD_TOO)
        if reading.text[match.start : match.end] in _WORDS_TOO
        else best.score
    )
    return Mention(start, end, keys.pop(), score, best.score == SHORT, best.kind)
