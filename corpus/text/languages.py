"""The language of a text, by its small words and by letters that its neighbours lack."""

import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

_RULES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "languages.toml").read_text(encoding="utf8")
)
_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]+")
# Hamza comes and goes, and Arabic is typed with ک and ی too; else letters tell languages apart.
_LEVELLED = str.maketrans("کیىأإآ", "كييااا")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0620-\u064a]")
_SAMPLE = 1500


def _level(text: str) -> str:
    return text.lower().translate(_LEVELLED)


def small_words(language: str) -> frozenset[str]:
    return frozenset(map(_level, _RULES[language]["words"]))


_SPEAKS_FOR = {
    word: tuple(language for language in _RULES if word in small_words(language))
    for word in frozenset[str]().union(*map(small_words, _RULES))
}


def language_of(text: str) -> str:
    """The language that most words and letters of the beginning speak for; "und" where none do."""
    sample = _level(_MARKS.sub("", unicodedata.normalize("NFC", text[:_SAMPLE])))
    votes = Counter(
        language for word in _WORD.findall(sample) for language in _SPEAKS_FOR.get(word, ())
    )
    for language, rules in _RULES.items():
        votes[language] += sum(map(sample.count, rules["letters"]))
    best = max(_RULES, key=votes.__getitem__)
    if votes[best]:
        return best
    return "ar" if _ARABIC.search(sample) else "und"
