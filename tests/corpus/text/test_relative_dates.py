"""Relative dates stay open until somebody says when their page was taken, and lead to a day then."""

from datetime import UTC, datetime, time

import pytest

from corpus.text.dates import DATA, find_dates, resolved

BASE = datetime(2025, 5, 15, 12, 30, tzinfo=UTC)  # a Thursday


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("منذ 35 دقيقة", "2025-05-15T11:55", "minute"),
        ("منذ ساعة", "2025-05-15T11:30", "minute"),
        ("منذ ساعة واحدة", "2025-05-15T11:30", "minute"),
        ("قبل ساعتين", "2025-05-15T10:30", "minute"),
        ("منذ ١٣ ساعة", "2025-05-14T23:30", "minute"),
        ("2 hours ago", "2025-05-15T10:30", "minute"),
        ("an hour ago", "2025-05-15T11:30", "minute"),
        ("۳ ساعت پیش", "2025-05-15T09:30", "minute"),
        ("il y a 3 heures", "2025-05-15T09:30", "minute"),
        ("منذ 3 أيام", "2025-05-12", "day"),
        ("قبل ثلاثة أيام", "2025-05-12", "day"),
        ("قبل يومين", "2025-05-13", "day"),
        ("منذ أسبوع", "2025-05-08", "day"),
        ("منذ أسبوعين", "2025-05-01", "day"),
        ("منذ شهرين", "2025-03-01", "month"),
        ("منذ 6 أشهر", "2024-11-01", "month"),
        ("أمس", "2025-05-14", "day"),
        ("بالأمس", "2025-05-14", "day"),
        ("يوم أمس الأربعاء", "2025-05-14", "day"),
        ("أمس 18:05", "2025-05-14T18:05", "minute"),
        ("أمس الأول", "2025-05-13", "day"),
        ("أول من أمس", "2025-05-13", "day"),
        ("yesterday", "2025-05-14", "day"),
        ("اليوم", "2025-05-15", "day"),
        ("اليوم 10:30 صباحا", "2025-05-15T10:30", "minute"),
        ("اليوم الساعة 01:15 م", "2025-05-15T13:15", "minute"),
        ("اليوم الثلاثاء", "2025-05-13", "day"),
        ("يوم الثلاثاء", "2025-05-13", "day"),
        ("يوم الخميس", "2025-05-15", "day"),
        ("مساء الأحد", "2025-05-11", "day"),
        ("الخميس الماضي", "2025-05-08", "day"),
        ("last Friday", "2025-05-09", "day"),
        ("الشهر الماضي", "2025-04-01", "month"),
        ("الشهر المنصرم", "2025-04-01", "month"),
        ("10 الجاري", "2025-05-10", "day"),
        ("10 من الشهر الحالي", "2025-05-10", "day"),
        ("الـ12 من الشهر الجاري", "2025-05-12", "day"),
        ("العاشر من الشهر الجاري", "2025-05-10", "day"),
        ("الثالث والعشرين من الشهر الماضي", "2025-04-23", "day"),
        ("20 أبريل الماضي", "2025-04-20", "day"),
        ("12 نيسان/أبريل الماضي", "2025-04-12", "day"),
        ("20 ديسمبر الماضي", "2024-12-20", "day"),
    ],
)
def test_it_counts_back_from_the_moment_of_the_page(text, value, precision):
    (found,) = find_dates(text)

    then = resolved(found, BASE)

    assert (found.start, found.end) == (0, len(text))
    assert (found.value, found.precision) == (None, "relative")
    assert then.value == datetime.fromisoformat(value).replace(tzinfo=UTC)
    assert then.precision == precision


@pytest.mark.parametrize(
    "text",
    ["منذ أيام", "قبل شهور", "منذ سنتين", "منذ 4 أعوام", "الأسبوع الماضي", "العام الماضي", "31 من الشهر الماضي", "20 الجاري"],
)  # fmt: skip
def test_one_that_leads_to_no_certain_day_or_month_stays_relative(text):
    (found,) = find_dates(text)

    assert resolved(found, BASE) == found


@pytest.mark.parametrize(
    "text",
    [
        "أخبار اليوم",
        "اليوم السابع",
        "USA Today",
        "الثلاثاء",
        "الثلاثاء المقبل",
        "يوم الثلاثاء القادم",
        "منذ عام 1987",
        "منذ شهر يناير",
        "قبل يومين من الافتتاح",
        "قبل البداية",
        "تشرين الثاني الجاري",
        "5 ملايين الجاري",
        "الشهر المقبل",
        "القانون الجاري",
    ],
)
def test_names_and_other_times_are_no_relative_dates(text):
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("days", "name"),
    [(days, name) for days, names in DATA["weekdays"].items() for name in names],
)
def test_it_knows_every_listed_name_of_a_weekday(days, name):
    (found,) = find_dates(f"{name} 09:00")

    then = resolved(found, BASE)

    assert then.value is not None
    assert then.value.weekday() == int(days)
    assert (then.value.time(), then.precision) == (time(9), "minute")


@pytest.mark.parametrize(
    ("unit", "word"), [(unit, word) for unit, forms in DATA["units"].items() for word in forms["many"]]
)  # fmt: skip
def test_it_knows_every_listed_unit_of_time(unit, word):
    (found,) = find_dates(f"منذ 4 {word}")

    then = resolved(found, BASE)

    expected = {"minute": "minute", "hour": "minute", "month": "month", "year": "relative"}
    assert then.precision == expected.get(unit, "day")


def test_a_day_by_day_date_is_the_day_of_the_base_and_not_of_its_hour():
    (found,) = find_dates("أمس")

    assert resolved(found, BASE.replace(hour=0)).value == resolved(found, BASE).value


def test_an_absolute_date_is_left_as_it_is():
    (found,) = find_dates("3 مايو 2024")

    assert resolved(found, BASE) == found
