"""The comparison page: what is compared, its charts, and where each change of it leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from corpus import comparison_charts as charts
from corpus.charts import LineChart, RowChart
from corpus.chips import chips_of
from corpus.comparison import OUTLETS, SELECTIONS, Compared, Comparison
from corpus.comparison_charts import Column
from corpus.comparison_queries import (
    Counted,
    Months,
    counted,
    in_time,
    month_shares,
    names_in,
    outlet_shares,
    topic_shares,
)
from corpus.filters import Filters
from corpus.frequency_queries import frequency, sought
from corpus.models import FacetValue
from corpus.search_help import MESSAGES


class Card(NamedTuple):
    """A selection as the form shows it."""

    column: Column
    chips: list[str]
    articles: str
    problems: list[str]
    without: Comparison


class Titled(NamedTuple):
    """A chart of several alike, with what it is of."""

    id: str
    name: str
    chart: RowChart | LineChart


@dataclass(frozen=True)
class ComparisonPage:
    """All that the page shows of a comparison; what has nothing to show is empty."""

    cards: list[Card]
    topics: RowChart | None
    outlets: list[Titled]
    months: LineChart | None
    all_months: bool
    words: RowChart | None
    words_by_month: list[Titled]
    unknown_words: list[str]
    sampled: list[Column]

    @property
    def is_empty(self) -> bool:
        """Whether no selection has an article."""
        return not any(it.column.counted.all.articles for it in self.cards)


class Facts(NamedTuple):
    """What all charts and tables of a comparison are made of."""

    columns: list[Column]
    months: Months
    labels: dict[str, str]


class Example(NamedTuple):
    """A comparison to begin with."""

    names: list[str]
    comparison: Comparison


def facts(asked: Comparison, *, rtl: bool) -> Facts:
    """The selections counted, each with its letter and its name."""
    labels = names_in(asked.selections)
    columns = [
        Column(counted(it), charts.sign(place, rtl=rtl), name_of(it, labels))
        for place, it in enumerate(asked.selections)
    ]
    return Facts(columns, month_shares([it.counted for it in columns]), labels)


def compare(asked: Comparison, *, rtl: bool) -> ComparisonPage:
    """The selections beside one another."""
    with in_time():
        columns, months, labels = facts(asked, rtl=rtl)
        selections = [it.counted for it in columns]
        found = {it: sought(it) for it in asked.words}
        said = [frequency(it, selections, months.months) for it in found.values() if it]
        shares = topic_shares(selections) if asked.across == SELECTIONS else None
        of_outlets = _of_outlets(columns, rtl=rtl) if asked.across == OUTLETS else []
    return ComparisonPage(
        cards=[_card(asked, place, it, labels) for place, it in enumerate(columns)],
        topics=charts.topics_chart(columns, shares, rtl=rtl) if shares and shares.topics else None,
        outlets=of_outlets,
        months=charts.months_chart(columns, months, asked.measure, rtl=rtl)
        if months.months
        else None,
        all_months=months.are_all,
        words=charts.frequencies_chart(columns, said, rtl=rtl) if said and columns else None,
        words_by_month=[
            Titled(f"word-{number}", it.word, charts.frequency_chart(columns, it, months, rtl=rtl))
            for number, it in enumerate(said, start=1)
            if len(months.months) > 1
        ],
        unknown_words=[word for word, it in found.items() if it is None],
        sampled=[it for it in columns if it.counted.scale > 1],
    )


def name_of(compared: Compared, labels: dict[str, str]) -> str:
    """The name that the reader gave, else what is asked for in few words."""
    asked = compared.filters
    words = [f"«{asked.text}»"] if asked.text else []
    return compared.name or " · ".join([*words, *_chips(asked, labels)]) or _("All articles")


def examples() -> list[Example]:
    """Comparisons of what most articles are of: two outlets, two topics, two entities."""
    found = []
    for kind in ("outlet", "topic", "entity"):
        values = FacetValue.objects.filter(kind=kind, count__gt=0).order_by(
            "-weight", "-count", "key"
        )[:2]
        if len(values) == 2:
            chosen = (Compared(Filters(chosen=frozenset({it.key}))) for it in values)
            found.append(Example([it.label for it in values], Comparison(tuple(chosen))))
    return found


def _of_outlets(columns: Sequence[Column], *, rtl: bool) -> list[Titled]:
    found = [outlet_shares(it.counted) for it in columns]
    return [
        Titled(
            f"outlets-{place}", f"{column.sign} {column.name}", charts.outlets_chart(it, rtl=rtl)
        )
        for place, (column, it) in enumerate(zip(columns, found, strict=True), start=1)
        if it.shares.topics
    ]


def _card(asked: Comparison, place: int, column: Column, labels: dict[str, str]) -> Card:
    one: Counted = column.counted
    return Card(
        column,
        _chips(one.compared.filters, labels),
        charts.about(one.articles, one.scale),
        [str(MESSAGES[it.amiss]) for it in one.selection.inquiry.problems],
        asked.without(place),
    )


def _chips(asked: Filters, labels: dict[str, str]) -> list[str]:
    """What is filtered by beside words."""
    refused = pgettext("filter", "not %(name)s")
    return [
        refused % {"name": chip.label} if chip.refused else chip.label
        for chip in chips_of(asked.without_text(), labels)
    ]
