"""Cut a text into lines with their folded first words, without ever folding a whole long line."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.text.fold import fold

# What a short line can have; the words of a longer one beyond them are not looked at.
WORDS_SEEN = 42
SHORT = 22

_LINE = re.compile(r"\S(?:[^\n\r\u2028\u2029\x0b\x0c\x85]*\S)?")
_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_WORD = re.compile("[\\w\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc]+")
_REMEMBERED = 200_000
# Where the first words of nearly every line are.
_NEAR = 300
_CLOSERS = "\"'”’»)]›\u200f\u200e "
_STOPS = ".。۔｡"
_INVISIBLE = re.compile("[\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u061c\u00ad]+")


class Line(NamedTuple):
    """A line without the space around it; blanks: how many empty lines stand before it."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    blanks: int
    stops: bool


class _FoldedWords(dict[str, str]):
    """Words of texts come again and again; rare ones go when there are too many."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = folded = fold(word)
        return folded


_folded_word = _FoldedWords().__getitem__


def visible(text: str) -> str:
    """The text as a title or a name: one line, no invisible characters around or in it."""
    return " ".join(_INVISIBLE.sub("", text).split())


def words_in(text: str, start: int, end: int) -> tuple[str, ...]:
    """The first words of a stretch, folded."""
    near = text.find(" ", start + _NEAR, end)
    found = _WORD.findall(text, start, end if near < 0 else near)
    if near >= 0 and len(found) < WORDS_SEEN:
        found = _WORD.findall(text, start, end)
    return tuple(map(_folded_word, found[:WORDS_SEEN]))


def stops(text: str) -> bool:
    """Whether it ends as a sentence does; a question or an exclamation may be a headline."""
    return text.rstrip(_CLOSERS)[-1:] in _STOPS and not text.endswith("..")


def lines_of(text: str) -> Iterator[Line]:
    """Every line that has anything in it."""
    after = 0
    for match in _LINE.finditer(text):
        (start, end), line = match.span(), match[0]
        breaks = len(_BREAK.findall(text, after, start)) if start - after > 1 else 1
        words = words_in(text, start, end)
        yield Line(start, end, line, words, max(0, breaks - 1), stops(line))
        after = end
