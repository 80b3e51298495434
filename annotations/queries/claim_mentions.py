"""The places where articles make claims, as the pages of claims show them: decided ones, bounded."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Prefetch
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
from corpus.models import Article
from corpus.search import Run

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
    chain = AttributionStep.objects.select_related("source__entity__merged_into")
    mentions = (
        ClaimMention.objects.filter(mark__in=marks)
        .select_related("mark__article__outlet__merged_into", "mark__by", "mark__claim")
        .prefetch_related("mark__parts", Prefetch("chain", chain), "figures")
    )
    return {it.mark_id: _shown(it) for it in mentions}


def _shown(mention: ClaimMention) -> ShownMention:
    chain = list(mention.chain.all())
    for step in chain:
        if step.source:
            through_merges(step.source)
    parts = list(mention.mark.parts.all())
    return ShownMention(mention.mark, mention, parts, chain, list(mention.figures.all()))


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
