"""Keyword in context: a place of a captured text with what is printed before and after it."""

import re
from dataclasses import dataclass

from corpus.text.lexemes import folded_words
from corpus.text.reading import Span

# So many code points of context at the most, less where a word would be cut.
CONTEXT = 90
# White space parts so many chunks for two words, whatever signs stand alone among them.
_CHUNKS_READ = 5
_SPACE = re.compile(r"\s+")
_LAST_SPACE = re.compile(r"\s(?=\S*\Z)")

Neighbours = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One keyword as printed, at [start, end) of the captured text, between its contexts."""

    start: int
    end: int
    before: str
    keyword: str
    after: str

    @property
    def form(self) -> str:
        """The keyword folded: what tells its forms apart, not their marks."""
        return " ".join(folded_words(self.keyword))

    @property
    def previous(self) -> Neighbours:
        """The two words before, folded, the nearest first."""
        chunks = self.before.split()[-_CHUNKS_READ:]
        return tuple(folded_words(" ".join(chunks))[:-3:-1])

    @property
    def next(self) -> Neighbours:
        """The two words after, folded."""
        chunks = self.after.split()[:_CHUNKS_READ]
        return tuple(folded_words(" ".join(chunks))[:2])


def line_at(text: str, place: Span, offset: int = 0) -> Line:
    """The line of a place in a stretch of text that begins at `offset` of the captured text."""
    start, end = place
    return Line(
        offset + start,
        offset + end,
        text[_beginning(text, start) : start],
        text[start:end],
        text[end : _ending(text, end)],
    )


def _beginning(text: str, end: int) -> int:
    """Where the context before begins: at a word, unless that fills the context."""
    first = max(end - CONTEXT, 0)
    space = _SPACE.search(text, first - 1, end) if first else None
    if space and space.end() < end:
        first = space.end()
    return end - len(text[first:end].lstrip())


def _ending(text: str, start: int) -> int:
    """Where the context after ends: after a word, unless that fills the context."""
    last = min(start + CONTEXT, len(text))
    space = _LAST_SPACE.search(text[start : last + 1]) if last < len(text) else None
    if space and space.start() > 0:
        last = start + space.start()
    return start + len(text[start:last].rstrip())
