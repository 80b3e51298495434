"""The groups of the claim board as it draws them: which figures stand on the number line of each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import get_language

from annotations.board_filters import BoardFilters
from annotations.measured import metric_called, unit_called
from annotations.models import Claim, Figure
from annotations.number_line import NumberLine, Plotted, number_line, series_of, sign_of
from annotations.queries.claim_groups import Drawn, ShownGroup

_FEWEST = 2  # a number alone needs no line


class Measure(NamedTuple):
    """What the figures on one line have in common."""

    metric: str
    unit: str

    @property
    def key(self) -> str:
        return f"{self.metric}~{self.unit}"

    @property
    def label(self) -> str:
        return " · ".join(filter(None, (metric_called(self.metric), unit_called(self.unit))))


class Choice(NamedTuple):
    """A measure, and the state of the board that shows its line."""

    label: str
    then: BoardFilters
    is_chosen: bool


class Said(NamedTuple):
    """The figures of one claim as printed, and its look on the line."""

    series: int
    shape: str
    quotes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A number line for wide screens and for narrow ones, and its figures for a table."""

    label: str
    wide: NumberLine
    narrow: NumberLine
    choices: Sequence[Choice]
    rows: Sequence[tuple[Claim, Said]]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group, its line if it has one, and the states of the board that lead into it."""

    group: ShownGroup
    line: Line | None
    alone: BoardFilters
    beyond: BoardFilters | None
    by_claim: Mapping[int, Said]


def drawn(group: ShownGroup, filters: BoardFilters) -> GroupView:
    """A group with the line that the address chose, else that of what its question measures."""
    measures = _measures(group)
    chosen = _chosen(group, measures, filters)
    said = _said(measures[chosen]) if chosen else {}
    question = group.row.question
    alone = filters.about(question.key if question else "")
    return GroupView(
        group=group,
        line=_line(group, measures, chosen, said, filters) if chosen else None,
        alone=alone,
        beyond=alone.beyond(group.beyond if filters.question else 0) if group.beyond else None,
        by_claim={claim.pk: it for claim, it in said.items()},
    )


def _measures(group: ShownGroup) -> Mapping[Measure, Sequence[Drawn]]:
    """The measures that more than one figure has, those first that most have."""
    found = defaultdict[Measure, list[Drawn]](list)
    seen = set[Drawn]()
    for it in (*group.figures, *_linked(group)):
        if it not in seen:
            seen.add(it)
            found[Measure(it.metric, it.unit)].append(it)
    ranked = sorted(found.items(), key=lambda it: (-len(it[1]), it[0]))
    return {measure: them for measure, them in ranked if len(them) >= _FEWEST}


def _linked(group: ShownGroup) -> Iterator[Drawn]:
    """The figures that links of the group compare with, of other questions too."""
    for link in group.links.shown:
        for end in (link.a, link.b):
            if end.figure:
                yield _as_drawn(end.claim, end.figure)


def _as_drawn(claim: Claim, it: Figure) -> Drawn:
    return Drawn(claim, it.metric, it.unit, it.value, it.value_max, it.bound, it.quote)


def _chosen(
    group: ShownGroup, measures: Mapping[Measure, Sequence[Drawn]], filters: BoardFilters
) -> Measure | None:
    asked = filters.line_of(group.key)
    metric = group.row.question.metric if group.row.question else ""
    of_question = (it for it in measures if it.metric == metric)
    return next((it for it in measures if it.key == asked), None) or next(
        of_question, next(iter(measures), None)
    )


def _said(figures: Sequence[Drawn]) -> dict[Claim, Said]:
    """What each claim says in figures; the order of the claims gives their looks."""
    quotes = defaultdict[Claim, list[str]](list)
    for it in figures:
        if it.quote not in quotes[it.claim]:
            quotes[it.claim].append(it.quote)
    return {
        claim: Said(series_of(at), sign_of(at), them)
        for at, (claim, them) in enumerate(quotes.items())
    }


def _line(
    group: ShownGroup,
    measures: Mapping[Measure, Sequence[Drawn]],
    chosen: Measure,
    said: Mapping[Claim, Said],
    filters: BoardFilters,
) -> Line:
    order = {claim: at for at, claim in enumerate(said)}
    shown = {it.claim.pk for it in group.claims}
    plotted = [
        Plotted(
            value=it.value,
            value_max=it.value_max,
            bound=it.bound,
            label=it.quote,
            href=f"#claim-{it.claim.key}" if it.claim.pk in shown else it.claim.get_absolute_url(),
            group=order[it.claim],
            is_suggested=False,
        )
        for it in measures[chosen]
    ]
    language = "en" if get_language() == "en" else "ar"
    unit = unit_called(chosen.unit)
    wide, narrow = (
        number_line(plotted, unit, rtl=language != "en", language=language, narrow=it)
        for it in (False, True)
    )
    choices = [Choice(it.label, filters.lined(group.key, it.key), it == chosen) for it in measures]
    return Line(chosen.label, wide, narrow, choices, list(said.items()))
