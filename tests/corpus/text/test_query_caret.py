"""What stands under the caret of a query that somebody is typing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.query_caret import under_caret


def typed(query: str) -> tuple[str, list[str]]:
    """The field and the stretches where `|` stands for the caret."""
    found = under_caret(query.replace("|", ""), query.index("|"))
    return found.field, [it.text for it in found.stretches]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("|", ("", [])),
        ("هوا|", ("", ["هوا"])),
        ("هو|اوي", ("", ["هواوي"])),
        ("|هواوي", ("", [])),
        ("أحد اثنان ثلاثة أربعة|", ("", ["اثنان ثلاثة أربعة", "ثلاثة أربعة", "أربعة"])),
        ("رقائق (هوا|", ("", ["هوا"])),
        ("رقائق NOT هوا|", ("", ["هوا"])),
        ("رقائق أو هوا|", ("", ["هوا"])),
        ("رقائق و هوا|", ("", ["هوا"])),
        ("رقائق NOT|", ("", [])),
        ("كيان:هواوي رقائق|", ("", ["رقائق"])),
        ('"رقائق هوا|', ("", [])),
        ("http://x|", ("", ["http://x"])),
        ("كيان:هو|اوي رقائق", ("entity", ["هواوي"])),
        ("الكيان:|", ("entity", [""])),
        ("كي|ان:هواوي", ("", [])),
        ('source:"Financial Ti|', ("source", ["Financial Ti"])),
        ("مصدر:«فايننشال تا|يمز» رقائق", ("source", ["فايننشال تايمز"])),
        ('entity:"Nvi| رقائق', ("entity", ["Nvi"])),
    ],
)
def test_it_is_a_value_or_the_last_three_words(query, expected):
    assert typed(query) == expected


def test_a_stretch_is_all_that_a_name_would_replace():
    value = under_caret('و كيان:"هواوي" رقائق', 10)
    words = under_caret("رقائق  ديب   سيك", 16)

    assert [(it.start, it.end) for it in value.stretches] == [(2, 14)]
    assert [(it.start, it.end) for it in words.stretches] == [(0, 16), (7, 16), (13, 16)]


@given(st.text(max_size=60) | st.text(':"«» ()~نوكيا', max_size=30), st.integers(-5, 70))
def test_every_stretch_stands_in_the_query(query, caret):
    for it in under_caret(query, caret).stretches:
        assert 0 <= it.start <= it.end <= max(len(query), caret)
        assert it.text.split() == [] or it.text.split()[0] in query
