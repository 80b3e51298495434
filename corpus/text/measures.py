"""What a number counts: the units, currencies and accelerators of the data, read after a number."""

import re
from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

from corpus.text.fold import fold
from corpus.text.numerals import DATA, Word, inflected

_AN_AL = "ال"
_OF = "من"
_TIMES = frozenset("×x")  # 8 × H100


class Unit(NamedTuple):
    name: str
    needs_scale: bool = False
    near: str = ""
    duration: bool = False
    money: bool = False


class Measure(NamedTuple):
    unit: Unit
    stop: int


_Forms = dict[str, list[tuple[tuple[str, ...], Unit]]]


def _add(forms: _Forms, phrase: str, unit: Unit) -> None:
    for first, *rest in product(*map(inflected, phrase.split())):
        forms.setdefault(first, []).append((tuple(rest), unit))


def _money(row: dict[str, object]) -> Iterable[tuple[str, Unit]]:
    """Each word of a currency, alone and with the adjective of each country that has it."""
    countries: dict[str, list[str]] = DATA["countries"]
    of: dict[str, str] = row.get("of", {})  # type: ignore[assignment]
    nouns: list[str] = row["forms"]  # type: ignore[assignment]
    for noun in nouns:
        yield noun, Unit(str(row["default"]), money=True)
        for country, code in of.items():
            for adjective in countries[country]:
                yield f"{noun} {adjective}", Unit(code, money=True)


def _units() -> tuple[_Forms, dict[str, Unit]]:
    forms: _Forms = {}
    duals: dict[str, Unit] = {}
    for row in DATA["unit"]:
        unit = Unit(
            row["name"],
            row.get("needs_scale", False),
            row.get("near", ""),
            row.get("duration", False),
        )
        for form in row["forms"]:
            _add(forms, form, unit)
        duals |= {fold(form): unit for form in row.get("dual", ())}
    for row in DATA["currency"]:
        for phrase, unit in _money(row):
            _add(forms, phrase, unit)
        duals |= {fold(form): Unit(row["default"], money=True) for form in row.get("dual", ())}
    for sign, code in DATA["money_signs"].items():
        _add(forms, sign, Unit(code, money=True))
    for rows in forms.values():
        rows.sort(key=lambda row: -len(row[0]))
    return forms, duals


_FORMS, DUALS = _units()
SIGNS = {sign: Unit(code, money=True) for sign, code in DATA["money_signs"].items()}
SIGNS["%"] = Unit("percent")  # written before its number by some right-to-left keyboards
MONEY = frozenset(unit.name for unit in SIGNS.values() if unit.money) | {
    code for row in DATA["currency"] for code in (row["default"], *row.get("of", {}).values())
}
_NEAR = DATA["accelerators"]
_WORDS = frozenset(map(fold, _NEAR["words"]))
_PHRASES = [tuple(fold(phrase).split()) for phrase in _NEAR["phrases"]]
_NAME = re.compile(_NEAR["pattern"])
_STOPS = frozenset(".؟!?;؛")


def measure(words: Sequence[Word], at: int) -> Measure | None:
    """The longest unit that starts at the word: معالج رسومي, دولار أمريكي, من الرقائق."""
    if at >= len(words):
        return None
    text = words[at].text
    if text in _TIMES and at + 1 < len(words) and is_accelerator(words[at + 1]):
        return Measure(Unit("GPU"), at + 2)
    if text == _OF and at + 1 < len(words) and words[at + 1].text.startswith(_AN_AL):
        at += 1
        text = words[at].text.removeprefix(_AN_AL)
    for rest, unit in _FORMS.get(text, ()):
        stop = at + 1 + len(rest)
        if all(map(_same, words[at + 1 : stop], rest)) and stop <= len(words):
            return Measure(unit, stop)
    if is_accelerator(words[at]):
        return Measure(Unit("GPU"), at + 1)
    return None


def is_accelerator(word: Word) -> bool:
    return word.kind == "latin" and _NAME.fullmatch(word.text) is not None


def name_of(unit: Unit, words: Sequence[Word], start: int, stop: int) -> str:
    """The unit's name; a chip beside the name of an accelerator is one."""
    if not unit.near:
        return unit.name
    first = max(start - _NEAR["near_before"], 0)
    window = list(words[first : stop + _NEAR["near_after"]])
    here = start - first
    after = next((i for i in range(here, len(window)) if _ends(window, i)), len(window))
    before = next((i for i in range(here - 1, -1, -1) if _ends(window, i)), -1)
    return unit.near if _tells_accelerator(window[before + 1 : after]) else unit.name


def _ends(words: Sequence[Word], at: int) -> bool:
    return words[at].text in _STOPS


def _tells_accelerator(words: Sequence[Word]) -> bool:
    if any(word.text in _WORDS or is_accelerator(word) for word in words):
        return True
    texts = [word.text for word in words]
    return any(
        tuple(texts[at : at + len(phrase)]) == phrase
        for phrase in _PHRASES
        for at in range(len(texts))
    )


def _same(word: Word, text: str) -> bool:
    return word.text == text
