"""Quantities and money as a page prints them: the place, the value, the unit and the bound."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from corpus.text.bounds import Bound, Bounding, bound_after, bound_before
from corpus.text.counted import (
    MONTHS,
    PROCLITICS,
    Part,
    folded,
    goes_on,
    is_dated,
    is_no_count,
    is_tied_before,
    is_year,
    read_part,
)
from corpus.text.fold import Folded, fold, fold_with_map
from corpus.text.measures import DUALS, SIGNS, Unit, measure, name_of
from corpus.text.numerals import DATA, ONES, OPENERS, Number, Word, split_words, whole

_BREAKS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_SENTENCE = re.compile(rf"(?:[^{_BREAKS}.!?؟]|[.!?؟](?!\s))+")
_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(r"\d")
_DIGITS = frozenset("0123456789")
# A space of French typography between thousands reads as a grouping sign.
_GROUPING_SPACE = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_ITEM = Unit(DATA["item"]["unit"])
_NO_NOUNS = folded(DATA["item"]["stop"]) | MONTHS
_PARTICLES, _VERBAL = tuple(DATA["item"]["particles"]), tuple(DATA["item"]["verbal"])
_SHORTEST = 3
_LARGEST_OF_PLURALS = 10  # above it a noun is singular, mostly in the accusative
_LEAST = DATA["item"]["least"]
_ONCE = folded(DATA["once"]["before"])
_ORDINALS = {
    fold(form): Decimal(value)
    for value, forms in DATA["once"]["ordinals"].items()
    for form in forms
}
_BETWEEN, _TO, _JOINED, _CHANGES = (
    folded(DATA["range"][name]) for name in ("between", "to", "joined", "changes")
)
_NEAR_CHANGE = DATA["range"]["near"]
_HAMZA = folded([p + w for p in ["", *PROCLITICS] for w in DATA["numbers"]["hamza"]])
_HAMZA_ABOVE = "\u0654"
_STARTS = (
    frozenset(OPENERS)
    | ONES
    | SIGNS.keys()
    | _ORDINALS.keys()
    | {before + word for before in ("", *PROCLITICS) for word in DUALS}
    | {before + word for before in ("", "و") for word in _BETWEEN}
)
_NUMBERS = _STARTS - ONES - _BETWEEN - {"و" + word for word in _BETWEEN}
_AND, _AL = "و", "ال"


@dataclass(frozen=True, slots=True)
class Quantity:
    start: int
    end: int
    quote: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: Bound


class _Found(NamedTuple):
    """A quantity from the character `start` to the end of the word before `stop`."""

    start: int
    stop: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: Bound


def find_quantities(raw: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """Every quantity between the places, in the order of the text; none crosses a sentence's end."""
    found: list[Quantity] = []
    for sentence in _SENTENCE.finditer(raw, start, len(raw) if end is None else end):
        if _may_count(sentence[0]):
            _add_quantities(found, raw, *sentence.span())
    return found


def counting(words: Sequence[str]) -> list[int]:
    """The folded words that a quantity mostly has: digits, and numbers that are no pronouns."""
    return [at for at, word in enumerate(words) if word in _NUMBERS or word[0] in _DIGITS]


def _may_count(raw: str) -> bool:
    text = fold(raw)
    return bool(_DIGIT.search(text)) or not _STARTS.isdisjoint(_WORD_OR_SIGN.findall(text))


def _add_quantities(found: list[Quantity], raw: str, start: int, end: int) -> None:
    text = fold_with_map(_GROUPING_SPACE.sub("\u066c", raw[start:end]))
    words = [_as_written(word, raw, start, text) for word in split_words(text.text)]
    for one in _scan(words):
        first, last = text.raw_span(one.start, words[one.stop - 1].end)
        first, last = start + first, start + last
        if not found or found[-1].end <= first:  # a ligature folds to two words
            found.append(Quantity(first, last, raw[first:last], *one[2:]))


def _as_written(word: Word, raw: str, start: int, text: Folded) -> Word:
    """The word; one that is a number only with its hamza is no word of the rules without."""
    if word.text not in _HAMZA:
        return word
    first, last = text.raw_span(word.start, word.end)
    written = unicodedata.normalize("NFD", raw[start + first : start + last])
    return word if _HAMZA_ABOVE in written else word._replace(text="")


def _scan(words: Sequence[Word]) -> Iterator[_Found]:
    free = 0
    for at, word in enumerate(words):
        if at < free or not (word.kind == "number" or word.text in _STARTS):
            continue
        found = _between(words, at) or _counted(words, at) or _unnumbered(words, at)
        if found:
            free = found.stop
            yield found


def _counted(words: Sequence[Word], at: int) -> _Found | None:
    """A range from this number to another, or the number with its unit."""
    found = _spanning(words, at)
    if found:
        return found
    part = read_part(words, at)
    return None if part is None or is_no_count(words, part) else _single(words, part)


def _single(words: Sequence[Word], part: Part) -> _Found | None:
    is_apart = part.start == words[part.at].start
    before = bound_before(words, part.at) if is_apart else None
    bound = before or bound_after(words, part.stop)
    if part.unit is None:
        noun = _noun_after(words, part, 0 if bound else _LEAST)
        if not (
            noun or (part.number.scale > 1 and not part.number.bare) or _is_bounded(part, bound)
        ):
            return None
        part = part._replace(unit=_ITEM, stop=part.stop + noun)
        bound = bound or bound_after(words, part.stop)
    start = before.start if before and before.within else part.start
    kind = bound.kind if bound else "exact"
    return _Found(start, part.stop, part.number.value, None, _unit(words, part), kind)


def _is_bounded(part: Part, bound: Bounding | None) -> bool:
    return bound is not None and not part.number.bare


def _unit(words: Sequence[Word], part: Part) -> str:
    return name_of(part.unit or _ITEM, words, part.at, part.stop)


def _noun_after(words: Sequence[Word], part: Part, least: int) -> bool:
    """Whether an unknown word after the number is what it counts."""
    number = part.number
    if number.stop >= len(words) or (number.bare and number.scale == 1):
        return False
    if number.digits and (number.value < least or _follows_latin(words, part)):
        return False
    word = words[number.stop]
    if word.kind != "arabic" or len(word.text) < _SHORTEST or word.text in _NO_NOUNS:
        return False
    if word.text.endswith("ا") and number.value > _LARGEST_OF_PLURALS:
        return not word.text.startswith((_AL, _AND))
    is_noun = word.text.endswith("ه") or not word.text.startswith(_VERBAL)
    return is_noun and not word.text.startswith((_AL, *_PARTICLES))


def _follows_latin(words: Sequence[Word], part: Part) -> bool:
    return part.at > 0 and words[part.at - 1].kind == "latin"


def _between(words: Sequence[Word], at: int) -> _Found | None:
    """بين 40 و50 ألف, with ما before it."""
    word = words[at]
    opener = word.text.removeprefix(_AND)
    if opener not in _BETWEEN or at + 1 >= len(words):
        return None
    first = read_part(words, at + 1, joins=False)
    if first is None or first.stop >= len(words):
        return None
    joint = words[first.stop]
    if joint.text == _AND or joint.text in _TO:
        second = first.stop + 1
    elif joint.text.startswith(_AND):
        second = first.stop
    else:
        return None
    with_ma = at > 0 and f"{words[at - 1].text} {opener}" in _BETWEEN
    start = words[at - 1].start if with_ma else word.end - len(opener)
    return _range(words, first, second, start)


def _spanning(words: Sequence[Word], at: int) -> _Found | None:
    """من 66 مليار دولار إلى 72 مليار, 40-50%, ثلاث أو أربع سنوات."""
    first = read_part(words, at, joins=False)
    if first is None or first.stop + 1 >= len(words) or is_tied_before(words, first):
        return None
    if is_dated(words, first) or is_year(words, first):
        return None
    joint = words[first.stop].text
    if joint in _JOINED or (joint in _TO and not _is_change(words, at)):
        return _range(words, first, first.stop + 1, first.start)
    return None


def _is_change(words: Sequence[Word], at: int) -> bool:
    return any(word.text in _CHANGES for word in words[max(at - _NEAR_CHANGE, 0) : at])


def _range(words: Sequence[Word], first: Part, at: int, start: int) -> _Found | None:
    """The two figures as one, the scale and the unit of one given to the other."""
    second = read_part(words, at) if at < len(words) else None
    if second is None or goes_on(words, second.number.stop):
        return None
    unit = second.unit or first.unit or (_ITEM if second.number.scale > 1 else None)
    if unit is None or (first.unit or unit).name != unit.name:
        return None
    low, high = first.number.value, second.number.value
    if not first.unit and first.number.scale == 1 and low < high / second.number.scale:
        low = whole(low * second.number.scale)
    if low >= high:
        return None
    name = name_of(unit, words, first.at, second.stop)
    return _Found(start, second.stop, low, high, name, "range")


def _unnumbered(words: Sequence[Word], at: int) -> _Found | None:
    """One of something (دولار واحد), or the time that it was (للمرة الرابعة)."""
    text = words[at].text
    if at and text in _ORDINALS and words[at - 1].text in _ONCE:
        return _Found(words[at].start, at + 1, _ORDINALS[text], None, DATA["once"]["unit"], "exact")
    return _one(words, at) if text in ONES else None


def _one(words: Sequence[Word], at: int) -> _Found | None:
    for first in range(max(at - 2, 0), at):
        measured = measure(words, first)
        if measured and measured.stop == at and (measured.unit.money or measured.unit.duration):
            number = Number(Decimal(1), at + 1)
            part = Part(number, first, at + 1, words[first].start, measured.unit)
            return None if is_dated(words, part) else _single(words, part)
    return None
