"""How people have tended an entity: what they merged into it, keep apart from it, and did lately."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from corpus.models import Entity, Event, NotSame
from corpus.services import changes

LATELY = 5
_MOST = 50


@dataclass(frozen=True, slots=True)
class Step:
    """A step that stands and can be taken back; the other entity that it was about, if any."""

    event: Event
    other: Entity | None = None


@dataclass(frozen=True, slots=True)
class Tended:
    """What the registry remembers of an entity. A step is None where an import brought it."""

    entity: Entity
    merged: list[tuple[Entity, Event | None]] = field(default_factory=list)
    apart: list[tuple[Entity, Event | None]] = field(default_factory=list)
    lately: list[Step] = field(default_factory=list)


def tended(entity: Entity) -> Tended:
    """What people did to an entity and can take back."""
    return Tended(entity, _merged(entity), _apart(entity), _lately(entity))


def _merged(entity: Entity) -> list[tuple[Entity, Event | None]]:
    """What a person merged into it; what a split made and its undo gave back is nothing of its own."""
    others = list(entity.merged.order_by("key")[:_MOST])
    merges = Event.objects.filter(verb=changes.MERGE, object_type="entity", undone_by=None)
    steps = _last(merges.filter(object_key__in=[it.key for it in others]))
    return [(it, steps.get(it.key)) for it in others if not _is_as(it, entity) or it.key in steps]


def _is_as(other: Entity, entity: Entity) -> bool:
    return (other.name_ar, other.name_latin) == (entity.name_ar, entity.name_latin)


def _apart(entity: Entity) -> list[tuple[Entity, Event | None]]:
    pairs = NotSame.objects.filter(Q(first=entity) | Q(second=entity)).order_by("pk")
    others = [
        it.second if it.first_id == entity.pk else it.first
        for it in pairs.select_related("first", "second")[:_MOST]
    ]
    judged = Event.objects.filter(verb=changes.APART, object_type="difference", undone_by=None)
    keys = {"/".join(sorted((entity.key, it.key))): it for it in others}
    steps = _last(judged.filter(object_key__in=keys))
    return [(other, steps.get(key)) for key, other in keys.items()]


def _last(events: Iterable[Event]) -> dict[str, Event]:
    """The last event of each object."""
    return {it.object_key: it for it in sorted(events, key=lambda it: it.pk)}


def _lately(entity: Entity) -> list[Step]:
    """The last names that it was given and the last splits of it."""
    named = Q(verb=changes.PREFER, object_type="entity", object_key=entity.key)
    split = Q(
        verb=changes.SPLIT, object_type=changes.SPLIT, object_key__startswith=f"{entity.key}/"
    )
    events = Event.objects.filter(named | split, undone_by=None).select_related("by")
    newest = list(events.order_by("-pk")[:LATELY])
    keys = [it.after["into"] for it in newest if it.verb == changes.SPLIT and it.after]
    others = Entity.objects.in_bulk(keys, field_name="key")
    return [Step(it, others.get((it.after or {}).get("into", ""))) for it in newest]
