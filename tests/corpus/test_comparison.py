"""What is compared, as an address and as the form sends it."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from corpus.comparison import MOST_SELECTIONS, Compared, Comparison
from corpus.comparison_forms import comparison_in, filters_in
from corpus.filters import Filters

CHIPS = Filters(text="رقائق")
HUAWEI = Filters(chosen=frozenset({"entity:huawei"}))
WORDS = st.text("ابتhw 12&=%؟", max_size=8).map(lambda it: " ".join(it.split()))
FILTERS = st.builds(
    Filters,
    text=WORDS,
    chosen=st.frozensets(st.sampled_from(["entity:huawei", "topic:chips", "outlet:~رويترز"])),
)
COMPARISONS = st.builds(
    Comparison,
    st.lists(st.builds(Compared, FILTERS, WORDS), max_size=MOST_SELECTIONS).map(tuple),
    st.lists(WORDS.filter(bool), max_size=6, unique=True).map(tuple),
    st.sampled_from(["selections", "outlets"]),
    st.sampled_from(["shares", "counts"]),
)


@given(COMPARISONS)
def test_its_address_says_all_of_it(comparison: Comparison) -> None:
    assert comparison_in(QueryDict(comparison.query)) == comparison


@given(st.lists(st.tuples(st.sampled_from(["s", "q", "name", "words", "across"]), st.text())))
def test_whatever_is_sent_gives_a_comparison(pairs: list[tuple[str, str]]) -> None:
    sent = QueryDict(urlencode(pairs, errors="replace"))

    comparison = comparison_in(sent)

    assert comparison_in(QueryDict(comparison.query)) == comparison
    assert len(comparison.selections) <= MOST_SELECTIONS


def test_the_form_changes_words_and_keeps_other_filters() -> None:
    sent = urlencode({"s": HUAWEI.address, "q": "رقائق", "name": "هواوي"})

    (one,) = comparison_in(QueryDict(sent)).selections

    assert one == Compared(HUAWEI.asking("رقائق"), "هواوي")


def test_words_beyond_the_selections_are_a_new_one() -> None:
    sent = urlencode([("s", "q=رقائق"), ("q", "رقائق"), ("q", "هواوي"), ("q", "")])

    comparison = comparison_in(QueryDict(sent))

    assert [it.filters.text for it in comparison.selections] == ["رقائق", "هواوي"]


def test_no_words_is_every_article_only_where_it_was_asked_for() -> None:
    assert comparison_in(QueryDict("q=&q=")).selections == ()
    assert comparison_in(QueryDict("s=")).selections == (Compared(Filters()),)


def test_a_place_in_a_list_and_its_order_are_no_part_of_a_selection() -> None:
    assert filters_in("?q=رقائق&order=relevance&after=12-3") == CHIPS


def test_it_adds_what_is_not_there_yet_and_fits() -> None:
    one = Comparison().adding(CHIPS)
    full = Comparison(tuple(Compared(Filters(text=str(it))) for it in range(6)))

    assert one.adding(CHIPS) == one
    assert one.adding(HUAWEI).without(0).selections == (Compared(HUAWEI),)
    assert full.adding(CHIPS) == full


@pytest.mark.parametrize("given", ["رقاقة، هواوي", "رقاقة,هواوي", " رقاقة ،، هواوي، رقاقة "])
def test_words_stand_between_commas(given: str) -> None:
    assert comparison_in(QueryDict(urlencode({"words": given}))).words == ("رقاقة", "هواوي")


def test_words_that_are_long_or_many_are_cut() -> None:
    words = comparison_in(QueryDict(urlencode({"words": "،".join(["ا" * 500, *"بتثجحخد"])}))).words

    assert len(words) == 6
    assert max(map(len, words)) == 60
