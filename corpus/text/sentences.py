"""Where sentences stand in raw text: at full stops and their kin, and at the end of a line."""

import re
from collections.abc import Iterator
from pathlib import Path

_LINES = (Path(__file__).parent / "data" / "abbreviations.txt").read_text("utf-8").splitlines()
_ABBREVIATIONS = frozenset(line for line in _LINES if line and not line.startswith("#"))

# A newline; a stop between two words that lost the space after it; or stops with the closing
# quotes after them, where white space follows.
_LETTERS = r"[\u0621-\u063A\u0641-\u064A]{2}"
_END = re.compile(
    rf"\n|(?<={_LETTERS})[.!?\u061F](?={_LETTERS})|"
    r"(?P<stops>[.!?\u061F\u06D4\u2026]+)[\"'\u2019\u201D\u00BB)\]\u200E\u200F]*(?=\s|$)"
)
_LAST_WORD = re.compile(r"[^\W_]+\u0640?$")


def sentences(raw: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The spans of the sentences in raw[start:end], without the white space around them."""
    limit = len(raw) if end is None else end
    spans = (_trimmed(raw, *span) for span in _cut(raw, start, limit))
    return [(first, last) for first, last in spans if first < last]


def _cut(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for mark in _END.finditer(raw, start, end):
        if mark["stops"] == "." and _is_abbreviated(raw, begin, mark.start()):
            continue
        yield begin, mark.end()
        begin = mark.end()
    yield begin, end


def _is_abbreviated(raw: str, begin: int, stop: int) -> bool:
    """After د. or J. or ج.م.ع. or the day of a date ("27. 01. 2025") a sentence goes on."""
    word = _LAST_WORD.search(raw, max(begin, stop - 8), stop)
    if not word:
        return False
    if word[0] in _ABBREVIATIONS or _is_initial(raw, word[0], word.start()):
        return True
    return word[0].isdecimal() and re.match(r"\.[ \u00A0]\d", raw[stop : stop + 3]) is not None


def _is_initial(raw: str, word: str, place: int) -> bool:
    return len(word) == 1 and word.isalpha() and (word.isascii() or raw[place - 1 : place] == ".")


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    text = raw[start:end]
    stripped = text.strip()
    first = start + len(text) - len(text.lstrip())
    return first, first + len(stripped)
