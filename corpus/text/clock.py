"""A time of day beside a date, in folded text, with the half of the day and the zone it names."""

import re
from datetime import UTC, time, timedelta, timezone
from typing import NamedTuple

from corpus.text.date_words import DATA, any_of, numbered, plain

_MORNING, _AFTERNOON = (
    frozenset(map(plain, DATA["clock"][half])) for half in ("morning", "afternoon")
)
_HOURS = numbered({offset[:3]: names for offset, names in DATA["zones"].items()})
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?$")
_NOON = 12
_CLOCK = (
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d{1,6})?)?(?!\d)"
    rf"(?: ?(?P<half>{any_of(_MORNING | _AFTERNOON)})(?!\w))?"
    rf"(?: ?\(?(?P<zone>{any_of(_HOURS)}(?: ?[+-]\d\d?(?::?\d\d)?)?|[+-]\d\d:?\d\d)(?!\w)\)?)?"
)
_AT = rf"(?:{any_of(DATA['clock']['at'])} {{1,3}})?"
_AFTER = re.compile(rf"(?: {{0,2}}t {{0,2}}| {{0,3}}[-–—|،,]? {{0,3}}){_AT}{_CLOCK}")
_BEFORE = re.compile(rf"{_CLOCK} {{0,3}}[-–—|،,]? {{0,3}}\Z")
_FARTHEST = 48


class Clock(NamedTuple):
    time: time
    start: int
    end: int


def clock_after(text: str, place: int) -> Clock | None:
    found = _AFTER.match(text, place)
    return Clock(_time(found), place, found.end()) if found else None


def clock_before(text: str, place: int) -> Clock | None:
    found = _BEFORE.search(text, max(0, place - _FARTHEST), place)
    return Clock(_time(found), found.start(), place) if found else None


def _time(found: re.Match[str]) -> time:
    hour = int(found["hour"])
    if found["half"] and hour <= _NOON:
        hour = hour % _NOON + _NOON * (plain(found["half"]) in _AFTERNOON)
    return time(hour, int(found["minute"]), tzinfo=_zone(found["zone"] or ""))


def _zone(written: str) -> timezone:
    """A time without a zone is read as UTC."""
    offset = _OFFSET.search(written)
    if not offset:
        return timezone(timedelta(hours=_HOURS[plain(written)])) if written else UTC
    minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
    return timezone(timedelta(minutes=min(minutes, 23 * 60)) * (-1 if offset["sign"] == "-" else 1))
