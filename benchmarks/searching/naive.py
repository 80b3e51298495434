"""The same questions as PostgreSQL's own text search answers them, with nothing prepared but its
column, its index and the arrays of facets: every hit ranked and counted, pages by OFFSET."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.utils import OperationalError

PAGE = 20
_HERE = "SELECT to_regclass('bench_naive') IS NOT NULL"
_TABLE = """
CREATE TABLE bench_naive AS
SELECT i.article_id AS article, a.published, facets, to_tsvector('arabic', text) AS lexemes
FROM corpus_capture c JOIN corpus_article a ON a.capture_id = c.id
JOIN corpus_articleindex i ON i.article_id = a.id
"""
_INDEXES = (
    "ALTER TABLE bench_naive ADD PRIMARY KEY (article)",
    "CREATE INDEX ON bench_naive (published DESC)",
    "CREATE INDEX ON bench_naive USING gin (facets)",
    "CREATE INDEX ON bench_naive USING gin (lexemes)",
)


_BEST = """
WITH best AS (
    SELECT article FROM bench_naive WHERE lexemes @@ {query} ORDER BY {order} LIMIT {page}
)
SELECT article, title, ts_headline('arabic', text, {query})
FROM best JOIN corpus_article a ON a.id = article JOIN corpus_capture c ON c.id = capture_id
"""
_TURNED = """
WITH turned AS (
    SELECT article FROM bench_naive WHERE {condition}
    ORDER BY published DESC NULLS LAST, article DESC OFFSET {skipped} LIMIT {page}
)
SELECT article, title, substr(text, 1, 2000)
FROM turned JOIN corpus_article a ON a.id = article JOIN corpus_capture c ON c.id = capture_id
"""
_LINES = """
WITH newest AS (
    SELECT article FROM bench_naive WHERE lexemes @@ {query}
    ORDER BY published DESC NULLS LAST LIMIT {lines}
)
SELECT article, title, ts_headline('arabic', text, {query}, 'MinWords=15, MaxWords=20')
FROM newest JOIN corpus_article a ON a.id = article JOIN corpus_capture c ON c.id = capture_id
"""
_OVER_TIME = """
SELECT date_trunc('month', published), key, count(*) FROM bench_naive, unnest(facets) AS key
WHERE {condition} GROUP BY 1, 2
"""
_NAMES = """
SELECT key, label_ar, count FROM corpus_facetvalue
WHERE label_ar ILIKE %s OR label_en ILIKE %s ORDER BY count DESC LIMIT 10
"""
_ALIKE = """
SELECT key, label_ar, count FROM corpus_facetvalue
ORDER BY greatest(similarity(label_ar, %s), similarity(label_en, %s)) DESC LIMIT 10
"""
_COUNT = "SELECT count(*) FROM bench_naive WHERE {condition}"
_FACETS = """
SELECT key, count(*) FROM bench_naive, unnest(facets) AS key WHERE {condition}
GROUP BY key ORDER BY 2 DESC
"""


class Statement(NamedTuple):
    sql: str
    values: Sequence[Any] = ()


Question = Sequence[Statement]


def prepare() -> None:
    """The column that PostgreSQL's documentation tells one to make, in a table of its own."""
    with connection.cursor() as cursor:
        cursor.execute(_HERE)
        if cursor.fetchone() == (True,):
            return
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for statement in (_TABLE, *_INDEXES, "ANALYZE bench_naive"):
            cursor.execute(statement)
        cursor.execute("RESET maintenance_work_mem")


def words(text: str, *, ranked: bool = True) -> Question:
    """The first page of what has the words, how many there are, and their facets."""
    query, value = _query(text)
    order = f"ts_rank(lexemes, {query}) DESC" if ranked else "published DESC NULLS LAST"
    best = _BEST.format(query=query, order=order, page=PAGE)
    values = [value, value, value] if ranked else [value, value]
    return [Statement(best, values), *counted(f"lexemes @@ {query}", [value])]


def counted(condition: str, values: Sequence[Any]) -> Question:
    """How many there are, and how many of each facet."""
    return [Statement(it.format(condition=condition), values) for it in (_COUNT, _FACETS)]


def filtered(condition: str, values: Sequence[Any]) -> Question:
    """The first page of what the filters leave, how many there are, and their facets."""
    return [turned(condition, values), *counted(condition, values)]


def turned(condition: str, values: Sequence[Any], skipped: int = 0) -> Statement:
    """A page, newest first."""
    return Statement(_TURNED.format(condition=condition, skipped=skipped, page=PAGE), values)


def facets_of(text: str) -> Question:
    query, value = _query(text)
    return counted(f"lexemes @@ {query}", [value])[1:]


def lines(text: str, number: int) -> Question:
    """The words in their contexts in the newest that have them, and how many have."""
    query, value = _query(text)
    count = counted(f"lexemes @@ {query}", [value])[0]
    return [Statement(_LINES.format(query=query, lines=number), [value, value]), count]


def over_time(texts: Sequence[str]) -> Question:
    """What has the words of each by month and facet."""
    asked = [_query(text) for text in texts]
    return [
        Statement(_OVER_TIME.format(condition=f"lexemes @@ {query}"), [value])
        for query, value in asked
    ]


def names_with(text: str) -> Question:
    return [Statement(_NAMES, [f"%{text}%", f"%{text}%"])]


def names_like(text: str) -> Question:
    return [Statement(_ALIKE, [text, text])]


def _query(text: str) -> tuple[str, str]:
    if text.startswith('"'):
        return "phraseto_tsquery('arabic', %s)", text.strip('"')
    if text.endswith("*"):
        return "to_tsquery('arabic', %s)", text.removesuffix("*") + ":*"
    return "plainto_tsquery('arabic', %s)", text


def took_too_long(error: OperationalError) -> bool:
    return "statement timeout" in str(error)
