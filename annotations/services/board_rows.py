"""The one statement that makes rows of the claim board, for some groups of claims or for all.

A group (`grp`) is the number of a question, or of a claim that answers none with a minus before
it. Only mentions that count are counted, and an origin once whoever repeats it.
"""

_GROUPED = """
grouped AS MATERIALIZED (
    SELECT coalesce(r.question_id, -r.id) AS grp, t.claim_id, t.article_id, t.origin, t.at, t.facets
    FROM annotations_countedmention t JOIN annotations_claim r ON r.id = t.claim_id
    WHERE %(all)s OR t.claim_id = ANY(%(claims)s)
),
member AS MATERIALIZED (
    SELECT DISTINCT g.grp, c.id, c.subject_id, c.question_id
    FROM grouped g JOIN annotations_claim c ON c.id = g.claim_id
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
      AND (%(all)s OR l.a_claim_id = ANY(%(claims)s) OR l.b_claim_id = ANY(%(claims)s))
      AND (%(all)s OR c.id = ANY(%(claims)s))
    GROUP BY 1
)
"""

_FACETS = """
about AS (
    SELECT grp, subject_id FROM member
    UNION SELECT m.grp, q.subject_id
    FROM member m JOIN annotations_question q ON q.id = m.question_id
),
facet AS (
    SELECT grp, key FROM grouped, unnest(facets) AS key
    UNION
    SELECT b.grp, 'entity:' || coalesce(f.key, e.key)
    FROM about b JOIN corpus_entity e ON e.id = b.subject_id
    LEFT JOIN corpus_entity f ON f.id = e.merged_into_id
    UNION
    SELECT m.grp, left('metric:' || q.metric, 150)
    FROM member m JOIN annotations_question q ON q.id = m.question_id WHERE q.metric <> ''
    UNION
    SELECT m.grp, 'topic:' || up.node
    FROM member m
    JOIN annotations_claim_topics h ON h.claim_id = m.id
    JOIN corpus_topic t ON t.id = h.topic_id
    LEFT JOIN corpus_topic u ON u.id = t.parent_id
    CROSS JOIN LATERAL (VALUES (t.path), (u.path)) AS up (node) WHERE up.node IS NOT NULL
    UNION
    SELECT grp, 'state:contested' FROM against
    UNION
    SELECT grp, 'state:undecided' FROM against WHERE undecided > 0
),
keys AS (
    SELECT grp, array_agg(key ORDER BY key COLLATE "C") AS facets FROM facet GROUP BY grp
)
"""

ROWS = f"""
WITH {_GROUPED}, {_AGAINST}, {_FACETS},
counted AS (
    SELECT grp, count(DISTINCT claim_id) AS claims, count(*) AS mentions,
           count(DISTINCT article_id) AS articles,
           count(DISTINCT origin) FILTER (WHERE origin <> '') AS origins,
           max(at) FILTER (WHERE at < %(never)s) AS newest
    FROM grouped GROUP BY grp
)
INSERT INTO annotations_boardrow
    (question_id, claim_id, claims, mentions, articles, origins, contested, undecided, newest,
     facets)
SELECT CASE WHEN n.grp > 0 THEN n.grp END, CASE WHEN n.grp < 0 THEN -n.grp END,
       n.claims, n.mentions, n.articles, n.origins,
       coalesce(x.contested, 0), coalesce(x.undecided, 0), coalesce(n.newest, %(undated)s),
       coalesce(k.facets, '{{}}')
FROM counted n LEFT JOIN against x USING (grp) LEFT JOIN keys k USING (grp)
ORDER BY n.grp
"""  # noqa: S608 - put together of constants
