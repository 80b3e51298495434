"""The one statement that makes rows of the claim board, for some groups of claims or for all.

A group (`grp`) is the number of a question, or of a claim that answers none with a minus before
it. Only mentions that a person accepted, in articles that stand, are counted. An origin is counted
once whoever repeats it: a named one by its entity, through merges; an unnamed one by its words and
the article that had it first, so that republished copies count once. Hearsay and the page's own
word have no origin.
"""

_TOLD = """
told AS MATERIALIZED (
    SELECT coalesce(c.merged_into_id, c.id) AS claim_id, m.id AS mark_id, cm.id AS mention_id,
           m.capture_id, m.article_id, cm.origin_id, cm.origin_kind, cm.overstates
    FROM annotations_mark m
    JOIN annotations_claim c ON c.id = m.claim_id
    JOIN annotations_claimmention cm ON cm.mark_id = m.id
    JOIN corpus_article a ON a.id = m.article_id AND a.retired_at IS NULL
    JOIN corpus_capture k ON k.id = m.capture_id AND k.is_current
    WHERE m.by_id IS NOT NULL AND m.removed_at IS NULL
      AND (%(all)s OR m.claim_id = ANY(%(claims)s))
)
"""

_GROUPED = """
grouped AS MATERIALIZED (
    SELECT t.*, coalesce(r.question_id, -r.id) AS grp, a.outlet_id,
           coalesce(a.published, %(undated)s) AS published,
           CASE t.origin_kind
               WHEN 'named' THEN 'n' || coalesce(e.merged_into_id, e.id, -s.id)
               WHEN 'unnamed' THEN 'u' || coalesce(y.original_id, a.id) || ':' || s.descriptor
           END AS origin,
           CASE t.origin_kind WHEN 'named' THEN coalesce(f.key, e.key, s.key) END AS origin_key
    FROM told t
    JOIN annotations_claim r ON r.id = t.claim_id
    JOIN corpus_article a ON a.id = t.article_id
    LEFT JOIN corpus_copy y ON y.article_id = a.id
    LEFT JOIN corpus_source s ON s.id = t.origin_id
    LEFT JOIN corpus_entity e ON e.id = s.entity_id
    LEFT JOIN corpus_entity f ON f.id = e.merged_into_id
)
"""

_AGAINST = """
against AS (
    SELECT coalesce(r.question_id, -r.id) AS grp, count(DISTINCT l.id) AS contested,
           count(DISTINCT l.id) FILTER (WHERE l.status = 'suggested') AS undecided
    FROM annotations_claimlink l
    CROSS JOIN LATERAL (VALUES (l.a_claim_id), (l.b_claim_id)) AS side (claim_id)
    JOIN annotations_claim c ON c.id = side.claim_id
    JOIN annotations_claim r ON r.id = coalesce(c.merged_into_id, c.id)
    WHERE l.kind = 'contradicts' AND l.status <> 'rejected'
      AND (%(all)s OR c.id = ANY(%(claims)s))
    GROUP BY 1
)
"""

_FACETS = """
entity AS (
    SELECT e.id, coalesce(f.key, e.key) AS key
    FROM corpus_entity e LEFT JOIN corpus_entity f ON f.id = e.merged_into_id
),
facet AS (
    SELECT grp, 'origin:' || origin_key AS key FROM grouped WHERE origin_key IS NOT NULL
    UNION
    SELECT g.grp, 'outlet:' || e.key FROM grouped g JOIN entity e ON e.id = g.outlet_id
    UNION
    SELECT g.grp, 'entity:' || e.key
    FROM grouped g JOIN annotations_claim c ON c.id = g.claim_id
    JOIN entity e ON e.id = c.subject_id
    UNION
    SELECT g.grp, 'entity:' || e.key
    FROM grouped g JOIN annotations_question q ON q.id = g.grp
    JOIN entity e ON e.id = q.subject_id
    UNION
    SELECT g.grp, 'entity:' || e.key
    FROM grouped g
    JOIN annotations_markpart p ON p.mark_id = g.mark_id AND p.ordinal = 0
    JOIN annotations_markpart i ON i.capture_id = p.capture_id
        AND i.start >= p.start AND i.start < p."end"
    JOIN annotations_mark w ON w.id = i.mark_id AND w.kind = 'entity'
        AND w.removed_at IS NULL AND NOT w.covered
    JOIN entity e ON e.id = w.entity_id
    UNION
    SELECT g.grp, 'metric:' || q.metric
    FROM grouped g JOIN annotations_question q ON q.id = g.grp WHERE q.metric <> ''
    UNION
    SELECT g.grp, 'metric:' || i.metric
    FROM grouped g JOIN annotations_figure i ON i.mention_id = g.mention_id WHERE i.metric <> ''
    UNION
    SELECT g.grp, 'topic:' || up.node
    FROM grouped g
    JOIN annotations_claim_topics h ON h.claim_id = g.claim_id
    JOIN corpus_topic t ON t.id = h.topic_id
    LEFT JOIN corpus_topic u ON u.id = t.parent_id
    CROSS JOIN LATERAL (VALUES (t.path), (u.path)) AS up (node) WHERE up.node IS NOT NULL
    UNION
    SELECT grp, 'state:contested' FROM against
    UNION
    SELECT grp, 'state:undecided' FROM against WHERE undecided > 0
    UNION
    SELECT grp, 'state:overstated' FROM grouped WHERE overstates
),
keys AS (
    SELECT grp, array_agg(left(key, 150) ORDER BY key COLLATE "C") AS facets
    FROM facet GROUP BY grp
)
"""

ROWS = f"""
WITH {_TOLD}, {_GROUPED}, {_AGAINST}, {_FACETS},
counted AS (
    SELECT grp, count(DISTINCT claim_id) AS claims, count(*) AS mentions,
           count(DISTINCT article_id) AS articles, count(DISTINCT origin) AS origins,
           max(published) AS newest
    FROM grouped GROUP BY grp
)
INSERT INTO annotations_boardrow
    (question_id, claim_id, claims, mentions, articles, origins, contested, undecided, newest,
     facets)
SELECT CASE WHEN n.grp > 0 THEN n.grp END, CASE WHEN n.grp < 0 THEN -n.grp END,
       n.claims, n.mentions, n.articles, n.origins,
       coalesce(x.contested, 0), coalesce(x.undecided, 0), n.newest, coalesce(k.facets, '{{}}')
FROM counted n LEFT JOIN against x USING (grp) LEFT JOIN keys k USING (grp)
ORDER BY n.grp
"""  # noqa: S608 - put together of constants
