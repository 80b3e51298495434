"""Where articles make claims: how, for whom, and with which figures."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.marks import Mark
from corpus.models import Capture, Source


class Mode(models.TextChoices):
    """How an article gives a claim."""

    DIRECT = "direct", _("Direct quotation")
    INDIRECT = "indirect", _("Paraphrase")
    MIXED = "mixed", _("Mixed")
    NARRATED = "narrated", _("In the writer's voice")


class Stance(models.TextChoices):
    """What the article does with a claim."""

    ASSERTS = "asserts", _("Asserts")
    REPORTS = "reports", _("Reports")
    QUOTES = "quotes", _("Quotes")
    DENIES = "denies", _("Denies")
    QUESTIONS = "questions", _("Questions")


class Certainty(models.TextChoices):
    """How certain the content is said to be."""

    CERTAIN = "certain", _("Certain")
    PROBABLE = "probable", _("Probable")
    POSSIBLE = "possible", _("Possible")


class Polarity(models.TextChoices):
    """Whether the content is affirmed or negated."""

    POSITIVE = "positive", _("Affirmed")
    NEGATIVE = "negative", _("Negated")


class OriginKind(models.TextChoices):
    """What stands at the far end of a mention's chain."""

    NAMED = "named", _("Named")
    UNNAMED = "unnamed", _("Unnamed")
    HEARSAY = "hearsay", _("Hearsay")  # a chain that ends in a step nobody names
    NONE = "none", _("Unattributed")


class ClaimMention(models.Model):
    """What a claim mark carries: how the article makes the claim at that place.

    `origin` and `origin_kind` follow from the chain (annotations.origins): the last named source,
    else the unnamed one. Hearsay and the page's own word have no origin and are counted apart.
    `overstates` is set on a headline that says more than the text below it. Derived, all three.
    """

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="mentions")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.NARRATED)
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.ASSERTS)
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.CERTAIN)
    polarity = models.CharField(max_length=10, choices=Polarity, default=Polarity.POSITIVE)
    said = models.DateField(null=True, blank=True)
    meant = models.DateField(null=True, blank=True)
    origin = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="originated"
    )
    origin_kind = models.CharField(
        max_length=8, choices=OriginKind, default=OriginKind.NONE, editable=False
    )
    overstates = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "mark"], name="%(app_label)s_%(class)s_once_per_mark"
            ),
            models.CheckConstraint(
                condition=Q(origin_kind__in=["named", "unnamed"], origin__isnull=False)
                | Q(origin_kind__in=["hearsay", "none"], origin=None),
                name="%(app_label)s_%(class)s_origin_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stance} {self.mark_id}"


class Known(models.TextChoices):
    """How a step of a chain is known."""

    EXPLICIT = "explicit", _("Named in the sentence")
    RESOLVED = "resolved", _("Resolved from the context")
    INFERRED = "inferred", _("Inferred from the page")


class AttributionStep(models.Model):
    """One hop of the chain from the nearest source (ordinal 0) to the origin.

    A step without a source is an unknown hop; no source stands twice in one chain. The cue and
    the `place` of the words that stand for the source (الصحيفة), where they are, are checked
    anchors. A step that is not explicit is a proposal until somebody has confirmed it.
    """

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    mention = models.ForeignKey(ClaimMention, on_delete=models.CASCADE, related_name="chain")
    ordinal = models.PositiveSmallIntegerField()
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    how = models.CharField(max_length=10, choices=Known)
    confirmed = models.BooleanField(default=False)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    place_start = models.PositiveIntegerField(null=True, blank=True)
    place_end = models.PositiveIntegerField(null=True, blank=True)
    place_quote = models.TextField(blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "mention", "ordinal"],
                name="%(app_label)s_%(class)s_ordinal_once",
            ),
            models.UniqueConstraint(
                fields=["capture", "mention", "source"],
                name="%(app_label)s_%(class)s_acyclic",
            ),
            models.CheckConstraint(
                condition=Q(start=None, end=None, quote="")
                | Q(start__isnull=False, end__gt=F("start")) & ~Q(quote=""),
                name="%(app_label)s_%(class)s_cue_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=Q(place_start=None, place_end=None, place_quote="")
                | Q(place_start__isnull=False, place_end__gt=F("place_start")) & ~Q(place_quote=""),
                name="%(app_label)s_%(class)s_place_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=Q(how__in=Known.values), name="%(app_label)s_%(class)s_how_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}: {self.source_id}"

    @property
    def is_open(self) -> bool:
        """Whether the step still waits for somebody to confirm it."""
        return self.how != Known.EXPLICIT and not self.confirmed


class Bound(models.TextChoices):
    """On which side of its value a figure lies."""

    EXACT = "exact", _("exactly")
    AT_LEAST = "at least", _("at least")
    AT_MOST = "at most", _("at most")
    ABOUT = "about", _("about")
    RANGE = "range", _("between")


class Figure(models.Model):
    """A number inside a claim mention, as printed (`quote`) and as read.

    `unit` is ISO 4217 for money, else a singular noun (GPU, hour, percent); `metric` says what
    is measured, `scope` what is counted in.
    """

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    mention = models.ForeignKey(ClaimMention, on_delete=models.CASCADE, related_name="figures")
    ordinal = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    value = models.DecimalField(max_digits=60, decimal_places=12)
    value_max = models.DecimalField(max_digits=60, decimal_places=12, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    bound = models.CharField(max_length=10, choices=Bound, default=Bound.EXACT)
    metric = models.CharField(max_length=100, blank=True)
    scope = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "mention", "ordinal"],
                name="%(app_label)s_%(class)s_ordinal_once",
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="%(app_label)s_%(class)s_end_after_start"
            ),
            models.CheckConstraint(
                condition=Q(bound="range", value_max__isnull=False, value_max__gt=F("value"))
                | ~Q(bound="range") & Q(value_max=None),
                name="%(app_label)s_%(class)s_range_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(bound__in=Bound.values), name="%(app_label)s_%(class)s_bound_known"
            ),
        ]

    def __str__(self) -> str:
        return self.quote
