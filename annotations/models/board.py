"""The claim board as it is read: one row for each group of claims. Derived, made again by rebuild."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from annotations.models.questions import Claim, Question


class BoardRow(models.Model):
    """A question with the claims that answer it, or a claim that answers none, in numbers.

    Only claims count that a person has accepted somewhere. `origins` are independent ones,
    `contested` and `undecided` the contradictions that stand, decided or not, and those that
    wait for a verdict. `facets` are what the board is filtered by: `entity:…`, `metric:…`,
    `topic:…`, `outlet:…`, `origin:…`, `state:contested`, `state:undecided`,
    `state:overstated`.
    """

    question = models.OneToOneField(
        Question, null=True, blank=True, on_delete=models.CASCADE, related_name="row"
    )
    claim = models.OneToOneField(
        Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="row"
    )
    claims = models.PositiveIntegerField()
    mentions = models.PositiveIntegerField()
    articles = models.PositiveIntegerField()
    origins = models.PositiveIntegerField()
    contested = models.PositiveIntegerField()
    undecided = models.PositiveIntegerField()
    newest = models.DateTimeField()
    facets = ArrayField(models.CharField(max_length=150), default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(question=None, claim__isnull=False)
                | Q(question__isnull=False, claim=None),
                name="%(app_label)s_%(class)s_of_one_group",
            ),
        ]
        indexes = [
            GinIndex(fields=["facets"], fastupdate=False, name="annotations_board_facets"),
            models.Index(
                fields=["-contested", "-newest", "-id"], name="annotations_board_contested"
            ),
            models.Index(fields=["-newest", "-id"], name="annotations_board_newest"),
            models.Index(fields=["-origins", "-newest", "-id"], name="annotations_board_origins"),
        ]

    def __str__(self) -> str:
        return str(self.question or self.claim)
