"""When an HTML page was published: what its markup states, checked against what it prints."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import lxml.html
from lxml import etree

from corpus.importing.moments import moment_of
from corpus.text.dates import FoundDate, find_dates

_LINKED_DATA = etree.XPath("//script[@type='application/ld+json']/text()", smart_strings=False)
_METAS, _TIMES = etree.XPath("//meta[@content]"), etree.XPath("//time[@datetime]")
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,80})"')
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_NAMES = frozenset(
    [
        "article:published_time",
        "og:published_time",
        "datepublished",
        "pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
        "publication_date",
        "article.published",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "parsely-pub-date",
        "sailthru.date",
    ]
)
_ZONE = re.compile(r"(?:\dZ|[+-]\d\d:?\d\d|GMT|UTC)\W*\Z", re.IGNORECASE)
# How far from the title the date of a page stands, before it and after it, and how much else
# stands on its line: one in the prose is of what the page tells.
_NEAR, _BESIDE = (600, 1200), 60


class Stated(NamedTuple):
    """A date that the markup gives, and whether it gives the zone of its time."""

    date: FoundDate
    zoned: bool


def stated_dates(tree: lxml.html.HtmlElement) -> list[Stated]:
    """Those that are said to be of publication, then those of a plain <time>."""
    plain = (time.get("datetime") for time in _TIMES(tree) if not time.get("itemprop"))
    return [each for written in (*_written(tree), *plain) if (each := _stated(written))]


def _written(tree: lxml.html.HtmlElement) -> Iterator[str]:
    for data in _LINKED_DATA(tree):
        for published in _PUBLISHED.findall(data):
            yield _ESCAPE.sub(lambda code: chr(int(code[1], 16)), published)
    for meta in _METAS(tree):
        if not _NAMES.isdisjoint(_names_of(meta)):
            yield meta.get("content")
    for time in _TIMES(tree):
        if not _NAMES.isdisjoint(_names_of(time)):
            yield time.get("datetime")


def _names_of(element: lxml.html.HtmlElement) -> list[str]:
    return [element.get(name, "").lower() for name in ("property", "name", "itemprop")]


def _stated(written: str) -> Stated | None:
    """A time of midnight is a day of which the time is not known."""
    date = moment_of(written)
    if date is None or date.value is None or date.precision not in ("minute", "day"):
        return None
    if date.precision == "minute" and (date.value.hour, date.value.minute) == (0, 0):
        date = FoundDate(date.start, date.end, date.value, "day")
    return Stated(date, bool(_ZONE.search(written)))


def published(stated: Sequence[Stated], guessed: str | None, visible: str, title: str) -> str:
    """The date that the markup states and the page prints, as exact as either knows it; a page
    that prints another day is believed, as is the markup of one that prints none."""
    printed = _printed(visible, title)
    days = [each for each in printed if each.value]
    near = days or [each.date for each in stated[:1]]
    agreeing = [each for each in stated if any(_apart(each.date, day) <= 1 for day in near)]
    same = [day for day in days if any(not _apart(each.date, day) for each in agreeing)]
    best = sorted([*agreeing, *(Stated(day, zoned=False) for day in same)], key=_vagueness)
    if best:
        return _iso(best[0].date)
    guess = moment_of(guessed) if guessed else None
    if guess:
        days = [day for day in days if not _apart(day, guess)] or days or [guess]
    if days:
        return _iso(days[0])
    return visible[printed[0].start : printed[0].end] if printed else ""


def _printed(visible: str, title: str) -> list[FoundDate]:
    """The dates on lines of their own around the title, wherever it stands, the nearest first."""
    places = [found.span() for found in re.finditer(re.escape(f"\n{title}\n"), visible)]
    near: dict[FoundDate, float] = {}
    for start, end in places or [(0, 0)]:
        first = visible.rfind("\n", 0, max(0, start - _NEAR[0])) + 1
        for date in find_dates(visible, first, end + _NEAR[1]):
            if date.precision != "month" and _stands_apart(visible, date):
                away = (start - date.end) / _NEAR[0], (date.start - end) / _NEAR[1]
                near[date] = min(max(away), near.get(date, 1.0))
    return sorted(near, key=lambda date: near[date])


def _stands_apart(visible: str, date: FoundDate) -> bool:
    first = visible.rfind("\n", 0, date.start) + 1
    return visible.find("\n", date.end) - first - (date.end - date.start) <= _BESIDE


def _apart(one: FoundDate, two: FoundDate) -> int:
    """How many days lie between the two."""
    return abs((one.value.date() - two.value.date()).days) if one.value and two.value else 0


def _vagueness(stated: Stated) -> tuple[bool, bool]:
    to_the_minute = stated.date.precision == "minute"
    return not (to_the_minute and stated.zoned), not to_the_minute


def _iso(date: FoundDate) -> str:
    if date.value is None:
        return ""
    if date.precision == "minute":
        return date.value.isoformat(timespec="minutes")
    return date.value.date().isoformat()
