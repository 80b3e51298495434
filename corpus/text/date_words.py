"""The words of dates, as patterns and tables over folded text, and what a found date is."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any, Literal

from corpus.text.fold import fold

DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "data" / "dates.toml").read_text(encoding="utf8")
)
Precision = Literal["minute", "day", "month", "relative"]


@dataclass(frozen=True, slots=True)
class Back:
    """How a relative date counts back from a moment: by amounts, then to a day of a kind.

    One without a precision (since years, since days) leads to no date that could be kept."""

    precision: Literal["minute", "day", "month"] | None = None
    minutes: int = 0
    days: int = 0
    months: int = 0
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    hour: time | None = None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text. A relative one has no value of its own, only how far back it leads."""

    start: int
    end: int
    value: datetime | None
    precision: Precision
    back: Back | None = None


def plain(words: str) -> str:
    return " ".join(fold(words).split())


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words in folded text, the longest first."""
    longest = sorted({plain(word) for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " {1,3}") for word in longest) + ")"


def listed(table: Mapping[str, Iterable[str]]) -> str:
    return any_of(word for words in table.values() for word in words)


_LETTERS = re.compile(r"[^\W\d]+")


def first_letters(words: Iterable[str]) -> frozenset[str]:
    """The first run of letters of each: a text without any of them has none of the words."""
    return frozenset(_LETTERS.findall(plain(word))[0] for word in words)


def letters_of(text: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(text))


def numbered(table: Mapping[str, Iterable[str]]) -> dict[str, int]:
    return {plain(word): int(number) for number, words in table.items() for word in words}


MONTHS, WEEKDAYS, ORDINALS = (numbered(DATA[name]) for name in ("months", "weekdays", "ordinals"))
MONTH, WEEKDAY, ORDINAL = (listed(DATA[name]) for name in ("months", "weekdays", "ordinals"))
# "يوم الثلاثاء": the day's name, with what may stand before it.
ON_WEEKDAY = rf"(?<!\w)(?:{any_of(DATA['relative']['day'])} {{1,3}})?{WEEKDAY}"
# A day of a month in digits or as a word, and what joins it to the month.
_NO_PART = "".join(f"(?<!{plain(word)} )" for word in DATA["between"]["parts_of_month"])
DAY = (
    rf"(?<![\d.,])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?|(?<!\w){_NO_PART}(?P<ordinal>{ORDINAL}))"
)
OF_MONTH = rf" {{0,3}}(?:{any_of(DATA['between']['day_month'])} {{1,3}}|[-/،,] ?)?"


def day_of(match: re.Match[str]) -> int:
    return int(match["day"]) if match["day"] else ORDINALS[plain(match["ordinal"])]
