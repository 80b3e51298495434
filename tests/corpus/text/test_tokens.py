import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.camel import words_and_signs
from corpus.text.tokens import tokenize

NEWS = st.text(st.sampled_from("ابةً\u0640ـ٣3aZ.,٫-%،”\u200f\u2067\u200d \n\u00a0🤖👩🏽\ufe0f"))


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        ("", []),
        ("قال، ثم!", ["قال", "،", "ثم", "!"]),
        ("5.6 و7,7 ٧٫٥", ["5.6", "و", "7,7", "٧٫٥"]),
        ("1,250,000 أو 145%", ["1,250,000", "أو", "145", "%"]),
        ("عام 2024. ثم", ["عام", "2024", ".", "ثم"]),
        ("H800إنفيديا", ["H800", "إنفيديا"]),
        ("شريحةH20", ["شريحة", "H20"]),
        ("Qwen3 R2 R1.5", ["Qwen3", "R2", "R1.5"]),
        ("GPT-4o", ["GPT-4o"]),
        ("DeepSeek-R1", ["DeepSeek", "-", "R1"]),
        ("بـ”الثورية”", ["بـ", "”", "الثورية", "”"]),
        ("\u200fهواوي\u200e \u2067R2\u2069", ["هواوي", "R2"]),
        ("H800\u200fإنفيديا", ["H800", "إنفيديا"]),
        ("كَتَبَ", ["كَتَبَ"]),
        ("👩🏽\u200d💻🤖", ["👩🏽\u200d💻", "🤖"]),
        ("\u200f", []),
    ],
)
def test_it_cuts_words_and_signs(raw: str, texts: list[str]) -> None:
    assert [token.text for token in tokenize(raw)] == texts


def test_a_word_has_a_letter_or_a_digit() -> None:
    tokens = tokenize("قال 5.6 % ، 🤖 R2")

    assert [token.text for token in tokens if token.is_word] == ["قال", "5.6", "R2"]


@given(st.one_of(st.text(), NEWS))
def test_every_token_stands_at_its_place_after_the_one_before(raw: str) -> None:
    end = 0

    for token in tokenize(raw):
        assert end <= token.start < token.end
        assert raw[token.start : token.end] == token.text
        end = token.end


@given(st.one_of(st.text(), NEWS))
def test_only_white_space_and_invisible_controls_are_outside_tokens(raw: str) -> None:
    covered = {place for token in tokenize(raw) for place in range(token.start, token.end)}

    for place, character in enumerate(raw):
        if place not in covered:
            assert character.isspace() or unicodedata.category(character) == "Cf"


@given(st.text(st.characters(min_codepoint=0x0621, max_codepoint=0x064A), min_size=1))
def test_the_tokenizer_takes_arabic_letters_alone_for_one_word(raw: str) -> None:
    assert words_and_signs(raw) == [raw]
