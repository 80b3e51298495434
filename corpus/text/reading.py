"""An article's segments as one folded text: what the finders run over, each place led back to raw.

Text is folded by its chunks, which is what stands between white space: they come again and again,
so each is folded once. Only the few chunks in which something was found are led back by character.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from corpus.text.fold import fold, fold_with_map

Span = tuple[int, int]

EDGE = "\n"  # between segments: no name and no phrase holds it
# Joiners inside a name are written or left out freely: GPT-4o, GPT 4o; –بيركلي.
_JOINER = re.compile("[-\u2010-\u2014_]")
_MOST_CHUNKS = 150_000
_CHUNK = re.compile(r"\S+")
_RUN = re.compile("[^ ]+ ?")
# A point inside a number, an initial or an address is no full stop.
_STOP = re.compile(r"[!?؟۔…\n]|(?<!\b\w)\.(?=[\s\"'»”’)]|$)")
_WORD = re.compile(r"([a-z0-9]+|[^\W_a-z0-9]+)")  # of one script: H800إنفيديا is two


class _Kinds(dict[str, str]):
    """A letter for each character's script, so that a boundary is a change of letter."""

    def __missing__(self, character: str) -> str:
        if not character.isalnum():
            kind = " "
        elif character.isascii():
            kind = "L"
        else:
            kind = "A" if "\u0600" <= character <= "\u08ff" else "O"
        self[character] = kind
        return kind


_KINDS = _Kinds()


class _Folded(dict[str, str]):
    """What each chunk folds to, filled as chunks are met and emptied before it grows too large."""

    def __missing__(self, chunk: str) -> str:
        if len(self) >= _MOST_CHUNKS:
            self.clear()
        folded = fold(chunk)
        if not folded.isalnum():
            folded = " ".join(_JOINER.sub(" ", folded).split())
        self[chunk] = folded
        return folded


_FOLDED = _Folded()


class _Piece:
    """One segment: its chunks, and where they stand in it and in the text."""

    def __init__(self, start: int, raw_start: int, raw: str) -> None:
        self.start, self._raw_start, self._raw = start, raw_start, raw
        self._chunks = raw.split()
        self._texts = list(map(_FOLDED.__getitem__, self._chunks))
        self.text = " ".join(filter(None, self._texts))

    @cached_property
    def _starts(self) -> list[int]:
        widths = [len(text) + 1 if text else 0 for text in self._texts]
        return list(accumulate(widths, initial=self.start))

    @cached_property
    def _raw_starts(self) -> list[int]:
        widths = [len(chunk) + 1 for chunk in self._chunks]
        if sum(widths) == len(self._raw) + 1:  # one character between any two
            return list(accumulate(widths, initial=self._raw_start))
        return [self._raw_start + chunk.start() for chunk in _CHUNK.finditer(self._raw)]

    def origin(self, place: int) -> Span:
        index = bisect_right(self._starts, place, hi=len(self._chunks)) - 1
        start, end = _origins(self._chunks[index])[place - self._starts[index]]
        return self._raw_starts[index] + start, self._raw_starts[index] + end

    def place(self, raw: int) -> int:
        index = bisect_right(self._raw_starts, raw, hi=len(self._chunks)) - 1
        if index < 0:
            return self.start
        within = bisect_left(_origins(self._chunks[index]), (raw - self._raw_starts[index],))
        return self._starts[index] + within


class Reading:
    """The text with its words; `gaps` are what stands before, between and after them."""

    def __init__(self, raw: str, spans: Sequence[Span]) -> None:
        self.raw = raw
        self._pieces: list[_Piece] = []
        self._starts: list[int] = []
        length = 0
        for start, end in sorted(spans):
            piece = _Piece(length, start, raw[start:end])
            self._pieces.append(piece)
            self._starts.append(length)
            length += len(piece.text) + len(EDGE)
        self._spans = sorted(spans)
        self._raw_starts = [start for start, _ in self._spans]
        self.text = EDGE.join([piece.text for piece in self._pieces])
        self._parts: list[str] = _WORD.split(self.text)
        self.gaps, self.words = self._parts[::2], self._parts[1::2]

    @cached_property
    def places(self) -> list[Span]:
        """Where each word stands in the text."""
        ends = list(accumulate(map(len, self._parts)))
        return list(zip(ends[:-1:2], ends[1::2], strict=True))

    def raw_span(self, start: int, end: int) -> Span:
        """The raw span of a place of one segment, with the marks that sit on its last letter."""
        piece = self._pieces[bisect_right(self._starts, start) - 1]
        return piece.origin(start)[0], piece.origin(end - 1)[1]

    def segment(self, raw: int) -> Span:
        """The segment that the raw character stands in."""
        return self._spans[max(bisect_right(self._raw_starts, raw) - 1, 0)]

    def place(self, raw: int) -> int:
        """Where the raw character stands in the text."""
        return self._pieces[max(bisect_right(self._raw_starts, raw) - 1, 0)].place(raw)

    def is_one_sentence(self, start: int, end: int) -> bool:
        """Whether no full stop and no edge of a segment stands between the two places."""
        return not _STOP.search(self.text, start, end)

    def is_edge(self, place: int) -> bool:
        """Whether a word may start or end before this character: no letter, or another script."""
        before = _KINDS[self.text[place - 1 : place]]
        return before == " " or before != _KINDS[self.text[place : place + 1]]

    def kind(self, place: int) -> str:
        return _KINDS[self.text[place]]


def read(raw: str, spans: Sequence[Span]) -> Reading:
    return Reading(raw, spans)


def phrase(text: str) -> str:
    """A name or a cue as it looks in a reading's text."""
    return " ".join(filter(None, map(_FOLDED.__getitem__, text.split())))


@lru_cache(maxsize=16_384)
def _origins(chunk: str) -> list[Span]:
    """Where each character of the folded chunk came from, and the space after it."""
    folded = fold_with_map(chunk)
    runs = _RUN.finditer(_JOINER.sub(" ", folded.text))
    kept = [place for run in runs for place in range(*run.span())]
    return [*(folded.raw_span(place, place + 1) for place in kept), (len(chunk), len(chunk))]
