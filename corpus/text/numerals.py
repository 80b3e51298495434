"""Read a number, in digits, in Arabic words or in both, off the words of one folded line."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple

from corpus.text.fold import fold

DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "data" / "quantities.toml").read_text("utf-8")
)

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,،]\d+)*)|(?P<latin>[a-z][a-z0-9]*)"
    r"|(?P<arabic>[\u0621-\u063f\u0641-\u064a\u066e-\u06d3\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f]+)"
    r"|(?P<sign>\S)"
)
_THOUSANDS = re.compile(
    r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|\.000)(?:,\d+)?"
)
_DECIMAL = re.compile(r"(?:0|[1-9]\d*)(?:[.,]\d+)?")
_THOUSAND = 1000
_MOST_DIGITS = 15
_MOST_SCALES = 2  # ألف مليار


class Word(NamedTuple):
    text: str
    start: int
    end: int
    kind: str
    glued: bool  # to the one before it


class Atom(NamedTuple):
    """What one word is in a number."""

    kind: Literal["one", "unit", "ten", "tens", "hundred", "hundreds", "fraction", "scale", "two"]
    value: Decimal
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number that stands in the words up to `stop`; `cut` letters before it are written onto it."""

    value: Decimal
    stop: int
    cut: int = 0
    scale: Decimal = Decimal(1)
    digits: bool = False
    bare: bool = False  # a scale or a fraction by itself: مليون, نصف


def split_words(folded: str) -> list[Word]:
    words, end = [], -1
    for token in _TOKEN.finditer(folded):
        kind = token.lastgroup or "sign"
        words.append(Word(token[0], token.start(), token.end(), kind, token.start() == end))
        end = token.end()
    return words


def inflected(form: str) -> Iterable[str]:
    """A folded form, and the accusative of a form that takes its alif."""
    word = fold(form)
    takes_alif = word[-1].isalpha() and word[-1] not in "هاءي" and not word.isascii()
    return (word, word + "ا") if takes_alif else (word,)


def _numbered(kind: Any, table: Mapping[str, Iterable[str]]) -> dict[str, Atom]:
    return {
        fold(form): Atom(kind, Decimal(value)) for value, forms in table.items() for form in forms
    }


def _atoms() -> dict[str, Atom]:
    numbers = DATA["numbers"]
    atoms = _numbered("one", numbers["ones"])
    for kind, name in (("unit", "units"), ("tens", "tens"), ("hundreds", "hundreds")):
        atoms |= _numbered(kind, numbers[name])
    atoms |= _numbered("fraction", numbers["fractions"])
    atoms |= _numbered("ten", {"10": numbers["ten"]})
    atoms |= _numbered("hundred", {"100": numbers["hundred"]})
    for scale in DATA["scale"]:
        value = Decimal(scale["value"])
        for form in scale["one"]:
            atoms |= {word: Atom("scale", value) for word in inflected(form)}
        atoms |= {fold(form): Atom("scale", value, plural=True) for form in scale["many"]}
        atoms |= {fold(form): Atom("two", value) for form in scale["two"]}
    return atoms


_ATOMS = _atoms()
_LETTERS = {letter: Decimal(row["value"]) for row in DATA["scale"] for letter in row["letters"]}
_PROCLITICS = sorted(map(fold, DATA["numbers"]["proclitics"]), key=len)
# Every written word that can start a number, and how many letters are written onto its front.
OPENERS: dict[str, int] = {
    proclitic + word: len(proclitic)
    for proclitic in reversed(["", *_PROCLITICS])
    for word, atom in _ATOMS.items()
    if not (atom.plural or word.isascii())
    and proclitic + word not in map(fold, DATA["numbers"]["look_alikes"])
}

ONES = frozenset(word for word, atom in _ATOMS.items() if atom.kind == "one" and atom.value == 1)


def read_number(words: Sequence[Word], at: int, joins: bool = True) -> Number | None:
    """The number that starts at the word; with `joins`, ستة وثلاثون and مليون و200 ألف are one."""
    word = words[at]
    if word.kind == "number":
        return _read(words, at, 0, joins)
    cut = OPENERS.get(word.text)
    return None if cut is None else _read(words, at, cut, joins)


def fraction_after(words: Sequence[Word], at: int) -> tuple[int, Decimal]:
    """و with a fraction after what was counted: ثلاث ساعات ونصف."""
    after, cut = _after_and(words, at)
    atom = _ATOMS.get(words[after].text[cut:]) if after < len(words) else None
    return (after + 1, atom.value) if atom and atom.kind == "fraction" else (at, Decimal(0))


def amount(written: str) -> Decimal | None:
    """The value of digits with their decimal and grouping signs, or None of another thing."""
    digits = written.replace("،", ",")
    if len(digits) > _MOST_DIGITS + 5 or sum(map(str.isdecimal, digits)) > _MOST_DIGITS:
        return None
    if _THOUSANDS.fullmatch(digits):
        grouping = "," if "," in digits and digits.find(",") < (digits + ".").find(".") else "."
        return Decimal(digits.replace(grouping, "").replace(",", "."))
    return Decimal(digits.replace(",", ".")) if _DECIMAL.fullmatch(digits) else None


def _read(words: Sequence[Word], at: int, cut: int, joins: bool) -> Number | None:
    part = first = _part(words, at, cut, joins)
    if first is None:
        return None
    value = first.value
    while part and joins and part.scale > 1:
        part = _joined(words, part)
        if part:
            value, first = value + part.value, Number(value, part.stop, cut, first.scale)
    stop, half = _with_fraction(words, first)
    value = whole(value + half)
    return Number(value, stop, cut, first.scale, words[at].kind == "number", first.bare)


def whole(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _joined(words: Sequence[Word], before: Number) -> Number | None:
    """The smaller part that و adds: و200 ألف after مليون."""
    at, cut = _after_and(words, before.stop)
    part = _part(words, at, cut, joins=True) if at < len(words) else None
    if part is None or (part.digits and part.value != int(part.value)):
        return None
    fits = part.value < before.scale and (part.scale > 1 or before.scale == _THOUSAND)
    return part if fits and not (part.bare and part.scale == 1) else None


def _after_and(words: Sequence[Word], at: int) -> tuple[int, int]:
    """Where the word after و is, and how much of it is و; past the end when there is none."""
    if at >= len(words) or not words[at].text.startswith("و"):
        return len(words), 0
    return (at + 1, 0) if words[at].text == "و" else (at, 1)


def _with_fraction(words: Sequence[Word], number: Number) -> tuple[int, Decimal]:
    """مليون ونصف, مليار ونصف المليار."""
    at, cut = _after_and(words, number.stop)
    atom = _ATOMS.get(words[at].text[cut:]) if at < len(words) else None
    if number.scale == 1 or atom is None or atom.kind != "fraction":
        return number.stop, Decimal(0)
    again = _ATOMS.get(words[at + 1].text.removeprefix("ال")) if at + 1 < len(words) else None
    if again and again.kind == "scale" and not words[at + 1].text.startswith("ال"):
        return number.stop, Decimal(0)  # مليون ونصف مليار are two
    repeated = again is not None and again.value == number.scale
    return at + 1 + repeated, atom.value * number.scale


def _part(words: Sequence[Word], at: int, cut: int, joins: bool) -> Number | None:
    """A number below a thousand, or digits, with the scales after it; or a scale by itself."""
    atom = None if words[at].kind == "number" else _ATOMS.get(words[at].text[cut:])
    if atom and atom.kind in ("scale", "two"):
        return _scale_alone(words, at, cut, atom)
    small = _small(words, at, cut, joins)
    if small is None:
        return None
    value, stop = small
    scale, stop = _scales(words, stop)
    bare = atom is not None and atom.kind == "fraction" and scale == 1
    if atom and atom.kind == "one" and stop == at + 1:
        return None
    return Number(value * scale, stop, cut, scale, words[at].kind == "number", bare)


def _scale_alone(words: Sequence[Word], at: int, cut: int, atom: Atom) -> Number | None:
    if atom.plural:
        return None
    dual = atom.kind == "two" or words[at].text.endswith("ا")
    scale, stop = _scales(words, at + 1)
    return Number(atom.value * scale * (2 if dual else 1), stop, cut, atom.value * scale, bare=True)


def _scales(words: Sequence[Word], at: int) -> tuple[Decimal, int]:
    scale, stop = Decimal(1), at
    while stop < len(words) and stop < at + _MOST_SCALES:
        word, atom = words[stop], _ATOMS.get(words[stop].text)
        if atom and atom.kind == "scale":
            scale *= atom.value
        elif stop == at and word.glued and word.text in _LETTERS:
            return _LETTERS[word.text], stop + 1
        else:
            break
        stop += 1
    return scale, stop


def _small(words: Sequence[Word], at: int, cut: int, joins: bool) -> tuple[Decimal, int] | None:
    """Digits, or words below a thousand: the hundreds, and what و adds to them."""
    word = words[at]
    if word.kind == "number":
        value = amount(word.text)
        return None if value is None else (value, at + 1)
    atom = _ATOMS.get(word.text[cut:])
    after = _ATOMS.get(words[at + 1].text) if at + 1 < len(words) else None
    if atom is None or atom.kind in ("scale", "two"):
        return None
    if atom.kind == "unit" and after and after.kind == "hundred":
        value, stop = atom.value * 100, at + 2
    elif atom.kind in ("hundred", "hundreds"):
        value, stop = atom.value, at + 1
    else:
        return _below_hundred(words, at, cut, joins)
    at, cut = _after_and(words, stop)
    rest = _below_hundred(words, at, cut, joins) if joins and at < len(words) else None
    return (value + rest[0], rest[1]) if rest else (value, stop)


def _below_hundred(
    words: Sequence[Word], at: int, cut: int, joins: bool
) -> tuple[Decimal, int] | None:
    """ستة, ستة عشر, ستة وثلاثون, نصف."""
    atom = _ATOMS.get(words[at].text[cut:])
    if atom is None or atom.kind not in ("one", "unit", "ten", "tens", "fraction"):
        return None
    value, stop = atom.value, at + 1
    if atom.kind not in ("one", "unit"):
        return value, stop
    after = _ATOMS.get(words[stop].text) if stop < len(words) else None
    if after and after.kind == "ten":
        return value + after.value, stop + 1
    at, cut = _after_and(words, stop)
    tens = _ATOMS.get(words[at].text[cut:]) if joins and at < len(words) else None
    return (value + tens.value, at + 1) if tens and tens.kind == "tens" else (value, stop)
