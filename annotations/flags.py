"""Where the labels of marks on a line stand: above it, each on a pole that no other label hides.

Lengths run along the line, heights above it. A label that finds no room is left out: its mark
has it as a title, and the table beside the picture says it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotations.labels import LINE, width_of

LANE = LINE + 3
_LANES = 12
_LOWEST = 10.0
_APART, _BESIDE = 5.0, 4.0  # between two labels; between one that flies from its pole and the pole
_SAME = 1.0


class Span(NamedTuple):
    """What stands between two places and two heights."""

    start: float
    end: float
    low: float
    high: float

    def meets(self, other: "Span") -> bool:
        return (
            self.start < other.end
            and other.start < self.end
            and self.low < other.high
            and other.low < self.high
        )


@dataclass(frozen=True, slots=True)
class Flag:
    """A label and the pole that it stands on."""

    text: str
    place: float
    foot: float
    span: Span

    @property
    def pole(self) -> Span:
        return Span(self.place - 1, self.place + 1, self.foot, self.span.low)

    def hides(self, other: "Flag") -> bool:
        """Whether one of the two, or its pole, stands where the other does."""
        wide = Span(self.span.start - _APART, self.span.end + _APART, *self.span[2:])
        return wide.meets(other.span) or self._covers(other) or other._covers(self)

    def _covers(self, other: "Flag") -> bool:
        return self.span.meets(other.pole)


class Foot(NamedTuple):
    """A mark that wants a label: where it stands, and what it says."""

    place: float
    top: float
    text: str


_Wanted = tuple[int, Foot]
_Strategy = tuple[Callable[[_Wanted], float], Callable[[Foot, float], tuple[float, ...]]]


def flags(feet: Sequence[Foot], marks: Sequence[Span], length: float) -> list[Flag | None]:
    """A flag for each foot, or None where there is no room, or one beside it says the same."""
    best: dict[int, Flag] = {}
    wanted = [(at, foot) for at, foot in enumerate(feet) if not _is_said(foot, feet[:at])]
    for strategy in _strategies(length):
        placed = _placed(wanted, marks, length, strategy)
        if len(placed) > len(best):
            best = placed
        if len(best) == len(wanted):
            break
    for at, flag in best.items():
        others = [other for it, other in best.items() if it != at]
        centred = _centred(flag, length)
        best[at] = centred if _is_free(centred, marks, others) else flag
    return [best.get(at) for at in range(len(feet))]


def _is_said(foot: Foot, before: Sequence[Foot]) -> bool:
    return not foot.text or any(
        it.text == foot.text and abs(it.place - foot.place) < _SAME for it in before
    )


def _strategies(length: float) -> Iterator[_Strategy]:
    """Ways to place flags, the finest first; in the others no flag can hide the next one's pole."""
    middle = length / 2
    yield _along, lambda _, width: (-width / 2, _BESIDE, -_BESIDE - width)
    # Those of the first half fly toward the second, and the other way round.
    yield (
        lambda it: abs(it[1].place - middle),
        lambda foot, width: (_BESIDE,) if foot.place < middle else (-_BESIDE - width,),
    )
    yield lambda it: -it[1].place, lambda _, width: (_BESIDE, -_BESIDE - width)
    yield _along, lambda _, width: (-_BESIDE - width, _BESIDE)


def _along(wanted: _Wanted) -> float:
    return wanted[1].place


def _placed(
    wanted: Sequence[_Wanted], marks: Sequence[Span], length: float, strategy: _Strategy
) -> dict[int, Flag]:
    order, offsets = strategy
    placed: dict[int, Flag] = {}
    for at, foot in sorted(wanted, key=order):
        width = width_of(foot.text)
        for flag in _tries(foot, width, offsets(foot, width), length):
            if _is_free(flag, marks, placed.values()):
                placed[at] = flag
                break
    return placed


def _is_free(flag: Flag, marks: Iterable[Span], others: Iterable[Flag]) -> bool:
    on_marks = any(flag.span.meets(mark) for mark in marks)
    return not on_marks and not any(flag.hides(other) for other in others)


def _centred(flag: Flag, length: float) -> Flag:
    """The flag with its middle at its pole, as far as the frame lets it."""
    width = flag.span.end - flag.span.start
    start = min(max(flag.place - width / 2, 0.0), length - width)
    return replace(flag, span=flag.span._replace(start=start, end=start + width))


def _tries(foot: Foot, width: float, offsets: Sequence[float], length: float) -> Iterator[Flag]:
    """The places where a flag may stand, the lowest first, none outside the frame."""
    if width > length:
        return
    for lane in range(_LANES):
        low = _LOWEST + lane * LANE
        if low < foot.top:
            continue
        for offset in offsets:
            start = min(max(foot.place + offset, 0.0), length - width)
            if start - _BESIDE <= foot.place <= start + width + _BESIDE:
                yield Flag(
                    foot.text, foot.place, foot.top, Span(start, start + width, low, low + LINE)
                )
