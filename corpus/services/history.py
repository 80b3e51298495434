"""The history's only writer: one event for one change by a person."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from corpus.models import Event, User

State = Mapping[str, Any]
LONGEST_KEY = 300


def record(
    *,
    by: User | None,
    verb: str,
    object_type: str,
    object_key: str,
    before: State | None,
    after: State | None,
    article_key: str = "",
    batch: uuid.UUID | None = None,
    undoes: Event | None = None,
    request_key: str = "",
) -> Event:
    """Write down a change with the object's state on both sides, null where it did not exist."""
    return Event.objects.create(
        at=timezone.now(),
        by=by,
        verb=verb,
        object_type=object_type,
        object_key=object_key[:LONGEST_KEY],
        article_key=article_key,
        before=before,
        after=after,
        batch=batch or uuid.uuid4(),
        undoes=undoes,
        request_key=request_key,
    )
