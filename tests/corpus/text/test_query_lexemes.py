"""What a query asks of the index, as PostgreSQL reads it."""

import pytest

from corpus.text.query import parse
from corpus.text.query_lexemes import near_tsquery, needs_a_word, positive_tsquery, text_tsquery
from corpus.text.query_tree import Near


def lemma_of(word):
    return word.upper()


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("a", "('l:A' | 's:a')"),
        ("a:b", "(('l:A' | 's:a') & ('l:B' | 's:b'))"),
        ('"a b"', "('s:a' <-> 's:b')"),
        ("ab*", "('l:ab':* | 's:ab':*)"),
        ("a:bc*", "('s:a' <-> 's:bc':*)"),
        ('NOT "a"', "!(('s:a'))"),
        ('"a" OR "b" "c"', "(('s:a') | (('s:b') & ('s:c')))"),
        ("O'B", "(('l:O' | 's:o') & ('l:B' | 's:b'))"),
        ('"a b"~2', ""),
        ("a has:claim", ""),
        ("NOT date:2025", ""),
    ],
)
def test_words_are_one_question_of_quoted_lexemes(query, asked):
    tree = parse(query).tree

    assert tree is not None
    assert text_tsquery(tree, lemma_of) == asked


def test_near_words_are_asked_for_at_every_distance_in_both_orders():
    a, b = "('l:A' | 's:a')", "('l:B' | 's:b')"

    asked = near_tsquery(Near("a b", 2), lemma_of)

    assert asked == f"({a} <1> {b} | {b} <1> {a} | {a} <2> {b} | {b} <2> {a})"


@pytest.mark.parametrize(
    ("query", "asked", "needs"),
    [
        ('"a" NOT "b"', "('s:a')", True),
        ('"a" OR NOT "b"', "('s:a')", False),
        ('has:claim ("a" OR "b")', "(('s:a') | ('s:b'))", True),
        ('NOT "a"', "", False),
        ("has:claim", "", False),
    ],
)
def test_only_words_asked_for_rank_and_only_needed_ones_lead(query, asked, needs):
    tree = parse(query).tree

    assert tree is not None
    assert positive_tsquery(tree, lemma_of) == asked
    assert needs_a_word(tree) is needs
