"""Searches that people keep, and what is new in them."""

import pytest
from django.db import IntegrityError, transaction

from corpus.errors import Conflict, NotAllowed
from corpus.filters import Filters
from corpus.models import SavedSearch
from corpus.services import saved_searches
from corpus.services.saved_searches import NameTaken, NothingToSave, TooMany
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db

CHIPS = Filters(text="رقائق", chosen=frozenset({"entity:huawei"}))


@pytest.fixture
def saved(editor):
    return saved_searches.save("الرقائق", CHIPS, by=editor)


def test_a_search_is_kept_from_its_start_whatever_page_it_was_saved_on(editor):
    there = CHIPS.arriving(7).at(after="5-7")

    saved = saved_searches.save("الرقائق", there, by=editor)

    assert saved.address == CHIPS.address


def test_what_is_imported_by_the_time_of_saving_is_seen(editor):
    article = ArticleFactory()

    assert saved_searches.save("الرقائق", CHIPS, by=editor).seen == article.pk


def test_all_articles_need_no_name(editor):
    with pytest.raises(NothingToSave):
        saved_searches.save("الكل", Filters().arriving(3), by=editor)


def test_an_address_that_no_server_would_take_is_not_kept(editor):
    endless = Filters(chosen=frozenset(f"entity:{'ش' * 100}{number}" for number in range(9)))

    with pytest.raises(NothingToSave):
        saved_searches.save("طويل", endless, by=editor)


def test_an_account_that_is_closed_keeps_none(saved, editor):
    editor.is_active = False

    with pytest.raises(NotAllowed):
        saved_searches.save("غيره", CHIPS, by=editor)


def test_two_searches_of_one_person_have_two_names(saved, editor):
    with pytest.raises(NameTaken):
        saved_searches.save(saved.name, CHIPS, by=editor)


def test_two_people_may_use_one_name(saved):
    saved_searches.save(saved.name, CHIPS, by=UserFactory())

    assert SavedSearch.objects.count() == 2


def test_nobody_keeps_more_than_fit_in_view(saved, editor, monkeypatch):
    monkeypatch.setattr(saved_searches, "MOST", 1)

    with pytest.raises(TooMany):
        saved_searches.save("غيره", CHIPS, by=editor)


def test_a_search_can_be_called_otherwise(saved, editor):
    saved_searches.save("شرائح", CHIPS, by=editor)

    saved_searches.rename(saved, "أشباه الموصلات")

    assert SavedSearch.objects.get(pk=saved.pk).name == "أشباه الموصلات"
    with pytest.raises(NameTaken):
        saved_searches.rename(saved, "شرائح")


def test_forgetting_is_undone(saved):
    saved_searches.forget(saved)
    gone = SavedSearch.objects.get().removed_at

    saved_searches.restore(saved)

    assert gone
    assert SavedSearch.objects.get().removed_at is None


def test_one_that_stands_is_not_restored(saved):
    with pytest.raises(Conflict):
        saved_searches.restore(saved)


def test_one_is_not_restored_beside_another_of_its_name(saved, editor):
    saved_searches.forget(saved)
    saved_searches.save(saved.name, CHIPS, by=editor)

    with pytest.raises(NameTaken):
        saved_searches.restore(saved)


def test_looking_says_what_was_seen_before_and_sees_the_rest(saved):
    article = ArticleFactory()

    assert saved_searches.look(saved) == 0
    assert saved_searches.look(saved) == article.pk


@pytest.mark.parametrize("change", [{"name": ""}, {"address": "x"}, {"address": "?"}])
def test_the_database_refuses_a_search_that_says_nothing(saved, change):
    with pytest.raises(IntegrityError, match="says_what"), transaction.atomic():
        SavedSearch.objects.update(**change)


def test_the_database_refuses_two_of_one_name(saved, editor):
    other = saved_searches.save("غيره", CHIPS, by=editor)

    with pytest.raises(IntegrityError, match="name_once"), transaction.atomic():
        SavedSearch.objects.filter(pk=other.pk).update(name=saved.name)
