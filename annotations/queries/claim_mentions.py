"""The places where articles make claims, as the pages of claims show them: decided ones, bounded."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import connection
from django.db.models import Model
from django.utils.functional import Promise

from annotations.models import (
    AttributionStep,
    Certainty,
    ClaimMention,
    Figure,
    Mark,
    MarkPart,
    Mode,
    Polarity,
    Stance,
)
from annotations.queries.counted import STANDING
from annotations.queries.marks import through_merges
from corpus.models import Article, Source
from corpus.search import Run

R = TypeVar("R", bound=Model)

_FIRST = f"""
SELECT c.id, first.mark_id, counted.mentions FROM unnest(%(claims)s::bigint[]) c (id)
JOIN annotations_countedclaim counted ON counted.claim_id = c.id
CROSS JOIN LATERAL (
    SELECT t.mark_id FROM {STANDING}
    WHERE t.claim_id = c.id ORDER BY t.at, t.mark_id LIMIT %(most)s
) first
"""  # noqa: S608 - put together of constants


@dataclass(frozen=True, slots=True)
class ShownMention:
    """A place where an article makes a claim, with how it does and through whom."""

    mark: Mark
    mention: ClaimMention
    parts: Sequence[MarkPart]
    chain: Sequence[AttributionStep]
    figures: Sequence[Figure]

    @property
    def article(self) -> Article:
        return self.mark.article

    @property
    def is_suggested(self) -> bool:
        return self.mark.by_id is None

    @property
    def manner(self) -> list[str | Promise]:
        """How the article tells it, in words: what is usual of polarity and mode is not said."""
        it = self.mention
        told = [Stance(it.stance), Certainty(it.certainty)]
        told += [Polarity.NEGATIVE] if it.polarity == Polarity.NEGATIVE else []
        told += [Mode(it.mode)] if it.mode != Mode.NARRATED else []
        return [word.label for word in told]

    @property
    def place(self) -> str:
        """The main part, as addresses of the article name it."""
        return f"{self.parts[0].start}-{self.parts[0].end}" if self.parts else ""

    @property
    def address(self) -> str:
        """Where the article is open at the place."""
        base = self.article.get_absolute_url()
        return f"{base}?at={self.place}#at-{self.place}" if self.place else base

    @property
    def words(self) -> list[Run]:
        """What stands there, its figures marked; between two parts an ellipsis."""
        runs: list[Run] = []
        for part in self.parts:
            runs += [Run(" … ")] if runs else []
            runs += _with_figures(part, self.figures)
        return runs


@dataclass(frozen=True, slots=True)
class Mentions:
    """The first places of a claim in the order of publication, and how many there are."""

    shown: Sequence[ShownMention]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


def first_mentions(claims: Collection[int], most: int) -> dict[int, Mentions]:
    """So many places of each claim, by its id; those not yet dated come last."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, {"claims": list(claims), "most": most})
        rows = cursor.fetchall()
    known = mentions_on([mark for _, mark, _ in rows])
    marks, totals = defaultdict[int, list[int]](list), dict.fromkeys(claims, 0)
    for claim, mark, total in rows:
        marks[claim].append(mark)
        totals[claim] = total
    return {
        claim: Mentions([known[it] for it in marks[claim] if it in known], totals[claim])
        for claim in claims
    }


def mentions_on(marks: Collection[int]) -> dict[int, ShownMention]:
    """What these marks say, by their ids."""
    if not marks:
        return {}
    related = ("mark__article__outlet__merged_into", "mark__by", "mark__claim")
    mentions = list(ClaimMention.objects.filter(mark__in=marks).select_related(*related))
    ids = [it.pk for it in mentions]
    parts = _by("mark_id", MarkPart.objects.filter(mark__in=marks))
    chains = _by("mention_id", _steps(ids))
    figures = _by("mention_id", Figure.objects.filter(mention__in=ids))
    return {
        it.mark_id: ShownMention(it.mark, it, parts[it.mark_id], chains[it.pk], figures[it.pk])
        for it in mentions
    }


def _by(name: str, rows: Iterable[R]) -> Mapping[int, Sequence[R]]:
    """Rows by what they belong to. Prefetching makes a query set for each, which takes longer."""
    found = defaultdict[int, list[R]](list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _steps(mentions: Collection[int]) -> list[AttributionStep]:
    """The steps of their chains, each source that several share made once."""
    steps = list(AttributionStep.objects.filter(mention__in=mentions))
    wanted = {it.source_id for it in steps if it.source_id}
    sources = Source.objects.select_related("entity__merged_into").in_bulk(wanted)
    for source in sources.values():
        through_merges(source)
    for step in steps:
        if step.source_id:
            step.source = sources[step.source_id]
    return steps


def _with_figures(part: MarkPart, figures: Sequence[Figure]) -> Iterator[Run]:
    at = part.start
    for figure in sorted(figures, key=lambda it: it.start):
        if at <= figure.start and figure.end <= part.end:
            if at < figure.start:
                yield Run(part.quote[at - part.start : figure.start - part.start])
            yield Run(figure.quote, marked=True)
            at = figure.end
    if at < part.end:
        yield Run(part.quote[at - part.start :])
