"""Dates are found only where a page prints one, with what is known of them."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.dates import DATA, find_dates


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("27 يناير 2025", "2025-01-27", "day"),
        ("٢٧ يناير ٢٠٢٥", "2025-01-27", "day"),
        ("۲۷ ژانویه ۲۰۲۵", "2025-01-27", "day"),
        ("27. 01. 2025", "2025-01-27", "day"),
        ("2025-01-27", "2025-01-27", "day"),
        ("2025/1/27", "2025-01-27", "day"),
        ("27/1/2025", "2025-01-27", "day"),
        ("1/27/2025", "2025-01-27", "day"),
        ("27\u200f/\u200f1\u200f/\u200f2025", "2025-01-27", "day"),
        ("17 مارس/ آذار 2020", "2020-03-17", "day"),
        ("٣ كانون الثاني/يناير ٢٠٢٤", "2024-01-03", "day"),
        ("12 كانون الثاني/ يناير 2024", "2024-01-12", "day"),
        ("12 أيار (مايو) 2024", "2024-05-12", "day"),
        ("3 شباط - فبراير 2024", "2024-02-03", "day"),
        ("20 جانفي 2023", "2023-01-20", "day"),
        ("9 غشت 2021", "2021-08-09", "day"),
        ("5 ابريل، 2022", "2022-04-05", "day"),
        ("2 مايو من عام 2022", "2022-05-02", "day"),
        ("7 أيلول 2019م", "2019-09-07", "day"),
        ("January 5, 2024", "2024-01-05", "day"),
        ("May 3rd, 2024", "2024-05-03", "day"),
        ("14 février 2024", "2024-02-14", "day"),
        ("العاشر من يناير 2025", "2025-01-10", "day"),
        ("الحادي والعشرين من تموز 2024", "2024-07-21", "day"),
        ("الأربعاء، 3 أغسطس 2022", "2022-08-03", "day"),
        ("يوم الأربعاء 3 أغسطس 2022", "2022-08-03", "day"),
        ("نوفمبر 2023", "2023-11-01", "month"),
        ("07 أكتوبر 2020 - 12:09 م", "2020-10-07T12:09", "minute"),
        ("7 أكتوبر 2020 الساعة 12:30 صباحا", "2020-10-07T00:30", "minute"),
        ("17:55 GMT 17.03.2020", "2020-03-17T17:55", "minute"),
        ("2025-01-27T10:30:00Z", "2025-01-27T10:30", "minute"),
    ],
)
def test_it_reads_a_date_with_a_year(text, value, precision):
    (found,) = find_dates(f"نُشر {text} هنا")

    assert (found.value, found.precision) == (utc(value), precision)
    assert f"نُشر {text} هنا"[found.start : found.end] == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("28 محرم 1446", "2024-08-03"),
        ("٢٨ محرّم ١٤٤٦هـ", "2024-08-03"),
        ("1 رمضان 1445 هـ", "2024-03-11"),
        ("الاثنين 15 ربيع الأول 1445 هجري", "2023-09-30"),
        ("1446/01/28 هـ", "2024-08-03"),
        ("28-1-1446هـ", "2024-08-03"),
        ("۲۱ اردیبهشت ۱۳۹۹", "2020-05-10"),
        ("سه‌شنبه ۲۹ بهمن ۱۳۹۸", "2020-02-18"),
        ("30 اسفند 1399", "2021-03-20"),
        ("۱۳۹۹/۰۲/۲۱", "2020-05-10"),
        ("5 حوت 1402", "2024-02-24"),
    ],
)
def test_it_reads_a_day_of_the_lunar_and_of_the_solar_year(text, value):
    (found,) = find_dates(f"({text})")

    assert (found.value, found.precision) == (utc(value), "day")


@pytest.mark.parametrize(
    "text",
    [
        "28 محرم 1446 هـ الموافق 3 أغسطس 2024",
        "السبت 27 محرم 1446هـ - 3 أغسطس 2024م",
        "28 محرم 1446 هـ، الموافق السبت 3 آب 2024 م",
        "3 أغسطس 2024 (28 محرم 1446 هـ",
        "1446/01/28 - 2024/08/03",
        "2024-08-03 الموافق لـ 28-01-1446",
    ],
)
def test_two_calendars_side_by_side_are_one_date_and_the_gregorian_one_decides(text):
    (found,) = find_dates(text)

    assert (found.start, found.end) == (0, len(text))
    assert (found.value, found.precision) == (utc("2024-08-03"), "day")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-01-27T10:30+03:00", "2025-01-27T10:30+03:00"),
        ("27 يناير 2025 10:30 (GMT+0400)", "2025-01-27T10:30+04:00"),
        ("27 يناير 2025، 10:30 صباحا بتوقيت مكة المكرمة", "2025-01-27T10:30+03:00"),
        ("27 يناير 2025، 09:05 بتوقيت غرينتش", "2025-01-27T09:05+00:00"),
    ],
)
def test_it_keeps_the_zone_that_is_printed(text, value):
    (found,) = find_dates(text)

    assert found.value == datetime.fromisoformat(value)
    assert found.end == len(text)


def test_the_zone_itself_is_kept_and_not_only_the_moment():
    (found,) = find_dates("2025-01-27T10:30-05:00")

    assert found.value is not None
    assert found.value.tzinfo == timezone(timedelta(hours=-5))


@pytest.mark.parametrize(
    "text",
    [
        "31/2/2024",
        "H20",
        "7,7%",
        "2048 وحدة",
        "1.2.3",
        "3.5",
        "2025",
        "عام 2025",
        "3-1",
        "الهاتف +20-10-2024-5678",
        "01-02-2024-55",
        "10.10.2024.1",
        "12/3/2024/9",
        "10/2/1446",
        "1446/01/28",
        "رمضان 1445",
        "30 محرم 1446",
        "30 اسفند 1400",
        "يناير - فبراير 2024",
        "3 يناير/مارس 2024",
        "النصف الأول من يناير الجاري",
        "الأسبوع الثاني من الشهر الجاري",
        "يناير الماضي",
        "294 ألف",
    ],
)
def test_it_takes_no_other_number_for_a_date(text):
    assert [each for each in find_dates(text) if each.precision != "month"] == []


@pytest.mark.parametrize(
    ("number", "name"),
    [(number, name) for number, names in DATA["months"].items() for name in names],
)
def test_it_knows_every_listed_name_of_a_month(number, name):
    (found,) = find_dates(f"12 {name} 2024")

    assert found.value == datetime(2024, int(number), 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("calendar", "year"), [("hijri_months", 1445), ("solar_months", 1402)]
)  # fmt: skip
def test_it_knows_every_listed_name_of_a_month_of_another_calendar(calendar, year):
    for names in DATA[calendar].values():
        days = [find_dates(f"12 {name} {year}") for name in names]

        assert len({found.value for each in days for found in each}) == 1
        assert all(len(each) == 1 for each in days), names


@given(st.text(max_size=200))
def test_it_never_finds_a_date_twice_or_outside_the_text(text):
    found = find_dates(text)

    assert all(0 <= date.start < date.end <= len(text) for date in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_a_window_gives_the_places_in_the_whole_text():
    text = "قبل يومين. نشر في 3 مايو 2024 وحدث في 5 مايو 2024"

    (found,) = find_dates(text, 10, 30)

    assert text[found.start : found.end] == "3 مايو 2024"
