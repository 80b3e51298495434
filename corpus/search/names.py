"""The values of facets by name: as written, as heard, as begun, and as nearly written.

Every step is bounded, so that it holds at any number of names.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from django.db import connection
from rapidfuzz.fuzz import ratio

from corpus.models import FacetValue
from corpus.models.bare import ARTICLE
from corpus.text.fold import fold
from corpus.text.keys import heard_as

MOST = 8
_LEAST_LIKENESS = 70
_LONGEST = 200


class Likeness(IntEnum):
    """How a form answers what was typed, best first; three consonants say little."""

    SAME = 0
    HEARD = 1
    BEGUN = 2
    HEARD_SHORT = 3
    HEARD_BEGUN = 4
    ALIKE = 5


class Named(NamedTuple):
    """A value with the form of its name that was found, and for which of what was asked."""

    value: FacetValue
    form: str
    likeness: Likeness
    asked: int


# Merged entities are read as what they were merged into. Operators with a tilde compare bytes, as
# the indexes of prefixes do; nothing stands after the last code point. Of a short beginning the
# indexes give but the first names in their order, so common values are looked through as well.
_NAMED = """
WITH asked AS (
    SELECT *, folded || chr(1114111) AS folded_end, heard || chr(1114111) AS heard_end
    FROM unnest(%(folded)s::text[], %(heard)s::text[]) WITH ORDINALITY AS asked (folded, heard, nth)
), kinds AS (
    SELECT * FROM unnest(%(kinds)s::text[]) AS kinds (kind)
), formed AS MATERIALIZED (
    SELECT asked.nth, form.* FROM asked, LATERAL (
        (SELECT CASE WHEN folded = asked.folded THEN 0 ELSE 2 END AS rank, text, entity_id
         FROM corpus_alias
         WHERE folded ~>=~ asked.folded AND folded ~<~ asked.folded_end
         ORDER BY folded USING ~<~ LIMIT 200)
        UNION ALL
        (SELECT CASE WHEN heard <> asked.heard THEN 4 WHEN length(heard) > 3 THEN 1 ELSE 3 END,
             text, entity_id
         FROM corpus_alias
         WHERE asked.heard <> ''
             AND heard ~>=~ asked.heard AND heard ~<~ asked.heard_end
         ORDER BY heard USING ~<~ LIMIT 200)
    ) AS form
), common AS MATERIALIZED (
    SELECT value.* FROM kinds, LATERAL (
        SELECT * FROM corpus_facetvalue WHERE kind = kinds.kind ORDER BY weight DESC LIMIT 300
    ) AS value
), found AS (
    SELECT kinds.kind || ':' || coalesce(root.key, entity.key) AS key, rank, nth, text AS form
    FROM formed JOIN corpus_entity entity ON entity.id = entity_id
    LEFT JOIN corpus_entity root ON root.id = entity.merged_into_id
    CROSS JOIN kinds
    UNION ALL
    SELECT label.key, CASE WHEN label.folded = asked.folded THEN 0 ELSE 2 END, nth, label
    FROM asked CROSS JOIN kinds CROSS JOIN LATERAL (
        (SELECT key, folded_ar AS folded, label_ar AS label FROM corpus_facetvalue
         WHERE kind = kinds.kind
             AND folded_ar ~>=~ asked.folded AND folded_ar ~<~ asked.folded_end
         ORDER BY folded_ar USING ~<~ LIMIT 50)
        UNION ALL
        (SELECT key, folded_en, label_en FROM corpus_facetvalue
         WHERE kind = kinds.kind
             AND folded_en ~>=~ asked.folded AND folded_en ~<~ asked.folded_end
         ORDER BY folded_en USING ~<~ LIMIT 50)
    ) AS label
    UNION ALL
    SELECT key, 2, nth, CASE WHEN starts_with(folded_ar, asked.folded) THEN label_ar ELSE label_en END
    FROM asked JOIN common ON starts_with(folded_ar, asked.folded) OR starts_with(folded_en, asked.folded)
)
SELECT key, kind, label_ar, label_en, count, form, rank, nth FROM (
    SELECT DISTINCT ON (value.key) value.*, form, rank, nth
    FROM found JOIN corpus_facetvalue value USING (key)
    WHERE count > 0 ORDER BY value.key, rank > 2, nth, rank, form NOT IN (label_ar, label_en), form
) AS best ORDER BY rank > 2, nth, rank, count DESC, key LIMIT %(most)s
"""
_ALIKE = """
WITH kinds AS (
    SELECT * FROM unnest(%(kinds)s::text[]) AS kinds (kind)
), typed AS MATERIALIZED (
    SELECT %(bare)s AS bare, set_config('pg_trgm.similarity_threshold', %(least)s, true)
), formed AS (
    SELECT text, entity_id, similarity(alias.bare, typed.bare) AS likeness
    FROM typed JOIN corpus_alias alias ON alias.bare %% typed.bare
    ORDER BY likeness DESC LIMIT 20
), labelled AS (
    SELECT key, label_ar, label_en,
        greatest(similarity(bare_ar, typed.bare), similarity(bare_en, typed.bare)) AS likeness
    FROM typed JOIN corpus_facetvalue ON bare_ar %% typed.bare OR bare_en %% typed.bare
    WHERE kind = ANY(%(kinds)s) ORDER BY likeness DESC LIMIT 20
), found AS (
    SELECT kinds.kind || ':' || coalesce(root.key, entity.key) AS key, text AS form
    FROM formed JOIN corpus_entity entity ON entity.id = entity_id
    LEFT JOIN corpus_entity root ON root.id = entity.merged_into_id
    CROSS JOIN kinds
    UNION ALL
    SELECT key, label_ar FROM labelled
    UNION ALL
    SELECT key, label_en FROM labelled
)
SELECT key, kind, label_ar, label_en, count, form, 5, 1
FROM found JOIN corpus_facetvalue value USING (key) WHERE count > 0
"""


def named(kinds: Sequence[str], asked: Sequence[str], most: int = MOST) -> list[Named]:
    """The values of these kinds that one of the texts names or begins to name, best first.

    What the first text surely names or begins comes before what the next does.
    """
    folded = [_folded(text) for text in asked]
    return _found(
        _NAMED,
        {
            "kinds": list(kinds),
            "folded": folded,
            "heard": [heard_as(text)[:_LONGEST] for text in asked],
            "most": most,
        },
    )


def alike(kinds: Sequence[str], typed: str, most: int = MOST) -> list[Named]:
    """The values whose names are nearly written so, nearest first; articles do not count."""
    asked = bare(_folded(typed))
    nearest: dict[str, tuple[float, Named]] = {}
    parameters = {"kinds": list(kinds), "bare": asked, "least": str(_least_share(asked))}
    for one in _found(_ALIKE, parameters):
        score = ratio(asked, bare(fold(one.form)))
        if score >= max(_LEAST_LIKENESS, nearest.get(one.value.key, (0.0,))[0]):
            nearest[one.value.key] = score, one
    ranked = sorted(nearest.values(), key=lambda it: (-it[0], -it[1].value.count, it[1].value.key))
    return [one for _score, one in ranked[:most]]


def _least_share(typed: str) -> float:
    """The share of trigrams that two names have in common where one letter is another.

    It touches three trigrams of a name, so that short names may differ by more of themselves.
    """
    return min(max((len(typed) - 2) / (len(typed) + 4) - 0.001, 0.3), 0.4)


def commonest(kind: str, most: int = MOST) -> list[FacetValue]:
    """The values of a kind that most articles have."""
    values = FacetValue.objects.filter(kind=kind, count__gt=0)
    return list(values.order_by("-weight", "-count", "key")[:most])


def bare(folded: str) -> str:
    """A folded name without the articles of its words, as trigrams are kept of it."""
    return f" {folded}".replace(f" {ARTICLE}", " ").strip()


def _folded(text: str) -> str:
    return " ".join(fold(text.replace("\0", " ")).split())[:_LONGEST]


def _found(sql: str, parameters: dict[str, Any]) -> list[Named]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    return [
        Named(
            FacetValue(key=key, kind=kind, label_ar=arabic, label_en=english, count=count),
            form,
            Likeness(rank),
            nth - 1,
        )
        for key, kind, arabic, english, count, form, rank, nth in rows
    ]
