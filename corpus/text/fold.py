"""Fold Arabic and Latin text for matching, and lead every folded character back to the raw text.

Every character folds by itself: it is decomposed (NFKD), its marks are dropped, digits become
0-9, letters lower case and the variants of `data/folding.toml` one letter. So أ, إ, آ and ا meet,
as do ؤ with و and ئ with ي (a hamza above is a mark: it is what writers leave out, and a composed
and a decomposed spelling must not differ), and so do é and e. گ, پ, چ and ڤ stay: they tell
foreign sounds apart.
"""

import re
import tomllib
import unicodedata
from array import array
from dataclasses import dataclass
from pathlib import Path

_RULES = tomllib.loads((Path(__file__).parent / "data" / "folding.toml").read_text("utf-8"))
_ATTACHED: frozenset[str] = frozenset(_RULES["dropped"]["attached"])
_ALONE: frozenset[str] = frozenset(_RULES["dropped"]["alone"])
_LETTERS: dict[str, str] = {
    variant: letter for letter, variants in _RULES["letters"].items() for variant in variants
}

_ONE = "\x01"
_MARK = "\x7e"
_CONTROL = "\x7f"
_NOT_ONE = re.compile(f"[^{_ONE}]")


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me") or character in _ATTACHED


def _is_dropped(character: str) -> bool:
    return _is_mark(character) or unicodedata.category(character) == "Cf" or character in _ALONE


def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", character)
    kept = "".join(part for part in parts if not _is_dropped(part))
    if kept != parts and not kept.strip():
        return ""  # a spacing form of a mark, such as U+FE70, is a mark
    lowered = unicodedata.normalize("NFKC", kept).lower()
    return "".join(_fold_letter(letter) for letter in lowered if not _is_dropped(letter))


def _fold_letter(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return _LETTERS.get(letter, letter)


class _Table(dict[int, str]):
    """What each character folds to, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


class _Widths(dict[int, str]):
    """One character for each: how many it folds to, or which kind of nothing."""

    def __missing__(self, code: int) -> str:
        folded = _TABLE[code]
        nothing = _CONTROL if unicodedata.category(chr(code)) == "Cf" else _MARK
        self[code] = width = chr(len(folded)) if folded else nothing
        return width


_TABLE = _Table()
_WIDTHS = _Widths()


def fold(text: str) -> str:
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; character i came from the raw characters starts[i] to ends[i]."""

    text: str
    starts: "array[int]"
    ends: "array[int]"

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a folded one, with the marks that sit on its last letter."""
        if start < end:
            return self.starts[start], self.ends[end - 1]
        place = self.ends[start - 1] if start else 0
        return place, place


def fold_with_map(text: str) -> Folded:
    starts, ends = array("I"), array("I")
    done = 0
    for odd in _NOT_ONE.finditer(text.translate(_WIDTHS)):
        place, width = odd.start(), odd[0]
        starts.extend(range(done, place))
        ends.extend(range(done + 1, place + 1))
        done = place + 1
        if width < _MARK:
            starts.extend([place] * ord(width))
            ends.extend([done] * ord(width))
        elif width == _MARK and ends and ends[-1] == place:
            ends[-1] = done
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return Folded(fold(text), starts, ends)
