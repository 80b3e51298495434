"""Dates are found only where a page prints one, with what is known of them."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.dates import DATA, find_dates, resolved


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("27 يناير 2025", "2025-01-27", "day"),
        ("٢٧ يناير ٢٠٢٥", "2025-01-27", "day"),
        ("27. 01. 2025", "2025-01-27", "day"),
        ("2025-01-27", "2025-01-27", "day"),
        ("2025/1/27", "2025-01-27", "day"),
        ("27/1/2025", "2025-01-27", "day"),
        ("1/27/2025", "2025-01-27", "day"),
        ("17 مارس/ آذار 2020", "2020-03-17", "day"),
        ("٣ كانون الثاني/يناير ٢٠٢٤", "2024-01-03", "day"),
        ("20 جانفي 2023", "2023-01-20", "day"),
        ("9 غشت 2021", "2021-08-09", "day"),
        ("5 ابريل، 2022", "2022-04-05", "day"),
        ("January 5, 2024", "2024-01-05", "day"),
        ("نوفمبر 2023", "2023-11-01", "month"),
        ("07 أكتوبر 2020 - 12:09 م", "2020-10-07T12:09", "minute"),
        ("7 أكتوبر 2020 الساعة 12:30 صباحا", "2020-10-07T00:30", "minute"),
        ("17:55 GMT 17.03.2020", "2020-03-17T17:55", "minute"),
        ("2025-01-27T10:30:00Z", "2025-01-27T10:30", "minute"),
    ],
)
def test_it_reads_a_date_with_a_year(text, value, precision):
    (found,) = find_dates(f"نُشر {text} هنا")

    assert found.value == datetime.fromisoformat(value).replace(tzinfo=UTC)
    assert found.precision == precision
    assert f"نُشر {text} هنا"[found.start : found.end] == text


def test_it_keeps_the_zone_that_is_printed():
    (found,) = find_dates("2025-01-27T10:30+03:00")

    assert found.value == datetime(2025, 1, 27, 10, 30, tzinfo=timezone(timedelta(hours=3)))


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("منذ 35 دقائق", timedelta(minutes=35)),
        ("منذ ساعة واحدة", timedelta(hours=1)),
        ("منذ ساعتين", timedelta(hours=2)),
        ("قبل ثلاثة أيام", timedelta(days=3)),
        ("منذ أسبوع", timedelta(weeks=1)),
        ("2 hours ago", timedelta(hours=2)),
    ],
)
def test_it_leaves_a_relative_time_open_until_it_has_a_base(text, ago):
    base = datetime(2025, 5, 1, 12, tzinfo=UTC)

    (found,) = find_dates(text)

    assert (found.value, found.precision) == (None, "relative")
    assert resolved(found, base).value == base - ago


@pytest.mark.parametrize(
    "text",
    ["31/2/2024", "H20", "7,7%", "2048 وحدة", "28 محرم 1446", "1.2.3", "يناير الماضي", "294 ألف"],
)
def test_it_takes_no_other_number_for_a_date(text):
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("number", "name"),
    [(number, name) for number, names in DATA["months"].items() for name in names],
)
def test_it_knows_every_listed_name_of_a_month(number, name):
    (found,) = find_dates(f"12 {name} 2024")

    assert found.value == datetime(2024, int(number), 12, tzinfo=UTC)


@given(st.text(max_size=200))
def test_it_never_finds_a_date_twice_or_outside_the_text(text):
    found = find_dates(text)

    assert all(0 <= date.start < date.end <= len(text) for date in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
