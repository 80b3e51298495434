"""The bars of publication over the list."""

from datetime import date

import pytest
from django.utils.translation import override

from corpus.day_bars import LEAST_MONTHS, MOST_YEARS, day_bars
from corpus.filters import Filters

YEAR = {f"month:2025-{month:02}": month for month in range(1, 13)} | {"month:undated": 4}


def bars_of(months, filters=None, *, is_about=False, rtl=True):
    with override("ar"):
        return day_bars(months, filters or Filters(), is_about=is_about, rtl=rtl)


def points(bars):
    return [bar.point for bar in bars.chart.bars]


def test_each_month_has_a_bar_that_leads_to_it():
    march = points(bars_of(YEAR, Filters(text="x")))[2]

    assert (march.label, march.value) == ("مارس 2025", 3)
    assert march.href == "?q=x&since=2025-03-01&until=2025-03-31"
    assert march.key == "2025-03-01..2025-03-31"


def test_time_runs_as_the_page_is_read():
    first, *_others, last = bars_of(YEAR).chart.bars
    assert first.x > last.x
    first, *_others, last = bars_of(YEAR, rtl=False).chart.bars
    assert first.x < last.x


def test_months_without_articles_have_their_place():
    bars = bars_of({"month:2024-11": 1, "month:2025-06": 1})

    assert [it.value for it in points(bars)] == [1, 0, 0, 0, 0, 0, 0, 1]


def test_few_months_are_drawn_as_slim_as_many():
    bars = bars_of({"month:2025-01": 1})

    assert len(points(bars)) == LEAST_MONTHS
    assert points(bars)[0].label == "أغسطس 2024"
    assert points(bars)[-1].label == "يناير 2025"


@pytest.mark.parametrize(("last", "count"), [("2024-12", 36), ("2025-01", 4)])
def test_more_than_three_years_are_shown_by_year(last, count):
    bars = bars_of({"month:2022-01": 2, "month:2022-05": 3, f"month:{last}": 1})

    assert len(points(bars)) == count
    if count == 4:
        assert (points(bars)[0].label, points(bars)[0].value) == ("2022", 5)
        assert points(bars)[0].key == "2022-01-01..2022-12-31"


def test_a_date_gone_astray_leaves_room_for_the_others():
    bars = bars_of({"month:1000-01": 1, "month:2025-06": 1})

    assert len(points(bars)) == MOST_YEARS


@pytest.mark.parametrize("months", [{}, {"month:undated": 3}, {"month:2025-01": 0}])
def test_without_dates_there_are_no_bars(months):
    assert bars_of(months) is None


def test_the_days_asked_for_are_chosen_as_far_as_they_reach():
    asked = Filters(since=date(2025, 3, 20), until=date(2025, 5, 2))

    bars = bars_of(YEAR, asked)

    assert [it.label for it in points(bars) if it.chosen] == [
        "مارس 2025",
        "إبريل 2025",
        "مايو 2025",
    ]
    assert (bars.first_label, bars.last_label) == ("مارس 2025", "مايو 2025")


def test_without_days_the_handles_stand_at_the_ends_and_nothing_is_chosen():
    bars = bars_of(YEAR)

    assert (bars.first, bars.last, bars.end) == (0, 11, 11)
    assert not any(it.chosen for it in points(bars))


def test_estimates_are_said_as_such():
    assert bars_of({"month:2025-01": 12_300}, is_about=True).chart.bars[-1].text == "نحو 12,000"
    assert bars_of({"month:2025-01": 12_300}).chart.bars[-1].text == "12,300"
