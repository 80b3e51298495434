"""Claims: questions, the propositions that answer them, where articles make them and for whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from annotations.models.marks import Mark
from corpus.models import Capture, Entity, Source


class Phase(models.TextChoices):
    """The phase of a model's life that a question is about."""

    TRAINING = "training", _("Training")
    INFERENCE = "inference", _("Inference")
    REASONING = "reasoning", _("Reasoning")
    BOTH = "both", _("Training and inference")
    UNCLEAR = "unclear", _("Unclear")
    NONE = "", _("Not applicable")


class Question(models.Model):
    """What claims are compared on: a subject, a metric and a phase."""

    key = models.CharField(max_length=100, unique=True)
    text_ar = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    subject = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT)
    metric = models.CharField(max_length=100, blank=True)
    phase = models.CharField(max_length=10, choices=Phase, blank=True)

    def __str__(self) -> str:
        return self.text_ar


class Claim(models.Model):
    """A proposition, an answer to a question."""

    key = models.CharField(max_length=100, unique=True)
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    statement_ar = models.TextField()
    statement_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(statement_ar=""), name="%(app_label)s_%(class)s_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The statement in the interface's language, else in Arabic."""
        return (get_language() == "en" and self.statement_en) or self.statement_ar


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


class ClaimMention(models.Model):
    """What a claim mark carries: how the article makes the claim at that place."""

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="mentions")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.NARRATED)
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.ASSERTS)
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.CERTAIN)
    polarity = models.CharField(max_length=10, choices=Polarity, default=Polarity.POSITIVE)
    said = models.DateField(null=True, blank=True)
    meant = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "mark"], name="%(app_label)s_%(class)s_once_per_mark"
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

    A step without a source is an unknown hop. The cue, where there is one, is a checked anchor.
    """

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    mention = models.ForeignKey(ClaimMention, on_delete=models.CASCADE, related_name="chain")
    ordinal = models.PositiveSmallIntegerField()
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    how = models.CharField(max_length=10, choices=Known)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "mention", "ordinal"],
                name="%(app_label)s_%(class)s_ordinal_once",
            ),
            models.CheckConstraint(
                condition=Q(start=None, end=None, quote="")
                | Q(start__isnull=False, end__gt=F("start")) & ~Q(quote=""),
                name="%(app_label)s_%(class)s_cue_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=Q(how__in=Known.values), name="%(app_label)s_%(class)s_how_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}: {self.source_id}"
