"""What a reader filters by, piece by piece: what each piece says, and the state without it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from corpus.filters import Filters

# What the kinds of facets are called.
HEADINGS = {
    "outlet": pgettext_lazy("who published", "Outlet"),
    "source": gettext_lazy("Cited source"),
    "entity": gettext_lazy("Entity"),
    "topic": gettext_lazy("Topic"),
    "has": gettext_lazy("Contains"),
    "state": gettext_lazy("Review"),
}

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chip:
    """A piece of the filters and how to do without it; a refused value keeps articles out."""

    label: str
    without: Filters
    refused: bool = False


def chips_of(filters: Filters, labels: Mapping[str, str]) -> list[Chip]:
    """The pieces of the filters in the order in which they are shown."""
    return list(_chips(filters, labels))


def _chips(filters: Filters, labels: Mapping[str, str]) -> Iterator[Chip]:
    if filters.text:
        yield Chip(f"«{filters.text}»", filters.without_text())
    for key in sorted(filters.chosen):
        yield Chip(_label(key, labels), filters.toggled(key))
    for key in sorted(filters.refused):
        yield Chip(_label(key, labels), filters.refusing(key), refused=True)
    if filters.has_days:
        yield Chip(days(filters.since, filters.until), filters.between(None, None))
    if filters.arrived_after:
        yield Chip(_("New since the last look"), filters.whole)


def days(since: date | None, until: date | None) -> str:
    """Days from the first to the last in words: whole months as such, one of them once."""
    by_month = (since is None or since.day == 1) and (until is None or (until + _DAY).day == 1)
    said = "YEAR_MONTH_FORMAT" if by_month else "DATE_FORMAT"
    first, last = (day and date_format(day, said) for day in (since, until))
    if first and last:
        return (
            first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
        )
    return _("from %(first)s") % {"first": first} if first else _("until %(last)s") % {"last": last}


def _label(key: str, labels: Mapping[str, str]) -> str:
    return labels.get(key) or key.partition(":")[2]
