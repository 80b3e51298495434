"""Charts of one bar for each point."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.charts.scales import WIDE, Frame, Row, Say, Scale, Text, labels_below, plain

_GAP = 3.0


class Point(NamedTuple):
    """A value and what it is of. With `href` its bar is a link; `key` is for scripts."""

    label: str
    value: float
    href: str = ""
    key: str = ""
    chosen: bool = False


class Bar(NamedTuple):
    """A bar, the whole column that it stands in, and its value as text."""

    x: float
    y: float
    width: float
    height: float
    column_x: float
    column_width: float
    text: str
    point: Point


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars in the order of reading."""

    frame: Frame
    ticks: list[Text]
    labels: list[Text]
    bars: list[Bar]
    columns: Sequence[str]
    rows: list[Row]
    rtl: bool

    @property
    def has_links(self) -> bool:
        """Whether its bars can be pressed."""
        return any(bar.point.href for bar in self.bars)


def bar_chart(
    points: Sequence[Point],
    *,
    rtl: bool,
    frame: Frame = WIDE,
    say: Say = plain,
    columns: Sequence[str] = (),
) -> BarChart:
    """A bar for each point; where all values are whole numbers, so are the ticks."""
    scale = Scale.over([point.value for point in points], frame)
    width = (frame.width - frame.gutter) / max(1, len(points))
    starts = [frame.gutter + width * place for place in range(len(points))]
    spans = [(start, start + width) for start in starts]
    return BarChart(
        frame,
        scale.ticks(say, rtl=rtl),
        labels_below([point.label for point in points], spans, frame, rtl=rtl),
        [
            _bar(point, start, width, scale, say(point.value), rtl=rtl)
            for point, start in zip(points, starts, strict=True)
        ],
        columns,
        [Row(point.label, [say(point.value)]) for point in points],
        rtl,
    )


def _bar(point: Point, start: float, width: float, scale: Scale, text: str, *, rtl: bool) -> Bar:
    gap = min(_GAP, width / 5)
    return Bar(
        x=scale.frame.x(start + gap / 2, width - gap, rtl=rtl),
        y=scale.y(point.value),
        width=round(width - gap, 2),
        height=scale.height(point.value),
        column_x=scale.frame.x(start, width, rtl=rtl),
        column_width=round(width, 2),
        text=text,
        point=point,
    )
