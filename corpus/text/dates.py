"""Dates as a page prints them: strict absolute dates, and relative times to resolve later."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

from corpus.text.fold import fold

DATA = tomllib.loads((Path(__file__).parent / "data" / "dates.toml").read_text(encoding="utf8"))

_MARKS = "[\u0640\u064b-\u0652]*"
_LOOSE = {"ا": "[اأإآ]", "أ": "[اأإآ]", "إ": "[اأإآ]", "آ": "[اأإآ]", "ة": "[ةه]", "ي": "[يى]"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text. A relative one has no value of its own, only how long ago it was."""

    start: int
    end: int
    value: datetime | None
    precision: Literal["minute", "day", "month", "relative"]
    ago: timedelta | None = None


def loosely(words: str) -> str:
    """A pattern that matches the words however their hamza and diacritics are written."""
    return r"\s+".join(
        "".join(_LOOSE.get(letter, re.escape(letter)) + _MARKS for letter in word)
        for word in words.split()
    )


def _plain(words: str) -> str:
    return " ".join(fold(words).split())


def _any_of(words: Iterable[str]) -> str:
    return "|".join(loosely(word) for word in sorted(words, key=len, reverse=True))


def _numbered(table: Mapping[str, list[str]]) -> dict[str, int]:
    return {_plain(word): int(number) for number, words in table.items() for word in words}


_MONTHS = _numbered(DATA["months"])
_UNITS, _DUALS, _COUNTS = (_numbered(DATA[name]) for name in ("units", "duals", "counts"))
_AFTERNOON = {_plain(word) for word in DATA["clock"]["afternoon"]}

_MONTH = "(?:" + _any_of(word for words in DATA["months"].values() for word in words) + ")"
_BOTH_MONTHS = rf"(?P<month>{_MONTH})(?:\.|\s?/\s?{_MONTH})?"
_HALF = "|".join(_any_of(DATA["clock"][half]) for half in ("morning", "afternoon"))
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d{1,6})?)?"
    rf"(?:\s?(?P<half>{_HALF})(?!\w))?"
    r"(?:\s?(?P<zone>Z|GMT|UTC|[+-]\d\d:?\d\d)(?!\w))?"
)
_YEAR = r"(?P<year>(?:19|20|١٩|٢٠)\d\d)(?!\d)"
_DAY, _GAP = r"(?<![\d.,٫])(?P<day>\d{1,2})", r"\s{0,3}[,،]?\s{0,3}"
_THEN = r"[T\s]{0,3}[-–—|،,]?\s{0,3}(?:" + loosely("الساعة") + r"\s{1,3})?"

_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d/.-]){_YEAR}\s?(?P<sep>[-/.])\s?(?P<number>\d{{1,2}})\s?(?P=sep)\s?(?P<day>\d{{1,2}})(?!\d)",
        rf"{_DAY}(?P<sep>\s?[-/.]\s?)(?P<number>\d{{1,2}})\s?[-/.]\s?{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?\s{{0,3}}(?:من\s{{1,3}}|شهر\s{{1,3}}|-|/)?{_BOTH_MONTHS}(?!\w){_GAP}(?:-|/|عام\s|سنة\s)?\s?{_YEAR}",
        rf"(?<!\w){_BOTH_MONTHS}(?!\w)\s{{0,3}}(?P<day>\d{{1,2}})(?!\d){_GAP}{_YEAR}",
        rf"(?<!\w){_BOTH_MONTHS}(?!\w){_GAP}(?:عام\s|سنة\s)?{_YEAR}",
    )
)
_CLOCK_AFTER = re.compile(_THEN + _CLOCK, re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"(?<!\d)" + _CLOCK + r"\s{0,3}[-–—|،,]?\s{0,3}$", re.IGNORECASE)
_UNIT = _any_of([word for words in DATA["units"].values() for word in words])
_DUAL = _any_of([word for words in DATA["duals"].values() for word in words])
_COUNT = _any_of([word for words in DATA["counts"].values() for word in words])
_AGO = re.compile(
    rf"(?<!\w)(?:{_any_of(DATA['relative']['before'])})\s{{1,3}}"
    rf"(?:(?P<dual>{_DUAL})|(?:(?P<count>\d{{1,3}}|{_COUNT})\s{{0,3}})?(?P<unit>{_UNIT})"
    rf"(?:\s{{1,3}}(?:{_any_of(DATA['counts']['1'])}))?)(?!\w)"
    rf"|(?<!\w)(?P<count_en>\d{{1,3}}|{_COUNT})\s{{1,3}}(?P<unit_en>{_UNIT})"
    rf"\s{{1,3}}(?:{_any_of(DATA['relative']['after'])})(?!\w)",
    re.IGNORECASE,
)


def find_dates(raw: str, start: int = 0, end: int | None = None) -> list[FoundDate]:
    """Every date with a year, and every relative time, in the order of the text."""
    stop = len(raw) if end is None else end
    found: list[FoundDate] = []
    for date in (*_absolute(raw, start, stop), *_relative(raw, start, stop)):
        if not any(date.start < other.end and other.start < date.end for other in found):
            found.append(date)
    return sorted(found, key=lambda date: date.start)


def resolved(date: FoundDate, base: datetime) -> FoundDate:
    """A relative time counted back from the base; an absolute date as it is."""
    if date.ago is None:
        return date
    precision: Literal["minute", "day"] = "minute" if date.ago < timedelta(days=1) else "day"
    return FoundDate(date.start, date.end, base - date.ago, precision)


def _absolute(raw: str, start: int, end: int) -> Iterator[FoundDate]:
    for pattern in _DATES:
        for match in pattern.finditer(raw, start, end):
            found = _dated(raw, match, start, end)
            if found:
                yield found


def _dated(raw: str, match: re.Match[str], start: int, end: int) -> FoundDate | None:
    parts = match.groupdict()
    month = int(parts["number"]) if "number" in parts else _MONTHS[_plain(parts["month"])]
    day = int(parts.get("day") or 1)
    if "number" in parts and month > 12 >= day and match.start("day") < match.start("number"):
        day, month = month, day
    try:
        value = datetime(int(parts["year"]), month, day, tzinfo=UTC)
    except ValueError:
        return None
    if not parts.get("day"):
        return FoundDate(match.start(), match.end(), value, "month")
    return _timed(raw, FoundDate(match.start(), match.end(), value, "day"), start, end)


def _timed(raw: str, date: FoundDate, start: int, end: int) -> FoundDate:
    """The date with the time of day beside it. A time without a zone is read as UTC."""
    clock = _CLOCK_AFTER.match(raw, date.end, end)
    before = None if clock else _CLOCK_BEFORE.search(raw[max(start, date.start - 24) : date.start])
    if before:
        date = FoundDate(date.start - len(before[0]), date.end, date.value, date.precision)
    found = clock or before
    if not found or date.value is None:
        return date
    hour, half = int(found["hour"]), _plain(found["half"] or "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    value = date.value.replace(hour=hour, minute=int(found["minute"]), tzinfo=_zone(found["zone"]))
    return FoundDate(date.start, clock.end() if clock else date.end, value, "minute")


def _zone(written: str | None) -> timezone:
    if not written or written[0] not in "+-":
        return UTC
    digits = written[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(min(offset, timedelta(hours=23)) * (-1 if written[0] == "-" else 1))


def _relative(raw: str, start: int, end: int) -> Iterator[FoundDate]:
    for match in _AGO.finditer(raw, start, end):
        if match["dual"]:
            seconds = 2 * _DUALS[_plain(match["dual"])]
        else:
            count = match["count"] or match["count_en"] or "1"
            number = int(count) if count.isdecimal() else _COUNTS[_plain(count)]
            seconds = number * _UNITS[_plain(match["unit"] or match["unit_en"])]
        yield FoundDate(match.start(), match.end(), None, "relative", timedelta(seconds=seconds))
