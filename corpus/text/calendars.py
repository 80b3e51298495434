"""Days of the lunar (Hijri) and of the solar Persian calendar as days of the Gregorian one."""

from datetime import date

from hijridate import Hijri

# The day before the first day of the Persian era, counted as date.toordinal() does.
_BEFORE_SOLAR_ERA = 226894
_SPRING_MONTHS, _MONTHS = 6, 12


def gregorian_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The day by the calendar of Umm al-Qura; where the moon was sighted it may be one off."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def solar_day(year: int, month: int, day: int) -> date | None:
    """The day by the cycle of 33 years, as in ICU's PersianCalendar: the official one until 2120."""
    if not (1 <= month <= _MONTHS and 1 <= day <= _length(year, month)):
        return None
    months = 31 * (month - 1) - max(0, month - 1 - _SPRING_MONTHS)
    return date.fromordinal(_BEFORE_SOLAR_ERA + _days_before(year) + months + day)


def _days_before(year: int) -> int:
    return 365 * (year - 1) + (8 * year + 21) // 33


def _length(year: int, month: int) -> int:
    if month < _MONTHS:
        return 31 if month <= _SPRING_MONTHS else 30
    return _days_before(year + 1) - _days_before(year) - 336
