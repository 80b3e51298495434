"""The number line: every figure inside the frame, in its order, whatever its size."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import combinations

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from annotations.number_line import MOST, NumberLine, Plotted, number_line, sign_of
from annotations.number_scale import scale_of

SIZES = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.integers(-(10**30), 10**30).map(Decimal),
    st.sampled_from([Decimal(0), Decimal("1E+999999"), Decimal("-1E-999999"), Decimal("9" * 60)]),
)
BOUNDS = st.sampled_from(["exact", "at least", "at most", "about", "range"])
figures = st.lists(
    st.builds(
        Plotted,
        SIZES,
        st.none() | SIZES,
        BOUNDS,
        st.text("ابتث 0123%", max_size=30),
        st.just("/"),
        st.integers(0, 9),
        st.booleans(),
    ),
    max_size=20,
)


def of(*values: str, draw: Callable[[Sequence[Plotted]], NumberLine] | None = None) -> NumberLine:
    return (draw or rtl)([plotted(value) for value in values])


def plotted(value: str, value_max: str = "", bound: str = "exact", group: int = 0) -> Plotted:
    end = Decimal(value_max) if value_max else None
    return Plotted(Decimal(value), end, bound, value, "/", group, is_suggested=False)


def ltr(drawn: Sequence[Plotted]) -> NumberLine:
    return number_line(drawn, "", rtl=False, language="en")


def rtl(drawn: Sequence[Plotted]) -> NumberLine:
    return number_line(drawn, "دولار", rtl=True, language="ar")


def texts(line: NumberLine) -> list[str]:
    return [tick.text for tick in line.ticks if tick.text]


@given(figures, st.booleans(), st.booleans())
def test_everything_stands_inside_the_frame(drawn, is_rtl, narrow) -> None:
    line = number_line(drawn, "", rtl=is_rtl, language="ar", narrow=narrow)

    for mark in line.marks:
        across = [mark.x, mark.x if mark.x_end is None else mark.x_end]
        across += [float(it) for it in re.findall(r"[MHL](-?[\d.]+)", mark.arrow)]
        assert all(0 <= x <= line.width for x in across)
        assert mark.y - 8 >= 0
        assert mark.y <= line.y
        assert mark.label is None or 8 <= mark.label.y <= line.y
    assert all(0 <= tick.text_x <= line.width for tick in line.ticks)
    assert len(line.marks) + line.hidden == len(drawn)


@given(figures)
def test_no_mark_stands_on_another(drawn) -> None:
    marks = [it for it in rtl(drawn).marks if it.x_end is None]

    for one, other in combinations(marks, 2):
        assert abs(one.x - other.x) >= 15.9 or abs(one.y - other.y) >= 15.9


@given(st.lists(SIZES, min_size=1, max_size=12))
def test_a_greater_figure_stands_further_along(values) -> None:
    scale = scale_of(values, 6)

    shares = [scale.share(value) for value in sorted(values)]

    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


@given(figures)
def test_from_right_to_left_it_is_mirrored(drawn) -> None:
    left, right = ltr(drawn), rtl(drawn)

    for one, other in zip(left.marks, right.marks, strict=True):
        assert one.x == pytest.approx(right.width - other.x, abs=0.1)
        assert one.y == other.y


def test_small_numbers_stand_where_reading_begins() -> None:
    small, great = of("30", "44").marks

    assert small.x > great.x


@pytest.mark.parametrize(
    ("values", "is_log", "ticks"),
    [
        (["294000", "5600000"], False, ["0", "مليون", "مليونان", "3 ملايين", "4 ملايين", "5 ملايين", "6 ملايين"]),
        (["10", "30", "44", "145"], False, ["0", "50", "100", "150"]),
        (["1", "99"], False, ["0", "20", "40", "60", "80", "100"]),
        (["1", "100"], True, ["1", "10", "100"]),
        (["40E6", "29E9"], True, ["10 ملايين", "100 مليون", "مليار", "10 مليارات", "100 مليار"]),
        (["7E30"], False, ["0", "\u200e2×10³⁰", "\u200e4×10³⁰", "\u200e6×10³⁰", "\u200e8×10³⁰"]),
        (["-3", "4"], False, ["\u200e−4", "\u200e−2", "0", "2", "4"]),
        (["-1000", "-1"], True, ["\u200e−1,000", "\u200e−100", "\u200e−10", "\u200e−1"]),
        (["671", "685"], False, ["670", "675", "680", "685"]),
        (["0"], False, ["0", "1"]),
        ([], False, ["0", "1"]),
    ],
)  # fmt: skip
def test_the_line_is_one_of_powers_where_figures_span_decades(values, is_log, ticks) -> None:
    line = of(*values)

    assert line.is_log == is_log
    assert texts(line) == ticks


def test_zero_stands_apart_on_a_line_of_powers() -> None:
    line = of("0", "5", "5000", draw=ltr)
    zero, least, _ = line.marks

    assert texts(line) == ["0", "1", "10", "100", "1,000", "10K"]
    assert len(line.breaks) == 1
    assert zero.x < line.breaks[0] < least.x


def test_a_line_of_powers_is_broken_on_both_sides_of_zero() -> None:
    line = of("-12", "0", "4500", draw=ltr)
    below, zero, above = line.marks

    assert below.x < line.breaks[0] < zero.x < line.breaks[1] < above.x


def test_no_other_line_is_broken() -> None:
    assert of("0", "44").breaks == of("5", "5000").breaks == []


def test_equal_figures_stand_on_each_other() -> None:
    line = of("30", "30", "30")

    assert len({mark.x for mark in line.marks}) == 1
    assert len({mark.y for mark in line.marks}) == 3
    assert [mark.label is not None for mark in line.marks] == [True, False, False]


@pytest.mark.parametrize(("count", "drawn"), [(1, 1), (40, 40), (200, MOST)])
def test_it_draws_forty_at_most_and_says_how_many_it_does_not(count, drawn) -> None:
    line = of(*(str(it * 7) for it in range(count)))

    assert (len(line.marks), line.hidden) == (drawn, count - drawn)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_not_drawn(value) -> None:
    line = of("5", value)

    assert (len(line.marks), line.hidden) == (1, 1)


def test_a_range_reaches_to_its_other_end_whichever_is_first() -> None:
    (one,) = rtl([plotted("66", "72", "range")]).marks
    (other,) = rtl([plotted("72", "66", "range")]).marks

    assert one.x_end is not None
    assert (one.x, one.x_end) == (other.x, other.x_end)


@pytest.mark.parametrize(
    ("bound", "is_rtl", "sign"),
    [("at least", False, 1), ("at most", False, -1), ("at least", True, -1), ("at most", True, 1)],
)
def test_an_open_bound_has_an_arrow_to_where_it_is_open(bound, is_rtl, sign) -> None:
    (mark,) = number_line([plotted("5", bound=bound)], "", rtl=is_rtl, language="en").marks
    tip = float(re.findall(r"H(-?[\d.]+)", mark.arrow)[0])

    assert (tip - mark.x) * sign > 0


def test_an_exact_figure_has_a_full_sign_and_no_arrow() -> None:
    exact, about = rtl([plotted("5"), plotted("9", bound="about")]).marks

    assert (exact.is_hollow, exact.arrow) == (False, "")
    assert about.is_hollow


def test_six_claims_have_six_signs() -> None:
    assert len({sign_of(group) for group in range(6)}) == 6


def test_the_template_prints_places_that_svg_can_read() -> None:
    drawn = [plotted("1234567.5", bound="at most"), plotted("0"), plotted("3", "9", "range", 7)]

    html = render_to_string("annotations/_number_line.html", {"line": rtl(drawn * 30)})

    assert 'aria-hidden="true"' in html
    assert html.count("<a ") == html.count('tabindex="-1"') == html.count("<title>")
    assert not re.search(r' (?:x|y|x1|x2|y1|y2|width|height)="[^"]*,', html)
    assert "style=" not in html
