"""Numbers in four digits, with the words of their language."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.charts import short


@pytest.mark.parametrize(
    ("value", "arabic", "english"),
    [
        ("0", "0", "0"),
        ("44", "44", "44"),
        ("0.05", "0.05", "0.05"),
        ("2048", "2,048", "2,048"),
        ("9999", "9,999", "9,999"),
        ("10000", "10 آلاف", "10K"),
        ("294000", "294 ألف", "294K"),
        ("103E6", "103 ملايين", "103M"),
        ("1E6", "مليون", "1M"),
        ("2E6", "مليونان", "2M"),
        ("5.6E6", "5.6 مليون", "5.6M"),
        ("999960", "مليون", "1M"),
        ("11E9", "11 مليار", "11B"),
        ("3E12", "3 تريليونات", "3T"),
        ("1E15", "\u200e10¹⁵", "10¹⁵"),
        ("3.5E30", "\u200e3.5×10³⁰", "3.5×10³⁰"),
        ("0.00005", "\u200e5×10⁻⁵", "5×10⁻⁵"),
        ("-5", "\u200e−5", "−5"),
        ("-1E6", "\u200e−1 مليون", "−1M"),
        ("NaN", "NaN", "NaN"),
    ],
)
def test_a_number_is_said_shortly(value: str, arabic: str, english: str) -> None:
    assert short(Decimal(value), "ar") == arabic
    assert short(Decimal(value), "en") == english


@given(st.decimals(), st.sampled_from(["ar", "en"]))
def test_every_number_is_said(value: Decimal, language: str) -> None:
    assert 0 < len(short(value, language)) < 30
