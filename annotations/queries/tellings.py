"""Claim mentions as tellings, which can be compared: with their quotes, chains, figures and things."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from annotations.models import ClaimMention, MarkKind, MarkPart
from annotations.retelling import Fig, Hop, Telling
from corpus.models import EntityKind

Things = Mapping[int, Mapping[str, frozenset[str]]]
# Things of which a claim can say that it was only this one: chips, models, companies.
_KINDS = (EntityKind.PRODUCT, EntityKind.MODEL, EntityKind.ORGANISATION)


def with_all(mentions: QuerySet[ClaimMention]) -> QuerySet[ClaimMention]:
    """Mentions with what a telling is made of."""
    return mentions.select_related("mark__article").prefetch_related(
        "figures", "chain__source__entity__merged_into", "mark__parts"
    )


def telling_of(mention: ClaimMention) -> Telling:
    """The mention, loaded with all, as it is compared."""
    return Telling(
        quote=" … ".join(part.quote for part in mention.mark.parts.all()),
        certainty=mention.certainty,
        stance=mention.stance,
        polarity=mention.polarity,
        mode=mention.mode,
        chain=[
            Hop(
                step.source.name if step.source else "",
                step.source.kind if step.source else "unknown",
                step.source.count if step.source else None,
                step.how,
            )
            for step in mention.chain.all()
        ],
        figures=[
            Fig(it.value, it.value_max, it.unit, it.bound, it.metric)
            for it in mention.figures.all()
        ],
    )


def things_in(mentions: Sequence[ClaimMention]) -> Things:
    """By mention and kind, the keys of the entities that are marked inside the mention's places."""
    places = [(it.pk, part) for it in mentions for part in it.mark.parts.all()]
    marked = MarkPart.objects.filter(
        mark__article__in={it.mark.article_id for it in mentions},
        mark__kind=MarkKind.ENTITY,
        mark__covered=False,
        mark__removed_at=None,
        mark__entity__kind__in=_KINDS,
    ).values_list(
        "capture",
        "start",
        "mark__entity__kind",
        "mark__entity__key",
        "mark__entity__merged_into__key",
    )
    by_capture: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for capture, start, kind, key, into in marked:
        by_capture[capture].append((start, kind, into or key))
    found: dict[int, dict[str, frozenset[str]]] = defaultdict(dict)
    for pk, part in places:
        for start, kind, key in by_capture[part.capture_id]:
            if part.start <= start < part.end:
                found[pk][kind] = found[pk].get(kind, frozenset()) | {key}
    return found
