"""Decisions: what a person accepted or rejected. Never derived."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.marks import SHARED_LAYER, MarkKind
from corpus.models import Capture


class Verdict(models.TextChoices):
    """What was decided."""

    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")


class Decision(models.Model):
    """One person's verdict on one value at one place, under a natural key.

    It has no foreign key to a suggestion, so it survives every rebuild. For a whole article
    `article_key` stands in for the place. `value_key` is the value's permanent key at the time;
    readers follow merges from it. One made `as_reviewer` holds against others' later ones.
    """

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="decisions")
    article_key = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=8, choices=MarkKind)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    value_key = models.CharField(max_length=120)
    verdict = models.CharField(max_length=8, choices=Verdict)
    layer = models.CharField(max_length=40, default=SHARED_LAYER)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    origin = models.CharField(max_length=40)
    score = models.FloatField(null=True, blank=True)
    as_reviewer = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "capture",
                    "article_key",
                    "kind",
                    "start",
                    "end",
                    "value_key",
                    "layer",
                    "by",
                ],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_natural_key",
            ),
            models.CheckConstraint(
                condition=Q(article_key="", start__isnull=False, end__gt=F("start")) & ~Q(quote="")
                | ~Q(article_key="") & Q(start=None, end=None, quote=""),
                name="%(app_label)s_%(class)s_place_or_article",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values),
                name="%(app_label)s_%(class)s_verdict_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.kind} {self.value_key}"

    def weight(self) -> tuple[bool, datetime, int]:
        """Greater than that of the decisions that it holds against: a reviewer's, then the latest."""
        return self.as_reviewer, self.at, self.pk
