"""The state of the browse page and its address."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from corpus.filters import CONTESTED, Filters
from corpus.forms import article_filters

ALL = Filters(
    text="رقائق",
    chosen=frozenset({"entity:huawei", "entity:nvidia", "topic:chips"}),
    every=frozenset({"entity"}),
    refused=frozenset({"outlet:daily8"}),
    since=date(2025, 1, 1),
    until=date(2025, 8, 31),
    arrived_after=1_234_567_890,
    order=CONTESTED,
    after="5-7",
)


def read(address):
    return article_filters(QueryDict(address.removeprefix("?")))


def test_an_address_says_all_of_a_state():
    assert read(ALL.address) == ALL


@pytest.mark.parametrize(
    ("address", "since", "until"),
    [
        ("since=2025-02", date(2025, 2, 1), None),
        ("until=2025-02", None, date(2025, 2, 28)),
        ("since=2024&until=2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("since=٢٠٢٥-٠٢-٠٣", date(2025, 2, 3), None),
        ("since=2025-13&until=x", None, None),
    ],
)
def test_days_may_be_given_as_months_or_years(address, since, until):
    filters = read(address)

    assert (filters.since, filters.until) == (since, until)


def test_a_value_cannot_be_both_chosen_and_refused():
    assert ALL.refusing("entity:nvidia").of_kind("entity") == ["entity:huawei"]
    assert ALL.toggled("outlet:daily8").refused == frozenset()
    assert read("entity=nvidia&not=entity:nvidia").chosen == frozenset()


@pytest.mark.parametrize("sent", ["", "0", "-1", "x", "1" * 19, "٣"])
def test_what_names_no_article_is_passed_over(sent):
    assert read(f"arrived={sent}").is_empty


def test_kinds_that_nobody_filters_by_are_passed_over():
    assert read("colour=red&not=colour:red&all=colour").is_empty


def test_one_value_is_met_whether_any_or_all_are_asked_for():
    assert read("entity=huawei&all=entity").address == read("entity=huawei").address


NAMES = st.sampled_from(
    ["q", "entity", "all", "not", "since", "until", "order", "after", "x", "arrived"]
)


@given(st.lists(st.tuples(NAMES, st.text(max_size=40))))
def test_whatever_is_sent_its_address_leads_to_the_same(pairs):
    sent = QueryDict(mutable=True)
    for name, value in pairs:
        sent.appendlist(name, value)

    filters = article_filters(sent)

    assert read(filters.address).address == filters.address
