"""Claims that somebody assessed, with what a fact check of each needs, batch by batch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from annotations.models import Assessment, Claim
from annotations.queries.claim_mentions import Mentions, first_mentions
from annotations.queries.claim_origins import Origins, origins_of

APPEARANCES = 100
_BATCH = 50


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A claim, its assessments that stand, and where it is made."""

    claim: Claim
    assessments: Sequence[Assessment]
    mentions: Mentions
    origins: Origins


def reviewed_claims() -> Iterator[Reviewed]:
    """All of them, those made first before the others."""
    last = 0
    while batch := list(_assessed().filter(pk__gt=last).order_by("pk")[:_BATCH]):
        yield from reviewed(batch)
        last = batch[-1].pk


def reviewed(claims: Sequence[Claim]) -> Iterator[Reviewed]:
    """These claims, assessed or not."""
    ids = [it.pk for it in claims]
    mentions, origins = first_mentions(ids, APPEARANCES), origins_of(ids)
    standing = Assessment.objects.filter(claim__in=ids, removed_at=None).select_related("by")
    held: dict[int, list[Assessment]] = {}
    for it in standing.order_by("at"):
        held.setdefault(it.claim_id, []).append(it)
    for claim in claims:
        yield Reviewed(claim, held.get(claim.pk, []), mentions[claim.pk], origins[claim.pk])


def _assessed() -> QuerySet[Claim]:
    standing = Assessment.objects.filter(removed_at=None)
    return Claim.objects.filter(pk__in=standing.values("claim"), merged_into=None)
