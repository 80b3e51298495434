"""How numbers are said that were counted in a sample."""

import pytest
from django.utils.translation import override

from corpus.estimates import rounded, say


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, 0), (7, 7), (40, 40), (123, 120), (12_345, 12_000), (99_600, 100_000)],
)
def test_an_estimate_has_two_digits(count, expected):
    assert rounded(count) == expected


def test_an_estimate_is_said_to_be_one():
    with override("ar"):
        assert say(12_345, is_about=True) == "نحو 12,000"
        assert say(12_345, is_about=False) == "12,345"
