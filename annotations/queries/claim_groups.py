"""The groups of the claim board with all that is shown of them, in a bounded number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from annotations.models import BoardRow, Claim
from annotations.queries.claim_links import Group as Sought
from annotations.queries.claim_links import Links, links_of
from annotations.queries.claim_mentions import Mentions, first_mentions
from annotations.queries.claim_origins import Origins, origins_of
from annotations.queries.counted import STANDING

LINKS = 2

_CLAIMS = """
SELECT g.n, found.id FROM unnest(%(groups)s::int[], %(questions)s::bigint[]) g (n, question)
CROSS JOIN LATERAL (
    SELECT c.id FROM annotations_claim c
    WHERE c.question_id = g.question AND c.merged_into_id IS NULL AND c.id > %(after)s
        AND EXISTS (SELECT FROM annotations_countedmention WHERE claim_id = c.id)
    ORDER BY c.id LIMIT %(most)s
) found
"""

# Each figure of a claim once, however often it is repeated: where it stands first.
_PLOTTED = f"""
SELECT n, id, metric, unit, value, value_max, bound, quote FROM (
    SELECT *, row_number() OVER (PARTITION BY n ORDER BY id, metric, unit, value) AS rank FROM (
        SELECT DISTINCT ON (g.n, c.id, x.metric, x.unit, x.value, x.value_max, x.bound)
            g.n, c.id, x.metric, x.unit, x.value, x.value_max, x.bound, x.quote
        FROM unnest(%(groups)s::int[], %(questions)s::bigint[], %(claims)s::bigint[])
            g (n, question, claim)
        CROSS JOIN LATERAL (
            SELECT id FROM annotations_claim
            WHERE question_id = g.question AND merged_into_id IS NULL
            UNION SELECT g.claim WHERE g.claim IS NOT NULL ORDER BY id LIMIT %(most)s
        ) c
        CROSS JOIN LATERAL (
            SELECT t.mark_id FROM {STANDING}
            WHERE t.claim_id = c.id ORDER BY t.at, t.mark_id LIMIT %(most)s
        ) told
        JOIN annotations_claimmention n ON n.mark_id = told.mark_id
        JOIN annotations_figure x ON x.mention_id = n.id
        ORDER BY g.n, c.id, x.metric, x.unit, x.value, x.value_max, x.bound, x.id
    ) distinct_ones
) ranked WHERE rank <= %(most)s ORDER BY n, rank
"""  # noqa: S608 - put together of constants


class _Share(NamedTuple):
    """How much of a group is shown: claims, places of each, and figures."""

    claims: int
    places: int
    figures: int


_ALONE, _OF_SEVERAL = _Share(30, 3, 120), _Share(4, 2, 24)


class Drawn(NamedTuple):
    """A figure of a claim, as it is drawn."""

    claim: Claim
    metric: str
    unit: str
    value: Decimal
    value_max: Decimal | None
    bound: str
    quote: str


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with the first places where articles make it, and who is behind it."""

    claim: Claim
    mentions: Mentions
    origins: Origins


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A question with the claims that answer it, or one claim; `beyond` leads to more of them."""

    row: BoardRow
    claims: Sequence[ShownClaim]
    links: Links
    figures: Sequence[Drawn]
    beyond: int | None

    @property
    def key(self) -> str:
        """The permanent key of what the group is about, as addresses and ids carry it."""
        it = self.row.question or self.row.claim
        return it.key if it else ""


def groups_of(rows: Sequence[BoardRow], *, after: int = 0) -> list[ShownGroup]:
    """The rows with their first claims after the one with an id; one row alone shows more."""
    share = _OF_SEVERAL if len(rows) > 1 else _ALONE
    asked: dict[str, Any] = {
        "groups": list(range(len(rows))),
        "questions": [row.question_id for row in rows],
        "claims": [row.claim_id for row in rows],
        "after": after,
    }
    ids = _answers(asked | {"most": share.claims + 1}, rows)
    shown = [pk for group in ids for pk in group[: share.claims]]
    figures = _figures(asked | {"most": share.figures})
    carried = {row[1] for row in figures}
    claims = Claim.objects.select_related("question").in_bulk({*shown, *carried})
    mentions, origins = first_mentions(shown, share.places), origins_of(shown)
    known = {it.mark.pk: it for claim in mentions.values() for it in claim.shown}
    sought = [Sought(row.question_id, row.claim_id) for row in rows]
    links = links_of(sought, LINKS, known)
    drawn = defaultdict[int, list[Drawn]](list)
    for number, claim, *figure in figures:
        drawn[number].append(Drawn(claims[claim], *figure))
    return [
        ShownGroup(
            row=row,
            claims=[
                ShownClaim(claims[it], mentions[it], origins[it])
                for it in ids[number][: share.claims]
            ],
            links=links[number],
            figures=drawn[number],
            beyond=ids[number][share.claims - 1] if len(ids[number]) > share.claims else None,
        )
        for number, row in enumerate(rows)
    ]


def _answers(asked: Mapping[str, Any], rows: Sequence[BoardRow]) -> list[list[int]]:
    """The ids of the claims of each row."""
    ids = [[row.claim_id] if row.claim_id else [] for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_CLAIMS, asked)
        for number, claim in cursor.fetchall():
            ids[number].append(claim)
    return ids


def _figures(asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Numbers of rows and ids of claims, each with what is drawn of a figure."""
    with connection.cursor() as cursor:
        cursor.execute(_PLOTTED, asked)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
