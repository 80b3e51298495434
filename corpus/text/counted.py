"""A number with what it counts, and the digits that count nothing: years, names, dates, times."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from corpus.text.dates import DATA as DATES
from corpus.text.fold import fold
from corpus.text.measures import DUALS, SIGNS, Measure, Unit, measure
from corpus.text.numerals import DATA, Number, Word, fraction_after, read_number


def folded(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, forms))


MONTHS = folded(name.split()[-1] for names in DATES["months"].values() for name in names)
PROCLITICS = folded(DATA["numbers"]["proclitics"])
_ONTO_DIGITS = folded(DATA["numbers"]["onto_digits"])
_LABELS = folded(DATA["numbers"]["labels"])
_DATED = folded(DATA["dated"]["after"])
_BEFORE_YEARS = folded(DATA["years"]["after"]) | MONTHS
_YEARS = range(DATA["years"]["first"], DATA["years"]["last"] + 1)
_DIGITS_OF_A_YEAR = 4
_INSIDE = frozenset("/\\_#@+-=&^")  # before digits: part of an address, a date, a name
_PARTING = frozenset(":.,/-–")  # between digits: a time, a score, a date, a version


class Part(NamedTuple):
    """A number with what it counts, in the words from `at` to `stop`."""

    number: Number
    at: int
    stop: int
    start: int
    unit: Unit | None


def read_part(words: Sequence[Word], at: int, joins: bool = True) -> Part | None:
    """A number at the word with the unit after it or a sign of money before it, or a dual."""
    sign = SIGNS.get(words[at].text)
    first = at + 1 if sign else at
    number = read_number(words, first, joins) if first < len(words) else None
    if sign and number and not (sign.money or words[first].glued):
        return None
    if number is None:
        return None if sign else _dual(words, at)
    start = words[at].start + (0 if sign else number.cut)
    measured = measure(words, number.stop)
    if measured and not _fits(words, number, measured):
        measured = None
    if sign:
        stop = measured.stop if measured and measured.unit == sign else number.stop
        return Part(number, at, stop, start, sign)
    if measured is None:
        return Part(number, at, number.stop, start, None)
    stop, more = (
        fraction_after(words, measured.stop) if measured.unit.duration else (measured.stop, 0)
    )
    number = replace(number, value=number.value + more)
    return Part(number, at, stop, start, measured.unit)


def _fits(words: Sequence[Word], number: Number, measured: Measure) -> bool:
    if measured.unit.needs_scale and number.scale == 1:
        return False
    after = words[number.stop : number.stop + 2]
    return after[0].text not in SIGNS or not _opens(after)


def _opens(words: Sequence[Word]) -> bool:
    """Whether a sign stands before the next number: 5 $6."""
    sign, *rest = words
    return not sign.glued and bool(rest) and rest[0].kind == "number" and rest[0].glued


def _dual(words: Sequence[Word], at: int) -> Part | None:
    """ساعتين. With the article (البلدين) it counts nothing."""
    text = words[at].text
    for cut in (0, 1, 2):
        unit = DUALS.get(text[cut:])
        if unit and (not cut or text[:cut] in PROCLITICS):
            return Part(Number(Decimal(2), at + 1, cut), at, at + 1, words[at].start + cut, unit)
    return None


def is_no_count(words: Sequence[Word], part: Part) -> bool:
    is_labelled = part.at > 0 and words[part.at - 1].text in _LABELS
    return is_labelled or _is_inside(words, part) or is_year(words, part) or is_dated(words, part)


def is_dated(words: Sequence[Word], part: Part) -> bool:
    """Whether it is a duration that gives a date: منذ 3 أيام."""
    is_duration = part.unit is not None and part.unit.duration
    return is_duration and part.at > 0 and words[part.at - 1].text in _DATED


def _is_inside(words: Sequence[Word], part: Part) -> bool:
    """Whether the digits are part of a name, a date, a time, a version or an address."""
    if not part.number.digits:
        at = part.at - 1  # مليون after digits that are part of something
        return part.number.bare and at >= 0 and words[at].kind == "number"
    digits = part.at + (words[part.at].kind != "number")
    return (digits == part.at and is_tied_before(words, part)) or _is_tied_after(words, part)


def is_tied_before(words: Sequence[Word], part: Part) -> bool:
    if part.at == 0 or not words[part.at].glued:
        return False
    before = words[part.at - 1]
    if before.kind == "arabic":
        is_surely_counted = part.number.scale > 1 and part.unit is not None
        return before.text not in _ONTO_DIGITS and not is_surely_counted
    if before.kind != "sign" or before.text.isalpha() or before.text in _INSIDE:
        return True
    return before.text in _PARTING and before.glued and words[part.at - 2].kind == "number"


def _is_tied_after(words: Sequence[Word], part: Part) -> bool:
    after = part.at + 1 + (words[part.at].kind != "number")
    if after >= len(words) or not words[after].glued:
        return False
    if words[after].kind == "latin" or words[after].text.isalpha():
        is_counted = part.unit is not None and part.stop > after
        return words[after].kind != "arabic" and not is_counted
    return goes_on(words, after, ("number", "latin"))


def goes_on(words: Sequence[Word], at: int, kinds: tuple[str, ...] = ("number",)) -> bool:
    """Whether a sign between digits stands here with more behind it: 10-12-2024."""
    if at + 1 >= len(words) or words[at].text not in _PARTING:
        return False
    return words[at].glued and words[at + 1].glued and words[at + 1].kind in kinds


def is_year(words: Sequence[Word], part: Part) -> bool:
    number, unit = part.number, part.unit
    written = words[part.number.stop - 1]
    if not (number.digits and number.scale == 1 and written.text.isdecimal()):
        return False
    if len(written.text) != _DIGITS_OF_A_YEAR or number.value not in _YEARS:
        return False
    if unit is None:
        return True
    before = words[part.at - 1].text if part.at else ""
    return before in _BEFORE_YEARS and not (unit.money or unit.name == "percent")
