"""A key of consonants under which the spellings of one foreign name meet: نفيديا, إنفيديا, Nvidia.

It suggests who an unknown spelling may be; it never decides.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from corpus.text.fold import fold

_RULES = tomllib.loads((Path(__file__).parent / "data" / "keys.toml").read_text("utf-8"))
_SHORTEST: int = _RULES["shortest"]
_LEAST_RATIO: float = _RULES["least_ratio"]
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_INITIALS = re.compile(r"(?<![A-Z])([A-Z]{2})(?![A-Za-z])")


class Candidate(NamedTuple):
    """A known name that the unknown spelling may be of; a score of 100 is the same key."""

    name: str
    form: str
    score: float


def _classes(*tables: Mapping[str, list[str]]) -> dict[str, str]:
    return {fold(form): key for table in tables for key, forms in table.items() for form in forms}


_CLASSES = _classes(_RULES["arabic"], _RULES["latin"])
_CONSONANT = re.compile("|".join(sorted(_CLASSES, key=len, reverse=True)))
_INITIALS = _classes(_RULES["initials"])
_SPOKEN = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(_INITIALS, key=len, reverse=True)) + r")(?!\w)"
)


@lru_cache(maxsize=65_536)
def consonant_key(name: str) -> str:
    """The classes of the name's consonants, or nothing when they are too few to tell names apart."""
    apart = _LATIN_INITIALS.sub(r" \1 ", name)  # OpenAI ends in two letters that are spoken
    spelled = " ".join(fold(apart).split())
    parts, done = [], 0
    for initials in _SPOKEN.finditer(spelled):
        parts += [_consonants(spelled[done : initials.start()]), _INITIALS[initials[0]]]
        done = initials.end()
    key = "".join(parts) + _consonants(spelled[done:])
    return key if len(key) >= _SHORTEST else ""


def heard_as(name: str) -> str:
    """The key with the name's digits, as it is stored: Gemini 2.0 is no spelling of Gemini 2.5."""
    key = consonant_key(name)
    return key and key + "".join(_digits(name))


def rank_spellings(unknown: str, names: Iterable[tuple[str, str]]) -> list[Candidate]:
    """The names, given as (name, form), whose best form is near the unknown one, nearest first."""
    best: dict[str, Candidate] = {}
    for name, form in names if consonant_key(unknown) else ():
        score = _nearness(unknown, form)
        if score >= _LEAST_RATIO and (name not in best or score > best[name].score):
            best[name] = Candidate(name, form, score)
    spelled = fold(unknown)
    return sorted(best.values(), key=lambda one: (-one.score, -ratio(spelled, fold(one.form)), one))


def sound(name: str) -> str:
    """The folded name in one piece, each consonant as its class (a capital) and vowels as written."""
    return _CONSONANT.sub(lambda consonant: _CLASSES[consonant[0]], fold(name)).replace(" ", "")


def _nearness(unknown: str, form: str) -> float:
    score = ratio(consonant_key(unknown), consonant_key(form), score_cutoff=_LEAST_RATIO)
    # Gemini 2.0 is no spelling of Gemini 2.5.
    return score if score and _digits(unknown) == _digits(form) else 0


def _digits(name: str) -> list[str]:
    return _DIGIT.findall(fold(name))


def _consonants(words: str) -> str:
    return "".join(_of_word(word[0]) for word in _WORD.finditer(words))


def _of_word(word: str) -> str:
    """Its classes. Latin letters of one class side by side, as in Mosseri, are one sound; Arabic
    writes a double once, so two of its letters have a vowel between them."""
    key, end = "", -1
    for consonant in _CONSONANT.finditer(word):
        classes = _CLASSES[consonant[0]]
        is_double = consonant.start() == end and consonant[0].isascii() and key.endswith(classes)
        key, end = key + ("" if is_double else classes), consonant.end()
    return key
