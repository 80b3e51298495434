"""How many independent origins stand behind claims, whatever the number of their mentions.

A named origin counts once, read through merges; an unnamed one once for the article that printed
it, and copies are read as what they repeat. Hearsay and the writer's own word are counted apart.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from annotations.models import CountedClaim
from annotations.queries.marks import through_merges
from corpus.models import Source


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


def origins_of(claims: Collection[int]) -> dict[int, Origins]:
    """The origins of each claim by its id; numbers beside names are of articles."""
    rows = {row.claim_id: row for row in CountedClaim.objects.filter(claim__in=claims)}
    sources = Source.objects.select_related("entity__merged_into")
    known = sources.in_bulk({pk for row in rows.values() for pk in row.sources})
    for source in known.values():
        through_merges(source)
    return {pk: _origins(rows[pk], known) if pk in rows else Origins() for pk in claims}


def _origins(row: CountedClaim, known: Mapping[int, Source]) -> Origins:
    return Origins(
        named=[
            (known[pk], articles)
            for pk, articles in zip(row.sources, row.resting, strict=True)
            if pk in known
        ],
        count=row.origins,
        unattributed=row.unattributed,
        hearsay=row.hearsay,
    )
