"""Which claims may be the same as one: by question, by figures, by story and by their words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from annotations.models import Claim, Figure, Mark
from annotations.queries.claim_origins import Origins, origins_of
from corpus.models import StoryArticle
from corpus.text.hardening import content_words

SHOWN = 12
_SOUGHT = 60  # of each way to find them
_QUESTION, _FIGURES, _STORY = 0.25, 0.3, 0.1  # what each adds to the share of common words
_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may be the same, with what speaks for it."""

    claim: Claim
    same_question: bool
    same_figures: bool
    same_story: bool
    shared: int  # percent of the words of the shorter statement
    origins: Origins

    @property
    def weight(self) -> float:
        return (
            self.shared / 100
            + _QUESTION * self.same_question
            + _FIGURES * self.same_figures
            + _STORY * self.same_story
        )


def candidates_for(claim: Claim) -> list[Candidate]:
    """The likeliest first."""
    others = _standing(claim)
    by_question = _ids(others.filter(question=claim.question)) if claim.question_id else set()
    by_figures = _ids(others.filter(pk__in=_with_figures_of(claim)))
    by_story = _ids(others.filter(pk__in=_in_stories_of(claim)))
    found = others.in_bulk(by_question | by_figures | by_story)
    words = _words([claim, *found.values()])
    weighed = [
        Candidate(
            claim=it,
            same_question=pk in by_question,
            same_figures=pk in by_figures,
            same_story=pk in by_story,
            shared=_shared(words[claim.pk], words[pk]),
            origins=Origins(),
        )
        for pk, it in found.items()
    ]
    likely = [it for it in weighed if it.weight >= _LEAST]
    return _with_origins(sorted(likely, key=lambda it: (-it.weight, it.claim.pk))[:SHOWN])


def claims_saying(text: str, other_than: Claim) -> list[Candidate]:
    """Claims whose statement has these words, or whose key they are."""
    said = Q(key=text)
    words = [it for it in text.split() if len(it) > 1][:8]
    if words:
        here = Q()
        for word in words:
            here &= Q(statement_ar__icontains=word) | Q(statement_en__icontains=word)
        said |= here
    found = list(_standing(other_than).filter(said).order_by("-pk")[:SHOWN])
    return _with_origins([_chosen(other_than, it) for it in found])


def candidate(claim: Claim, other: Claim) -> Candidate:
    """One claim beside another, whatever speaks for it."""
    return _with_origins([_chosen(claim, other)])[0]


def _standing(claim: Claim) -> QuerySet[Claim]:
    others = Claim.objects.filter(merged_into=None).exclude(pk=claim.pk)
    return others.select_related("question")


def _ids(claims: QuerySet[Claim]) -> set[int]:
    return set(claims.order_by("-pk").values_list("pk", flat=True)[:_SOUGHT])


def _with_figures_of(claim: Claim) -> Collection[int]:
    """Claims with a figure of the same value and unit."""
    figures = Figure.objects.filter(mention__mark__claim=claim).order_by("pk")
    pairs = set(figures.values_list("value", "unit")[:_SOUGHT])
    if not pairs:
        return []
    alike = Q()
    for value, unit in pairs:
        alike |= Q(value=value, unit=unit)
    same = Figure.objects.filter(alike).order_by("-pk").values_list("mention__mark__claim")
    return {pk for (pk,) in same[: 4 * _SOUGHT]}


def _in_stories_of(claim: Claim) -> Collection[int]:
    """Claims that articles of the same stories make."""
    here = Mark.objects.filter(claim=claim, removed_at=None).order_by("-pk")
    newest = list(here.values_list("article", flat=True)[:_SOUGHT])
    stories = StoryArticle.objects.filter(article__in=newest)
    articles = StoryArticle.objects.filter(story__in=stories.values("story")).values("article")
    marks = Mark.objects.filter(article__in=articles, kind="claim", removed_at=None)
    return set(marks.order_by("-pk").values_list("claim", flat=True)[: 4 * _SOUGHT])


def _words(claims: Collection[Claim]) -> Mapping[int, set[str]]:
    """The stems of what each statement is about."""
    return {it.pk: content_words(it.statement_ar) for it in claims}


def _shared(one: set[str], other: set[str]) -> int:
    fewest = min(len(one), len(other))
    return round(100 * len(one & other) / fewest) if fewest else 0


def _chosen(claim: Claim, other: Claim) -> Candidate:
    words = _words([claim, other])
    same = bool(claim.question_id) and claim.question_id == other.question_id
    shared = _shared(words[claim.pk], words[other.pk])
    return Candidate(other, same, False, False, shared, Origins())


def _with_origins(candidates: Sequence[Candidate]) -> list[Candidate]:
    origins = origins_of([it.claim.pk for it in candidates])
    return [replace(it, origins=origins[it.claim.pk]) for it in candidates]
