"""A comparison's facts as charts, in the reader's language and direction."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from corpus.charts import Frame, LineChart, RowChart, Series, line_chart, percent, plain, row_chart
from corpus.comparison import SHARES
from corpus.comparison_queries import FEW, Counted, Months, OutletShares, Share, Shares, month_key
from corpus.frequency_queries import Frequency, Rate
from corpus.months import labels_of

_SIGNS = {True: "أبجدهو", False: "ABCDEF"}
# What rests on too little carries this in tables; the page says so below.
DOUBT = "*"
_FLAT = Frame(height=230)


class Column(NamedTuple):
    """A selection with the letter and the name that stand for it in all charts."""

    counted: Counted
    sign: str
    name: str


def sign(place: int, *, rtl: bool) -> str:
    """The letter of the selection at a place."""
    return _SIGNS[rtl][place]


def topics_chart(columns: Sequence[Column], shares: Shares, *, rtl: bool) -> RowChart:
    """The topics of selections beside one another."""
    series = [
        _of_shares(one.name, column, sign=one.sign)
        for one, column in zip(columns, shares.columns, strict=True)
    ]
    return row_chart([it.label for it in shares.topics], series, rtl=rtl, say=percent)


def outlets_chart(found: OutletShares, *, rtl: bool) -> RowChart:
    """The topics of outlets beside one another."""
    series = [
        _of_shares(outlet.label, column)
        for outlet, column in zip(found.outlets, found.shares.columns, strict=True)
    ]
    return row_chart([it.label for it in found.shares.topics], series, rtl=rtl, say=percent)


def months_chart(
    columns: Sequence[Column], months: Months, measure: str, *, rtl: bool
) -> LineChart:
    """The articles of selections over time."""
    of_shares = measure == SHARES
    series = [
        _of_shares(one.name, column, sign=one.sign) if of_shares else _of_counts(one, column)
        for one, column in zip(columns, months.columns, strict=True)
    ]
    return line_chart(
        _names(months.months),
        series,
        rtl=rtl,
        frame=_FLAT,
        say=percent if of_shares else plain,
        columns=[_("Month"), *(it.name for it in columns)],
    )


def frequencies_chart(
    columns: Sequence[Column], frequencies: Sequence[Frequency], *, rtl: bool
) -> RowChart:
    """How often each word stands in each selection."""
    series = [
        _of_rates(one, [it.columns[place] for it in frequencies])
        for place, one in enumerate(columns)
    ]
    return row_chart([it.word for it in frequencies], series, rtl=rtl)


def frequency_chart(
    columns: Sequence[Column], frequency: Frequency, months: Months, *, rtl: bool
) -> LineChart:
    """How often a word stands in each selection over time."""
    series = [_of_rates(one, rates) for one, rates in zip(columns, frequency.by_month, strict=True)]
    return line_chart(
        _names(months.months),
        series,
        rtl=rtl,
        frame=_FLAT,
        say=per_million,
        columns=[_("Month"), *(it.name for it in columns)],
    )


def per_million(rate: float) -> str:
    """Whole from ten on, else with one digit: more would be noise."""
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:,.1f}".removesuffix(".0")


def _of_shares(name: str, column: Sequence[Share], sign: str = "") -> Series:
    return Series(
        name,
        [it.share for it in column],
        sign,
        _doubtful(column),
        ["" if it.share is None else _marked(percent(it.share), it) for it in column],
    )


def _of_counts(one: Column, column: Sequence[Share]) -> Series:
    """Numbers are exact where every article was counted."""
    scale = one.counted.scale
    rough = {place for place, it in enumerate(column) if scale > 1 and it.part < FEW * scale}
    texts = [about(it.part, scale) for it in column]
    return Series(one.name, [it.part for it in column], one.sign, rough, texts)


def _of_rates(one: Column, rates: Sequence[Rate]) -> Series:
    return Series(
        one.name,
        [it.rate if it.words else None for it in rates],
        one.sign,
        _doubtful(rates),
        [_with_margin(it) for it in rates],
    )


def _with_margin(rate: Rate) -> str:
    """Isolated from left to right, or the margin would seem to come first in Arabic."""
    text = f"{per_million(rate.rate)} ± {per_million(rate.margin)}"
    return f"\u2066{_marked(text, rate)}\u2069"


def about(number: int, scale: int) -> str:
    """A number, or about such a number where it was counted in a sample."""
    said = plain(number)
    return pgettext("a number", "about %(number)s") % {"number": said} if scale > 1 else said


def _marked(text: str, value: Share | Rate) -> str:
    return f"{text}{DOUBT}" if value.is_doubtful else text


def _doubtful(values: Sequence[Share | Rate]) -> set[int]:
    return {place for place, it in enumerate(values) if it.is_doubtful}


def _names(months: Sequence[date]) -> list[str]:
    in_english = get_language() == "en"
    return [labels_of(month_key(it))[in_english] for it in months]
