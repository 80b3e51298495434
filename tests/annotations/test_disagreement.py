"""Whether two figures can both hold: the ranges that bounds leave, and when they are apart."""

from dataclasses import dataclass
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.disagreement import Ranged, are_apart


@dataclass
class Said:
    value: Decimal
    bound: str = "exact"
    value_max: Decimal | None = None
    unit: str = "USD"
    metric: str = "training cost"
    scope: str = ""
    ordinal: int = 0


def said(value: float | str, bound: str = "exact", to: float | None = None, **fields) -> Ranged:
    most = None if to is None else Decimal(to)
    return Ranged.of(Said(Decimal(value), bound, most, **fields))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        pytest.param(said(294_000), said(5_600_000), True, id="two values"),
        pytest.param(said(294_000), said(294_000), False, id="one value"),
        pytest.param(said(300, "at most"), said(294), False, id="below what it is at most"),
        pytest.param(said(300, "at most"), said(300), False, id="just what it is at most"),
        pytest.param(said(300, "at most"), said(301), True, id="above what it is at most"),
        pytest.param(said(300, "at least"), said(299), True, id="below what it is at least"),
        pytest.param(said(300, "at least"), said(10**9), False, id="far above at least"),
        pytest.param(said(5, "at least"), said(4, "at most"), True, id="the two look away"),
        pytest.param(said(4, "at least"), said(5, "at most"), False, id="the two meet"),
        pytest.param(said(100, "about"), said(110), False, id="a tenth off is about it"),
        pytest.param(said(100, "about"), said(111), True, id="more than a tenth is not"),
        pytest.param(said(100, "about"), said(120, "about"), False, id="both about"),
        pytest.param(said(-100, "about"), said(-95), False, id="about less than nothing"),
        pytest.param(said(10, "range", 20), said(20), False, id="the end of a range"),
        pytest.param(said(10, "range", 20), said(21), True, id="past a range"),
        pytest.param(said(10, "range", 20), said(15, "range", 30), False, id="ranges that meet"),
        pytest.param(said(10, "range", 20), said(21, "range", 30), True, id="ranges apart"),
        pytest.param(said(0), said(0, "about"), False, id="nothing is about nothing"),
        pytest.param(said(0), said("0.000001"), True, id="nothing is not something"),
        pytest.param(said(0, "at most"), said(1), True, id="at most nothing"),
        pytest.param(said(10**30), said(10**30 + 1), True, id="a thirty-digit difference of one"),
        pytest.param(said(10**30, "about"), said(10**30 + 1), False, id="about it"),
    ],
)
def test_figures_are_apart_when_no_value_is_in_the_ranges_of_both(one, other, apart):
    assert are_apart(one, other) is apart


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"unit": "GPU"}, id="another unit"),
        pytest.param({"metric": "revenue"}, id="another metric"),
        pytest.param({"metric": ""}, id="no metric"),
        pytest.param({"scope": "V3"}, id="another scope"),
    ],
)
def test_what_measures_something_else_is_never_apart(fields):
    assert not are_apart(said(1, scope="R1"), said(2, **fields))


def test_two_figures_that_measure_nothing_known_are_not_apart():
    assert not are_apart(said(1, metric=""), said(2, metric=""))


@pytest.mark.parametrize("scopes", [("R1", ""), ("R1", "R1"), ("", "")])
def test_a_scope_that_one_leaves_out_may_be_the_other_ones(scopes):
    one, other = scopes

    assert are_apart(said(1, scope=one), said(2, scope=other))


NUMBERS = st.decimals(-(10**30), 10**30, allow_nan=False, places=3)
BOUNDS = st.sampled_from(["exact", "at least", "at most", "about", "range"])


@st.composite
def figures(draw) -> Ranged:
    bound, value = draw(BOUNDS), draw(NUMBERS)
    over = draw(st.decimals(1, 10**6, places=1)) if bound == "range" else None
    with localcontext(prec=60):
        most = None if over is None else value + over
    scope = draw(st.sampled_from(["", "R1", "V3"]))
    return Ranged.of(Said(value, bound, most, scope=scope))


def test_what_about_leaves_of_a_long_number_is_not_rounded():
    found = said(10**40 + 1, "about")

    assert found.high == Decimal("11000000000000000000000000000000000000001.1")


@given(figures())
def test_no_figure_is_apart_from_itself(one):
    assert not are_apart(one, one)


@given(figures(), figures())
def test_being_apart_goes_both_ways(one, other):
    assert are_apart(one, other) == are_apart(other, one)
