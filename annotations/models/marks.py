"""Marks: every anchored annotation, proposed by a rule or made by a person."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corpus.models import Article, Capture, Entity, Source, Topic

if TYPE_CHECKING:
    from annotations.models.questions import Claim

SHARED_LAYER = "shared"
DECLINED = "declined"  # the origin of a source that was asked and gave no answer


class MarkKind(models.TextChoices):
    """What a mark says about its place."""

    ENTITY = "entity", _("Entity")
    SOURCE = "source", _("Source")
    TOPIC = "topic", _("Topic")
    CLAIM = "claim", _("Claim")


def _one_value() -> Q:
    """Exactly the value that the kind names is filled."""
    condition = Q()
    for kind in MarkKind.values:
        others = {f"{other}__isnull": other != kind for other in MarkKind.values}
        condition |= Q(kind=kind, **others)
    return condition


class Mark(models.Model):
    """An annotation: `by` is null while only a rule says so, and such rows may be rewritten.

    `covered` hides a suggestion that a decision covers. A mark without parts speaks of its
    whole article. What people made is never deleted: `removed_at` is set.
    """

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="marks")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=8, choices=MarkKind)
    entity = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="marks"
    )
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="marks"
    )
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="marks"
    )
    claim = models.ForeignKey(
        "annotations.Claim", null=True, blank=True, on_delete=models.PROTECT, related_name="marks"
    )
    layer = models.CharField(max_length=40, default=SHARED_LAYER)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(max_length=40)
    version = models.CharField(max_length=40, blank=True)
    score = models.FloatField(null=True, blank=True)
    covered = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_one_value(), name="%(app_label)s_%(class)s_one_value"
            ),
            models.CheckConstraint(
                condition=Q(by=None, at=None, removed_at=None)
                | Q(by__isnull=False, at__isnull=False, covered=False),
                name="%(app_label)s_%(class)s_suggested_or_made",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1),
                name="%(app_label)s_%(class)s_score_in_range",
            ),
        ]
        # Claims that thousands of articles make: their newest places, and the likeliest proposed.
        indexes = [
            models.Index(
                fields=["claim", "-id"],
                condition=Q(claim__isnull=False, by__isnull=False),
                name="annotations_mark_newest",
            ),
            models.Index(
                fields=["claim", "-score", "id"],
                condition=Q(claim__isnull=False, by=None, covered=False),
                name="annotations_mark_likeliest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value_key}"

    @property
    def value(self) -> "Entity | Source | Topic | Claim":
        """The one value that the kind names."""
        value: Entity | Source | Topic | Claim = getattr(self, self.kind)
        return value

    @property
    def value_key(self) -> str:
        """The value's permanent key; a topic's is its path."""
        return self.topic.path if self.topic else str(getattr(self, self.kind).key)


class MarkPart(models.Model):
    """One place of a mark, with its quote; the first is the main one.

    A statement-level trigger checks each quote against the capture (migration 0003).
    """

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="parts")
    ordinal = models.PositiveSmallIntegerField(default=0)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "mark", "ordinal"], name="%(app_label)s_%(class)s_ordinal_once"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="%(app_label)s_%(class)s_end_after_start"
            ),
        ]
        indexes = [models.Index(fields=["capture", "start"], name="annotations_part_place")]

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"
