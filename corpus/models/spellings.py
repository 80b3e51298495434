"""Spellings that may be aliases: what a rule found, derived, and what an admin refused for good."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from corpus.models.publishing import Article, Capture
from corpus.models.registry import Entity


class UnknownSpelling(models.Model):
    """The first place in an article of a spelling that may be one of an entity's name.

    `manage.py find_mentions` makes them again. What became an alias or was refused stays here and
    is passed over, so that taking such a decision back needs no derivation.
    """

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="+")
    folded = models.CharField(max_length=200, db_index=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.CharField(max_length=300)
    score = models.FloatField()
    version = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "article", "folded", "entity"],
                name="%(app_label)s_%(class)s_once",
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="%(app_label)s_%(class)s_end_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.quote


class RefusedSpelling(models.Model):
    """A remembered judgement that a folded spelling is none of an entity's name."""

    folded = models.CharField(max_length=200)
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="refused_spellings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["folded", "entity"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=~Q(folded=""), name="%(app_label)s_%(class)s_folded_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.folded} ≠ {self.entity_id}"
