"""The figures of one question on a number line: pure geometry, drawn as SVG by a template.

From right to left small numbers stand on the right, as the rows of corpus.charts begin where
reading begins and their months run with it; both ends carry their numbers. Arab newspapers do
either, and a page whose other charts begin at the right must not have one that begins at the left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from annotations.flags import Flag, Foot, Span, flags
from annotations.labels import cut, width_of
from annotations.number_scale import Linear, Powers, scale_of
from corpus.charts import MARKERS, short

MOST = 40
_LEVELS, _LEVEL = 12, 16.0  # marks at one place stand on each other
_RADIUS, _ARROW = 8.0, 26.0
_BELOW = 54.0  # the texts of ticks, and the unit
_TOP = 6.0
_WIDE, _NARROW = (720.0, 6, 26), (264.0, 3, 18)  # the width, the ticks, the letters of a label
_MARGIN = 32.0


@dataclass(frozen=True, slots=True)
class Plotted:
    """A figure: its bound is exact, at least, at most, about or range; its group is its claim."""

    value: Decimal
    value_max: Decimal | None
    bound: str
    label: str
    href: str
    group: int
    is_suggested: bool


class Tick(NamedTuple):
    """A place of the scale; its text is empty where there is no room for it."""

    x: float
    text: str
    text_x: float


class Label(NamedTuple):
    """What a mark says, and how high the pole to it rises from the mark."""

    text: str
    x: float
    y: float
    pole_y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure at its place. A range reaches to `x_end`; `arrow` leads where a bound is open."""

    figure: Plotted
    x: float
    y: float
    x_end: float | None
    arrow: str
    label: Label | None

    @property
    def series(self) -> int:
        """Which look its claim has."""
        return series_of(self.figure.group)

    @property
    def shape(self) -> str:
        """The path of its sign, by which its claim differs without colour."""
        return sign_of(self.figure.group)

    @property
    def is_hollow(self) -> bool:
        return self.figure.bound == "about"


@dataclass(frozen=True, slots=True)
class NumberLine:
    """Marks above a line with ticks below; `hidden` counts the figures that are not drawn."""

    width: float
    height: float
    y: float
    x1: float
    x2: float
    ticks: list[Tick]
    marks: list[Mark]
    breaks: list[float]
    is_log: bool
    unit: str
    unit_x: float
    hidden: int
    rtl: bool
    narrow: bool


def series_of(group: int) -> int:
    """Which of the looks in css/claims.css the figures of a claim have."""
    return group % len(MARKERS) + 1


def sign_of(group: int) -> str:
    """The path of the sign that the figures of a claim have, around 0,0."""
    return MARKERS[group % len(MARKERS)]


class _Standing(NamedTuple):
    """A figure, the span of the line that it takes, counted from where reading begins."""

    figure: Plotted
    start: float
    end: float
    mark: Span


def number_line(
    figures: Sequence[Plotted], unit: str, *, rtl: bool, language: str, narrow: bool = False
) -> NumberLine:
    """The line of figures that share a unit, the first forty drawn; `narrow` is for a phone."""
    width, most_ticks, letters = _NARROW if narrow else _WIDE
    plotted = [it for it in figures[:MOST] if _is_finite(it)]
    scale = scale_of([value for it in plotted for value in _ends(it)], most_ticks)
    standing = list(_stacked(plotted, scale, width))
    feet = [Foot(it.start, it.mark.high, cut(it.figure.label, letters)) for it in standing]
    labels = flags(feet, [it.mark for it in standing], width)
    top = max([_RADIUS, *(it.mark.high for it in standing), *(it.span.high for it in labels if it)])
    y = round(top + _TOP, 2)
    across = _Across(width, y, rtl)
    return NumberLine(
        width=width,
        height=y + _BELOW,
        y=y,
        x1=_MARGIN / 2,
        x2=width - _MARGIN / 2,
        ticks=_ticks(scale, across, language),
        marks=[across.mark(it, flag) for it, flag in zip(standing, labels, strict=True)],
        breaks=[across.x(_along(share, width)) for share in scale.breaks],
        is_log=scale.is_log,
        unit=unit,
        unit_x=width / 2,
        hidden=len(figures) - len(standing),
        rtl=rtl,
        narrow=narrow,
    )


class _Across(NamedTuple):
    """From lengths along the line and heights above it to the places of the frame."""

    width: float
    floor: float
    rtl: bool

    def x(self, length: float) -> float:
        return round(self.width - length if self.rtl else length, 2)

    def y(self, height: float) -> float:
        return round(self.floor - height, 2)

    def mark(self, standing: _Standing, flag: Flag | None) -> Mark:
        figure, start, end, span = standing
        x, y = self.x(start), self.y((span.low + span.high) / 2)
        direction = {"at least": 1, "at most": -1}.get(figure.bound, 0) * (-1 if self.rtl else 1)
        label = None
        if flag:
            middle = (flag.span.start + flag.span.end) / 2
            text_y = self.y((flag.span.low + flag.span.high) / 2)
            label = Label(flag.text, self.x(middle), text_y, self.y(flag.span.low))
        x_end = self.x(end) if end > start else None
        return Mark(figure, x, y, x_end, _arrow(x, y, direction), label)


def _arrow(x: float, y: float, direction: int) -> str:
    """A line from a mark to where its bound is open, with a head; empty where it is not."""
    if not direction:
        return ""
    tip = x + direction * _ARROW
    barb = tip - direction * 6
    return f"M{x:g},{y:g}H{tip:g}M{barb:g},{y - 4:g}L{tip:g},{y:g}L{barb:g},{y + 4:g}"


def _is_finite(figure: Plotted) -> bool:
    return figure.value.is_finite() and (figure.value_max is None or figure.value_max.is_finite())


def _ends(figure: Plotted) -> tuple[Decimal, Decimal]:
    """Where a figure begins and ends, which is one place but for a range."""
    other = figure.value if figure.value_max is None else figure.value_max
    return min(figure.value, other), max(figure.value, other)


def _along(share: float, width: float) -> float:
    return _MARGIN + share * (width - 2 * _MARGIN)


def _stacked(
    figures: Sequence[Plotted], scale: Linear | Powers, width: float
) -> Iterator[_Standing]:
    """The figures at their places; where one stands already the next stands on it."""
    taken: list[Span] = []
    for figure in figures:
        start, end = (_along(scale.share(value), width) for value in _ends(figure))
        before = _ARROW if figure.bound == "at most" else _RADIUS
        after = _ARROW if figure.bound == "at least" else _RADIUS
        for level in range(_LEVELS):
            low = level * _LEVEL - _RADIUS
            mark = Span(start - before, end + after, low, low + _LEVEL)
            if not any(mark.meets(other) for other in taken):
                taken.append(mark)
                yield _Standing(figure, start, end, mark)
                break


def _ticks(scale: Linear | Powers, across: _Across, language: str) -> list[Tick]:
    """The ticks, each with its text where that stands apart from the one before."""
    ticks: list[Tick] = []
    free = float("-inf")
    for value in scale.ticks:
        length = _along(scale.share(value), across.width)
        text = short(value, language)
        half = width_of(text) / 2
        middle = min(max(length, half), across.width - half)
        is_free = middle - half >= free
        free = middle + half + 6 if is_free else free
        ticks.append(Tick(across.x(length), text if is_free else "", across.x(middle)))
    return ticks
