"""Words of a list found in text in all their forms, by the affixes that Arabic writes onto them.

A list gives a word as a noun, as stems of the past and the present, as it is written, or as a
phrase (data/retelling.toml says which affixes each takes). What stands in a phrase of `not_in`,
or before a word of `not_with`, means something else; what a negation stands before is not said.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from corpus.text.clitics import PROCLITICS, PRONOUNS
from corpus.text.fold import fold
from corpus.text.tokens import tokenize

AND = ("", "و", "ف")
_LONGEST_KIND = ("nouns", "past", "present", "exact")
_OBJECTS = ("", *PRONOUNS)
_BEFORE: dict[str, tuple[str, ...]] = {
    "nouns": ("", *PROCLITICS),
    "past": AND,
    "present": tuple(map("".join, product(AND, ("", "س", "ل"), "يتن"))),
    "exact": AND,
}
_AFTER: dict[str, tuple[str, ...]] = {
    "nouns": (*_OBJECTS, "ا", "ان", "ين", "ون", "ات", "تان", "تين"),
    "past": tuple(map("".join, product(("", "ت", "تا", "وا", "ا", "و"), _OBJECTS))),
    "present": tuple(map("".join, product(("", "ون", "وا", "ان", "ين"), _OBJECTS))),
    "exact": ("",),
}
_TA_MARBUTA = "ه"
_NEAR = 4  # words


class Word(NamedTuple):
    """A word as printed and folded, and where it stands."""

    text: str
    folded: str
    start: int
    end: int


class Found(NamedTuple):
    """A word of a list: which list, from which word of the text on, and how many words."""

    key: str
    level: int
    at: int
    length: int


def words_in(text: str) -> list[Word]:
    """The words of a text; what is no word is left out."""
    return [
        Word(token.text, fold(token.text), token.start, token.end)
        for token in tokenize(text)
        if token.is_word
    ]


def phrases_of(written: Sequence[str]) -> list[tuple[str, ...]]:
    """Phrases as their folded words, the longest first."""
    return sorted((tuple(fold(phrase).split()) for phrase in written), key=len, reverse=True)


def stands_at(
    words: Sequence[Word], at: int, phrase: Sequence[str], onto: Sequence[str] = PROCLITICS
) -> bool:
    """Whether a phrase begins at the word, which may carry proclitics."""
    if at < 0 or [word.folded for word in words[at + 1 : at + len(phrase)]] != list(phrase[1:]):
        return False
    first = words[at].folded
    return first.endswith(phrase[0]) and first.removesuffix(phrase[0]) in ("", *onto)


class Lists:
    """Lists of words, each under a key and a level."""

    def __init__(self, negations: Sequence[str]) -> None:
        self._stems: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        self._phrases: list[tuple[tuple[str, ...], str, int]] = []
        self._not_in: dict[str, list[tuple[str, ...]]] = {}
        self._not_with: dict[str, frozenset[str]] = {}
        self._negations = {before + word for word in map(fold, negations) for before in AND}
        self._read = lru_cache(maxsize=10_000)(self._readings)

    def add(self, key: str, level: int, rules: Mapping[str, Any], row: Mapping[str, Any]) -> None:
        """Put the words of a table under a key and a level; `row` says when they mean else."""
        for kind in _LONGEST_KIND:
            for form in map(fold, rules.get(kind, ())):
                self._stems[kind, form].append((key, level))
                if kind == "nouns" and form.endswith(_TA_MARBUTA):
                    self._stems[kind, f"{form[:-1]}ت"].append((key, level))
        self._phrases += [(phrase, key, level) for phrase in phrases_of(rules.get("phrases", ()))]
        self._not_in[key] = phrases_of(row.get("not_in", ()))
        self._not_with[key] = frozenset(map(fold, row.get("not_with", ())))

    def find(self, words: Sequence[Word]) -> Iterator[Found]:
        """Each word of the lists that is said and meant, in the order of the text."""
        for at, word in enumerate(words):
            found = [Found(key, level, at, 1) for key, level in self._read(word.folded)]
            found += [
                Found(key, level, at, len(phrase))
                for phrase, key, level in self._phrases
                if stands_at(words, at, phrase)
            ]
            if not (at and words[at - 1].folded in self._negations):
                yield from (it for it in found if not self._means_else(words, it))

    def _readings(self, folded: str) -> tuple[tuple[str, int], ...]:
        found: dict[tuple[str, int], None] = {}
        for kind in _LONGEST_KIND:
            for before in filter(folded.startswith, _BEFORE[kind]):
                rest = folded[len(before) :]
                for after in filter(rest.endswith, _AFTER[kind]):
                    stem = rest[: len(rest) - len(after)]
                    found |= dict.fromkeys(self._stems.get((kind, stem), ()))
        return tuple(found)

    def _means_else(self, words: Sequence[Word], found: Found) -> bool:
        after = words[found.at + 1 : found.at + 1 + _NEAR]
        if any(word.folded in self._not_with[found.key] for word in after):
            return True
        return any(
            stands_at(words, start, phrase)
            for phrase in self._not_in[found.key]
            for start in range(found.at - len(phrase) + 1, found.at + 1)
        )
