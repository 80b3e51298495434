import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.fold import fold, fold_with_map

ARABIC = st.text(
    st.sampled_from("ابتةىيوؤئءأإآٱ\u064b\u0651\u0640\u0654\u200f\u2067 \n\u00a0٣۳3ﷺﻻکیEé\u0301🤖")
)
TEXT = st.one_of(st.text(), ARABIC)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("مدى", "مدي"),
        ("شركة", "شركه"),
        ("مسؤول", "مسوول"),
        ("رقائق", "رقايق"),
        ("ذكاء", "ذكاء"),
        ("کتاب فارسی", "كتاب فارسي"),
        ("گوگل ڤ چ پ", "گوگل ڤ چ پ"),
        ("كَتَّبَ", "كتب"),
        ("ٱلرَّحْمَٰنِ ۖ", "الرحمن "),
        ("بـ", "ب"),
        ("هـــواوي", "هواوي"),
        ("\u200fإن\u200cفيديا\u202c\u2069\ufeff", "انفيديا"),
        ("٧٫٥٪ ۱۲", "7.5% 12"),
        ("ﻻ ﷲ", "لا الله"),
        ("ﷺ", "صلي الله عليه وسلم"),
        ("\ufe70", ""),
        ("Qwen3 É \uff27\uff30\uff34", "qwen3 e gpt"),
        ("a\r\n\u00a0\tb", "a    b"),
    ],
)
def test_it_folds_each_class_of_character(raw: str, folded: str) -> None:
    assert fold(raw) == folded


@pytest.mark.parametrize("word", ["أحمد", "مسؤول", "رقائق", "آلة", "Café"])
def test_a_composed_and_a_decomposed_spelling_fold_alike(word: str) -> None:
    assert fold(unicodedata.normalize("NFD", word)) == fold(unicodedata.normalize("NFC", word))


@given(TEXT)
def test_folding_twice_is_folding_once(raw: str) -> None:
    assert fold(fold(raw)) == fold(raw)


@given(TEXT)
def test_the_map_never_goes_back_and_stays_in_the_text(raw: str) -> None:
    folded = fold_with_map(raw)

    places = list(zip(folded.starts, folded.ends, strict=True))
    assert folded.text == fold(raw)
    assert len(places) == len(folded.text)
    assert all(0 <= start < end <= len(raw) for start, end in places)
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)


@given(TEXT, st.data())
def test_a_folded_span_leads_to_raw_text_that_folds_to_it(raw: str, data: st.DataObject) -> None:
    folded = fold_with_map(raw)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))

    raw_start, raw_end = folded.raw_span(start, end)

    assert 0 <= raw_start <= raw_end <= len(raw)
    assert folded.text[start:end] in fold(raw[raw_start:raw_end])


@pytest.mark.parametrize(
    ("raw", "word", "quote"),
    [
        ("قال كَتَبَ\u200f نصا", "كتب", "كَتَبَ"),
        ("عن بـ”الثورية”", "ب", "بـ"),
        ("في ﷺ قال", "صلي الله", "ﷺ"),
        ("🤖 إنفيديا", "انفيديا", "إنفيديا"),
    ],
)
def test_it_finds_the_word_as_printed(raw: str, word: str, quote: str) -> None:
    folded = fold_with_map(raw)
    start = folded.text.index(word)

    raw_start, raw_end = folded.raw_span(start, start + len(word))

    assert raw[raw_start:raw_end] == quote


def test_an_empty_span_has_an_empty_place() -> None:
    folded = fold_with_map("أَب")

    assert [folded.raw_span(at, at) for at in (0, 1, 2)] == [(0, 0), (2, 2), (3, 3)]
