"""The geometry of charts that templates/components draw as SVG: numbers in, places out.

Each chart has a fixed viewBox, its texts as they will be printed, and the same facts as a table
(`columns`, `rows`), so that neither views nor templates compute. With `rtl` time runs from right
to left: the first point stands on the right. Values are counts or shares, never negative.

    bar_chart([Point("يناير", 12), Point("فبراير", 30)], rtl=True)           _bar_chart.html
    line_chart(["يناير", "فبراير"], [Series("هواوي", [1, 2])], rtl=True)     _line_chart.html
    row_chart(["الرقائق"], [Series("هواوي", [0.2])], rtl=True, say=percent)  _row_chart.html

The templates take `chart`, an `id`, a `title`, and a `text` where there is more to say; `columns`
heads the table: first the labels, then each series. The page links css/charts.css.
"""

from corpus.charts.bars import BarChart, Point, bar_chart
from corpus.charts.lines import MARKERS, LineChart, Series, line_chart
from corpus.charts.rows import RowChart, row_chart
from corpus.charts.scales import SMALL, TIMELINE, WIDE, Frame, nice_ticks, percent, plain
from corpus.charts.short import short

__all__ = [
    "MARKERS",
    "SMALL",
    "TIMELINE",
    "WIDE",
    "BarChart",
    "Frame",
    "LineChart",
    "Point",
    "RowChart",
    "Series",
    "bar_chart",
    "line_chart",
    "nice_ticks",
    "percent",
    "plain",
    "row_chart",
    "short",
]
