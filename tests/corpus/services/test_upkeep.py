"""The registries as an administrator changes them."""

import pytest

from corpus.errors import NotAllowed
from corpus.models import Alias, Event, User
from corpus.services import upkeep
from tests.factories import AliasFactory, EntityFactory, TopicFactory


def test_a_new_entity_is_an_event(administrator: User) -> None:
    entity = EntityFactory.build(key="moonshot", name_ar="مونشوت", name_latin="Moonshot AI")

    upkeep.save(entity, by=administrator)

    event = Event.objects.get()
    assert (event.verb, event.object_type, event.object_key) == ("add", "entity", "moonshot")
    assert event.before is None
    assert event.after["name_ar"] == "مونشوت"


def test_a_preferred_spelling_is_kept_with_what_stood_before(administrator: User) -> None:
    entity = EntityFactory(name_ar="انفيديا")
    entity.name_ar = "إنفيديا"

    upkeep.save(entity, by=administrator)

    event = Event.objects.get()
    assert (event.before["name_ar"], event.after["name_ar"]) == ("انفيديا", "إنفيديا")


def test_a_new_spelling_is_folded_for_search(administrator: User) -> None:
    entity = EntityFactory(key="openai")

    upkeep.save(Alias(entity=entity, text="أوپن إيه آي"), by=administrator)

    alias = Alias.objects.get()
    assert alias.folded
    assert alias.folded != alias.text
    assert Event.objects.get().object_key == "openai/أوپن إيه آي"


def test_a_removed_spelling_is_kept_by_the_history(administrator: User) -> None:
    alias = AliasFactory(text="العملاق الصيني")

    upkeep.remove_alias(alias, by=administrator)

    event = Event.objects.get()
    assert not Alias.objects.exists()
    assert (event.before["text"], event.after) == ("العملاق الصيني", None)


def test_nothing_is_written_when_nothing_changed(administrator: User) -> None:
    topic = TopicFactory()

    upkeep.save(topic, by=administrator)

    assert not Event.objects.exists()


def test_a_reviewer_does_not_change_the_registries(reviewer: User) -> None:
    with pytest.raises(NotAllowed):
        upkeep.save(EntityFactory(), by=reviewer)
    with pytest.raises(NotAllowed):
        upkeep.remove_alias(AliasFactory(), by=reviewer)
