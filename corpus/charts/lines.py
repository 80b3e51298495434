"""Charts of one line for each series."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from corpus.charts.scales import WIDE, Frame, Row, Say, Scale, Text, labels_below, plain

# What a dot takes, and the signs at the ends of lines: the room beside the last value, and how
# far each stands from the next.
_DOT = 6.0
_SIGN_ROOM, _SIGN_STEP = 30.0, 24.0
# A circle, a square, a triangle, a diamond, a triangle upside down and a star, around 0,0.
MARKERS = (
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z",
    "M-3.5,-3.5h7v7h-7Z",
    "M0,-5L4.5,3.5h-9Z",
    "M0,-5L5,0L0,5L-5,0Z",
    "M0,5L4.5,-3.5h-9Z",
    "M0,-6L1.5,-1.5L6,0L1.5,1.5L0,6L-1.5,1.5L-6,0L-1.5,-1.5Z",
)


@dataclass(frozen=True, slots=True)
class Series:
    """A value for each label, None where there is none.

    `sign` is a letter or two that stand at the end of its line and before its name. The values
    at the places in `doubtful` rest on too little: their dots are hollow, their bars pale. `texts`
    say the values where more is to be said than the number.
    """

    name: str
    values: Sequence[float | None]
    sign: str = ""
    doubtful: Collection[int] = ()
    texts: Sequence[str] = ()

    def text(self, place: int, say: Say) -> str:
        """The value at a place as it is printed; empty where there is none."""
        value = self.values[place]
        if value is None:
            return ""
        return self.texts[place] if self.texts else say(value)


class Dot(NamedTuple):
    """A value on a line."""

    x: float
    y: float
    label: str
    text: str
    is_doubtful: bool


class Line(NamedTuple):
    """A series as strokes from dot to dot, broken where a value is missing."""

    number: int
    name: str
    sign: Text
    dots: list[Dot]
    path: str
    area: str

    @property
    def marker(self) -> str:
        """The path of its dots, by which it differs without colour."""
        return MARKERS[(self.number - 1) % len(MARKERS)]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines; one alone is filled below and has its peak labelled."""

    frame: Frame
    ticks: list[Text]
    labels: list[Text]
    lines: list[Line]
    peak: Dot | None
    columns: Sequence[str]
    rows: list[Row]
    rtl: bool


def line_chart(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    rtl: bool,
    frame: Frame = WIDE,
    say: Say = plain,
    columns: Sequence[str] = (),
) -> LineChart:
    """A line for each series over the labels; a missing value is an empty cell of the table."""
    scale = Scale.over([it for one in series for it in one.values if it is not None], frame)
    room = _SIGN_ROOM if any(one.sign for one in series) else _DOT
    step = (frame.width - frame.gutter - _DOT - room) / max(1, len(labels) - 1)
    places = [frame.gutter + _DOT + step * place for place in range(len(labels))]
    across = [(label, frame.x(at, rtl=rtl)) for label, at in zip(labels, places, strict=True)]
    lines = [
        _line(number, one, _dots(one, across, scale, say), frame, rtl=rtl)
        for number, one in enumerate(series, start=1)
    ]
    return LineChart(
        frame,
        scale.ticks(say, rtl=rtl),
        labels_below(labels, [(at, at) for at in places], frame, rtl=rtl),
        _with_signs_apart(lines, frame),
        min(lines[0].dots, key=lambda dot: dot.y, default=None) if len(lines) == 1 else None,
        columns,
        [
            Row(label, [one.text(place, say) for one in series])
            for place, label in enumerate(labels)
        ],
        rtl,
    )


def _dots(
    series: Series, across: Sequence[tuple[str, float]], scale: Scale, say: Say
) -> list[Dot | None]:
    """A dot for each label and place of the axis; None where there is no value."""
    return [
        None
        if value is None
        else Dot(x, scale.y(value), label, series.text(place, say), place in series.doubtful)
        for place, ((label, x), value) in enumerate(zip(across, series.values, strict=True))
    ]


def _line(
    number: int, series: Series, dots: Sequence[Dot | None], frame: Frame, *, rtl: bool
) -> Line:
    strokes = [[dot for dot in run if dot] for there, run in groupby(dots, key=bool) if there]
    drawn = [dot for stroke in strokes for dot in stroke]
    paths = ["M" + "L".join(f"{dot.x:g},{dot.y:g}" for dot in stroke) for stroke in strokes]
    areas = [
        f"{path}L{stroke[-1].x:g},{frame.floor}L{stroke[0].x:g},{frame.floor}Z"
        for path, stroke in zip(paths, strokes, strict=True)
    ]
    sign_y = drawn[-1].y if drawn else frame.floor
    sign = Text(frame.x(frame.width - _SIGN_ROOM + _DOT * 2, rtl=rtl), sign_y, series.sign)
    return Line(number, series.name, sign, drawn, "".join(paths), "".join(areas))


def _with_signs_apart(lines: Sequence[Line], frame: Frame) -> list[Line]:
    """The lines, their signs moved so far up or down that none stands on another."""
    by_height = sorted(lines, key=lambda line: line.sign.y)
    moved = {}
    lowest = float(frame.top)
    for place, line in enumerate(by_height):
        below = len(lines) - 1 - place
        y = min(max(line.sign.y, lowest), frame.floor - below * _SIGN_STEP)
        moved[line.number] = line._replace(sign=line.sign._replace(y=round(y, 2)))
        lowest = y + _SIGN_STEP
    return [moved[line.number] for line in lines]
