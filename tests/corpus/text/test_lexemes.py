import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.lexemes import Lexer, Term, search_terms, surfaces, tsquery
from corpus.text.morphology import Analyser

LEXEME = re.compile(r"'((?:[^'\\]|''|\\\\)*)'(?::([0-9AD,]+))?(?: |$)")


def read(vector: str) -> dict[str, list[str]]:
    """The lexemes of a tsvector as text, as PostgreSQL reads them."""
    assert LEXEME.sub("", vector) == ""
    return {
        lexeme.replace("''", "'").replace("\\\\", "\\"): places.split(",")
        for lexeme, places in LEXEME.findall(vector)
    }


def test_a_word_has_its_lemma_and_its_surface_at_one_position(light: Analyser) -> None:
    vector = Lexer(light).lexemes([], ["قال، الرقائق"]).vector

    assert read(vector) == {
        "l:قال": ["1D"],
        "s:قال": ["1D"],
        "l:رقاقه": ["2D"],
        "s:الرقايق": ["2D"],
    }


def test_a_title_weighs_more_and_no_phrase_reaches_out_of_a_text(light: Analyser) -> None:
    vector = Lexer(light).lexemes(["R2"], ["R2 H20", "H20"]).vector

    assert read(vector)["s:r2"] == ["1A", "3D"]
    assert read(vector)["s:h20"] == ["4D", "6D"]


def test_it_tells_the_lemma_of_each_surface(light: Analyser) -> None:
    derived = Lexer(light).lexemes(["الرقائق"], ["رقاقة الرقائق"])

    assert derived.lemmas == {"الرقايق": "رقاقه", "رقاقه": "رقاقه"}


def test_surfaces_are_the_folded_words() -> None:
    assert surfaces("قال: إنّ H800إنفيديا ـ 5.6 %") == {"قال", "ان", "h800", "انفيديا", "5.6"}


def test_quotes_and_backslashes_do_not_end_a_lexeme() -> None:
    assert tsquery([Term("a'b\\c", "", exact=True)]) == r"'s:a''b\\c'"


@given(st.lists(st.text(max_size=40), max_size=3))
def test_any_text_gives_a_vector_that_can_be_read(light: Analyser, body: list[str]) -> None:
    derived = Lexer(light).lexemes([], body)

    expected = set().union(*map(surfaces, body))
    assert {lexeme[2:] for lexeme in read(derived.vector) if lexeme[0] == "s"} == expected
    assert set(derived.lemmas) == expected


def test_a_long_word_is_cut_to_what_a_lexeme_holds(light: Analyser) -> None:
    found = read(Lexer(light).lexemes([], ["م" * 3000]).vector)

    assert {len(lexeme.encode()) for lexeme in found} == {2046}
    assert tsquery(search_terms("م" * 3000, light.lemma)) == f"'{min(found)}'"


def test_a_lexeme_has_at_most_255_positions_and_none_beyond_the_last(light: Analyser) -> None:
    found = read(Lexer(light).lexemes([], ["قال " * 300, "نص " * 20_000, "ختام"]).vector)

    assert len(found["s:قال"]) == 255
    assert found["s:ختام"] == ["16383D"]


def test_a_vector_stays_within_what_postgresql_holds(light: Analyser) -> None:
    body = " ".join(f"{number}{'م' * 30}" for number in range(20_000))

    assert len(Lexer(light).lexemes([], [body]).vector.encode()) < 1_400_000


def test_a_query_asks_for_lemmas_and_a_quoted_phrase_for_what_is_written(light: Analyser) -> None:
    terms = search_terms("رقائق «الذكاء الاصطناعي» R2", light.lemma)

    assert terms == [
        Term("رقايق", "رقاقه"),
        Term("الذكاء", light.lemma("الذكاء"), exact=True),
        Term("الاصطناعي", light.lemma("الاصطناعي"), exact=True, joined=True),
        Term("r2", "r2"),
    ]
    assert tsquery(terms) == "'l:رقاقه' & 's:الذكاء' <-> 's:الاصطناعي' & 'l:r2'"


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", ""),
        ("، \u200f «»", ""),
        ('"R2"', "'s:r2'"),
        ('"R2', "'l:r2'"),
        ("\u02bc", "'l:\u02bc'"),
        ("“a b” “c”", "'s:a' <-> 's:b' & 's:c'"),
    ],
)
def test_it_reads_quotes(light: Analyser, query: str, asked: str) -> None:
    assert tsquery(search_terms(query, light.lemma)) == asked


def test_every_form_of_a_word_is_found_by_every_other(analyser: Analyser) -> None:
    forms = ["شركة", "الشركات", "فالشركة", "شركتها"]

    asked = {tsquery(search_terms(form, analyser.lemma)) for form in forms}
    found = {min(read(Lexer(analyser).lexemes([], [form]).vector)) for form in forms}

    assert asked == {"'l:شركه'"}
    assert found == {"l:شركه"}
