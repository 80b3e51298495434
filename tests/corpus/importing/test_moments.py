"""Dates in every form that dumps of articles have them in."""

from datetime import UTC, datetime

import pytest

from corpus.importing.moments import moment_of

NOON = datetime(2023, 5, 1, 12, tzinfo=UTC)
DAY = datetime(2023, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "value", "precision"),
    [
        ("2023-05-01T12:00:00Z", NOON, "minute"),
        ("2023-05-01T15:00:00+03:00", NOON, "minute"),
        ("2023-05-01T12:00:00.000Z", NOON, "minute"),
        ("2023-05-01 12:00", NOON, "minute"),
        ("2023/05/01 12:00", NOON, "minute"),
        ("Mon, 01 May 2023 12:00:00 GMT", NOON, "minute"),
        ("Mon, 01 May 2023 14:00:00 +0200", NOON, "minute"),
        ("1682942400", NOON, "minute"),
        ("1682942400.5", NOON.replace(microsecond=500_000), "minute"),
        ("1682942400000", NOON, "minute"),
        ("2023-05-01", DAY, "day"),
        ("20230501", DAY, "day"),
        ("01/05/2023", DAY, "day"),
        ("1 مايو 2023", DAY, "day"),
        ("الاثنين ١ أيار/مايو ٢٠٢٣", DAY, "day"),
        ("2023-05", DAY, "month"),
        ("مايو 2023", DAY, "month"),
        ("منذ ساعتين", None, "relative"),
    ],
)
def test_it_reads_a_date_with_its_precision(written, value, precision):
    found = moment_of(written)

    assert found is not None
    assert (found.value, found.precision) == (value, precision)


@pytest.mark.parametrize(
    "written",
    ["", "2023", "غدا", "0000-00-00", "2023-13-45", "99999999999999", "0001-01-01", "x" * 9999],
)
def test_what_is_no_date_is_none(written):
    assert moment_of(written) is None
