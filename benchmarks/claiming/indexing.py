"""The index of the articles made in SQL: their words, and the facets that services would find.

Who is cited is proposed of whole articles, which is all that the facet of a source needs.
"""

from django.db import connection, transaction

from annotations.services import facets
from benchmarks.searching import databases
from corpus.models import Article, FacetValue
from corpus.services import search_indexes

_CITED = """
INSERT INTO annotations_mark
    (capture_id, article_id, kind, source_id, layer, origin, version, score, covered)
SELECT DISTINCT ON (a.id, s.source_id)
    a.capture_id, a.id, 'source', s.source_id, 'shared', 'sources', '1', 0.8, false
FROM annotations_attributionstep s JOIN corpus_article a ON a.capture_id = s.capture_id
WHERE s.source_id IS NOT NULL
"""
_FACETS = """
CREATE TEMP TABLE bench_facet AS
SELECT article_id, 'entity:' || e.key AS key, e.name_ar AS label
FROM annotations_mark m JOIN corpus_entity e ON e.id = m.entity_id
UNION SELECT article_id, coalesce('source:' || e.key, 'source:~unnamed'), coalesce(e.name_ar, '')
FROM annotations_mark m JOIN corpus_source s ON s.id = m.source_id
LEFT JOIN corpus_entity e ON e.id = s.entity_id
UNION SELECT article_id, 'claim:' || c.key, c.statement_ar
FROM annotations_mark m JOIN annotations_claim c ON c.id = m.claim_id WHERE m.by_id IS NOT NULL
UNION SELECT article_id, CASE WHEN by_id IS NULL THEN 'has:proposed-claim' ELSE 'has:claim' END, ''
FROM annotations_mark WHERE kind = 'claim'
UNION SELECT a.id, 'has:contradiction', ''
FROM annotations_claimlink l CROSS JOIN LATERAL (VALUES (l.a_article), (l.b_article)) AS side (it)
JOIN corpus_article a ON a.key = side.it
WHERE l.kind = 'contradicts' AND l.status <> 'rejected'
UNION SELECT a.id, 'outlet:' || e.key, e.name_ar
FROM corpus_article a JOIN corpus_entity e ON e.id = a.outlet_id
UNION SELECT id, 'state:begun', '' FROM corpus_article
UNION SELECT id, coalesce('month:' || to_char(published AT TIME ZONE 'UTC', 'YYYY-MM'),
    'month:undated'), '' FROM corpus_article
"""
_VALUES = """
INSERT INTO corpus_facetvalue
    (key, kind, label_ar, label_en, folded_ar, folded_en, count)
SELECT key, split_part(key, ':', 1), label, label, label, label, articles
FROM (SELECT key, left(min(label), 300) AS label, count(*) AS articles FROM bench_facet GROUP BY 1)
"""
_ROWS = """
INSERT INTO corpus_articleindex
    (capture_id, article_id, lexemes, facets, sorted_at, words, bucket, contested, version)
SELECT a.capture_id, a.id,
    array_to_tsvector(ARRAY['any', 'k:' || hashed.number / 100 % 10] || spoken.lexemes
        || ARRAY(SELECT 'f:' || unnest(held.keys))),
    held.keys, coalesce(a.published, timestamptz '0001-01-01 00:00Z'),
    cardinality(spoken.lexemes), hashed.number % 100, coalesce(against.links, 0), 'benchmark'
FROM corpus_article a JOIN corpus_capture c ON c.id = a.capture_id
CROSS JOIN LATERAL (
    SELECT ('x' || left(encode(sha256(a.key::bytea), 'hex'), 8))::bit(32)::bigint AS number
) hashed
CROSS JOIN LATERAL (
    SELECT array_agg(DISTINCT 'l:' || word) AS lexemes
    FROM regexp_split_to_table(c.text, '[\\s.]+') AS word WHERE word <> ''
) spoken
JOIN (
    SELECT article_id, array_agg(left(key, 150) ORDER BY key COLLATE "C") AS keys
    FROM bench_facet GROUP BY 1
) held ON held.article_id = a.id
LEFT JOIN (
    SELECT article, count(DISTINCT id) AS links FROM annotations_claimlink,
        LATERAL (VALUES (a_article), (b_article)) AS side (article)
    WHERE kind = 'contradicts' AND status <> 'rejected' GROUP BY 1
) against ON against.article = a.key
"""


def index_articles() -> None:
    """Index every article. Labels get their trigrams at the end, all at once."""
    trigrams = next(it for it in FacetValue._meta.indexes if it.name == "corpus_facet_trigrams")
    with transaction.atomic():
        with connection.schema_editor() as editor:
            editor.remove_index(FacetValue, trigrams)
        databases.tell(
            "SET LOCAL session_replication_role = replica",
            "SET LOCAL work_mem = '256MB'",
            *(_CITED, _FACETS, "ANALYZE bench_facet", _VALUES, _ROWS, "DROP TABLE bench_facet"),
        )
        with connection.schema_editor() as editor:
            editor.add_index(FacetValue, trigrams)
    search_indexes.make_missing()
    with transaction.atomic():  # which gives the interface's words their labels
        facets.refresh(list(Article.objects.order_by("pk")[:1]))
