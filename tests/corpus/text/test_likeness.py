"""Texts that tell of one event."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import likeness
from corpus.text.likeness import Text

EVENT = ["ديب سيك", "r2", "تأجيل", "هواوي", "فايننشال تايمز"]
OTHER = ["ميتا", "llama-4", "هيكلة", "زوكربيرغ", "رويترز"]


def text(*names, day=0.0):
    return Text(dict.fromkeys(names, 1.0), day)


def crowd(name, count=60):
    """So many texts that have this in common and nothing else, each about something."""
    return [
        text(name, *(f"{place} من {name} {number}" for place in range(4)))
        for number in range(count)
    ]


def test_texts_that_share_what_is_rare_are_together():
    texts = [text(*EVENT), text(*OTHER), text(*EVENT[1:], "رقائق"), text(*OTHER[1:], "رواتب")]

    assert likeness.alike(texts) == [[0, 2], [1, 3]]


def test_texts_that_share_little_are_apart():
    assert likeness.alike([text(*EVENT), text(*OTHER[1:], EVENT[0])]) == []


def test_what_everybody_has_does_not_count():
    assert likeness.alike(crowd("الذكاء الاصطناعي")) == []


def test_a_rare_name_weighs_more_than_a_common_one():
    rarity = likeness.rarities([*crowd("الصين", 40), text("r2"), text("r2")])

    assert rarity["r2"] > 2 * rarity["الصين"] - 3 > 0


def test_texts_of_few_words_are_like_none():
    gold = Text({"الذهب": 0.6}, 0.0)

    assert likeness.alike([gold, gold]) == []


@pytest.mark.parametrize(("day", "together"), [(3.0, True), (3.1, False), (400.0, False)])
def test_texts_of_one_event_are_of_about_one_time(day, together):
    found = likeness.alike([text(*EVENT), text(*EVENT, day=day)])

    assert bool(found) is together


def test_a_group_spans_no_more_than_days():
    texts = [text(*EVENT, day=day) for day in (0.0, 2.5, 5.0, 7.5, 10.0)]

    spans = [texts[it[-1]].day - texts[it[0]].day for it in likeness.alike(texts)]

    assert spans
    assert max(spans) <= likeness.SPAN


@pytest.mark.parametrize("day", [None, 0.0])
def test_an_undated_text_joins_by_what_it_shares(day):
    assert likeness.alike([text(*EVENT, day=day), text(*EVENT, day=None)]) == [[0, 1]]


def test_an_undated_text_must_share_more():
    one, other = [*EVENT, *"أبتثج"], [*EVENT, *"حخدذر"]

    assert likeness.alike([text(*one), text(*other)]) == [[0, 1]]
    assert likeness.alike([text(*one), text(*other, day=None)]) == []


def test_a_chain_of_likenesses_is_no_group():
    """Each shares half with the next and nothing with the one after that."""
    names = [f"اسم {number}" for number in range(100)]
    texts = [text(*names[start : start + 10]) for start in range(0, 90, 5)]

    assert max(map(len, likeness.alike(texts))) == 2


def test_no_text_has_no_group():
    assert likeness.alike([]) == []


def test_texts_without_features_are_like_none():
    assert likeness.alike([text(), text()]) == []


def test_many_undated_texts_are_compared_in_portions():
    texts = [text(*EVENT, day=None), *crowd("الصين", 600), text(*EVENT, day=None)]

    assert likeness.alike(texts) == [[0, 601]]


names = st.frozensets(st.sampled_from([f"اسم {number}" for number in range(20)]), max_size=8)
days = st.none() | st.integers(0, 12).map(float)


@given(st.lists(st.tuples(names, days), max_size=25))
def test_every_text_is_in_one_group_at_most(drawn):
    found = likeness.alike([text(*sorted(has), day=day) for has, day in drawn])
    grouped = [at for group in found for at in group]

    assert len(grouped) == len(set(grouped))
    assert all(len(group) > 1 for group in found)
