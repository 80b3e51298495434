"""Months of publication as facets: what the bars over the list count."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, override

KIND = "month"
UNDATED_KEY = f"{KIND}:undated"


def key_of(published: datetime | None) -> str:
    """The key of the month, whatever the clock of the reader."""
    return f"{KIND}:{published:%Y-%m}" if published else UNDATED_KEY


@lru_cache(maxsize=2_000)
def labels_of(key: str) -> tuple[str, str]:
    """What the month is called, in Arabic and in English."""
    with override("ar"):
        arabic = _label(key)
    with override("en"):
        return arabic, _label(key)


def first_day(key: str) -> date | None:
    """The first day of a month by its key; None of the undated."""
    return None if key == UNDATED_KEY else date.fromisoformat(f"{key.partition(':')[2]}-01")


def _label(key: str) -> str:
    day = first_day(key)
    return date_format(day, "YEAR_MONTH_FORMAT") if day else gettext(gettext_noop("Undated"))
