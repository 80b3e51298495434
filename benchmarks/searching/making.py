"""Articles out of pieces: one INSERT … SELECT a table and a chunk, in which the database is quick.

What is random comes from the number of the chunk, so a corpus of a size is always the same.
"""

from typing import Any

from django.db import connection, transaction

from benchmarks.searching.staging import Staged

CHUNK = 5_000
_WORDS = 235  # of a body in the mean

# An article's pieces stand near one another in the order of themes, so that what is published
# together stands together; half of the articles are of the field, whose themes come first. 1/k of the draws of floor(n ^ random()) are k: Zipf's law.
_PLAN = """
CREATE TEMP TABLE plan ON COMMIT DROP AS
SELECT i, random() * (CASE WHEN random() < .5 THEN %(themed)s ELSE 1 END) AS theme, %(bodies_each)s + (random() < .5)::int AS bodies,
    floor(power(%(outlets)s, random()))::int AS outlet,
    CASE WHEN random() < .98 THEN date_trunc('minute', timestamptz '2026-10-31 21:00Z'
        - power(random(), 2) * interval '2900 days') END AS published,
    random() AS state, random() AS claim, random() AS contradiction
FROM generate_series(%(first)s, %(last)s) AS i
"""
_PARTS = """
CREATE TEMP TABLE part ON COMMIT DROP AS
SELECT i, ordinal, p.id, title, text, p.length, words, lexemes, facets, lemmas,
    (sum(p.length + 1) OVER (PARTITION BY i ORDER BY ordinal))::int - p.length - 1 AS start
FROM (
    SELECT i, ordinal, CASE WHEN ordinal = 0
        THEN 1 + floor(%(titles)s * place) ELSE 1 + %(titles)s + floor(%(bodies)s * place)
        END::int AS id
    FROM (
        SELECT i, ordinal, theme + .02 * (random() - .5) AS near
        FROM plan, generate_series(0, bodies) AS ordinal
    ) drawn, LATERAL (SELECT near - floor(near) AS place) AS wrapped
) chosen JOIN bench_piece p USING (id)
"""
# What no text says: names that are drawn, and what people have said.
_DRAWN = """
CREATE TEMP TABLE drawn ON COMMIT DROP AS
SELECT i, name.entity_facet AS key FROM (
    SELECT i, floor(power(%(names)s, random()))::int AS id FROM plan, generate_series(1, 3)
) entity JOIN bench_name name USING (id)
UNION ALL
SELECT i, name.source_facet FROM (
    SELECT i, floor(power(%(names)s, random()))::int AS id FROM plan WHERE random() < .6
) source JOIN bench_name name USING (id)
UNION ALL
SELECT i, o.facet FROM plan JOIN bench_outlet o ON o.id = outlet
UNION ALL
SELECT i, CASE WHEN state < .9 THEN 'state:open' WHEN state < .96 THEN 'state:begun'
    ELSE 'state:decided' END FROM plan
UNION ALL SELECT i, 'has:claim' FROM plan WHERE claim < .08
UNION ALL SELECT i, 'has:contradiction' FROM plan WHERE contradiction < .03
UNION ALL SELECT i, coalesce('month:' || to_char(published AT TIME ZONE 'UTC', 'YYYY-MM'),
    'month:undated') FROM plan
UNION ALL SELECT i, unnest(facets) FROM part
"""
_PAGES = """
INSERT INTO corpus_page (id, key, url)
SELECT i, 'https://news.example/' || i, 'https://news.example/' || i FROM plan
"""
_CAPTURES = """
INSERT INTO corpus_capture (
    id, page_id, text, data, fields, sha256, length, encoding, extractor, extractor_version,
    published, is_current)
SELECT i, i, text, convert_to(text, 'UTF8'), '{}', encode(sha256(convert_to(text, 'UTF8')), 'hex'),
    length(text), 'utf-8', 'jsonl', '1', published, true
FROM plan JOIN (
    SELECT i, string_agg(text, E'\\n' ORDER BY ordinal) AS text FROM part GROUP BY i
) joined USING (i)
"""
_ARTICLES = """
INSERT INTO corpus_article (
    id, capture_id, key, start, "end", title, title_derived, outlet_name, outlet_id, host_name,
    author, url, language, published, published_precision, ai_generated)
SELECT i, i, left(md5('article ' || i), 16), 0, c.length, part.text, false, o.name, o.entity, '',
    '', 'https://news.example/' || i, 'ar', plan.published,
    CASE WHEN plan.published IS NULL THEN '' ELSE 'minute' END, false
FROM plan JOIN part USING (i) JOIN corpus_capture c ON c.id = i
JOIN bench_outlet o ON o.id = outlet WHERE ordinal = 0
"""
_SEGMENTS = """
INSERT INTO corpus_segment (capture_id, article_id, kind, start, "end", rule)
SELECT i, i, CASE WHEN title THEN 'title' ELSE 'paragraph' END, start, start + length, ''
FROM part
"""
# What the article says often, three times or more, as corpus.text.lexemes has it.
_OFTEN = """
CREATE TEMP TABLE often ON COMMIT DROP AS
SELECT i, array_to_tsvector(array_agg('h:' || lemma)) AS lexemes FROM (
    SELECT i, number FROM part, unnest(lemmas) AS number GROUP BY i, number HAVING count(*) >= 3
) said JOIN bench_lemma ON id = number GROUP BY i
"""
# The columns as corpus.services.index writes them.
_INDEX = """
INSERT INTO corpus_articleindex (
    capture_id, article_id, lexemes, facets, sorted_at, words, bucket, contested, version)
SELECT i, i,
    joined.lexemes || coalesce(often.lexemes, '') || array_to_tsvector(
        ARRAY['any', 'k:' || hashed.number / 100 %% 10] || ARRAY(SELECT 'f:' || unnest(held.keys))
    ),
    held.keys, coalesce(plan.published, timestamptz '0001-01-01 00:00Z'), joined.words,
    hashed.number %% 100,
    CASE WHEN contradiction < .03 THEN 1 + floor(contradiction * 100) ELSE 0 END, 'benchmark'
FROM plan JOIN corpus_article a ON a.id = i CROSS JOIN LATERAL (
    SELECT ('x' || left(encode(sha256(a.key::bytea), 'hex'), 8))::bit(32)::bigint AS number
) hashed
JOIN (
    SELECT i, bench_joined(lexemes ORDER BY ordinal) AS lexemes, sum(words) AS words
    FROM part GROUP BY i
) joined USING (i)
JOIN (SELECT i, array_agg(DISTINCT key ORDER BY key) AS keys FROM drawn GROUP BY i) held USING (i)
LEFT JOIN often USING (i)
"""
_MARKED = """
CREATE TEMP TABLE marked ON COMMIT DROP AS
SELECT i, i * 100 + row_number() OVER (PARTITION BY i ORDER BY p.start + m.start, kind) AS mark,
    m.kind, m.entity, m.source, m.score, p.start + m.start AS start, p.start + m.stop AS stop, quote
FROM part p JOIN bench_mark m ON m.piece = p.id
"""
_MARKS = """
INSERT INTO annotations_mark (
    id, capture_id, article_id, kind, entity_id, source_id, layer, origin, version, score, covered)
SELECT mark, i, i, kind, entity, source, 'shared', 'names', 'benchmark', score, false
FROM marked WHERE mark < 100 * (i + 1)
"""
_MARK_PARTS = """
INSERT INTO annotations_markpart (capture_id, mark_id, ordinal, start, "end", quote)
SELECT i, mark, 0, start, stop, quote FROM marked WHERE mark < 100 * (i + 1)
"""
_MADE = (_PLAN, _PARTS, _DRAWN, _OFTEN, _MARKED)
_FILLED = (_PAGES, _CAPTURES, _ARTICLES, _SEGMENTS, _INDEX, _MARKS, _MARK_PARTS)


def make(first: int, last: int, staged: Staged) -> None:
    """Make the articles of these numbers. Triggers rest: what they hold, a test holds here."""
    values: dict[str, Any] = {
        **staged._asdict(),
        "first": first,
        "last": last,
        "bodies_each": max(1, round(_WORDS / staged.words - 0.5)),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("SELECT setseed(%s)", [(first // CHUNK) / 10_000])
        for statement in (*_MADE, *_FILLED):
            cursor.execute(statement, values)
