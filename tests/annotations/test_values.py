"""The values that are offered for a mark."""

import pytest

from annotations.queries import value_choices, value_key_of
from corpus.models import Article, Entity
from tests.factories import AliasFactory, EntityFactory, written_article


@pytest.fixture
def article(db: None) -> Article:
    return written_article("عنوان", "أعلنت أبل أرباحها.")


def entity(key: str, *spellings: str) -> Entity:
    named = EntityFactory(key=key, name_latin=key)
    for spelling in spellings:
        AliasFactory(entity=named, text=spelling, folded=spelling)
    return named


def test_the_typed_name_comes_before_longer_ones_and_those_that_hold_it(article):
    entity("a-bmw", "بي ام دابليو")
    entity("b-music", "ابل ميوزيك")
    entity("c-apple", "ابل", "شركه ابل")

    found = value_choices("entity", "", article, q="أبل")

    assert [value_key_of(it) for it in found] == ["c-apple", "b-music", "a-bmw"]
