"""The bars of publication over the list: a month each, or a year each where there are many."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from corpus.charts import BarChart, Frame, Point, bar_chart
from corpus.estimates import say
from corpus.filters import Filters
from corpus.months import first_day

# In the column of the filters, as wide as it is drawn, with the handles below the bars.
_FRAME = Frame(width=228, height=78, top=2, bottom=18, gutter=0, ticks=0, labels=2)
# Few bars would be broad ones: empty months before them keep them slim.
LEAST_MONTHS, MOST_MONTHS, MOST_YEARS = 6, 36, 60


@dataclass(frozen=True, slots=True)
class DayBars:
    """Bars of articles over time. `first` and `last` are the ends of what is chosen, by place."""

    chart: BarChart
    first: int
    last: int

    @property
    def end(self) -> int:
        """The place of the last bar."""
        return len(self.chart.bars) - 1

    @property
    def since_above(self) -> bool:
        """Whether the handle of the first day must lie above that of the last to be reached."""
        return self.first > self.end / 2

    @property
    def first_label(self) -> str:
        return self.chart.bars[self.first].point.label

    @property
    def last_label(self) -> str:
        return self.chart.bars[self.last].point.label


def day_bars(
    months: Mapping[str, int], filters: Filters, *, is_about: bool, rtl: bool
) -> DayBars | None:
    """The bars of the months that have articles and of those between; None when none has."""
    counts = Counter({day: n for key, n in months.items() if n and (day := first_day(key))})
    if not counts:
        return None
    by_year = _apart(min(counts), max(counts)) >= MOST_MONTHS
    if by_year:
        counts = _by_year(counts)
    spans = list(_spans(min(counts), max(counts), by_year=by_year))
    chosen = [_is_chosen(span, filters) for span in spans]
    points = [
        _point(span, counts[span[0]], filters, by_year=by_year, chosen=filters.has_days and it)
        for span, it in zip(spans, chosen, strict=True)
    ]
    chart = bar_chart(
        points, rtl=rtl, frame=_FRAME, say=lambda count: say(int(count), is_about=is_about)
    )
    places = [place for place, it in enumerate(chosen) if it] or range(len(spans))
    return DayBars(chart, places[0], places[-1])


Span = tuple[date, date]


def _apart(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _by_year(counts: Mapping[date, int]) -> Counter[date]:
    years = Counter[date]()
    for day, count in counts.items():
        years[day.replace(month=1)] += count
    return years


def _spans(first: date, last: date, *, by_year: bool) -> Iterator[Span]:
    """The first and the last day of each month up to the last, or of each of the last years."""
    if by_year:
        years = range(max(first.year, last.year - MOST_YEARS + 1), last.year + 1)
        yield from ((date(it, 1, 1), date(it, 12, 31)) for it in years)
        return
    months = max(_apart(first, last) + 1, LEAST_MONTHS)
    for number in range(last.year * 12 + last.month - months, last.year * 12 + last.month):
        year, month = number // 12, number % 12 + 1
        yield date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _is_chosen(span: Span, filters: Filters) -> bool:
    """Whether a day of it is asked for."""
    first, last = span
    return (filters.since is None or last >= filters.since) and (
        filters.until is None or first <= filters.until
    )


def _point(span: Span, count: int, filters: Filters, *, by_year: bool, chosen: bool) -> Point:
    first, last = span
    label = str(first.year) if by_year else date_format(first, "YEAR_MONTH_FORMAT")
    asked = filters.between(first, last)
    return Point(label, count, asked.address, f"{first}..{last}", chosen)
