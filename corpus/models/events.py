"""The history: one row for every change by a person, never altered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One change: who, when, what, before and after. A trigger refuses update and delete.

    `batch` joins the events of one step of work, so that undo takes them back together.
    `request_key` is the client's idempotency key: a repeated post finds its first event.
    """

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verb = models.CharField(max_length=30)
    object_type = models.CharField(max_length=30)
    object_key = models.CharField(max_length=300, db_index=True)
    article_key = models.CharField(max_length=20, blank=True, db_index=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    batch = models.UUIDField(default=uuid.uuid4)
    undoes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    request_key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "request_key"],
                condition=~Q(request_key=""),
                name="%(app_label)s_%(class)s_request_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_key}"
