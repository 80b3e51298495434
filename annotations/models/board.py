"""The claim board as it is read: a row for each group of claims and for each mention that counts.

Derived, made again by rebuild.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from annotations.models.claims import OriginKind
from annotations.models.marks import Mark
from annotations.models.questions import Claim, Question
from corpus.models import Article, Capture, Entity, Source


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


# One statement writes these rows from those that they point to: millions of checks find nothing.
_POINTING: dict[str, Any] = {"on_delete": models.CASCADE, "db_constraint": False}
_BLIND: dict[str, Any] = {**_POINTING, "related_name": "+", "db_index": False}


class CountedMention(models.Model):
    """A mention that counts: by a person, in an article that stands; with all it is counted by.

    What a claim of thousands of mentions is asked for is read here, in narrow rows that stand
    together, and not joined of six tables. `claim` is read through merges and so is `outlet`;
    `origin` names whom `source` stands for, once however many repeat it; `original` is what the
    article copies, else the article; `at` is its publication, or NEVER where it has no date.
    """

    capture = models.ForeignKey(Capture, **_BLIND)
    mark = models.ForeignKey(Mark, related_name="counted", **_POINTING)
    claim = models.ForeignKey(Claim, related_name="counted", db_index=False, **_POINTING)
    article = models.ForeignKey(Article, related_name="+", **_POINTING)
    original = models.ForeignKey(Article, **_BLIND)
    outlet = models.ForeignKey(Entity, null=True, **_BLIND)
    source = models.ForeignKey(Source, null=True, **_BLIND)
    origin = models.CharField(max_length=80, blank=True)
    origin_kind = models.CharField(max_length=8, choices=OriginKind)
    at = models.DateTimeField()
    said = models.DateField(null=True)
    facets = ArrayField(models.CharField(max_length=150), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "mark"], name="%(app_label)s_%(class)s_once"
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "at", "mark"], name="annotations_counted_in_order"),
            models.Index(fields=["claim", "-mark"], name="annotations_counted_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.mark_id} of {self.claim_id}"


class CountedClaim(models.Model):
    """A claim in the numbers of its mentions that count, however many thousands they are.

    `origins` are independent ones; `unattributed` and `hearsay` count articles. `sources` are the
    few that most articles rest on, each with how many do in `resting`.
    """

    claim = models.OneToOneField(Claim, related_name="counts", on_delete=models.CASCADE)
    mentions = models.PositiveIntegerField(default=0)
    articles = models.PositiveIntegerField(default=0)
    outlets = models.PositiveIntegerField(default=0)
    published = models.DateTimeField(null=True)
    published_last = models.DateTimeField(null=True)
    said = models.DateField(null=True)
    said_last = models.DateField(null=True)
    origins = models.PositiveIntegerField(default=0)
    unattributed = models.PositiveIntegerField(default=0)
    hearsay = models.PositiveIntegerField(default=0)
    sources = ArrayField(models.BigIntegerField(), default=list)
    resting = ArrayField(models.PositiveIntegerField(), default=list)

    def __str__(self) -> str:
        return f"{self.mentions} of {self.claim_id}"
