"""Where in a text stands what is sought: the places of whole phrases, as code points."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.search.asking import Search
from corpus.text.fold import fold
from corpus.text.lexemes import folded_words
from corpus.text.reading import Span
from corpus.text.tokens import tokenize

_MOST_CHUNKS = 100_000  # some 15 MB
_SIGNS = "،.؛:؟!\"'»«)(,“”"
_ONE_WORD = re.compile(r"[\u0621-\u064A]+|[a-z]+")


class Finder:
    """Finds the phrases of one search in many texts; each chunk of text is judged once."""

    def __init__(self, search: Search) -> None:
        self._phrases = [replace(search, phrases=(phrase,)) for phrase in search.phrases]
        self._sought = _Sought(search)

    def spans(self, text: str) -> list[Span]:
        """Each place of a phrase, in order; what stands inside another is no place of its own."""
        if not any(map(self._sought.__getitem__, text.split())):
            return []
        words = [(word, fold(word.text)) for word in tokenize(text) if word.is_word]
        there = [(word, folded) for word, folded in words if folded]
        folds = [folded for _, folded in there]
        found = set[Span]()
        for search in self._phrases:
            (phrase,) = search.phrases
            firsts = {first for _, first in search.places(folds).values()}
            found |= {(first, first + len(phrase) - 1) for first in firsts}
        return [(there[first][0].start, there[last][0].end) for first, last in _apart(found)]


class _Sought(dict[str, bool]):
    """Whether a word that may be sought stands in a chunk of text.

    What four chunks in five are, letters of one script between signs, is one word.
    """

    def __init__(self, search: Search) -> None:
        super().__init__()
        terms = [term for phrase in search.phrases for term in phrase]
        self._words = search.surfaces.keys() | {term.surface for term in terms}
        self._beginnings = tuple(term.surface for term in terms if term.prefix)

    def __missing__(self, chunk: str) -> bool:
        if len(self) >= _MOST_CHUNKS:
            self.clear()
        folded = fold(chunk).strip(_SIGNS)
        words = [folded] if _ONE_WORD.fullmatch(folded) else folded_words(chunk)
        self[chunk] = there = any(
            word in self._words or word.startswith(self._beginnings) for word in words
        )
        return there


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order without those that are inside another."""
    reached = -1
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if last > reached:
            reached = last
            yield first, last
