"""The same questions without a board: mentions grouped when they are asked for, all counted."""

from collections.abc import Sequence
from typing import Any

from benchmarks.searching.naive import Question, Statement

SHOWN, MENTIONS = 8, 25
_STANDING = """
annotations_mark m
JOIN annotations_claim c ON c.id = m.claim_id
JOIN annotations_claimmention n ON n.mark_id = m.id
JOIN corpus_article a ON a.id = m.article_id
JOIN corpus_capture k ON k.id = m.capture_id
LEFT JOIN annotations_question q ON q.id = c.question_id
LEFT JOIN corpus_source s ON s.id = n.origin_id
WHERE m.by_id IS NOT NULL AND m.removed_at IS NULL AND a.retired_at IS NULL AND k.is_current
"""
_AGAINST = """
SELECT coalesce(c.question_id, -c.id) AS grp, count(DISTINCT l.id) AS contested,
    count(DISTINCT l.id) FILTER (WHERE l.status = 'suggested') AS undecided
FROM annotations_claimlink l JOIN annotations_claim c ON c.id IN (l.a_claim_id, l.b_claim_id)
WHERE l.kind = 'contradicts' AND l.status <> 'rejected' GROUP BY 1
"""
_BOARD = f"""
WITH against AS ({_AGAINST}), grouped AS (
    SELECT coalesce(c.question_id, -c.id) AS grp, count(*) AS mentions,
        count(DISTINCT c.id) AS claims, count(DISTINCT m.article_id) AS articles,
        count(DISTINCT n.origin_id) AS origins, max(a.published) AS newest
    FROM {_STANDING} AND {{condition}} GROUP BY 1
)
SELECT * FROM grouped LEFT JOIN against USING (grp) WHERE {{having}}
ORDER BY {{order}} DESC NULLS LAST, newest DESC NULLS LAST, grp
OFFSET {{skipped}} LIMIT {SHOWN}
"""  # noqa: S608 - put together of constants
_CLAIM = f"""
SELECT count(*), count(DISTINCT a.id), count(DISTINCT a.outlet_id), count(DISTINCT n.origin_id),
    min(a.published), max(a.published) FROM {_STANDING} AND c.key = %s
"""  # noqa: S608 - put together of constants
_MENTIONS = f"""
SELECT m.id, a.title FROM {_STANDING} AND c.key = %s
ORDER BY a.published, m.id OFFSET {{skipped}} LIMIT {MENTIONS}
"""  # noqa: S608 - put together of constants
_ENTITY = "(SELECT id FROM corpus_entity WHERE key = %s)"
_CONDITIONS = {
    "entity": f"c.subject_id = {_ENTITY}",
    "metric": "q.metric = %s",
    "topic": """EXISTS (
        SELECT FROM annotations_claim_topics h JOIN corpus_topic t ON t.id = h.topic_id
        WHERE h.claim_id = c.id AND starts_with(t.path, %s)
    )""",
    "outlet": f"a.outlet_id = {_ENTITY}",
    "origin": f"s.entity_id = {_ENTITY}",
}


def board(order: str = "contested", keys: Sequence[str] = (), skipped: int = 0) -> Question:
    """A page of the board of these facets."""
    chosen = [key.split(":", 1) for key in sorted(keys)]
    conditions = [_CONDITIONS[kind] for kind, _ in chosen if kind != "state"]
    having = [f"{value} > 0" for kind, value in chosen if kind == "state"]
    values = [value for kind, value in chosen if kind != "state"]
    sql = _BOARD.format(
        condition=" AND ".join(conditions) or "true",
        having=" AND ".join(having) or "true",
        order=order,
        skipped=skipped,
    )
    return [Statement(sql, values)]


def question(key: str) -> Question:
    """The claims of one question, counted."""
    return [
        Statement(_BOARD.format(condition="q.key = %s", having="true", order="1", skipped=0), [key])
    ]


def claim(key: str, skipped: int = 0) -> Question:
    """A page of the mentions of a claim, and its numbers."""
    values: list[Any] = [key]
    return [Statement(_CLAIM, values), Statement(_MENTIONS.format(skipped=skipped), values)]
