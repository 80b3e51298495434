"""Words of a text that no alias covers and no dictionary knows, but that sound like a known name.

A suggestion for the registry, never a mention: somebody accepts or refuses it.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from corpus.text.fold import fold
from corpus.text.keys import consonant_key, sound
from corpus.text.names import LETTERS, PROCLITICS, Gazetteer, Name, is_set_apart
from corpus.text.reading import Reading, Span, phrase, read

_RULES = tomllib.loads((Path(__file__).parent / "data" / "spellings.toml").read_text("utf-8"))
_LONGEST_RUN: int = _RULES["longest_run"]
_LEAST_LIKENESS: dict[str, dict[str, int]] = _RULES["least_likeness"]
_SURE: int = _RULES["sure"]
_SHORTEST_KEY: dict[str, int] = _RULES["shortest_key"]
_ENDINGS = tuple(sorted(map(phrase, _RULES["inflection"]["endings"]), key=len, reverse=True))
_BEFORE = PROCLITICS | {""}
_ARTICLE = "ال"
_NEAR = 30  # characters in which the word before stands
_WORD = re.compile("[\u0621-\u06d3]+")
_LAST_WORD = re.compile(f"{_WORD.pattern} $")
_NAME = re.compile(f"{_WORD.pattern}(?: {_WORD.pattern})*")
_NOT_CONSONANT = re.compile("[^A-Z]")
_THROAT = re.compile(r"[هحع](?!\b)")  # hardly heard in a key, but seldom confused
_MARK = re.compile("[\u0640\u064b-\u0652\u0670]")


class Likeness(NamedTuple):
    """A known name that a spelling may be of, and how much alike the two sound, in percent."""

    name: str
    score: float


class Unknown(NamedTuple):
    """An unknown spelling at its place, with the names that it may be of, the likeliest first."""

    start: int
    end: int
    folded: str
    names: tuple[Likeness, ...]


class _Form(NamedTuple):
    name: str
    kind: str
    written: str
    key: str
    sound: str


class Spellings:
    """Finds the unknown spellings of one registry's names; `dictionary` says whether it has a word."""

    def __init__(
        self,
        names: Iterable[Name],
        gazetteer: Gazetteer,
        dictionary: Callable[[str], bool] | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._dictionary = lru_cache(maxsize=65_536)(dictionary) if dictionary else None
        self._forms: dict[str, list[_Form]] = {}
        for name in names:
            for form in dict.fromkeys(map(phrase, name.forms)):
                if _NAME.fullmatch(form) and (key := consonant_key(form)):
                    here = self._forms.setdefault(_consonants(form), [])
                    here.append(_Form(name.key, name.kind, form, key, sound(form)))
        self._starts = {key[:end] for key in self._forms for end in range(1, len(key) + 1)}
        self._alike = lru_cache(maxsize=65_536)(self._find_alike)

    def find(self, text: str, spans: Sequence[Span]) -> list[Unknown]:
        """The unknown spellings in a text, in order."""
        if not any(any(self._runs(fold(text[start:end]))) for start, end in spans):
            return []  # which spares most texts the map back to the raw one
        reading = read(text, spans)
        mentions = self._gazetteer.find_in(reading)
        covered = [(reading.place(it.start), reading.place(it.end - 1) + 1) for it in mentions]
        free = [run for run in self._runs(reading.text) if not _meets(run, covered)]
        return [
            Unknown(*reading.raw_span(*run), reading.text[slice(*run)], names)
            for run in free
            if not self._goes_on(reading, run, covered) and (names := self._names(reading, run))
        ]

    def _runs(self, folded: str) -> Iterator[Span]:
        """The longest runs of words that sound like a name, none across another."""
        words = list(_WORD.finditer(folded))
        keys = [_consonants(word[0]) for word in words]
        done = 0
        for first, key in enumerate(keys):
            if first >= done and key in self._starts:
                length = self._longest_run(
                    folded, words[first : first + _LONGEST_RUN], keys[first:]
                )
                if length:
                    done = first + length
                    yield words[first].start(), words[done - 1].end()

    def _longest_run(self, folded: str, words: Sequence[re.Match[str]], keys: Sequence[str]) -> int:
        key, end, longest = "", words[0].start() - 1, 0
        for length, (word, more) in enumerate(zip(words, keys, strict=False), start=1):
            key += more
            if key not in self._starts or (length > 1 and folded[end : word.start()] != " "):
                break
            end = word.end()
            if key in self._forms and self._alike(folded[words[0].start() : end]):
                longest = length
        return longest

    def _find_alike(self, spelled: str) -> list[tuple[float, _Form]]:
        """The names that the words sound like; none when they are one of them, known or inflected."""
        key, heard = consonant_key(spelled), sound(spelled)
        alike = []
        for form in self._forms[_consonants(spelled)]:
            if _inflects(spelled, form):
                return []
            if form.key == key and self._is_near(spelled, form):
                score = ratio(heard, form.sound)
                if score >= self._least_likeness(spelled, key):
                    alike.append((score, form))
        return alike

    def _is_near(self, spelled: str, form: _Form) -> bool:
        """Whether the key is long enough for such a name, and no throat sound differs."""
        if _throat(spelled) != _throat(form.written):
            return False
        if " " in spelled:
            return True
        if " " in form.written and form.kind == "person":
            return False
        needed = max(
            _SHORTEST_KEY.get(form.kind, 0),
            _SHORTEST_KEY["with_article"] if spelled.startswith(_ARTICLE) else 0,
        )
        return len(form.key) >= needed

    def _least_likeness(self, spelled: str, key: str) -> int:
        least = _LEAST_LIKENESS["several_words" if " " in spelled else "one_word"]
        if self._dictionary is None:
            least = _LEAST_LIKENESS["without_dictionary"]
        return least[str(min(len(key), max(map(int, least))))]

    def _names(self, reading: Reading, run: Span) -> tuple[Likeness, ...]:
        """The names that the words at a place may be of."""
        start, end = run
        spelled = reading.text[start:end]
        is_bare = " " not in spelled and not is_set_apart(reading, start, end)
        words = [(start + it.start(), start + it.end()) for it in _WORD.finditer(spelled)]
        known = {reading.text[slice(*it)] for it in words if self._is_known(reading, it)}
        best: dict[str, float] = {}
        for score, form in self._alike(spelled):
            is_short = len(form.key) < _SHORTEST_KEY["unintroduced"]
            own = set(form.written.split())
            # A word that the dictionary knows is foreign to the name, unless one that it does not
            # know is the name's own: جستن ترودو.
            fits = known <= own or (score >= _SURE and (set(spelled.split()) - known) & own)
            if fits and not (is_bare and is_short):
                best[form.name] = max(score, best.get(form.name, 0))
        return tuple(Likeness(*it) for it in sorted(best.items(), key=lambda it: (-it[1], it[0])))

    def _goes_on(self, reading: Reading, run: Span, covered: Sequence[Span]) -> bool:
        """Whether the word before or after makes these words a part of some other name: one that
        is unknown too, or a spelt letter beside another.
        """
        text, (start, end) = reading.text, run
        before, after = _LAST_WORD.search(text[:start][-_NEAR:]), _WORD.match(text, end + 1)
        beside = []
        if before:
            beside.append(((start - len(before[0]), start - 1), text[start:end].split()[0]))
        if after and text[end] == " ":
            beside.append((after.span(), text[start:end].split()[-1]))
        return any(
            LETTERS.issuperset((text[slice(*word)], own))
            or not (self._dictionary is None or self._is_known(reading, word))
            for word, own in beside
            if not _meets(word, covered)
        )

    def _is_known(self, reading: Reading, word: Span) -> bool:
        """Whether the dictionary has the word, as printed or folded."""
        if self._dictionary is None:
            return False
        printed = reading.raw[slice(*reading.raw_span(*word))]
        return self._dictionary(_MARK.sub("", printed)) or self._dictionary(
            reading.text[slice(*word)]
        )


def _meets(place: Span, spans: Sequence[Span]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in spans)


def _throat(words: str) -> list[str]:
    return [letter.replace("ح", "ه") for letter in _THROAT.findall(words)]


def _inflects(spelled: str, form: _Form) -> bool:
    """Whether the words are the name with something written onto it, or without its ending."""
    if form.written.startswith(spelled) and form.written.removeprefix(spelled) in ("", *_ENDINGS):
        return True
    before, _, after = spelled.partition(form.written)
    if before + after != spelled and before in _BEFORE and after in ("", *_ENDINGS):
        return True
    return form.kind == "place" and _stem(spelled) == _stem(form.written)


def _stem(word: str) -> str:
    ending = next(filter(word.endswith, _ENDINGS), "")
    return word.removesuffix(ending)


@lru_cache(maxsize=131_072)
def _consonants(words: str) -> str:
    return _NOT_CONSONANT.sub("", sound(words))
