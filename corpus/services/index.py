"""Keep the derived index of the articles that stand: lexemes, facets, and counts of facet values.

Only articles that stand (of a current capture, not retired) have a row, so searching and counting
join nothing. `replace` makes the rows; `set_facets` follows what people decide in them.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from corpus.bulk import copy_rows
from corpus.models import Article, ArticleIndex, FacetValue, SurfaceLemma
from corpus.queries import UNDATED
from corpus.text.fold import fold
from corpus.text.lexemes import TextLexemes

_LONGEST_LABEL = 300
_LONGEST_SURFACE = 100
_MOST_REMEMBERED = 500_000  # some 100 MB

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
# What is known stays unless `_preferred` would say otherwise.
_LEARN_LEMMAS = """
INSERT INTO corpus_surfacelemma AS known (surface, lemma)
SELECT * FROM unnest(%s::text[], %s::text[])
ON CONFLICT (surface) DO UPDATE SET lemma = excluded.lemma
WHERE (excluded.lemma <> known.surface, excluded.lemma COLLATE "C")
    < (known.lemma <> known.surface, known.lemma COLLATE "C")
"""
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


class Lemmas:
    """The lemmas of surfaces that one run has stored: most words of a batch came before.

    Its run ends where a transaction fails, so what it remembers is stored.
    """

    def __init__(self) -> None:
        self._stored: dict[str, str] = {}

    def new(self, met: Mapping[str, str]) -> dict[str, str]:
        """Those that this run has not stored yet."""
        if len(self._stored) > _MOST_REMEMBERED:
            self._stored.clear()
        found = {
            surface: met[surface] for surface in met if self._stored.get(surface) != met[surface]
        }
        self._stored |= found
        return found


@transaction.atomic
def replace(derived: Sequence[Indexed], lemmas: Lemmas | None = None) -> None:
    """Index the articles that stand anew and forget those that do not; counts keep in step.

    The articles come with their captures. A run over many batches brings its lemmas along.
    """
    forget([it.article.pk for it in derived])
    standing = [it for it in derived if _stands(it.article)]
    _keep_labels({facet.key: facet for it in standing for facet in it.facets})
    facets = [sorted({facet.key for facet in it.facets}) for it in standing]
    copy_rows(
        ArticleIndex,
        ("capture", "article", "lexemes", "facets", "sorted_at", "version"),
        (
            (it.article.capture_id, it.article.pk, it.text.vector, keys, _sorted_at(it), it.version)
            for it, keys in zip(standing, facets, strict=True)
        ),
    )
    _add_to_counts(Counter(key for keys in facets for key in keys))
    _learn_lemmas((lemmas or Lemmas()).new(_lemmas([it.text.lemmas for it in standing])))


def _sorted_at(derived: Indexed) -> datetime:
    return derived.article.published or UNDATED


def set_facets(facets: Mapping[int, Sequence[Facet]]) -> None:
    """Replace the facets of indexed articles, by id, and keep counts and labels in step."""
    with transaction.atomic():
        rows = list(
            ArticleIndex.objects.filter(article__in=facets)
            .only("article_id", "facets")
            .order_by("article")
            .select_for_update()
        )
        _refuse_unindexed(facets.keys() - {row.article_id for row in rows})
        _keep_labels({facet.key: facet for row in rows for facet in facets[row.article_id]})
        changed, difference = [], Counter[str]()
        for row in rows:
            keys = sorted({facet.key for facet in facets[row.article_id]})
            if keys != row.facets:
                difference.update(keys)
                difference.subtract(row.facets)
                row.facets = keys
                changed.append(row)
        ArticleIndex.objects.bulk_update(changed, ["facets"], batch_size=500)
        _add_to_counts(difference)


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
def unlearn() -> None:
    """Drop what an older analyser said of words; indexing every text again learns it anew."""
    SurfaceLemma.objects.all().delete()


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
    with connection.cursor() as cursor:
        cursor.execute(_MISCOUNTED)
        miscounted = cursor.fetchall()
    return [
        *(f"article {article.key} stands and is not indexed" for article in missing),
        *(
            f"article {key} is indexed and does not stand"
            for key in fallen.values_list("article__key", flat=True)
        ),
        *(f"{key} is counted {kept} times, not {found}" for key, kept, found in miscounted),
    ]


def _stands(article: Article) -> bool:
    return article.capture.is_current and article.retired_at is None


def _lemmas(learned: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The lemma of every surface; of several, the same one in any order."""
    met: dict[str, str] = {}
    for lemmas in learned:
        for surface, lemma in lemmas.items():
            before = met.setdefault(surface, lemma)
            if before != lemma:
                met[surface] = _preferred(surface, lemma, before)
    return met


def _learn_lemmas(met: Mapping[str, str]) -> None:
    """Write down the lemmas of surfaces, in one order for all who write at once."""
    pairs = sorted(it for it in met.items() if len(it[0]) <= _LONGEST_SURFACE)
    if pairs:
        with connection.cursor() as cursor:
            cursor.execute(_LEARN_LEMMAS, list(map(list, zip(*pairs, strict=True))))


def _preferred(surface: str, *lemmas: str) -> str:
    """A word that is its own lemma is commoner than one with an ending: جامعة, not his mosque."""
    return min(lemmas, key=lambda lemma: (lemma != surface, lemma))


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
