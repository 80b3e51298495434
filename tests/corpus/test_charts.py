"""Charts: everything inside the viewBox, in the order of reading, with the same facts as text."""

import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from corpus.charts import (
    SMALL,
    TIMELINE,
    WIDE,
    Point,
    Series,
    bar_chart,
    line_chart,
    nice_ticks,
    percent,
    plain,
    row_chart,
)

VALUES = st.one_of(st.integers(0, 10**9), st.floats(1e-6, 1e9), st.just(0.0))
FRAMES = st.sampled_from([WIDE, TIMELINE, SMALL])


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[Series]]:
    """Labels, and up to six series with values for some of them."""
    size = draw(st.integers(1, 40))
    values = st.lists(st.none() | VALUES, min_size=size, max_size=size)
    series = [Series(f"س{it}", draw(values), sign="أ") for it in range(draw(st.integers(1, 6)))]
    return [f"شهر {it}" for it in range(size)], series


@pytest.mark.parametrize(
    ("greatest", "whole", "expected"),
    [
        (297, True, [0, 100, 200, 300]),
        (300, True, [0, 100, 200, 300]),
        (301, True, [0, 100, 200, 300, 400]),
        (7, True, [0, 2, 4, 6, 8]),
        (2, True, [0, 1, 2]),
        (2, False, [0, 0.5, 1, 1.5, 2]),
        (0, True, [0, 1]),
        (0, False, [0, 0.5, 1]),
        (0.37, False, [0, 0.1, 0.2, 0.3, 0.4]),
        (0.0003, False, [0, 0.0001, 0.0002, 0.0003]),
        (1_234_567, True, [0, 500_000, 1_000_000, 1_500_000]),
    ],
)
def test_ticks_are_round_numbers(greatest: float, whole: bool, expected: list[float]) -> None:
    assert nice_ticks(greatest, 4, whole=whole)[: len(expected)] == expected


@given(VALUES, st.integers(1, 10))
def test_ticks_reach_the_greatest_value_and_are_few(greatest: float, wanted: int) -> None:
    ticks = nice_ticks(greatest, wanted)

    assert ticks == sorted(set(ticks))
    assert ticks[-1] >= greatest * (1 - 1e-6)
    assert 2 <= len(ticks) <= wanted + 1


@given(st.lists(VALUES, max_size=40), FRAMES, st.booleans())
def test_bars_stay_inside_the_frame(values: list[float], frame, rtl: bool) -> None:
    chart = bar_chart([Point("شهر", it) for it in values], rtl=rtl, frame=frame)

    for bar in chart.bars:
        assert -0.1 <= bar.column_x <= bar.x
        assert bar.x + bar.width <= bar.column_x + bar.column_width + 0.1 <= frame.width + 0.2
        assert frame.top - 0.1 <= bar.y <= frame.floor
        assert bar.y + bar.height == pytest.approx(frame.floor, abs=0.1)
    assert all(0 <= text.x <= frame.width for text in [*chart.labels, *chart.ticks])


@given(tables(), FRAMES, st.booleans())
def test_lines_stay_inside_the_frame(table, frame, rtl: bool) -> None:
    chart = line_chart(*table, rtl=rtl, frame=frame)

    for line in chart.lines:
        pairs = re.findall(r"(-?[\d.e+]+),(-?[\d.e+]+)", line.path + line.area)
        assert all(0 <= float(x) <= frame.width and 0 <= float(y) <= frame.floor for x, y in pairs)
        assert 0 <= line.sign.x <= frame.width
    assert all(0 <= text.x <= frame.width for text in [*chart.labels, *chart.ticks])


@given(st.lists(VALUES, min_size=1, max_size=20))
def test_bars_are_mirrored_from_right_to_left(values: list[float]) -> None:
    points = [Point(str(place), value) for place, value in enumerate(values)]

    left, right = bar_chart(points, rtl=False), bar_chart(points, rtl=True)

    for one, other in zip(left.bars, right.bars, strict=True):
        assert one.x + one.width == pytest.approx(WIDE.width - other.x, abs=0.1)
        assert one.height == other.height


@given(tables())
def test_lines_are_mirrored_from_right_to_left(table) -> None:
    left, right = line_chart(*table, rtl=False), line_chart(*table, rtl=True)

    for one, other in zip(left.lines, right.lines, strict=True):
        assert [dot.x for dot in one.dots] == sorted(dot.x for dot in one.dots)
        assert [WIDE.width - dot.x for dot in other.dots] == pytest.approx([d.x for d in one.dots])


@given(st.lists(VALUES, min_size=2, max_size=20))
def test_a_higher_value_stands_higher(values: list[float]) -> None:
    chart = bar_chart([Point("", value) for value in values], rtl=True)

    by_value = sorted(chart.bars, key=lambda bar: bar.point.value)

    assert [bar.height for bar in by_value] == sorted(bar.height for bar in by_value)
    assert all(bar.height >= 1 for bar in by_value if bar.point.value)


@given(tables())
def test_the_table_says_every_value_and_no_other(table) -> None:
    labels, series = table

    chart = line_chart(labels, series, rtl=True)

    assert [row.label for row in chart.rows] == labels
    for number, one in enumerate(series):
        said = ["" if value is None else plain(value) for value in one.values]
        assert [row.texts[number] for row in chart.rows] == said


@given(tables())
def test_no_sign_stands_on_another(table) -> None:
    chart = line_chart(*table, rtl=True)

    heights = sorted(line.sign.y for line in chart.lines)

    assert all(after - before >= 23.9 for before, after in pairwise(heights))


def test_the_first_point_stands_where_reading_begins() -> None:
    points = [Point("يناير", 1), Point("فبراير", 2)]

    first, second = bar_chart(points, rtl=True).bars

    assert first.x > second.x


def test_a_line_is_broken_where_a_value_is_missing() -> None:
    (line,) = line_chart(list("abcd"), [Series("س", [1, 2, None, 4])], rtl=False).lines

    assert line.path.count("M") == 2
    assert [dot.label for dot in line.dots] == ["a", "b", "d"]


def test_a_line_alone_has_its_peak_labelled() -> None:
    chart = line_chart(list("abc"), [Series("س", [1, 71, 3])], rtl=True)

    assert chart.peak is not None
    assert chart.peak.text == "71"


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 6, 24, 60])
def test_labels_are_few_with_the_first_and_the_last(count: int) -> None:
    labels = [str(place) for place in range(count)]

    shown = [it.text for it in bar_chart([Point(it, 1) for it in labels], rtl=True).labels]

    assert len(shown) == min(count, WIDE.labels)
    assert [shown[:1], shown[-1:]] == [labels[:1], labels[-1:]]


def test_rows_share_one_scale_and_begin_where_reading_begins() -> None:
    series = [Series("أ", [0.2, 0.1]), Series("ب", [None, 0.0], doubtful={1})]

    chart = row_chart(["الرقائق", "النماذج"], series, rtl=True, say=percent)

    cells = [cell for row in chart.rows for cell in row.cells]
    assert [(it.x, it.width, it.text) for it in cells] == [
        (0, 100, "20%"),
        (100, 0, ""),
        (50, 50, "10%"),
        (100, 0, "0%"),
    ]
    assert [it.is_doubtful for it in cells] == [False, False, False, True]


def test_a_series_may_say_more_than_its_numbers() -> None:
    series = [Series("أ", [4.0, None], texts=["4 ± 1", ""])]

    assert row_chart(["رقاقة", "هواوي"], series, rtl=True).rows[0].cells[0].text == "4 ± 1"
    assert line_chart(["يناير", "فبراير"], series, rtl=True).rows[0].texts == ["4 ± 1"]


@pytest.mark.parametrize(
    ("value", "said"), [(0.1234, "12.3%"), (1, "100%"), (0, "0%"), (0.00012, "0.012%")]
)
def test_a_share_is_said_in_three_digits(value: float, said: str) -> None:
    assert percent(value) == said


def test_a_template_prints_coordinates_that_svg_can_read() -> None:
    chart = bar_chart([Point("يناير", 1_234_567, href="/?since=2025-01")], rtl=True)

    drawn = render_to_string(
        "components/_bar_chart.html", {"chart": chart, "id": "months", "title": "شهرياً"}
    )

    assert "1,234,567" in drawn
    assert not re.search(r' (?:x|y|x1|x2|y1|y2|width|height)="[^"]*,', drawn)
    assert 'role="group"' in drawn
    assert 'direction="rtl"' in drawn
