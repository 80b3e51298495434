"""Headlines that say more than the text below them: a flag on the mention, derived."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations import retelling
from annotations.models import ClaimMention, MarkPart
from annotations.queries.tellings import telling_of, with_all
from corpus.models import Segment, SegmentKind

_BATCH = 200
# A headline has no room for sources: that it names none says nothing.
_OF_SOURCES = frozenset({"attribution_lost", "fewer_hops", "source_multiplied"})


def refresh(claims: Iterable[int]) -> None:
    """Flag the headlines among the mentions of these claims, which are all of their groups."""
    ids = list(claims)
    _flag(_standing().filter(Q(mark__claim__in=ids) | Q(mark__claim__merged_into__in=ids)))


def rebuild() -> None:
    """Flag all headlines anew."""
    _flag(_standing())


def _standing() -> QuerySet[ClaimMention]:
    return ClaimMention.objects.filter(mark__by__isnull=False, mark__removed_at=None)


def _flag(mentions: QuerySet[ClaimMention]) -> None:
    flagged = set(mentions.filter(overstates=True).values_list("pk", flat=True))
    harder = {it.pk for it in _headlines(mentions) if _says_more(it)}
    ClaimMention.objects.filter(pk__in=flagged - harder).update(overstates=False)
    ClaimMention.objects.filter(pk__in=harder - flagged).update(overstates=True)


def _headlines(mentions: QuerySet[ClaimMention]) -> Iterable[ClaimMention]:
    title = Segment.objects.filter(
        article=OuterRef("mark__article"),
        kind=SegmentKind.TITLE,
        start__lte=OuterRef("start"),
        end__gt=OuterRef("start"),
    )
    in_titles = MarkPart.objects.filter(Exists(title), mark=OuterRef("mark"), ordinal=0)
    found = with_all(mentions.filter(Exists(in_titles))).select_related("mark__claim")
    return found.iterator(_BATCH)


def _says_more(headline: ClaimMention) -> bool:
    """Whether the text of its article makes the claim too, and nowhere says as much."""
    claim = headline.mark.claim
    root = claim.merged_into_id or claim.pk if claim else None
    same = Q(mark__claim=root) | Q(mark__claim__merged_into=root)
    below = _standing().filter(same, mark__article=headline.mark.article_id)
    bodies = [telling_of(it) for it in with_all(below.exclude(pk=headline.pk))]
    said = telling_of(headline)
    return bool(bodies) and all(_is_harder(said, body) for body in bodies)


def _is_harder(headline: retelling.Telling, body: retelling.Telling) -> bool:
    return any(it.kind not in _OF_SOURCES for it in retelling.is_headline_harder(headline, body))
