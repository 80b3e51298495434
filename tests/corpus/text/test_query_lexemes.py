"""What a query asks of the index, as PostgreSQL reads it."""

from functools import partial

import pytest

from corpus.text.query import parse
from corpus.text.query_lexemes import (
    Question,
    anchored,
    index_tsquery,
    leaf_tsquery,
    near_tsquery,
    none_of,
    positive_tsquery,
    question_of,
    tier_tsquery,
)
from corpus.text.query_tree import And, Byline, Keyed, Named, Near, Phrase, Word


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
    assert index_tsquery(tree, lemma_of) == asked


@pytest.mark.parametrize(
    ("node", "asked"),
    [
        (Keyed(("entity:a",)), "'f:entity:a'"),
        (Keyed(("entity:a", "entity:b")), "('f:entity:a' | 'f:entity:b')"),
        (Keyed(()), "'f:'"),
        (Byline("A B"), "('a:a' & 'a:b')"),
        (Byline("!"), "'f:'"),
        (Named(Word("a"), ("entity:a",), (Word("b"),)), "(('l:A' | 's:a') | 'f:entity:a')"),
    ],
)
def test_keys_and_bylines_are_lexemes_and_a_name_is_found_by_its_key(node, asked):
    assert index_tsquery(node, lemma_of) == asked


@pytest.mark.parametrize(
    ("node", "asked"),
    [
        (Phrase("a b"), Question("('s:a' & 's:b')", "('s:a' <-> 's:b')")),
        (Phrase("a"), Question("('s:a')")),
        (Near("a b", 1), Question("(('l:A' | 's:a') & ('l:B' | 's:b'))", "…")),
        (And((Word("a"), Phrase("b c"))), Question("(('l:A' | 's:a') & ('s:b' <-> 's:c'))")),
    ],
)
def test_the_index_is_asked_for_words_and_each_article_where_they_stand(node, asked):
    question = question_of(node, lemma_of)

    assert question is not None
    assert question.index == asked.index
    assert bool(question.check) == bool(asked.check)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("a", "'t:A'"),
        ("a b", "('t:A' & 't:B')"),
        ("a OR b", "('t:A' | 't:B')"),
        ('"a b"', "('t:A' & 't:B')"),
        ("ab*", "'t:ab':*"),
        ("NOT a", ""),
    ],
)
def test_a_tier_asks_for_the_lemmas_where_an_article_is_strongest(query, title):
    tree = parse(query).tree

    assert tree is not None
    assert positive_tsquery(tree, partial(tier_tsquery, tier="t", lemma_of=lemma_of)) == title


def test_what_must_be_absent_is_absent_from_something():
    assert none_of(["'f:a'", "'f:b'"]) == "('any' & !('f:a' | 'f:b'))"
    assert none_of([]) == ""


def test_near_words_are_asked_for_at_every_distance_in_both_orders():
    a, b = "('l:A' | 's:a')", "('l:B' | 's:b')"

    asked = near_tsquery(Near("a b", 2), lemma_of)

    assert asked == f"({a} <1> {b} | {b} <1> {a} | {a} <2> {b} | {b} <2> {a})"


@pytest.mark.parametrize(
    ("query", "asked", "leads"),
    [
        ('"a" NOT "b"', "('s:a')", True),
        ('"a" OR NOT "b"', "('s:a')", False),
        ('has:claim ("a" OR "b")', "(('s:a') | ('s:b'))", True),
        ('NOT "a"', "", False),
        ("has:claim", "", False),
    ],
)
def test_only_words_asked_for_rank_and_only_needed_ones_lead(query, asked, leads):
    tree = parse(query).tree

    assert tree is not None
    assert positive_tsquery(tree, partial(leaf_tsquery, lemma_of=lemma_of)) == asked
    assert anchored(tree) is leads
