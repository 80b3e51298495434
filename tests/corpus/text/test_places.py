"""Whatever the text, every place that is found is in it, in order, and survives UTF-16."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus.text.places import folded, quoted, suggested, told_apart

WORDS = [
    "قال", "وقالت", "هواوي", "إنفيديا", "ديب سيك", "DeepSeek", "H800إنفيديا", "نقلت", "عن", "لرويترز", "أحد المصادر",
    "وفقاً", "إن", "الصحيفة", "ثلاثة أشخاص مطلعون", "5.6 مليون دولار", "٧٫٥٪", "ملياري", "ما بين 40 و50 ألف", "نحو",
    "27 يناير 2025", "٣ شباط/فبراير ٢٠٢٤", "منذ ساعتين", "أمس", "2024-05-03", "شرائح", "الذكاء الاصطناعي", "كَتَّبَ", "هـــواوي",
    "ﷺ", "ﻻ", "🤖", "👩🏽\u200d💻", "\u200f", "\u2067R2\u2069", "\ufeff", "\u00a0", "\r\n", "\n", "\u2028", "«", "»", "”", ".", "؟", "،", "-", "\x07",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.builds(
        lambda joint, parts: joint.join(parts),
        st.sampled_from(["", " "]),
        st.lists(st.sampled_from(WORDS), max_size=40),
    ),
)


def from_utf16(text: str, start: int, end: int) -> str:
    """What a browser that counts in UTF-16 has between the places."""
    before, until = (len(text[:place].encode("utf-16-le")) for place in (start, end))
    return text.encode("utf-16-le")[before:until].decode("utf-16-le")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_what_is_told_apart_stands_in_order(text: str) -> None:
    for name, places in told_apart(text).items():
        assert all(0 <= start < end <= len(text) for start, end in places), name
        assert all(one[1] <= two[0] for one, two in pairwise(places)), name


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_what_is_suggested_is_in_the_text_and_not_blank(text: str) -> None:
    for name, places in suggested(text).items():
        for start, end in places:
            assert 0 <= start < end <= len(text), name
            assert text[start:end] == text[start:end].strip() != "", name


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_quote_is_what_stands_at_its_place(text: str) -> None:
    assert all(text[start:end] == quote for (start, end), quote in quoted(text))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_place_survives_the_way_to_utf_16_and_back(text: str) -> None:
    groups = [*told_apart(text).values(), *suggested(text).values(), folded(text)]

    for start, end in {place for places in groups for place in places}:
        assert from_utf16(text, start, end) == text[start:end]
