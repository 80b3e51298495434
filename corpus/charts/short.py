"""Numbers as the ticks of a scale print them: short, in the words of a language.

short(Decimal(294_000), "ar")    294 ألف
short(Decimal(5_600_000), "en")  5.6M
"""

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from typing import NamedTuple

# Four digits tell ticks apart; whatever the exponent, nothing overflows.
_DIGITS = Context(prec=4, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
_WHOLE_BELOW = 10_000  # what is smaller is said in digits alone
_LEAST_POWER, _SCIENTIFIC = -4, 15
_EXPONENTS = tuple("⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED = str.maketrans("-0123456789", "\u207b" + "".join(_EXPONENTS))
_MINUS = "\u2212"
_LTR = "\u200e"  # keeps a sign before its number among words from right to left
_LETTERS = {3: "K", 6: "M", 9: "B", 12: "T"}


class _Counted(NamedTuple):
    """The word for a power of a thousand: one of it, two, three to ten, and more or a part."""

    one: str
    two: str
    few: str
    many: str


_WORDS = {
    3: _Counted("ألف", "ألفان", "آلاف", "ألف"),
    6: _Counted("مليون", "مليونان", "ملايين", "مليون"),
    9: _Counted("مليار", "ملياران", "مليارات", "مليار"),
    12: _Counted("تريليون", "تريليونان", "تريليونات", "تريليون"),
}


def short(value: Decimal, language: str) -> str:
    """The number in four digits at most, its thousands, millions and so on in words."""
    if not value.is_finite():
        return str(value)
    with localcontext(_DIGITS):
        text = _said(+value, language)
    has_signs = text.startswith(_MINUS) or text.endswith(_EXPONENTS)
    return f"{_LTR}{text}" if has_signs and language == "ar" else text


def _said(number: Decimal, language: str) -> str:
    exponent = number.adjusted()
    if not number:
        return "0"
    if not _LEAST_POWER < exponent < _SCIENTIFIC:
        return _raised(number, exponent)
    if abs(number) < _WHOLE_BELOW:
        return _plain(number)
    power = exponent // 3 * 3
    return _in_words(number.scaleb(-power), power, language)


def _in_words(number: Decimal, power: int, language: str) -> str:
    digits = _plain(number)
    if language != "ar":
        return f"{digits}{_LETTERS[power]}"
    word = _WORDS[power]
    if digits in ("1", "2"):
        return word.one if digits == "1" else word.two
    is_few = number == number.to_integral_value() and 3 <= abs(number) % 100 <= 10
    return f"{digits} {word.few if is_few else word.many}"


def _plain(number: Decimal) -> str:
    text = f"{number:,f}".replace("-", _MINUS)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _raised(number: Decimal, exponent: int) -> str:
    digits = _plain(number.scaleb(-exponent))
    power = f"10{str(exponent).translate(_RAISED)}"
    return power if digits == "1" else f"{digits}×{power}"
