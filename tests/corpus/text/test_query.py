"""What a query says, and what is said of one that cannot be read."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.text.query import parse
from corpus.text.query_tokens import Amiss
from corpus.text.query_tree import (
    And,
    Dates,
    Field,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    all_of,
    any_of,
    negated,
)

A, B, C = Word("هواوي"), Word("إنفيديا"), Word("رقائق")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("هواوي", A),
        ("هواوي إنفيديا رقائق", And((A, B, C))),
        ("هواوي AND إنفيديا", And((A, B))),
        ("هواوي OR إنفيديا", Or((A, B))),
        ("هواوي NOT إنفيديا", And((A, Not(B)))),
        ("NOT هواوي", Not(A)),
        ("NOT NOT هواوي", A),
        ("هواوي إنفيديا OR رقائق", Or((And((A, B)), C))),
        ("هواوي (إنفيديا OR رقائق)", And((A, Or((B, C))))),
        ("NOT (هواوي إنفيديا)", Not(And((A, B)))),
        ("((هواوي))", A),
        ("هواوي و إنفيديا", And((A, B))),
        ("هواوي أو إنفيديا", Or((A, B))),
        ("هواوي او إنفيديا", Or((A, B))),
        ("هواوي بدون إنفيديا", And((A, Not(B)))),
        ("هواوي أو بدون إنفيديا", Or((A, Not(B)))),
        ("(هواوي أو إنفيديا) و رقائق", And((Or((A, B)), C))),
        ("'هواوي'", Word("'هواوي'")),
        ("C++ O'Brien", And((Word("C++"), Word("O'Brien")))),
    ],
)
def test_it_reads_words_operators_and_brackets(query, tree):
    assert parse(query).tree == tree
    assert parse(query).problems == ()


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        pytest.param("هواوي وإنفيديا", And((A, Word("وإنفيديا"))), id="written onto a word"),
        pytest.param("و هواوي", And((Word("و"), A)), id="before everything"),
        pytest.param("هواوي و", And((A, Word("و"))), id="after everything"),
        pytest.param("بدون هواوي", And((Word("بدون"), A)), id="a word at the beginning"),
        pytest.param("(أو هواوي)", And((Word("أو"), A)), id="at the opening of brackets"),
        pytest.param("هواوي و و إنفيديا", And((A, Word("و"), B)), id="a second one"),
        pytest.param("هواوي and إنفيديا", And((A, Word("and"), B)), id="small Latin letters"),
        pytest.param('"هواوي و إنفيديا"', Phrase("هواوي و إنفيديا"), id="in quotes"),
    ],
)
def test_an_operator_stands_alone_between_terms(query, tree):
    assert parse(query).tree == tree
    assert parse(query).problems == ()


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ('"الذكاء الاصطناعي"', Phrase("الذكاء الاصطناعي")),
        ("«الذكاء  الاصطناعي»", Phrase("الذكاء الاصطناعي")),
        ("“الذكاء الاصطناعي”", Phrase("الذكاء الاصطناعي")),
        ("بـ”الثورية”", And((Word("بـ"), Phrase("الثورية")))),
        ('"هواوي إنفيديا"~5', Near("هواوي إنفيديا", 5)),
        ("«هواوي إنفيديا»~٥", Near("هواوي إنفيديا", 5)),
        ("رقا*", Prefix("رقا")),
        ("Deep*", Prefix("Deep")),
        ("x:*", Word("x:*")),
        ("l:هواوي", Word("l:هواوي")),
        ("10:30", Word("10:30")),
    ],
)
def test_it_reads_phrases_nearness_and_prefixes(query, tree):
    assert parse(query).tree == tree
    assert parse(query).problems == ()


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("outlet:Reuters", "outlet", "Reuters"),
        ("OUTLET:Reuters", "outlet", "Reuters"),
        ("جهة:رويترز", "outlet", "رويترز"),
        ("جهه:رويترز", "outlet", "رويترز"),
        ("وسيلة:رويترز", "outlet", "رويترز"),
        ('مصدر:"فايننشال  تايمز"', "source", "فايننشال تايمز"),
        ("المصدر:«فايننشال تايمز»", "source", "فايننشال تايمز"),
        ("كيان:هواوي", "entity", "هواوي"),
        ("موضوع:الرقائق", "topic", "الرقائق"),
        ("إفادة:كلفة", "claim", "كلفة"),
        ("كاتب:سارة", "author", "سارة"),
        ("فيه:تعارض", "has", "تعارض"),
        ("has:contradiction", "has", "contradiction"),
        ("حالة:open", "state", "open"),
        ("topic:chips/export", "topic", "chips/export"),
        ("topic:a:b", "topic", "a:b"),
    ],
)
def test_it_reads_fields_by_their_names_in_both_languages(query, name, value):
    assert parse(query).tree == Field(name, value)
    assert parse(query).problems == ()


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("date:2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("تاريخ:٢٠٢٥", date(2025, 1, 1), date(2025, 12, 31)),
        ("date:2024-2", date(2024, 2, 1), date(2024, 2, 29)),
        ("date:2025-01..2025-08", date(2025, 1, 1), date(2025, 8, 31)),
        ("date:2025-08-14", date(2025, 8, 14), date(2025, 8, 14)),
        ("date:..2025-08", None, date(2025, 8, 31)),
        ("date:2025-08-14..", date(2025, 8, 14), None),
    ],
)
def test_it_reads_dates_as_days_from_and_to(query, first, last):
    assert parse(query).tree == Dates(first, last)
    assert parse(query).problems == ()


@pytest.mark.parametrize(
    ("query", "amiss", "marked", "tree", "suggestion"),
    [
        ('هواوي "رقائق', Amiss.OPEN_QUOTE, '"', And((A, C)), 'هواوي "رقائق"'),
        ("هواوي «رقائق", Amiss.OPEN_QUOTE, "«", And((A, C)), "هواوي «رقائق»"),
        ("(هواوي", Amiss.OPEN_BRACKET, "(", A, "هواوي"),
        ("هواوي)", Amiss.LONE_BRACKET, ")", A, "هواوي"),
        ("هواوي ()", Amiss.EMPTY_BRACKETS, "()", A, "هواوي"),
        ("AND هواوي", Amiss.LONE_OPERATOR, "AND", A, "هواوي"),
        ("هواوي AND", Amiss.LONE_OPERATOR, "AND", A, "هواوي"),
        ("هواوي AND OR إنفيديا", Amiss.LONE_OPERATOR, "AND", Or((A, B)), "هواوي OR إنفيديا"),
        ("هواوي OR", Amiss.LONE_OPERATOR, "OR", A, "هواوي"),
        ("هواوي NOT", Amiss.LONE_OPERATOR, "NOT", A, "هواوي"),
        ("topics:chips", Amiss.FIELD_NAME, "topics", Word("topics:chips"), "topic:chips"),
        ("outlet: هواوي", Amiss.NO_VALUE, "outlet:", And((Word("outlet:"), A)), ""),
        ('كيان:""', Amiss.NO_VALUE, 'كيان:""', Word("كيان:"), ""),
        ("هواوي date:2025-13", Amiss.BAD_DATE, "date:2025-13", A, ""),
        ("date:أمس", Amiss.BAD_DATE, "date:أمس", None, ""),
        ("date:..", Amiss.BAD_DATE, "date:..", None, ""),
        ("date:2025..2024", Amiss.BAD_DATE, "date:2025..2024", None, "date:2024..2025"),
        ("هواوي ر*", Amiss.SHORT_PREFIX, "ر*", A, ""),
        (
            '"هواوي إنفيديا"~99',
            Amiss.BAD_DISTANCE,
            '"هواوي إنفيديا"~99',
            Near("هواوي إنفيديا", 20),
            '"هواوي إنفيديا"~20',
        ),
        ('"هواوي"~5', Amiss.BAD_NEAR, '"هواوي"~5', Phrase("هواوي"), '"هواوي"'),
    ],
)
def test_it_says_where_a_query_is_amiss_and_reads_the_rest(query, amiss, marked, tree, suggestion):
    parsed = parse(query)
    problem = parsed.problems[0]

    assert (problem.amiss, query[problem.start : problem.end]) == (amiss, marked)
    assert parsed.tree == tree
    assert problem.suggestion == suggestion


@pytest.mark.parametrize("query", ["", "  ", "؟!…", '""', "«»", "\\", "ـ"])
def test_what_has_no_word_asks_for_nothing(query):
    assert parse(query).tree is None
    assert parse(query).problems == ()


def test_brackets_a_thousand_deep_are_read_as_if_they_were_not_there():
    parsed = parse("(" * 1000 + "هواوي" + ")" * 1000)

    assert parsed.tree == A
    assert {problem.amiss for problem in parsed.problems} == {Amiss.TOO_DEEP}


PIECES = ["(", ")", '"', "«", "»", "”", "~5", "*", ":", "..", " ", " و ", " أو ", " بدون "]
PIECES += [" AND ", " OR ", " NOT ", "date:", "كيان:", "2025-01", "هواوي", "\u200f", "!", "و"]
queries = st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@settings(deadline=None)
@given(queries)
@example("NOT " * 3000)
@example('كيان:"')
def test_any_text_gives_a_tree_or_a_problem_in_its_place(query):
    parsed = parse(query)

    assert all(0 <= it.start < it.end <= len(query) for it in parsed.problems)
    assert parsed.tree is None or parse(str(parsed.tree)).tree == parsed.tree


@settings(deadline=None)
@given(queries)
def test_a_suggestion_can_be_followed_until_nothing_is_suggested(query):
    for _ in range(len(query) + 1):
        suggestion = next((it.suggestion for it in parse(query).problems if it.suggestion), query)
        if suggestion == query:
            break
        query = suggestion

    assert not any(it.suggestion for it in parse(query).problems)


texts = st.sampled_from(["هواوي", "الرقائق", "2025", "R2", "و", "أو", "بدون", "and", "O'Brien"])
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
leaves = (
    texts.map(Word)
    | st.sampled_from(["رق", "Deep"]).map(Prefix)
    | st.lists(texts, min_size=1, max_size=3).map(lambda it: Phrase(" ".join(it)))
    | st.builds(Near, st.just("هواوي إنفيديا"), st.integers(1, 20))
    | st.builds(Field, st.sampled_from(["outlet", "entity", "has"]), texts)
    | st.tuples(days, days).map(lambda it: Dates(min(it), max(it)))
    | days.map(lambda it: Dates(it, None))
)
trees = st.recursive(
    leaves,
    lambda inner: (
        inner.map(negated)
        | st.lists(inner, min_size=1, max_size=3).map(all_of)
        | st.lists(inner, min_size=1, max_size=3).map(any_of)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(trees)
def test_a_printed_tree_is_read_as_the_same_tree(tree):
    parsed = parse(str(tree))

    assert parsed.tree == tree
    assert parsed.problems == ()
