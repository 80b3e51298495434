"""Days of three calendars are one day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from corpus.text.calendars import gregorian_day, hijri_day, solar_day


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1446, 1, 1, date(2024, 7, 7)),
        (1445, 9, 1, date(2024, 3, 11)),
        (1343, 1, 1, date(1924, 8, 1)),
        (1446, 1, 30, None),
        (1446, 13, 1, None),
        (1300, 1, 1, None),
        (1501, 1, 1, None),
    ],
)
def test_a_lunar_day_is_a_gregorian_one_where_the_table_reaches(year, month, day, expected):
    assert hijri_day(year, month, day) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1375, date(1996, 3, 20)),
        (1399, date(2020, 3, 20)),
        (1400, date(2021, 3, 21)),
        (1403, date(2024, 3, 20)),
        (1404, date(2025, 3, 21)),
        (1408, date(2029, 3, 20)),
    ],
)
def test_the_solar_year_begins_with_spring(year, expected):
    assert solar_day(year, 1, 1) == expected


@pytest.mark.parametrize(("year", "leap"), [(1399, True), (1400, False), (1403, True)])
def test_its_last_month_has_a_thirtieth_day_in_leap_years(year, leap):
    assert (solar_day(year, 12, 30) is not None) == leap


def test_the_days_of_solar_years_follow_each_other_without_a_gap():
    days = [
        found
        for year in range(1395, 1410)
        for month in range(1, 13)
        for day in range(1, 33)
        if (found := solar_day(year, month, day))
    ]

    assert all(two - one == timedelta(days=1) for one, two in pairwise(days))


@pytest.mark.parametrize("days", [(2024, 2, 30), (2024, 0, 1), (0, 1, 1)])
def test_a_day_that_never_was_is_none(days):
    assert gregorian_day(*days) is None
    assert solar_day(days[0], 13, 1) is None
