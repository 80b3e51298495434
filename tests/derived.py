"""Everything that is derived from captures, by permanent keys: equal whoever made it, and when."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Value
from django.db.models.functions import Coalesce

from annotations.models import (
    AttributionStep,
    BoardRow,
    Claim,
    ClaimMention,
    CountedClaim,
    Figure,
)
from corpus.models import (
    ArticleIndex,
    Capture,
    Copy,
    FacetValue,
    Fingerprint,
    Segment,
    Story,
    StoryArticle,
    SurfaceLemma,
)


def derived() -> dict[str, list[Any]]:
    """The rows of every derived table, by the table's name."""
    tables = {
        "current": _rows(Capture.objects.filter(is_current=True), "page__key", "sha256"),
        "labels": _rows(
            Segment.objects, "article__key", "capture__sha256", "start", "end", "kind", "rule"
        ),
        "index": _rows(
            ArticleIndex.objects, "article__key", "lexemes", "facets", "sorted_at", "version"
        ),
        "facets": _rows(
            FacetValue.objects.exclude(count=0), "key", "kind", "label_ar", "label_en", "count"
        ),
        "lemmas": _rows(SurfaceLemma.objects, "surface", "lemma"),
        "signatures": _rows(Fingerprint.objects, "article__key", "signature", "version"),
        "copies": _rows(Copy.objects, "article__key", "original__key", "jaccard", "version"),
        "stories": _rows(Story.objects, "key", "shared", "version"),
        "told": _rows(StoryArticle.objects, "story__key", "article__key"),
        "claims": _rows(Claim.objects, "key", "statement_ar", "origin"),
        "mentions": _rows(
            ClaimMention.objects.annotate(whom=Coalesce("origin__key", Value(""))),
            *("mark__article__key", "mark__claim__key", "stance", "certainty", "whom"),
        ),
        "steps": _rows(
            AttributionStep.objects.annotate(whom=Coalesce("source__key", Value(""))),
            *("mention__mark__article__key", "mention__mark__claim__key", "ordinal", "whom", "how"),
        ),
        "figures": _rows(
            Figure.objects, "mention__mark__claim__key", "ordinal", "value", "unit", "metric"
        ),
        "board": _rows(
            BoardRow.objects.annotate(
                of=Coalesce("question__key", "claim__key"),
            ),
            *("of", "claims", "mentions", "origins", "contested", "facets"),
        ),
        "counted": _rows(
            CountedClaim.objects,
            *("claim__key", "mentions", "articles", "outlets", "origins", "unattributed"),
            *("hearsay", "resting"),
        ),
    }
    return {**tables, "search indexes": _search_indexes()}


def _rows(rows: Any, *names: str) -> list[tuple[Any, ...]]:
    return sorted(_plain(row) for row in rows.values_list(*names))


def _plain(row: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(bytes(it) if isinstance(it, memoryview) else it for it in row)


def _search_indexes() -> list[str]:
    with connection.cursor() as cursor:
        here = connection.introspection.get_constraints(cursor, ArticleIndex._meta.db_table)
    return sorted(here)
