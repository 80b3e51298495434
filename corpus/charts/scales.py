"""What all charts share: the viewBox, the scale of values, the labels below, how a value is said.

The ticks are our own fifteen lines. detroit (d3 in Python) takes 0.5 s and 10 MB to import and
fails where all values are 0, leather's ticker fails on floats, and matplotlib and mizani weigh
30 MB and more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import NamedTuple

Say = Callable[[float], str]

# What is there is seen, however little it is beside the others.
LEAST_LENGTH = 1.0
_LEAST_VALUE = 1e-9


@dataclass(frozen=True, slots=True)
class Frame:
    """A viewBox, the room that texts take in it, and how many ticks and labels it has at most."""

    width: int = 640
    height: int = 280
    top: int = 26
    bottom: int = 34
    gutter: int = 58
    ticks: int = 4
    labels: int = 5

    @property
    def floor(self) -> int:
        """Where a value of 0 stands."""
        return self.height - self.bottom

    @property
    def room(self) -> int:
        """How far the highest value rises."""
        return self.floor - self.top

    @property
    def is_small(self) -> bool:
        """Whether its texts keep one size; those of wider charts grow as a screen narrows."""
        return self.width < WIDE.width

    def x(self, start: float, length: float = 0, *, rtl: bool) -> float:
        """The left edge of what begins so far from the edge where reading begins."""
        return round(self.width - start - length if rtl else start, 2)


WIDE = Frame()
# Across a page.
TIMELINE = Frame(height=170)
# In a column beside a list, without a scale.
SMALL = Frame(width=260, height=96, top=4, bottom=24, gutter=0, ticks=0, labels=2)


class Text(NamedTuple):
    """A text in a chart; one that `gives_way` is left out on narrow screens."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    gives_way: bool = False


class Row(NamedTuple):
    """A label and its values as text."""

    label: str
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to heights in a frame; the last tick is its top."""

    frame: Frame
    values: list[float]

    @classmethod
    def over(cls, values: Sequence[float], frame: Frame) -> "Scale":
        """The scale that has room for the values; counts have whole ticks."""
        greatest = max(values, default=0)
        if not frame.ticks:
            return cls(frame, [max(greatest, _LEAST_VALUE)])
        whole = all(isinstance(value, int) for value in values)
        return cls(frame, nice_ticks(greatest, frame.ticks, whole=whole))

    def height(self, value: float) -> float:
        """How far a value rises from the floor."""
        height = self.frame.room * value / self.values[-1]
        return round(max(LEAST_LENGTH, height), 2) if value else 0

    def y(self, value: float) -> float:
        """Where a value stands."""
        return round(self.frame.floor - self.height(value), 2)

    def ticks(self, say: Say, *, rtl: bool) -> list[Text]:
        """Its lines, with their labels where reading begins."""
        x = self.frame.x(0, rtl=rtl)
        return [Text(x, self.y(it), say(it)) for it in self.values if self.frame.ticks]


def nice_ticks(greatest: float, wanted: int, *, whole: bool = False) -> list[float]:
    """At most so many steps of 1, 2 or 5 times a power of ten, from 0 to the greatest or above."""
    greatest = greatest if greatest >= _LEAST_VALUE else 1
    power = floor(log10(greatest / wanted))
    steps = (it * 10.0**power for it in (1, 2, 5, 10))
    step = next(it for it in steps if it * wanted >= greatest * (1 - 1e-9))
    if whole:
        step = max(step, 1.0)
    count = ceil(greatest / step * (1 - 1e-9))
    return [round(step * it, max(0, 1 - power)) for it in range(count + 1)]


def labels_below(
    labels: Sequence[str], spans: Sequence[tuple[float, float]], frame: Frame, *, rtl: bool
) -> list[Text]:
    """The first, the last and some between them, evenly; each has its span of the axis."""
    last = len(labels) - 1
    parts = min(frame.labels - 1, last)
    texts = []
    for place in (
        [round(last * it / parts) for it in range(parts + 1)] if parts else range(last + 1)
    ):
        start, end = spans[place]
        at, anchor = (start + end) / 2, "middle"
        if parts and place in (0, last):
            at, anchor = (start, "start") if place == 0 else (end, "end")
        x, y = frame.x(at, rtl=rtl), frame.height - frame.bottom * 0.25
        texts.append(Text(x, y, labels[place], anchor, gives_way=place not in (0, last)))
    return texts


def plain(value: float) -> str:
    """1,234.5: the same in both languages of the interface."""
    return f"{value:,.10g}"


def percent(share: float) -> str:
    """A share of 1 in three digits: 12.3%."""
    return f"{share * 100:.3g}%"
