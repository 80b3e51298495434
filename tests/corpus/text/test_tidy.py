"""What is kept of a name that was typed or pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.tidy import tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  هواوي \n تكنولوجيز\t", "هواوي تكنولوجيز"),
        ("\u202bهواوي\u202c\u200f", "هواوي"),
        ("Open\u00adAI\u0000", "OpenAI"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("هواوي\u200c", "هواوي"),
        ("آبل", "آبل"),
        ("هواوي \u200b تكنولوجيز", "هواوي تكنولوجيز"),
        ("\ud800", ""),
    ],
)
def test_it_keeps_what_is_seen(typed, kept):
    assert tidy(typed) == kept


@given(st.text(st.sampled_from("اب \u200b\u200c\u0653e\u0301\n\x1c")) | st.text())
def test_what_is_tidy_stays_as_it_is(typed):
    assert tidy(tidy(typed)) == tidy(typed)
