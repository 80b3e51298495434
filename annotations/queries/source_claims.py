"""What a source is the origin of: how often the only one, and how often it is contradicted.

Bounded: of a source that is very often quoted, the claims of its newest mentions are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from annotations.models import ClaimLink, ClaimMention, LinkKind, LinkStatus
from annotations.queries.claim_origins import origins_of
from corpus.models import Source

_MENTIONS, CLAIMS = 2_000, 300


@dataclass(frozen=True, slots=True)
class Originated:
    """The claims of a source by their ids, those of them that rest on it alone, and disputes."""

    claims: frozenset[int] = frozenset()
    alone: frozenset[int] = frozenset()
    contradicted: frozenset[int] = frozenset()
    disputed: frozenset[int] = field(default_factory=frozenset)
    is_cut: bool = False


def originated_by(sources: Sequence[Source]) -> Originated:
    """What these sources, which are one, are the origin of."""
    mentions = ClaimMention.objects.filter(
        origin__in=sources, mark__by__isnull=False, mark__removed_at=None
    )
    newest = mentions.order_by("-pk").values_list("mark__claim", "mark__claim__merged_into")
    rows = newest[:_MENTIONS]
    roots = list(dict.fromkeys(into or claim for claim, into in rows if claim))
    claims = frozenset(roots[:CLAIMS])
    if not claims:
        return Originated()
    origins = origins_of(claims)
    return Originated(
        claims=claims,
        alone=frozenset(pk for pk in claims if origins[pk].count == 1),
        contradicted=_against(claims, LinkStatus.ACCEPTED),
        disputed=_against(claims, LinkStatus.SUGGESTED),
        is_cut=len(roots) > CLAIMS or len(rows) == _MENTIONS,
    )


def _against(claims: frozenset[int], status: LinkStatus) -> frozenset[int]:
    """Those of the claims that have a contradiction of this status."""
    links = ClaimLink.objects.filter(
        Q(a_claim__in=claims) | Q(b_claim__in=claims), kind=LinkKind.CONTRADICTS, status=status
    )
    ends = links.values_list("a_claim", "b_claim")
    return frozenset(pk for pair in ends for pk in pair) & claims
