"""Keep the derived index of the articles that stand: lexemes, facets, and counts of facet values.

Only articles that stand (of a current capture, not retired) have a row, so searching and counting
join nothing. `replace` makes the rows; `set_facets` follows what people decide in them.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from corpus import months
from corpus.bulk import copy_rows
from corpus.models import Article, ArticleIndex, FacetValue
from corpus.ordering import UNDATED
from corpus.services.lemmas import Lemmas
from corpus.text.fold import fold
from corpus.text.lexemes import ANY, TextLexemes, byline_lexemes, facet_lexeme, tenth_lexeme

_LONGEST_LABEL = 300

# Row locks are taken in the order of keys, here and in _keep_labels, so that two imports at once
# wait for each other and never in a circle.
_ADD_TO_COUNTS = """
WITH change AS (SELECT * FROM unnest(%s::text[], %s::int[]) AS change (key, difference)),
held AS (
    SELECT v.key FROM corpus_facetvalue v JOIN change USING (key) ORDER BY v.key FOR UPDATE OF v
)
UPDATE corpus_facetvalue v SET count = v.count + change.difference
FROM change JOIN held USING (key) WHERE v.key = change.key
"""
_SET_FACETS = """
UPDATE corpus_articleindex SET facets = %s::varchar[], contested = %s,
    lexemes = ts_delete(lexemes, %s::text[]) || array_to_tsvector(%s::text[])
WHERE id = %s
"""
_WRITTEN = ("capture", "article", "lexemes", "facets")
_NO_WRITERS = "LOCK TABLE corpus_facetvalue IN SHARE ROW EXCLUSIVE MODE"
_RECOUNT = """
WITH counted AS (
    SELECT key, count(*) FROM corpus_articleindex, unnest(facets) AS key GROUP BY key
)
UPDATE corpus_facetvalue v SET count = coalesce(counted.count, 0)
FROM corpus_facetvalue w LEFT JOIN counted USING (key)
WHERE v.key = w.key AND v.count <> coalesce(counted.count, 0)
"""
_MISCOUNTED = """
WITH counted AS (
    SELECT key, count(*) FROM corpus_articleindex, unnest(facets) AS key GROUP BY key
)
SELECT key, coalesce(v.count, 0), coalesce(counted.count, 0)
FROM corpus_facetvalue v FULL JOIN counted USING (key)
WHERE coalesce(v.count, 0) <> coalesce(counted.count, 0) ORDER BY key
"""
# Rows whose facets are not the lexemes that they are found by.
_UNLIKE = """
SELECT a.key FROM corpus_articleindex i JOIN corpus_article a ON a.id = i.article_id
WHERE ARRAY(SELECT 'f:' || key FROM unnest(i.facets) AS key ORDER BY key COLLATE "C")
    <> ARRAY(SELECT lexeme FROM unnest(tsvector_to_array(i.lexemes)) AS lexeme
             WHERE lexeme COLLATE "C" BETWEEN 'f:' AND 'f;' ORDER BY lexeme COLLATE "C")
ORDER BY a.key
"""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that articles can be filtered by; its kind is what stands before the colon."""

    key: str
    label_ar: str
    label_en: str

    @property
    def kind(self) -> str:
        """What the key is a value of."""
        return self.key.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Indexed:
    """An article with what its text gave and what it can be filtered by."""

    article: Article
    text: TextLexemes
    version: str
    facets: Sequence[Facet] = ()
    contested: int = 0


@transaction.atomic
def replace(derived: Sequence[Indexed], lemmas: Lemmas | None = None) -> None:
    """Index the articles that stand anew and forget those that do not; counts keep in step.

    The articles come with their captures. A run over many batches brings its lemmas along.
    """
    forget([it.article.pk for it in derived])
    standing = [it for it in derived if _stands(it.article)]
    facets = [_with_month(it.facets, _sorted_at(it.article)) for it in standing]
    _keep_labels({key: facet for found in facets for key, facet in found.items()})
    copy_rows(
        ArticleIndex,
        (*_WRITTEN, "sorted_at", "words", "bucket", "contested", "version"),
        (
            (
                *(it.article.capture_id, it.article.pk, _vector(it, found), list(found)),
                *(_sorted_at(it.article), it.text.words, bucket_of(it.article.key)),
                *(it.contested, it.version),
            )
            for it, found in zip(standing, facets, strict=True)
        ),
    )
    _add_to_counts(Counter(key for found in facets for key in found))
    (lemmas or Lemmas()).learn([it.text.lemmas for it in standing])


def bucket_of(article_key: str) -> int:
    """The sample that an article is drawn into: the same on every machine."""
    return _drawn(article_key) % 100


def tenth_of(article_key: str) -> int:
    """The tenth of its sample that an article is in."""
    return _drawn(article_key) // 100 % 10


def _drawn(article_key: str) -> int:
    return int(hashlib.sha256(article_key.encode()).hexdigest()[:8], 16)


def _sorted_at(article: Article) -> datetime:
    return article.published or UNDATED


def _with_month(facets: Iterable[Facet], published: datetime) -> dict[str, Facet]:
    """The facets by key with the month of publication, in the order of keys."""
    month = months.key_of(None if published == UNDATED else published)
    found = {facet.key: facet for facet in (*facets, Facet(month, *months.labels_of(month)))}
    return dict(sorted(found.items()))


def _vector(indexed: Indexed, keys: Iterable[str]) -> str:
    facets = map(facet_lexeme, keys)
    tenth = tenth_lexeme(tenth_of(indexed.article.key))
    byline = byline_lexemes(indexed.article.author)
    return " ".join([indexed.text.vector, ANY, tenth, *byline, *facets])


def set_facets(
    facets: Mapping[int, Sequence[Facet]], contested: Mapping[int, int] | None = None
) -> None:
    """Replace the facets of indexed articles, by id, and keep counts and labels in step."""
    with transaction.atomic():
        rows = _held(facets.keys())
        _refuse_unindexed(facets.keys() - {row.article_id for row in rows})
        found = {row.article_id: _with_month(facets[row.article_id], row.sorted_at) for row in rows}
        _keep_labels({key: facet for each in found.values() for key, facet in each.items()})
        difference = Counter[str]()
        for row in rows:
            keys = list(found[row.article_id])
            times = (contested or {}).get(row.article_id, 0)
            if keys != row.facets or times != row.contested:
                difference.update(keys)
                difference.subtract(row.facets)
                _rewrite(row, keys, times)
        _add_to_counts(difference)


def hold(articles: Iterable[Article]) -> None:
    """Let nobody else change what is known of these articles until the transaction ends."""
    _held({it.pk for it in articles})


def _held(article_ids: Collection[int]) -> list[ArticleIndex]:
    """The rows of these articles; one that was made anew while we waited is asked for again."""
    rows = (
        ArticleIndex.objects.only("article_id", "facets", "sorted_at", "contested")
        .order_by("article")
        .select_for_update()
    )
    here = list(rows.filter(article__in=article_ids))
    if missing := set(article_ids) - {row.article_id for row in here}:
        here += rows.filter(article__in=missing)
    return here


def _rewrite(row: ArticleIndex, keys: list[str], contested: int) -> None:
    """Replace the facets of a row, which are lexemes too."""
    gone = [f"f:{key}" for key in row.facets]
    come = [f"f:{key}" for key in keys]
    with connection.cursor() as cursor:
        cursor.execute(_SET_FACETS, [keys, contested, gone, come, row.pk])


def forget(article_ids: Collection[int]) -> None:
    """Take articles out of the index, as when a newer capture supersedes them."""
    if not article_ids:
        return
    with transaction.atomic():
        rows = ArticleIndex.objects.filter(article__in=article_ids).select_for_update()
        difference = Counter[str]()
        for keys in rows.values_list("facets", flat=True):
            difference.subtract(keys)
        rows.delete()
        _add_to_counts(difference)


@transaction.atomic
def recount() -> None:
    """Count every facet value anew from the index; values that no article carries go."""
    with connection.cursor() as cursor:
        cursor.execute(_NO_WRITERS)
        cursor.execute(_RECOUNT)
    FacetValue.objects.filter(count=0).delete()


def drift() -> list[str]:
    """Name what differs between the index, the articles that stand and the counts."""
    standing = Article.objects.current()
    missing = standing.exclude(pk__in=ArticleIndex.objects.values("article")).order_by("key")
    fallen = ArticleIndex.objects.exclude(article__in=standing).order_by("article__key")
    return [
        *(f"article {article.key} stands and is not indexed" for article in missing),
        *(
            f"article {key} is indexed and does not stand"
            for key in fallen.values_list("article__key", flat=True)
        ),
        *(f"article {key} has other facets as lexemes" for (key,) in _asked(_UNLIKE)),
        *(
            f"{key} is counted {kept} times, not {found}"
            for key, kept, found in _asked(_MISCOUNTED)
        ),
    ]


def _asked(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _stands(article: Article) -> bool:
    return article.capture.is_current and article.retired_at is None


def _refuse_unindexed(article_ids: Collection[int]) -> None:
    """Facets of articles that do not stand are not kept; one that stands must have its row."""
    forgotten = Article.objects.current().filter(pk__in=article_ids)
    keys = sorted(forgotten.values_list("key", flat=True)) if article_ids else []
    if keys:
        raise ValueError(f"only indexed articles have facets: {', '.join(keys)}")


def _keep_labels(facets: Mapping[str, Facet]) -> None:
    """Write the values that are new or labelled otherwise than before, in one order for all."""
    known = FacetValue.objects.in_bulk(list(facets))
    values = [
        FacetValue(
            key=key,
            kind=facet.kind,
            label_ar=facet.label_ar[:_LONGEST_LABEL],
            label_en=facet.label_en[:_LONGEST_LABEL],
            folded_ar=fold(facet.label_ar)[:_LONGEST_LABEL],
            folded_en=fold(facet.label_en)[:_LONGEST_LABEL],
        )
        for key, facet in sorted(facets.items())
    ]
    FacetValue.objects.bulk_create(
        [value for value in values if _labels(value) != _labels(known.get(value.key))],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["label_ar", "label_en", "folded_ar", "folded_en"],
    )


def _labels(value: FacetValue | None) -> tuple[str, ...] | None:
    return (value.label_ar, value.label_en, value.folded_ar, value.folded_en) if value else None


def _add_to_counts(difference: Counter[str]) -> None:
    changes = sorted((key, change) for key, change in difference.items() if change)
    if changes:
        keys, counts = zip(*changes, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(_ADD_TO_COUNTS, [list(keys), list(counts)])
