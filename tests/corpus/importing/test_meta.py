"""Lines of a page's head say when it was published, and other lines that name a day do not."""

from datetime import UTC, datetime

import pytest

from corpus.importing.steps.meta import meta_of


@pytest.mark.parametrize(
    "line",
    [
        "السبت 28 محرم 1446 هـ - الموافق 3 أغسطس 2024 م",
        "نشر في: 3 آب/ أغسطس 2024",
        "3 أغسطس 2024 | 28 محرم 1446",
        "آخر تحديث: السبت 3 أغسطس 2024 - 10:30 بتوقيت غرينتش",
    ],
)
def test_a_line_that_is_nothing_but_a_date_gives_the_day(line):
    meta = meta_of(line)

    assert meta is not None
    assert meta.date is not None
    assert meta.date.value is not None
    assert meta.date.value.date() == datetime(2024, 8, 3, tzinfo=UTC).date()


@pytest.mark.parametrize("line", ["أمس", "منذ 3 أيام", "قبل ساعتين", "اليوم 10:30", "يوم الثلاثاء"])
def test_a_line_with_a_relative_date_leaves_it_open(line):
    meta = meta_of(line)

    assert meta is not None
    assert meta.date is not None
    assert meta.date.precision == "relative"


@pytest.mark.parametrize(
    "line",
    ["اليوم", "المصري اليوم", "أمطار غزيرة أمس على الساحل", "افتتاح السوق يوم الثلاثاء في المدينة"],
)
def test_a_paper_and_a_headline_that_name_a_day_are_no_dates(line):
    meta = meta_of(line)

    assert meta is None or meta.date is None
