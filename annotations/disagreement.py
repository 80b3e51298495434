"""Whether two figures can both hold: pure arithmetic on the ranges that their bounds leave."""

from decimal import Decimal, localcontext
from typing import NamedTuple, Protocol, Self

_INFINITE = Decimal("Infinity")
_ABOUT = Decimal("0.1")  # how far from what is said "about" reaches, as a share of it
_DIGITS = 70  # more than a figure has: nothing is rounded


class _Figure(Protocol):
    ordinal: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: str
    metric: str
    scope: str


class Ranged(NamedTuple):
    """A figure as the range in which the thing measured lies."""

    ordinal: int
    metric: str
    unit: str
    scope: str
    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, it: _Figure) -> Self:
        """The range that a figure leaves."""
        low, high = _range(it)
        return cls(it.ordinal, it.metric, it.unit, it.scope, low, high)


def are_apart(one: Ranged, other: Ranged) -> bool:
    """Whether both measure the same in one unit, and no value is in the ranges of both.

    Figures without a metric measure nothing that is known; two scopes that are both said and
    differ measure different things.
    """
    if not one.metric or (one.metric, one.unit) != (other.metric, other.unit):
        return False
    if one.scope and other.scope and one.scope != other.scope:
        return False
    return one.high < other.low or other.high < one.low


def _range(it: _Figure) -> tuple[Decimal, Decimal]:
    if it.bound == "at least":
        return it.value, _INFINITE
    if it.bound == "at most":
        return -_INFINITE, it.value
    if it.bound == "about":
        with localcontext(prec=_DIGITS):
            reach = abs(it.value) * _ABOUT
            return it.value - reach, it.value + reach
    return it.value, it.value_max if it.value_max is not None else it.value
