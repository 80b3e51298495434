"""Keyword in context: the words as printed, cut between words, with the neighbours folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.concordance import CONTEXT, line_at

TEXT = "قالت الشركة إنّ رقائقَها «المتقدّمة» وصلت إلى Nvidia أمس"


def line_of(keyword: str, text: str = TEXT, offset: int = 0):
    start = text.index(keyword)
    return line_at(text, (start, start + len(keyword)), offset)


def test_it_prints_the_keyword_between_its_contexts():
    line = line_of("رقائقَها")

    assert line.before == "قالت الشركة إنّ "
    assert line.keyword == "رقائقَها"
    assert line.after == " «المتقدّمة» وصلت إلى Nvidia أمس"


def test_it_counts_in_the_captured_text():
    line = line_of("رقائقَها", offset=1000)

    assert (line.start, line.end) == (1000 + TEXT.index("رقائقَها"), 1000 + TEXT.index(" «"))


def test_it_tells_the_form_without_marks():
    assert line_of("إنّ رقائقَها").form == "ان رقايقها"


@pytest.mark.parametrize(
    ("keyword", "previous", "following"),
    [
        ("رقائقَها", ("ان", "الشركه"), ("المتقدمه", "وصلت")),
        ("قالت", (), ("الشركه", "ان")),
        ("Nvidia", ("الي", "وصلت"), ("امس",)),
        ("أمس", ("nvidia", "الي"), ()),
    ],
)
def test_it_tells_the_neighbours_the_nearest_first(keyword, previous, following):
    line = line_of(keyword)

    assert (line.previous, line.next) == (previous, following)


def test_signs_are_no_neighbours():
    line = line_of("كلمة", "قال : « - كلمة - » ، ثم مضى")

    assert (line.previous, line.next) == (("قال",), ("ثم", "مضي"))


def test_it_cuts_the_contexts_between_words():
    line = line_of("كلمة", f"{'سابق ' * 40}كلمة{' لاحق' * 40}")

    assert set(line.before.split()) == {"سابق"}
    assert set(line.after.split()) == {"لاحق"}
    assert CONTEXT - 5 <= len(line.before) <= CONTEXT
    assert CONTEXT - 5 <= len(line.after) <= CONTEXT


def test_a_word_that_is_longer_than_a_context_is_cut():
    line = line_of("كلمة", f"{'ا' * 200} كلمة {'ب' * 200}")

    assert (len(line.before), len(line.after)) == (CONTEXT, CONTEXT)


@given(st.text(max_size=300), st.data())
def test_a_line_is_a_slice_of_the_captured_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    line = line_at(text, (start, end))

    assert line.keyword == text[line.start : line.end]
    whole = line.before + line.keyword + line.after
    assert whole == text[start - len(line.before) : end + len(line.after)]
    assert max(len(line.before), len(line.after)) <= CONTEXT


@given(st.text("ابت 9-«\n\u064b\u0640", max_size=300), st.data())
def test_contexts_begin_and_end_with_words_that_are_whole(text, data):
    place = data.draw(st.integers(0, len(text)))

    line = line_at(text, (place, place))

    first, last = place - len(line.before), place + len(line.after)
    assert not line.before or first == 0 or text[first - 1].isspace() or len(line.before) > 80
    assert not line.after or last == len(text) or text[last].isspace() or len(line.after) > 80
