"""An article's segments as one folded text: what the finders run over, each place led back to raw."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.text.fold import Folded, fold, fold_with_map

Span = tuple[int, int]

EDGE = "\n"  # between segments: no name and no phrase holds it
# Joiners inside a name are written or left out freely: GPT-4o, GPT 4o; –بيركلي.
_JOINER = re.compile("[-\u2010-\u2014_]")
_RUN = re.compile("  +")
# A point inside a number, an initial or an address is no full stop.
_STOP = re.compile(r"[!?؟۔…\n]|(?<!\b\w)\.(?=[\s\"'»”’)]|$)")
_WORD = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")  # of one script: H800إنفيديا is two


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


@dataclass(frozen=True, slots=True)
class _Piece:
    """One segment: character i of its text is character kept[i] of the folded segment."""

    start: int
    raw_start: int
    folded: Folded
    kept: "array[int]"


@dataclass(frozen=True, slots=True)
class Reading:
    raw: str
    text: str
    words: list[str]
    places: list[Span]
    pieces: tuple[_Piece, ...]

    def raw_span(self, start: int, end: int) -> Span:
        piece = self.pieces[bisect_right(self.pieces, start, key=_start) - 1]
        first, last = piece.kept[start - piece.start], piece.kept[end - 1 - piece.start]
        raw_start, raw_end = piece.folded.raw_span(first, last + 1)
        return piece.raw_start + raw_start, piece.raw_start + raw_end

    def place(self, raw: int) -> int:
        """Where the raw character stands in the text."""
        piece = self.pieces[max(bisect_right(self.pieces, raw, key=_raw_start) - 1, 0)]
        folded = bisect_left(piece.folded.starts, raw - piece.raw_start)
        return piece.start + bisect_left(piece.kept, folded)

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
    texts, pieces, length = [], [], 0
    for start, end in sorted(spans):
        folded = fold_with_map(raw[start:end])
        text, kept = _single_spaced(_JOINER.sub(" ", folded.text))
        pieces.append(_Piece(length, start, folded, kept))
        texts.append(text)
        length += len(text) + len(EDGE)
    text = EDGE.join(texts)
    places = list(map(re.Match.span, _WORD.finditer(text)))
    return Reading(raw, text, _WORD.findall(text), places, tuple(pieces))


def phrase(text: str) -> str:
    """A name or a cue as it looks in a reading's text."""
    return _RUN.sub(" ", _JOINER.sub(" ", fold(text))).strip()


def _single_spaced(text: str) -> tuple[str, "array[int]"]:
    kept, done = array("I"), 0
    for run in _RUN.finditer(text):
        kept.extend(range(done, run.start() + 1))
        done = run.end()
    kept.extend(range(done, len(text)))
    return (_RUN.sub(" ", text) if len(kept) < len(text) else text), kept


def _start(piece: _Piece) -> int:
    return piece.start


def _raw_start(piece: _Piece) -> int:
    return piece.raw_start
