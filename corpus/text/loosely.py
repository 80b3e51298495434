"""Patterns that match words in raw text however their hamza and diacritics are written."""

import re

_MARKS = "[\u0640\u064b-\u0652]*"
_LOOSE = {"ا": "[اأإآ]", "أ": "[اأإآ]", "إ": "[اأإآ]", "آ": "[اأإآ]", "ة": "[ةه]", "ي": "[يى]"}


def loosely(words: str) -> str:
    return r"\s+".join(
        "".join(_LOOSE.get(letter, re.escape(letter)) + _MARKS for letter in word)
        for word in words.split()
    )
