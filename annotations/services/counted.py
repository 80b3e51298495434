"""Keep the mentions that count, of which the claim board and the pages of claims are counted."""

from collections.abc import Collection
from typing import Any

from django.db import connection

from annotations.models import CountedMention, Mark
from annotations.queries.counted import NEVER
from corpus.models import Article

# A named origin is one by its entity, through merges; an unnamed one by its words and the article
# that had it first, so that republished copies count once. Hearsay and the page's own word have none.
_INSERT = """
INSERT INTO annotations_countedmention
    (capture_id, mark_id, claim_id, article_id, original_id, outlet_id, source_id, origin,
     origin_kind, at, said, facets)
SELECT m.capture_id, m.id, coalesce(c.merged_into_id, c.id), a.id, coalesce(y.original_id, a.id),
    coalesce(o.merged_into_id, o.id), n.origin_id,
    CASE n.origin_kind
        WHEN 'named' THEN 'n' || coalesce(e.merged_into_id, e.id, -s.id)
        WHEN 'unnamed' THEN 'u' || coalesce(y.original_id, a.id) || ':' || md5(s.descriptor)
        ELSE ''
    END,
    n.origin_kind, coalesce(a.published, %(never)s), n.said,
    ARRAY(
        SELECT 'origin:' || coalesce(f.key, e.key, s.key) WHERE n.origin_kind = 'named'
        UNION SELECT 'outlet:' || coalesce(p.key, o.key) WHERE o.id IS NOT NULL
        UNION SELECT 'state:overstated' WHERE n.overstates
        UNION SELECT left('metric:' || metric, 150) FROM annotations_figure
        WHERE mention_id = n.id AND metric <> ''
        UNION SELECT 'entity:' || coalesce(v.key, t.key)
        FROM annotations_markpart main
        JOIN annotations_markpart inside ON inside.capture_id = main.capture_id
            AND inside.start >= main.start AND inside.start < main."end"
        JOIN annotations_mark w ON w.id = inside.mark_id AND w.kind = 'entity'
            AND w.removed_at IS NULL AND NOT w.covered
        JOIN corpus_entity t ON t.id = w.entity_id
        LEFT JOIN corpus_entity v ON v.id = t.merged_into_id
        WHERE main.mark_id = m.id AND main.ordinal = 0
    )
FROM annotations_mark m
JOIN annotations_claim c ON c.id = m.claim_id
JOIN annotations_claimmention n ON n.mark_id = m.id
JOIN corpus_article a ON a.id = m.article_id AND a.retired_at IS NULL
JOIN corpus_capture k ON k.id = m.capture_id AND k.is_current
LEFT JOIN corpus_copy y ON y.article_id = a.id
LEFT JOIN corpus_source s ON s.id = n.origin_id
LEFT JOIN corpus_entity e ON e.id = s.entity_id
LEFT JOIN corpus_entity f ON f.id = e.merged_into_id
LEFT JOIN corpus_entity o ON o.id = a.outlet_id
LEFT JOIN corpus_entity p ON p.id = o.merged_into_id
WHERE m.by_id IS NOT NULL AND m.removed_at IS NULL AND {of}
ORDER BY 3, 10, 2
"""
# After a load or many rollbacks the planner takes these tables for empty, and joins row by row.
_ANALYZE = """
ANALYZE annotations_mark, annotations_markpart, annotations_claim, annotations_claimmention,
    annotations_figure, corpus_article, corpus_capture, corpus_copy, corpus_source, corpus_entity
"""
_IN_ORDER = "SET LOCAL join_collapse_limit = 1;"
_AS_BEFORE = "SET LOCAL join_collapse_limit = DEFAULT"


def count_all() -> None:
    """Make every row again; what counts them next is planned by how many there are."""
    CountedMention.objects.all().delete()
    _run(_ANALYZE)
    _run(_INSERT.format(of="true"), never=NEVER)
    _run("ANALYZE annotations_countedmention")


def count_claims(claims: Collection[int]) -> None:
    """Make the rows of these claims again, which are all that are read as one of them."""
    ids = list(claims)
    CountedMention.objects.filter(claim__in=ids).delete()
    CountedMention.objects.filter(mark__in=Mark.objects.filter(claim__in=ids)).delete()
    _run(_INSERT.format(of="m.claim_id = ANY(%(claims)s)"), never=NEVER, claims=ids)


def count_articles(articles: Collection[Article]) -> None:
    """Make the rows of these articles again."""
    if articles:
        ids = [it.pk for it in articles]
        CountedMention.objects.filter(article__in=ids).delete()
        of = "m.article_id = ANY(%(articles)s)"
        _run(_INSERT.format(of=of), never=NEVER, articles=ids)


def _run(statement: str, **values: Any) -> None:
    """Run a statement with its joins in the order in which they are written.

    Where tables were just filled the planner takes them for empty, and then one order is as good
    to it as another: also one that joins everything with everything.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"{_IN_ORDER}{statement};{_AS_BEFORE}", values or None)
