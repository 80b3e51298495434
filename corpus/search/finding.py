"""Where in a text stands what is sought: the places of whole phrases, as code points."""

from dataclasses import replace

from corpus.search.asking import Search
from corpus.text.fold import fold
from corpus.text.reading import Span
from corpus.text.tokens import tokenize


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
        return [
            (there[first][0].start, there[last][0].end)
            for first, last in sorted(found)
            if not any(_inside((first, last), other) for other in found)
        ]


class _Sought(dict[str, bool]):
    """Whether a word that is sought stands in a chunk of text."""

    def __init__(self, search: Search) -> None:
        super().__init__()
        alone = tuple((term,) for phrase in search.phrases for term in phrase)
        self._search = replace(search, phrases=alone)

    def __missing__(self, chunk: str) -> bool:
        folds = [fold(word.text) for word in tokenize(chunk) if word.is_word]
        self[chunk] = there = bool(self._search.places(folds))
        return there


def _inside(span: Span, other: Span) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]
