"""The language of a text, by its small words and by letters that its neighbours lack."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import chain, filterfalse
from pathlib import Path
from typing import Any

_RULES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "languages.toml").read_text(encoding="utf8")
)
_TATWEEL, _MARKS = "\u0640", re.compile("[\u064b-\u0652\u0670]+")
# Hamza comes and goes, and Arabic is typed with ک and ی too; else letters tell languages apart.
_LEVELLED = tuple(zip("کیىأإآ", "كييااا", strict=True))
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0620-\u064a]")
_SAMPLE = 1500


def _level(text: str) -> str:
    text = text.lower()
    for variant, letter in _LEVELLED:  # far faster than str.translate
        text = text.replace(variant, letter)
    return text


def small_words(language: str) -> frozenset[str]:
    return frozenset(map(_level, _RULES[language]["words"]))


_SPEAKS_FOR = {
    word: tuple(language for language in _RULES if word in small_words(language))
    for word in frozenset[str]().union(*map(small_words, _RULES))
}


def _words_of(text: str) -> Iterator[str]:
    """The words, in any order; most stand alone between white space, and need no pattern."""
    chunks = text.split()
    mixed = " ".join(filterfalse(str.isalpha, chunks))
    return chain(filter(str.isalpha, chunks), _WORD.findall(_MARKS.sub("", mixed)))


def language_of(text: str) -> str:
    """The language that most words and letters of the beginning speak for; "und" where none do."""
    sample = _level(unicodedata.normalize("NFC", text[:_SAMPLE]).replace(_TATWEEL, ""))
    said = filter(_SPEAKS_FOR.__contains__, _words_of(sample))
    votes = Counter(chain.from_iterable(map(_SPEAKS_FOR.__getitem__, said)))
    for language, rules in _RULES.items():
        votes[language] += sum(map(sample.count, rules["letters"]))
    best = max(_RULES, key=votes.__getitem__)
    if votes[best]:
        return best
    return "ar" if _ARABIC.search(sample) else "und"
