"""Charts of rows: a table whose cells hold a bar and its value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.charts.lines import Series
from corpus.charts.scales import LEAST_LENGTH, Say, plain


class Cell(NamedTuple):
    """A bar in a viewBox of 100 by 1; `text` is empty where there is no value."""

    number: int
    x: float
    width: float
    text: str
    is_doubtful: bool


class CellRow(NamedTuple):
    """A label and a cell for each series."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class RowChart:
    """One row for each label, one column for each series, one scale for all."""

    series: Sequence[Series]
    rows: list[CellRow]


def row_chart(
    labels: Sequence[str], series: Sequence[Series], *, rtl: bool, say: Say = plain
) -> RowChart:
    """Bars that begin where reading begins."""
    greatest = max((it for one in series for it in one.values if it), default=1)
    rows = []
    for place, label in enumerate(labels):
        cells = []
        for number, one in enumerate(series, start=1):
            value = one.values[place]
            width = round(max(LEAST_LENGTH, value / greatest * 100), 2) if value else 0
            x = round(100 - width, 2) if rtl else 0
            cells.append(Cell(number, x, width, one.text(place, say), place in one.doubtful))
        rows.append(CellRow(label, cells))
    return RowChart(series, rows)
