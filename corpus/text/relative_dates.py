"""Dates that count back from the moment of their page: amounts of time, days, weekdays, months."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from corpus.text.calendars import gregorian_day
from corpus.text.clock import clock_after, clock_before
from corpus.text.date_words import (
    DATA,
    DAY,
    MONTH,
    MONTHS,
    OF_MONTH,
    ON_WEEKDAY,
    WEEKDAY,
    WEEKDAYS,
    Back,
    FoundDate,
    any_of,
    day_of,
    first_letters,
    letters_of,
    listed,
    numbered,
    plain,
)

_WORDS, _UNITS = DATA["relative"], DATA["units"]


def _by_word(form: str) -> dict[str, str]:
    return {plain(word): unit for unit, forms in _UNITS.items() for word in forms.get(form, ())}


_ONE, _MANY, _TWO, _THE = (_by_word(form) for form in ("one", "many", "two", "the"))
_COUNTS, _DAYS_BACK = numbered(DATA["counts"]), numbered(DATA["days_back"])
_COUNT, _LAST = listed(DATA["counts"]), any_of(_WORDS["last"])
_CURRENT, _AHEAD = any_of(_WORDS["current"]), any_of(_WORDS["ahead"])
# What one unit of each leads back by, and how exactly; a day some years ago is nowhere.
_BACK = {
    "minute": Back("minute", minutes=1),
    "hour": Back("minute", minutes=60),
    "day": Back("day", days=1),
    "week": Back("day", days=7),
    "month": Back("month", months=1),
    "year": Back(),
}
_NOWHERE = Back()

# "منذ عام 1987", "منذ يوم الثلاثاء", "منذ شهر يناير" name their time.
_NAMED_NEXT = rf"(?! ?\d| {{1,3}}(?:{WEEKDAY}|{MONTH})(?!\w))"
_AGO = re.compile(
    rf"(?<!\w){any_of(_WORDS['before'])} {{1,3}}(?:(?P<two>{any_of(_TWO)})"
    rf"|(?P<count>\d{{1,3}}|{_COUNT}) {{0,3}}(?P<many>{any_of(_MANY)})"
    rf"|(?P<one>{any_of(_ONE)})(?: {{1,3}}{any_of(DATA['counts']['1'])})?"
    rf"|(?P<some>{any_of(_MANY)}))(?!\w){_NAMED_NEXT}"
    rf"(?! {{1,3}}{any_of(_WORDS['elsewhere'])}(?!\w))"
)
_AGO_AFTER = re.compile(
    rf"(?<![\w.,])(?P<count>\d{{1,3}}|{_COUNT}) {{1,3}}(?P<many>{any_of([*_MANY, *_ONE])})"
    rf" {{1,3}}{any_of(_WORDS['after'])}(?!\w)"
)
_ON_DAY = re.compile(
    rf"(?<!\w)(?:{any_of(_WORDS['day'])} {{1,3}})?(?P<day>{any_of(_DAYS_BACK)})(?!\w)"
    rf"(?:[ ،,]{{1,3}}(?P<weekday>{WEEKDAY})(?!\w))?"
)
_ON_WEEKDAY = re.compile(
    rf"(?P<last_before>(?<!\w){any_of(_WORDS['last_before'])} {{1,3}})?"
    rf"(?P<named>{ON_WEEKDAY})(?!\w)(?P<last> {{1,3}}{_LAST}(?!\w))?(?! {{1,3}}{_AHEAD}(?!\w))"
)
_LAST_UNIT = re.compile(
    rf"(?<!\w)(?:(?P<the>{any_of(_THE)}) {{1,3}}{_LAST}"
    rf"|{any_of(_WORDS['last_before'])} {{1,3}}(?P<the_after>{any_of(_THE)}))(?!\w)"
)
_THE_MONTH = any_of(_UNITS["month"]["the"])
_OF = any_of(DATA["between"]["of"])
_IN_MONTH = re.compile(
    rf"(?:(?<!\w){any_of(DATA['between']['the'])})?{DAY}(?:(?(ordinal) {{1,3}}{_OF} {{1,3}}|{OF_MONTH})"
    rf"(?:(?:{_THE_MONTH} {{1,3}})?{_CURRENT}|(?P<before>{_THE_MONTH} {{1,3}}{_LAST}))"
    rf"|{OF_MONTH}(?P<month>{MONTH})(?: ?[/–-] ?{MONTH})? {{1,3}}(?:{_CURRENT}|{_LAST}))(?!\w)"
)


def relative_dates(text: str) -> list[FoundDate]:
    """Every relative date in folded text; where two meet, the one that says more comes first."""
    found: list[FoundDate] = []
    letters = letters_of(text)
    for hints, finder in _FINDERS:
        for each in () if hints.isdisjoint(letters) else finder(text):
            if not any(each.start < other.end and other.start < each.end for other in found):
                found.append(each)
    return found


def _amounts(text: str) -> Iterator[FoundDate]:
    for pattern in (_AGO, _AGO_AFTER):
        for match in pattern.finditer(text):
            yield FoundDate(match.start(), match.end(), None, "relative", _amount(match))


def _amount(match: re.Match[str]) -> Back:
    parts = {name: plain(words) for name, words in match.groupdict().items() if words}
    if "some" in parts:
        return _NOWHERE
    if "two" in parts:
        return _times(2, _TWO[parts["two"]])
    if "one" in parts:
        return _times(1, _ONE[parts["one"]])
    count = parts["count"]
    unit = _MANY.get(parts["many"]) or _ONE[parts["many"]]
    return _times(int(count) if count.isdecimal() else _COUNTS[count], unit)


def _times(count: int, unit: str) -> Back:
    one = _BACK[unit]
    return replace(
        one, minutes=count * one.minutes, days=count * one.days, months=count * one.months
    )


def _on_days(text: str) -> Iterator[FoundDate]:
    """Today counts only beside a weekday or a time, or alone: it is a name of papers too."""
    for match in _ON_DAY.finditer(text):
        days = _DAYS_BACK[plain(match["day"])]
        back = Back("day", days=days)
        if match["weekday"]:
            back = Back("day", weekday=WEEKDAYS[plain(match["weekday"])])
        found = _timed(text, match.start(), match.end(), back)
        whole = found.start == 0 and found.end == len(text.rstrip(" ."))
        timed = found.back is not None and found.back.hour is not None
        if days or whole or timed or match["weekday"]:
            yield found


def _on_weekdays(text: str) -> Iterator[FoundDate]:
    for match in _ON_WEEKDAY.finditer(text):
        name = _weekday_in(match["named"])
        back = Back("day", weekday=WEEKDAYS[name])
        if match["last"] or match["last_before"]:
            back = replace(back, days=1)
        found = _timed(text, match.start(), match.end(), back)
        if back.days or plain(match["named"]) != name or (found.back and found.back.hour):
            yield found


def _weekday_in(named: str) -> str:
    """The weekday's name without what stands before it: "الثلاثاء" of "مساء يوم الثلاثاء"."""
    words = plain(named).split()
    names = (" ".join(words[first:]) for first in range(len(words)))
    return next(name for name in names if name in WEEKDAYS)


def _last_units(text: str) -> Iterator[FoundDate]:
    for match in _LAST_UNIT.finditer(text):
        unit = _THE[plain(match["the"] or match["the_after"])]
        back = _BACK["month"] if unit == "month" else _NOWHERE
        yield FoundDate(match.start(), match.end(), None, "relative", back)


def _in_months(text: str) -> Iterator[FoundDate]:
    for match in _IN_MONTH.finditer(text):
        month = MONTHS[plain(match["month"])] if match["month"] else None
        months = 1 if match["before"] else 0
        back = Back("day", months=months, month=month, day=day_of(match))
        yield _timed(text, match.start(), match.end(), back)


def _timed(text: str, start: int, end: int, back: Back) -> FoundDate:
    clock = clock_after(text, end) or clock_before(text, start)
    if clock:
        start, end = min(start, clock.start), max(end, clock.end)
        back = replace(back, precision="minute", hour=clock.time)
    return FoundDate(start, end, None, "relative", back)


_BESIDE_MONTH = first_letters(_WORDS["last"] + _WORDS["last_before"] + _WORDS["current"])
_FINDERS = (
    (_BESIDE_MONTH, _in_months),
    (first_letters(_WORDS["before"] + _WORDS["after"]), _amounts),
    (first_letters(_DAYS_BACK), _on_days),
    (first_letters(WEEKDAYS), _on_weekdays),
    (_BESIDE_MONTH, _last_units),
)


_HINTS = frozenset[str]().union(*(hints for hints, _ in _FINDERS))


def may_be_relative(text: str) -> bool:
    """Whether folded text has any word of a relative date."""
    return not _HINTS.isdisjoint(letters_of(text))


def resolved(found: FoundDate, base: datetime) -> FoundDate:
    """A relative date counted back from the base; any other as it is, and one that leads nowhere."""
    back = found.back
    if back is None or back.precision is None:
        return found
    if back.minutes:
        return replace(
            found, value=base - timedelta(minutes=back.minutes), precision="minute", back=None
        )
    day = _day(back, base.date())
    if day is None:
        return found
    value = datetime.combine(day, back.hour or time(tzinfo=UTC))
    return replace(found, value=value, precision=back.precision, back=None)


def _day(back: Back, base: date) -> date | None:
    day = base - timedelta(days=back.days)
    if back.weekday is not None:
        return day - timedelta(days=(day.weekday() - back.weekday) % 7)
    if back.month is not None and back.day is not None:
        days = (gregorian_day(year, back.month, back.day) for year in (base.year, base.year - 1))
        return next((each for each in days if each and each <= base), None)
    if back.months or back.day is not None:
        count = base.year * 12 + base.month - 1 - back.months
        found = gregorian_day(count // 12, count % 12 + 1, back.day or 1)
        return found if found and found <= base else None
    return day
