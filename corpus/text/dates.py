"""Dates as a page prints them: strict absolute dates of three calendars, and relative ones."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Literal, NamedTuple

from corpus.text.calendars import gregorian_day, hijri_day, solar_day
from corpus.text.clock import clock_after, clock_before
from corpus.text.date_words import (
    DATA,
    DAY,
    MONTH,
    MONTHS,
    OF_MONTH,
    ON_WEEKDAY,
    FoundDate,
    Precision,
    any_of,
    day_of,
    first_letters,
    letters_of,
    listed,
    numbered,
    plain,
)
from corpus.text.fold import fold, fold_with_map
from corpus.text.relative_dates import may_be_relative, relative_dates, resolved

__all__ = ["DATA", "FoundDate", "Precision", "find_dates", "resolved"]

Calendar = Literal["gregorian", "hijri", "solar"]
_DAY_OF = {"gregorian": gregorian_day, "hijri": hijri_day, "solar": solar_day}
_NAMES: dict[Calendar, dict[str, int]] = {
    "gregorian": MONTHS,
    "hijri": numbered(DATA["hijri_months"]),
    "solar": numbered(DATA["solar_months"]),
}
_HINTS = {calendar: first_letters(names) for calendar, names in _NAMES.items()}
_GREGORIAN = range(1900, 2101)
_SOLAR = range(DATA["solar_years"]["first"], DATA["solar_years"]["last"] + 1)

_ERA = "(?: ?(?:" + "|".join(
    rf"(?P<{name}>{any_of(DATA['eras'][name])})" for name in ("hijri", "gregorian")
) + r")(?!\w))?"  # fmt: skip
_YEAR, _OTHER_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)", r"(?P<year>1[34]\d\d)(?!\d)"
_COMMA = r" {0,3}[,،.]? {0,3}"
_OF_YEAR = rf"{_COMMA}(?:[-/] ?|{any_of(DATA['between']['month_year'])} {{1,3}})?"


def _months(months: str) -> str:
    """The month, and once more by its other name: كانون الثاني/ يناير, أيار (مايو)."""
    return rf"(?P<month>{months})(?:\.|(?: ?[/–-] ?| ?\( ?)(?P<also>{months})(?: ?\))?)?(?!\w)"


def _named(months: str, year: str) -> str:
    return f"{DAY}{OF_MONTH}{_months(months)}{_OF_YEAR}{year}{_ERA}"


_NUMBER = r" ?(?P<sign>[-/.]) ?(?P<number>\d{1,2}) ?(?P=sign) ?"
_END = rf"(?!\d|[-/.]\d){_ERA}"
_DIGITS = (
    re.compile(rf"(?<![\d/.-])(?P<year>\d{{4}}){_NUMBER}(?P<day>\d{{1,2}}){_END}"),
    re.compile(rf"(?<!\d[-/.])(?<![\d.,+])(?P<day>\d{{1,2}}){_NUMBER}(?P<year>\d{{4}}){_END}"),
)
_MONTH_FIRST = r" {0,3}(?P<day>\d{1,2})(?!\d)(?:st|nd|rd|th)?"
_WORDS: tuple[tuple[Calendar, re.Pattern[str]], ...] = (
    ("gregorian", re.compile(_named(MONTH, _YEAR))),
    ("hijri", re.compile(_named(listed(DATA["hijri_months"]), _OTHER_YEAR))),
    ("solar", re.compile(_named(listed(DATA["solar_months"]), _OTHER_YEAR))),
    ("gregorian", re.compile(rf"(?<!\w){_months(MONTH)}{_MONTH_FIRST}{_COMMA}{_YEAR}")),
    ("gregorian", re.compile(rf"(?<!\w){_months(MONTH)}{_OF_YEAR}{_YEAR}{_ERA}")),
)
_DIGITS_OF_A_YEAR = re.compile(r"\d{4}")
_WEEKDAY_BEFORE = re.compile(ON_WEEKDAY + r"[ ،,:|/–-]{0,3}\Z")
_LONGEST_WEEKDAY = 24
_MIDNIGHT = time(tzinfo=UTC)
# Between two dates that are one: 28 محرم 1446 هـ الموافق السبت 3 أغسطس 2024.
_BESIDE = re.compile(
    rf"[ ()\[\]،,/|.=:–—-]{{0,6}}(?:{any_of(DATA['between']['same_day'])}[ :،]{{0,3}})?"
    rf"(?:{ON_WEEKDAY}[ ،,:-]{{0,3}})?"
)


class _Candidate(NamedTuple):
    """A date in folded text; an unsure one is one only beside another of the same day."""

    start: int
    end: int
    day: date
    precision: Precision
    calendar: Calendar
    sure: bool = True


def find_dates(raw: str, start: int = 0, end: int | None = None) -> list[FoundDate]:
    """Every date with a year, and every relative one, in the order of the text."""
    if not _may_have_dates(fold(raw[start:end])):
        return []
    folded = fold_with_map(raw[start:end])
    text = folded.text
    found = [_in_full(text, each) for each in _absolute(text)]
    for relative in relative_dates(text):
        if not any(relative.start < each.end and each.start < relative.end for each in found):
            found.append(relative)
    return [
        FoundDate(start + first, start + last, each.value, each.precision, each.back)
        for each in sorted(found, key=lambda each: each.start)
        for first, last in (folded.raw_span(each.start, each.end),)
    ]


def _may_have_dates(text: str) -> bool:
    """By its digits and words alone, as most lines have none."""
    return bool(_DIGITS_OF_A_YEAR.search(text)) or may_be_relative(text)


def _absolute(text: str) -> list[_Candidate]:
    if not _DIGITS_OF_A_YEAR.search(text):
        return []
    found: list[_Candidate] = []
    for each in _candidates(text):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return [each for each in _joined(text, sorted(found)) if each.sure]


def _candidates(text: str) -> Iterator[_Candidate]:
    letters = letters_of(text)
    for pattern in _DIGITS:
        for match in pattern.finditer(text):
            yield from _in_digits(match)
    for calendar, pattern in _WORDS:
        for match in () if _HINTS[calendar].isdisjoint(letters) else pattern.finditer(text):
            yield from _in_words(match, calendar)


def _in_digits(match: re.Match[str]) -> Iterator[_Candidate]:
    year, month, day = (int(match[name]) for name in ("year", "number", "day"))
    calendar: Calendar = "gregorian" if year in _GREGORIAN else "hijri"
    if calendar == "hijri" and not match["hijri"] and year in _SOLAR:
        calendar = "solar"
    elif bool(match["hijri"]) and calendar == "gregorian":
        return
    if month > 12 >= day and match.start("day") < match.start("number"):
        day, month = month, day
    sure = calendar != "hijri" or bool(match["hijri"])
    found = _DAY_OF[calendar](year, month, day)
    if found:
        yield _Candidate(match.start(), match.end(), found, "day", calendar, sure)


def _in_words(match: re.Match[str], calendar: Calendar) -> Iterator[_Candidate]:
    names, parts = _NAMES[calendar], match.groupdict()
    month = names[plain(match["month"])]
    if match["also"] and names[plain(match["also"])] != month:
        return
    has_day = bool(parts.get("day") or parts.get("ordinal"))
    day = (day_of(match) if "ordinal" in parts else int(match["day"])) if has_day else 1
    found = _DAY_OF[calendar](int(match["year"]), month, day)
    if found:
        yield _Candidate(match.start(), match.end(), found, "day" if has_day else "month", calendar)


def _joined(text: str, found: list[_Candidate]) -> list[_Candidate]:
    """Two dates beside one another, of two calendars, are one: the Gregorian one decides."""
    joined: list[_Candidate] = []
    for each in found:
        before = joined[-1] if joined else None
        if before and _are_one(text, before, each):
            best = before if before.calendar == "gregorian" else each
            joined[-1] = best._replace(start=before.start, end=each.end, sure=True)
        else:
            joined.append(each)
    return joined


def _are_one(text: str, one: _Candidate, two: _Candidate) -> bool:
    differ = (one.calendar == "gregorian") != (two.calendar == "gregorian")
    days = one.precision == two.precision == "day"
    return differ and days and bool(_BESIDE.fullmatch(text, one.end, two.start))


def _in_full(text: str, each: _Candidate) -> FoundDate:
    """The date with the weekday before it and with the time of day beside it."""
    start, end, clock = _with_weekday(text, each.start), each.end, None
    if each.precision == "day":
        clock = clock_after(text, end) or clock_before(text, start)
    if clock:
        start, end = _with_weekday(text, min(start, clock.start)), max(end, clock.end)
    value = datetime.combine(each.day, clock.time if clock else _MIDNIGHT)
    return FoundDate(start, end, value, "minute" if clock else each.precision)


def _with_weekday(text: str, start: int) -> int:
    weekday = _WEEKDAY_BEFORE.search(text, max(0, start - _LONGEST_WEEKDAY), start)
    return weekday.start() if weekday else start
