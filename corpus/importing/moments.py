"""Dates as structured sources write them: ISO, RFC 822, seconds since 1970, or in words."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from corpus.text.dates import FoundDate, find_dates

_SECONDS, _MILLISECONDS = re.compile(r"-?\d{9,10}(?:\.\d+)?"), re.compile(r"\d{12,13}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_DAY = re.compile(r"\d{8}|\d{4}-\d{2}-\d{2}")
_YEARS = range(1900, 2101)
_LONGEST = 100


def moment_of(written: str) -> FoundDate | None:
    """The date of a field, a time without a zone read as UTC; a relative one has no value yet."""
    text = written.strip()[:_LONGEST]
    try:
        value, precision = _by_clock(text) or _by_format(text)
    except (ValueError, TypeError, OverflowError, OSError):
        dates = find_dates(text)
        return next((date for date in dates if date.value), next(iter(dates), None))
    if value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    return FoundDate(0, len(text), value, precision) if value.year in _YEARS else None


Precision = Literal["minute", "day", "month"]


def _by_clock(text: str) -> tuple[datetime, Precision] | None:
    if _MILLISECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, UTC), "minute"
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(float(text), UTC), "minute"
    return None


def _by_format(text: str) -> tuple[datetime, Precision]:
    if _MONTH.fullmatch(text):
        return datetime.fromisoformat(text + "-01"), "month"
    if _DAY.fullmatch(text):
        return datetime.fromisoformat(text), "day"
    try:
        return datetime.fromisoformat(text), "minute"
    except ValueError:
        return parsedate_to_datetime(text), "minute"
