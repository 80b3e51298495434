"""Keep claims in the numbers of their mentions, so that no page counts thousands of them."""

from collections.abc import Collection
from typing import Any

from django.db import connection

from annotations.models import CountedClaim
from annotations.queries.counted import NEVER

_NAMED = 8  # the most origins of a claim that are named wherever it is shown

_INSERT = """
WITH origin AS (
    SELECT claim_id, origin_kind AS kind, min(source_id) AS source,
        count(DISTINCT original_id) AS articles
    FROM annotations_countedmention WHERE {of} GROUP BY claim_id, origin_kind, origin
), behind AS (
    SELECT claim_id,
        count(*) FILTER (WHERE kind IN ('named', 'unnamed')) AS origins,
        coalesce(sum(articles) FILTER (WHERE kind = 'none'), 0) AS unattributed,
        coalesce(sum(articles) FILTER (WHERE kind = 'hearsay'), 0) AS hearsay,
        array_agg(source ORDER BY articles DESC, kind, source) FILTER (WHERE source IS NOT NULL)
            AS sources,
        array_agg(articles ORDER BY articles DESC, kind, source) FILTER (WHERE source IS NOT NULL)
            AS resting
    FROM origin GROUP BY claim_id
), told AS (
    SELECT claim_id, count(*) AS mentions, count(DISTINCT article_id) AS articles,
        count(DISTINCT outlet_id) AS outlets,
        min(at) FILTER (WHERE at < %(never)s) AS published,
        max(at) FILTER (WHERE at < %(never)s) AS published_last,
        min(said) AS said, max(said) AS said_last
    FROM annotations_countedmention WHERE {of} GROUP BY claim_id
)
INSERT INTO annotations_countedclaim
    (claim_id, mentions, articles, outlets, published, published_last, said, said_last,
     origins, unattributed, hearsay, sources, resting)
SELECT claim_id, mentions, articles, outlets, published, published_last, said, said_last,
    origins, unattributed, hearsay,
    coalesce(sources[:%(named)s], '{{}}'), coalesce(resting[:%(named)s], '{{}}')
FROM told JOIN behind USING (claim_id) ORDER BY claim_id
"""


def count_all() -> None:
    """Make every row again."""
    CountedClaim.objects.all().delete()
    _run("true")


def count(claims: Collection[int]) -> None:
    """Make the rows of these claims again, as their mentions are counted now."""
    ids = list(claims)
    CountedClaim.objects.filter(claim__in=ids).delete()
    _run("claim_id = ANY(%(claims)s)", ids)


def _run(of: str, claims: Collection[int] = ()) -> None:
    values: dict[str, Any] = {"claims": list(claims), "never": NEVER, "named": _NAMED}
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(of=of), values)
