"""Shingles of a text and the signatures by which copies meet."""

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import shingles

WORDS = [f"كلمة{number}" for number in range(400)]
TEXT = " ".join(WORDS[:300])


def text_without(first: int, last: int) -> str:
    return " ".join(WORDS[first:last])


def table(*texts: str) -> shingles.Signatures:
    return shingles.signatures(shingles.signature([text]) for text in texts)


def share(one: str, other: str) -> float:
    return shingles.jaccard(shingles.shingles([one]), shingles.shingles([other]))


def test_a_text_has_a_shingle_for_each_five_words():
    assert shingles.shingles([TEXT]).size == 296


@pytest.mark.parametrize(("count", "found"), [(19, 0), (20, 16)])
def test_a_text_of_few_words_has_none(count, found):
    assert shingles.shingles([" ".join(WORDS[:count])]).size == found


def test_a_text_of_few_words_has_no_signature():
    assert shingles.signature(["ديب سيك تؤجل R2"]) == b""


def test_where_the_paragraphs_end_makes_no_difference():
    one, other = [text_without(0, 30), text_without(30, 60)], [text_without(0, 60)]

    assert shingles.signature(one) == shingles.signature(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("أجّلت الشركةُ", "اجلت الشركة", id="spelling"),
        pytest.param("#دونالد_ترمب قال", "دونالد ترمب قال", id="tied words"),
        pytest.param("قال: «نعم»، ثم", "قال نعم ثم", id="signs"),
        pytest.param("عام ٢٠٢٥", "عام 2025", id="digits"),
    ],
)
def test_two_spellings_of_one_text_are_the_same(one, other):
    assert shingles.signature([f"{TEXT} {one}"]) == shingles.signature([f"{TEXT} {other}"])


def test_the_jaccard_is_the_share_of_common_shingles():
    assert share(text_without(0, 100), text_without(50, 150)) == pytest.approx(46 / 146)


def test_texts_without_shingles_share_nothing():
    assert share("كلمة", "كلمة") == 0.0


@pytest.mark.parametrize(
    ("last", "met"), [(300, True), (380, True), (210, True), (20, False)], ids=str
)
def test_texts_that_share_enough_meet(last, met):
    pairs = shingles.likely_copies(table(TEXT, text_without(0, last)))

    assert (pairs.tolist() == [[0, 1]]) is met


def test_each_pair_is_named_once_the_earlier_row_first():
    other = text_without(280, 400)

    pairs = shingles.likely_copies(table(TEXT, other, TEXT, other, TEXT))

    assert pairs.tolist() == [[0, 2], [0, 4], [1, 3]]


def test_many_equal_texts_are_paired_with_one_of_them():
    assert len(shingles.likely_copies(table(*[TEXT] * 500))) == 499


def test_no_text_has_no_pairs():
    assert shingles.likely_copies(table()).tolist() == []


def test_a_signature_never_changes():
    """It is kept, so another library or machine must find the same."""
    first = np.frombuffer(shingles.signature([TEXT]), "<u4")[:3]

    assert first.tolist() == [46354921, 39081000, 2551663]


def test_what_hangs_together_is_one_group():
    assert shingles.joined([(5, 4), (1, 2), (3, 2), (4, 5)]) == [[1, 2, 3], [4, 5]]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda it: it[0] != it[1])))
def test_groups_do_not_depend_on_the_order_of_the_pairs(pairs):
    turned = [(other, one) for one, other in reversed(pairs)]

    assert shingles.joined(pairs) == shingles.joined(turned)


@given(st.lists(st.text()))
def test_any_text_has_a_signature_or_none(body):
    assert len(shingles.signature(body)) in (0, 4 * shingles.PERMUTATIONS)


@given(st.lists(st.sampled_from(WORDS), min_size=20, max_size=60))
def test_a_signature_is_that_of_datasketch(words):
    theirs = MinHash(shingles.PERMUTATIONS, seed=1, hashfunc=int, scheme="affine32")
    theirs.update_batch([int(it) >> 32 for it in shingles.shingles([" ".join(words)])])

    ours = shingles.signature([" ".join(words)])

    assert np.frombuffer(ours, "<u4").tolist() == theirs.hashvalues.tolist()
