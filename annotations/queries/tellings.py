"""Claim mentions as tellings, which can be compared: with their quotes, chains, figures and things."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db import connection
from django.db.models import QuerySet

from annotations.models import ClaimMention
from annotations.retelling import Fig, Hop, Telling
from corpus.models import EntityKind

Things = Mapping[int, Mapping[str, frozenset[str]]]
# Things of which a claim can say that it was only this one: chips, models, companies.
_KINDS = (EntityKind.PRODUCT, EntityKind.MODEL, EntityKind.ORGANISATION)
_THINGS = """
SELECT n.id, e.kind, array_agg(DISTINCT coalesce(f.key, e.key))
FROM annotations_claimmention n
JOIN annotations_markpart p ON p.mark_id = n.mark_id
JOIN annotations_markpart i ON i.capture_id = p.capture_id
    AND i.start >= p.start AND i.start < p."end"
JOIN annotations_mark w ON w.id = i.mark_id AND w.kind = 'entity'
    AND w.removed_at IS NULL AND NOT w.covered
JOIN corpus_entity e ON e.id = w.entity_id
LEFT JOIN corpus_entity f ON f.id = e.merged_into_id
WHERE n.id = ANY(%s) AND e.kind = ANY(%s) GROUP BY 1, 2
"""


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


def things_in(mentions: Collection[int]) -> Things:
    """By mention and kind, the keys of the entities that are marked inside the mention's places."""
    found: dict[int, dict[str, frozenset[str]]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_THINGS, [list(mentions), list(_KINDS)])
        for mention, kind, keys in cursor.fetchall():
            found[mention][kind] = frozenset(keys)
    return found
