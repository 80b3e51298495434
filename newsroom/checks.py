"""System checks that a wrong installation does not get past; `migrate` runs them."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from newsroom import health


@register(Tags.database)
def arabic_trigrams(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Search for parts of Arabic words needs a database whose locale knows Arabic letters."""
    return [
        Error(health.NO_TRIGRAMS, obj=alias, id="newsroom.E001")
        for alias in databases or []
        if not health.has_arabic_trigrams(connections[alias])
    ]
