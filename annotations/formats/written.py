"""How the export writes what every record has: moments, numbers and places."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from annotations.services.mentions import plain

Record = dict[str, Any]


def moment(value: datetime | None) -> str | None:
    """A point in time as the export writes it."""
    return value.isoformat() if value else None


def anchor(start: int | None, end: int | None, quote: str) -> Record | None:
    """A place with its quote, or null."""
    return {"start": start, "end": end, "quote": quote} if start is not None else None


def number(value: Decimal | None) -> int | float | str | None:
    """A JSON number, whole where whole; digits as a string where no double is as exact."""
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else plain(value)
