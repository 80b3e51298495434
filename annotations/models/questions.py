"""Questions, and the propositions that answer them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corpus.models import Entity, Topic


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
        return self.name

    @property
    def name(self) -> str:
        """The question in the interface's language, else in Arabic."""
        return (get_language() == "en" and self.text_en) or self.text_ar


class Claim(models.Model):
    """A proposition, an answer to a question.

    `merged_into` is set when somebody found it to be the same as another; what carries its key is
    read through the merge. One that a rule made (`origin`) goes when nothing refers to it.
    """

    key = models.CharField(max_length=100, unique=True)
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    subject = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    statement_ar = models.TextField()
    statement_en = models.TextField(blank=True)
    scope = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=40, default="person")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(statement_ar=""), name="%(app_label)s_%(class)s_says_something"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="%(app_label)s_%(class)s_not_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("annotations:claim-detail", args=[self.key])

    @property
    def name(self) -> str:
        """The statement in the interface's language, else in Arabic."""
        return (get_language() == "en" and self.statement_en) or self.statement_ar
