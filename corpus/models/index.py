"""Derived tables that search and browse read; `manage.py rebuild` makes them again."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Floor, Ln
from django.utils.translation import get_language

from corpus.models.bare import without_articles
from corpus.models.publishing import Article, Capture

# The samples that are drawn from the index, in percent of the articles.
SAMPLES = (1, 10)


class ArticleIndex(models.Model):
    """An article as search sees it: lexemes with positions and the keys of its facets.

    `sorted_at` is the publication date, or the beginning of time where there is none, so that
    paging by key needs no nulls. corpus never asks what a facet key means; each is a lexeme too, so
    that words and facets are one question to one index. `bucket` is a hash of the article's key
    from 0 to 99, by which samples are drawn. `contested` says how many contradictions it has.
    """

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="index")
    lexemes = SearchVectorField()
    facets = ArrayField(models.CharField(max_length=150), default=list)
    sorted_at = models.DateTimeField()
    words = models.PositiveIntegerField(default=0)
    bucket = models.PositiveSmallIntegerField(default=0)
    contested = models.PositiveSmallIntegerField(default=0)
    version = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "article"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=Q(bucket__lt=100), name="%(app_label)s_%(class)s_bucket_in_range"
            ),
        ]
        indexes = [
            GinIndex(fields=["lexemes"], name="corpus_index_lexemes"),
            *(
                GinIndex(
                    fields=["lexemes"],
                    name=f"corpus_index_sample_{percent}",
                    condition=Q(bucket__lt=percent),
                )
                for percent in SAMPLES
            ),
            models.Index(fields=["-sorted_at", "-article"], name="corpus_index_newest"),
            models.Index(
                fields=["-contested", "-sorted_at", "-article"], name="corpus_index_contested"
            ),
        ]

    def __str__(self) -> str:
        return str(self.article_id)


class FacetValue(models.Model):
    """One value of a facet with its labels and how many articles carry it.

    The folded labels are what a reader's spelling is looked up by. `weight` tells common values
    from rare ones: an index of the count itself would be written anew at every article.
    """

    key = models.CharField(max_length=150, primary_key=True)
    kind = models.CharField(max_length=20)
    label_ar = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300)
    folded_ar = models.CharField(max_length=300, default="", editable=False)
    folded_en = models.CharField(max_length=300, default="", editable=False)
    bare_ar = without_articles("folded_ar")
    bare_en = without_articles("folded_en")
    count = models.PositiveIntegerField(default=0)
    weight = models.GeneratedField(
        expression=Cast(Floor(2 * Ln(F("count") + 1.0)), models.SmallIntegerField()),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(key__contains=":"), name="%(app_label)s_%(class)s_key_names_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "-weight"], name="corpus_facet_commonest"),
            models.Index(
                fields=["kind", "folded_ar"],
                opclasses=["varchar_ops", "varchar_pattern_ops"],
                name="corpus_facet_arabic",
            ),
            models.Index(
                fields=["kind", "folded_en"],
                opclasses=["varchar_ops", "varchar_pattern_ops"],
                name="corpus_facet_english",
            ),
            GinIndex(
                fields=["bare_ar", "bare_en"],
                opclasses=["gin_trgm_ops", "gin_trgm_ops"],
                fastupdate=False,
                name="corpus_facet_trigrams",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def label(self) -> str:
        """The label in the interface's language."""
        return self.label_en if get_language() == "en" else self.label_ar


class SurfaceLemma(models.Model):
    """The lemma of each folded surface form in the corpus.

    It spares web processes the morphology database and its loading.
    """

    surface = models.CharField(max_length=100, primary_key=True)
    lemma = models.CharField(max_length=100, db_index=True)

    def __str__(self) -> str:
        return f"{self.surface} → {self.lemma}"
