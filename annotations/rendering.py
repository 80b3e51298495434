"""How an article is laid out for reading: its segments cut into runs where marks begin and end.

Pure: it knows no Django. Lanes keep the lines under overlapping marks apart.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.anchors import overlaps

Place = tuple[int, int]

NOWHERE: Place = (0, 0)
LANES = 4  # more marks than this on one word share the last line

FOLDED = frozenset({"boilerplate"})
HEADINGS = {"title": "h1", "subheading": "h2"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A labelled stretch of the text: what a segment comes down to here."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """One place of a mark."""

    mark: int
    kind: str
    suggested: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A span as drawn: the line under its words, in a lane counted from the words down."""

    span: Span
    lane: int


@dataclass(frozen=True, slots=True)
class Run:
    """Words between two boundaries, with the lines under them."""

    text: str
    lines: tuple[Line, ...]
    begins: tuple[int, ...]  # the marks that begin here
    sought_at: int | None = None  # where it stands, if the address leads to it


@dataclass(frozen=True, slots=True)
class Block:
    """A segment as printed: one element of the page."""

    kind: str
    tag: str
    start: int
    end: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring blocks that are shown, or folded away, together."""

    folded: bool
    blocks: tuple[Block, ...]


def blocks(
    text: str, pieces: Sequence[Piece], spans: Iterable[Span], sought: Place = NOWHERE
) -> list[Block]:
    """The pieces of the text in order, each cut into runs by the spans and the place sought."""
    ordered = sorted(pieces, key=lambda piece: piece.start)
    spans_of = _by_piece(ordered, spans)
    first_title = next((piece for piece in ordered if piece.kind == "title"), None)
    return [
        Block(
            piece.kind,
            "p" if piece.kind == "title" and piece is not first_title else _tag(piece),
            piece.start,
            piece.end,
            tuple(_runs(text, piece, laned(spans_of[number]), sought)),
        )
        for number, piece in enumerate(ordered)
    ]


def stretches(laid_out: Iterable[Block]) -> list[Stretch]:
    """The blocks, with neighbouring boilerplate gathered to be folded away."""
    groups = groupby(laid_out, key=lambda block: block.kind in FOLDED)
    return [Stretch(folded, tuple(members)) for folded, members in groups]


def laned(spans: Iterable[Span]) -> list[Line]:
    """Each span in the first lane that is free where it begins, the longer one first."""
    free_from: list[int] = []
    lines = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.mark)):
        lane = next((n for n, end in enumerate(free_from) if end <= span.start), len(free_from))
        free_from[lane : lane + 1] = [span.end]
        lines.append(Line(span, min(lane, LANES - 1)))
    return lines


def _tag(piece: Piece) -> str:
    return HEADINGS.get(piece.kind, "p")


def _by_piece(ordered: Sequence[Piece], spans: Iterable[Span]) -> list[list[Span]]:
    starts = [piece.start for piece in ordered]
    ends = [piece.end for piece in ordered]
    found: list[list[Span]] = [[] for _ in ordered]
    for span in spans:
        for number in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            found[number].append(span)
    return found


def _runs(text: str, piece: Piece, lines: Sequence[Line], sought: Place) -> Iterator[Run]:
    edges = {piece.start, piece.end}
    for first, last in [*((line.span.start, line.span.end) for line in lines), sought]:
        if overlaps(piece.start, piece.end, first, last):
            edges |= {max(first, piece.start), min(last, piece.end)}
    for start, end in pairwise(sorted(edges)):
        over = tuple(line for line in lines if line.span.start <= start < line.span.end)
        begins = tuple(line.span.mark for line in over if line.span.start == start)
        at = start if sought[0] <= start < sought[1] else None
        yield Run(text[start:end], over, begins, at)
