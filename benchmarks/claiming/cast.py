"""Who speaks of what: the registry's entities, and further ones with names made of its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from django.conf import settings

from corpus.models import Alias, Entity, EntityKind, Role, Source, Topic, User
from corpus.services import registry, sources

OUTLETS = 500
_ENTITIES = settings.BASE_DIR / "seeds" / "entities.jsonl"
_KINDS = (EntityKind.ORGANISATION, EntityKind.PRODUCT, EntityKind.PERSON, EntityKind.MODEL)
_EDITORS = 5
_SPEAK = 4  # one of so many subjects speaks, too


@dataclass(frozen=True)
class Cast:
    """Those first that are named oftenest."""

    outlets: Sequence[Entity]
    subjects: Sequence[Entity]
    speakers: Sequence[Source]
    topics: Sequence[Topic]
    editors: Sequence[User]


def gathered(size: int, chance: Random) -> Cast:
    """The registry, with what it lacks for a corpus of so many mentions."""
    registry.load_entities(registry.entities_in(_ENTITIES))
    registry.load_topics()
    here = list(Entity.objects.filter(merged_into=None).exclude(name_ar="").order_by("key"))
    chance.shuffle(here)
    words = sorted({word for it in here for word in it.name_ar.split() if len(word) > 2})
    outlets = [it for it in here if it.kind == EntityKind.OUTLET]
    subjects = [it for it in here if it.kind != EntityKind.OUTLET]
    many = min(OUTLETS, max(2, size // 40))
    outlets += _made("outlet", many - len(outlets), [EntityKind.OUTLET], words, chance)
    subjects += _made("made", size // 50, _KINDS, words, chance)
    spoken = _sources([*outlets[:many], *subjects[::_SPEAK]])
    chance.shuffle(spoken)
    topics = list(Topic.objects.order_by("ordinal"))
    chance.shuffle(topics)
    return Cast(outlets[:many], subjects, spoken, topics, _editors())


def _made(
    key: str, count: int, kinds: Sequence[EntityKind], words: Sequence[str], chance: Random
) -> list[Entity]:
    made = Entity.objects.bulk_create(
        Entity(
            key=f"{key}-{number}",
            kind=kinds[number % len(kinds)],
            name_ar=" ".join(chance.sample(words, 2)),
        )
        for number in range(count)
    )
    Alias.objects.bulk_create(Alias.of(it, it.name_ar) for it in made)
    return made


def _sources(entities: Iterable[Entity]) -> list[Source]:
    return Source.objects.bulk_create(
        Source(key=it.key, entity=it, kind=sources.kind_of(it)) for it in entities
    )


def _editors() -> list[User]:
    return [
        User.objects.get_or_create(username=f"editor{number}", defaults={"role": Role.EDITOR})[0]
        for number in range(_EDITORS)
    ]
