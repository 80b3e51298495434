"""Arabic text that was once decoded by the wrong table, so that nobody can read it."""

import re

_SAMPLE = 20_000
_MOST = 0.3
_TABLES = (
    ("Ø", re.compile(r"(?:[ØÙÚÛ][^\x00-\x7f\s]){2}"), "UTF-8 read as windows-1252"),
    ("ط§", re.compile(r"(?:[طظ][^\x00-\x7f\s]){2}"), "UTF-8 read as windows-1256"),
    ("Ç", re.compile(r"\b[À-ÿ]{3,}\b"), "windows-1256 read as windows-1252"),
)


def mojibake_of(text: str) -> str | None:
    """What went wrong with most of the words, or None where they are words."""
    sample = text[:_SAMPLE]
    for sign, pattern, wrong in _TABLES:
        if sample.count(sign) > 2:
            words = sample.split()
            if sum(bool(pattern.search(word)) for word in words) > _MOST * len(words):
                return wrong
    return None
