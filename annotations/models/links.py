"""What claims have to do with each other, and what people hold of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.questions import Claim


class LinkKind(models.TextChoices):
    """What one claim, mention or figure is to another."""

    SAME = "same", _("The same claim")
    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Contradiction")
    SUPERSEDES = "supersedes", _("Supersedes")
    REFINES = "refines", _("Refines")
    COMPATIBLE = "compatible", _("No contradiction: different things measured")


class LinkBasis(models.TextChoices):
    """What a link rests on."""

    FIGURES = "figures", _("Their figures are apart")
    POLARITY = "polarity", _("One denies what the other says")
    EXCLUSION = "exclusion", _("Each leaves no room for the other")
    WORDS = "words", _("Words that cannot both hold")
    JUDGEMENT = "judgement", _("An editor's judgement")


class LinkStatus(models.TextChoices):
    """What became of a link."""

    SUGGESTED = "suggested", _("Suggested")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")


def _end(name: str) -> Q:
    """An end is a claim, or a mention of it by its place, or a figure of that mention."""
    claim = {f"{name}_article": "", f"{name}_start": None, f"{name}_end": None}
    place: dict[str, Any] = {
        f"{name}_start__isnull": False,
        f"{name}_end__isnull": False,
        f"{name}_end__gt": F(f"{name}_start"),
    }
    return Q(**claim, **{f"{name}_figure": None}) | Q(**place) & ~Q(**{f"{name}_article": ""})


class ClaimLink(models.Model):
    """A relation of two ends, one row for a pair: proposed by a rule, or what a person decided.

    An end is a claim; with the key of an article and a place in it, the mention that stands
    there; with a number too, that figure of the mention. Ends are natural keys, so a link
    survives every rebuild. `key` joins the keys of both ends, the lesser first; `a` supersedes or
    refines `b`.
    """

    key = models.CharField(max_length=400, unique=True)
    a_claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="links_from")
    a_article = models.CharField(max_length=20, blank=True)
    a_start = models.PositiveIntegerField(null=True, blank=True)
    a_end = models.PositiveIntegerField(null=True, blank=True)
    a_figure = models.PositiveSmallIntegerField(null=True, blank=True)
    b_claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="links_to")
    b_article = models.CharField(max_length=20, blank=True)
    b_start = models.PositiveIntegerField(null=True, blank=True)
    b_end = models.PositiveIntegerField(null=True, blank=True)
    b_figure = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=11, choices=LinkKind)
    basis = models.CharField(max_length=10, choices=LinkBasis, default=LinkBasis.JUDGEMENT)
    status = models.CharField(max_length=9, choices=LinkStatus)
    reason = models.TextField(blank=True)
    origin = models.CharField(max_length=40)
    score = models.FloatField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(null=True, blank=True)
    as_reviewer = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_end("a") & _end("b"), name="%(app_label)s_%(class)s_ends_are_whole"
            ),
            models.CheckConstraint(
                condition=Q(status="suggested", by=None, at=None)
                | Q(status__in=["accepted", "rejected"], by__isnull=False, at__isnull=False),
                name="%(app_label)s_%(class)s_suggested_or_decided",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LinkKind.values), name="%(app_label)s_%(class)s_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1),
                name="%(app_label)s_%(class)s_score_in_range",
            ),
        ]
        indexes = [
            models.Index(fields=["a_article"], name="annotations_link_a_article"),
            models.Index(fields=["b_article"], name="annotations_link_b_article"),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.kind} {self.key}"


class Remark(models.Model):
    """A word in the discussion of a link; taken back, not deleted."""

    link = models.ForeignKey(ClaimLink, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "by", "at"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="%(app_label)s_%(class)s_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Rating(models.TextChoices):
    """What checking a claim came to, from 1 (false) to 5 (true); 0 where it cannot be told."""

    TRUE = "true", _("Correct")
    MOSTLY_TRUE = "mostly true", _("Mostly correct")
    MIXED = "mixed", _("Partly correct")
    MISLEADING = "misleading", _("Misleading")
    FALSE = "false", _("Wrong")
    UNPROVEN = "unproven", _("Cannot be established")


class Assessment(models.Model):
    """What a person found a claim to be worth, apart from the stance of those who make it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assessments")
    rating = models.CharField(max_length=11, choices=Rating)
    rationale = models.TextField()
    evidence = models.URLField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "by"], name="%(app_label)s_%(class)s_one_a_person"
            ),
            models.CheckConstraint(
                condition=Q(rating__in=Rating.values), name="%(app_label)s_%(class)s_rating_known"
            ),
            models.CheckConstraint(
                condition=~Q(rationale=""), name="%(app_label)s_%(class)s_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.rating}"
