"""The scale of a number line: from decimals to shares of its length, linear or by powers of ten.

A line by powers of ten has no place for 0. Where 0 or negative values are among the figures the
line is broken around it: the powers above it run one way, those below it the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext
from math import ceil, log10

from corpus.charts import nice_ticks

# Forty digits, and no exponent that a figure can have overflows.
ROOMY = Context(prec=40, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
_SPANS_DECADES = 100  # the greatest over the least, from which on the line is one of powers
_NARROWEST = 100  # a line begins at 0 unless its values are further apart than this part of them
_WIDEST = 4
_LEAST_GAP, _GAP_SHARE = 0.6, 8  # decades between 0 and the first power; its share of the line


@dataclass(frozen=True, slots=True)
class Linear:
    """Equal steps, with a tick at each."""

    start: Decimal
    stop: Decimal
    ticks: list[Decimal]
    is_log = False
    breaks: Sequence[float] = ()

    def share(self, value: Decimal) -> float:
        """How far along the line a value stands: 0 at its start, 1 at its end."""
        with localcontext(ROOMY):
            return _within(float((value - self.start) / (self.stop - self.start)))


@dataclass(frozen=True, slots=True)
class Powers:
    """Powers of ten; `least` is the first beside 0, `gap` how many decades lie between them."""

    least: int
    gap: float
    start: float
    stop: float
    ticks: list[Decimal]
    is_log = True

    def share(self, value: Decimal) -> float:
        """How far along the line a value stands: 0 at its start, 1 at its end."""
        return _within((self._place(value) - self.start) / (self.stop - self.start))

    @property
    def breaks(self) -> list[float]:
        """Where the line is broken: halfway between 0 and the powers beside it."""
        halves = [half for half in (-self.gap / 2, self.gap / 2) if self.start < half < self.stop]
        return [(half - self.start) / (self.stop - self.start) for half in halves]

    def _place(self, value: Decimal) -> float:
        if not value:
            return 0.0
        power = value.adjusted()
        with localcontext(ROOMY):
            digits = log10(abs(float(value.scaleb(-power))))
        place = self.gap + (power - self.least) + digits
        return place if value > 0 else -place


def scale_of(values: Sequence[Decimal], most_ticks: int) -> Linear | Powers:
    """The scale that has room for the values, which are finite."""
    with localcontext(ROOMY):
        sizes = [abs(value) for value in values if value]
        if sizes and max(sizes) >= min(sizes) * _SPANS_DECADES:
            return _powers(values, min(sizes).adjusted(), most_ticks)
        return _linear(values, most_ticks)


def _linear(values: Sequence[Decimal], most_ticks: int) -> Linear:
    least, greatest = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    span, size = greatest - least, max(abs(least), abs(greatest))
    if not size / _NARROWEST <= span < size / _WIDEST:
        least, greatest = min(least, Decimal(0)), max(greatest, Decimal(0))
    step = _step(greatest - least, most_ticks)
    if all(value == value.to_integral_value() for value in values):
        step = max(step, Decimal(1))
    first = int((least / step).to_integral_value(ROUND_FLOOR))
    last = int((greatest / step).to_integral_value(ROUND_CEILING))
    ticks = [step * it for it in range(first, max(last, first + 1) + 1)]
    return Linear(ticks[0], ticks[-1], ticks)


def _step(span: Decimal, most: int) -> Decimal:
    """The step of nice ticks over a span of any size."""
    if not span:
        return Decimal(1)
    power = span.adjusted()
    nice = nice_ticks(float(span.scaleb(-power)), most)[1]
    return Decimal(repr(nice)).scaleb(power)


def _powers(values: Sequence[Decimal], least: int, most_ticks: int) -> Powers:
    above = _decades([value for value in values if value > 0], least)
    below = _decades([-value for value in values if value < 0], least)
    gap = max(_LEAST_GAP, (above + below) / _GAP_SHARE)
    reaches_zero = not all(values) or (above > 0 and below > 0)
    step = max(1, ceil((above + below) / most_ticks))
    powers = [Decimal(1).scaleb(least + it) for it in range(0, above + 1, step)]
    opposite = [-Decimal(1).scaleb(least + it) for it in range(0, below + 1, step)]
    return Powers(
        least,
        gap,
        start=-(gap + below) if below else 0.0 if reaches_zero else gap,
        stop=gap + above if above else 0.0 if reaches_zero else -gap,
        ticks=[
            *(reversed(opposite) if below else ()),
            *([Decimal(0)] if reaches_zero else ()),
            *(powers if above else ()),
        ],
    )


def _decades(sizes: Sequence[Decimal], least: int) -> int:
    """How many powers of ten, from the least, the sizes of one side reach over."""
    if not sizes:
        return 0
    greatest = max(sizes)
    power = greatest.adjusted()
    return max(1, power - least + (greatest != Decimal(1).scaleb(power)))


def _within(share: float) -> float:
    return min(1.0, max(0.0, share))
