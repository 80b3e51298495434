"""Cut a text into lines with their folded first words, without ever folding a whole long line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from corpus.text.fold import fold

# What a short line can have; the words of a longer one beyond them are not looked at.
WORDS_SEEN = 42
SHORT = 22

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_WORD = re.compile("[\\w\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc]+")
_CLOSERS = "\"'”’»)]›\u200f\u200e "
_STOPS = ".。۔｡"
_INVISIBLE = re.compile("[\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u061c\u00ad]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the space around it; blanks: how many empty lines stand before it."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    blanks: int

    @property
    def key(self) -> str:
        return " ".join(self.words)

    @property
    def stops(self) -> bool:
        """Whether it ends as a sentence does; a question or an exclamation may be a headline."""
        return self.text.rstrip(_CLOSERS)[-1:] in _STOPS and not self.text.endswith("..")


@lru_cache(maxsize=200_000)
def _fold_word(word: str) -> str:
    return fold(word)


def visible(text: str) -> str:
    """The text as a title or a name: one line, no invisible characters around or in it."""
    return " ".join(_INVISIBLE.sub("", text).split())


def words_in(
    text: str, start: int, end: int
) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """The first words of a stretch, folded, and their places."""
    spans = [match.span() for match in islice(_WORD.finditer(text, start, end), WORDS_SEEN)]
    return tuple(_fold_word(text[first:last]) for first, last in spans), tuple(spans)


def lines_of(text: str) -> Iterator[Line]:
    """Every line that has anything in it."""
    after = 0
    for match in _LINE.finditer(text):
        start, end = _trimmed(text, *match.span())
        if start == end:
            continue
        words, spans = words_in(text, start, end)
        breaks = sum(1 for _ in _BREAK.finditer(text, after, start))
        yield Line(start, end, text[start:end], words, spans, max(0, breaks - 1))
        after = end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
