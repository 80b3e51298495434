"""How many independent origins stand behind claims: counted by SQL, whatever the number of mentions.

A named origin counts once, read through merges; an unnamed one once for the article that printed
it, and copies are read as what they repeat. Hearsay and the writer's own word are counted apart.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from annotations.models import OriginKind
from annotations.queries.marks import through_merges
from corpus.models import Source

_NAMED = 8

_ORIGINS = f"""
SELECT claim, kind, source, articles, others FROM (
    SELECT *, count(*) OVER same AS others,
        row_number() OVER (same ORDER BY articles DESC, source) AS rank
    FROM (
        SELECT claim_id AS claim, origin_kind AS kind, min(source_id) AS source,
            count(DISTINCT original_id) AS articles
        FROM annotations_countedmention WHERE claim_id = ANY(%(claims)s)
        GROUP BY claim_id, origin_kind, origin
    ) origins
    WINDOW same AS (PARTITION BY claim, kind)
) ranked WHERE rank <= {_NAMED}
"""  # noqa: S608 - put together of constants


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins of a claim, those first that most articles rest on, and what has none."""

    named: Sequence[tuple[Source, int]] = ()
    count: int = 0
    unattributed: int = 0
    hearsay: int = 0

    @property
    def more(self) -> int:
        """How many origins are counted and not named."""
        return self.count - len(self.named)


class _Row(NamedTuple):
    """An origin of a claim, in how many articles; `others` counts those of its kind."""

    claim: int
    kind: str
    origin: int | None
    articles: int
    others: int


def origins_of(claims: Collection[int]) -> dict[int, Origins]:
    """The origins of each claim by its id; numbers beside names are of articles."""
    with connection.cursor() as cursor:
        cursor.execute(_ORIGINS, {"claims": list(claims)})
        rows = [_Row(*row) for row in cursor.fetchall()]
    sources = Source.objects.select_related("entity__merged_into")
    known = sources.in_bulk({row.origin for row in rows if row.origin})
    for source in known.values():
        through_merges(source)
    by_claim = defaultdict[int, list[_Row]](list)
    for row in rows:
        by_claim[row.claim].append(row)
    return {claim: _origins(by_claim[claim], known) for claim in claims}


def _origins(rows: Sequence[_Row], known: Mapping[int, Source]) -> Origins:
    ranked = sorted(rows, key=lambda row: -row.articles)
    named = [(known[row.origin], row.articles) for row in ranked if row.origin]
    counts = {row.kind: row.others for row in rows}
    articles = {row.kind: row.articles for row in rows}
    return Origins(
        named=named[:_NAMED],
        count=counts.get(OriginKind.NAMED, 0) + counts.get(OriginKind.UNNAMED, 0),
        unattributed=articles.get(OriginKind.NONE, 0),
        hearsay=articles.get(OriginKind.HEARSAY, 0),
    )
