"""A step of a person's work on the registries: its changes with their events, forth and back."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from corpus.errors import Stale
from corpus.models import Alias, Entity, Event, NotSame, RefusedSpelling, User
from corpus.services import history
from corpus.text.fold import fold

State = dict[str, Any]

# What people do to the registries, as the history says it.
MERGE, PREFER, SPLIT, APART = "merge", "prefer", "split", "keep apart"


class Thing(NamedTuple):
    """How one sort of row is named, read and written; a state of it names it."""

    key: Callable[[State], str]
    read: Callable[[State], State | None]
    write: Callable[[State, State | None], None]


@dataclass
class Step:
    """Changes that are taken back together. The caller holds the entities that they are of."""

    by: User
    verb: str
    batch: uuid.UUID = field(default_factory=uuid.uuid4)
    things: Mapping[str, Thing] = field(default_factory=lambda: THINGS)
    request_key: str = ""

    def set(
        self, thing: str, named: State, wanted: State | None, undoes: Event | None = None
    ) -> Event:
        """Make a row say this, or be gone with None, and write down what it said before."""
        kept = self.things[thing]
        before = kept.read(named)
        kept.write(named, wanted)
        return history.record(
            by=self.by,
            verb=self.verb,
            object_type=thing,
            object_key=kept.key(named),
            before=before,
            after=wanted,
            batch=self.batch,
            undoes=undoes,
            request_key=self.request_key,
        )

    def take_back(self, events: Sequence[Event], instead: State | None = None) -> None:
        """Set each row to what it was, the last change first, if it still is as it was left.

        An entity that was made is not deleted: it becomes what is said `instead`.
        """
        for event in sorted(events, key=lambda it: -it.pk):
            named = event.after or event.before or {}
            now = self.things[event.object_type].read(named)
            if now != event.after:
                raise Stale(event.object_key, event.after, now)
            wanted = event.before
            if event.object_type == "entity" and wanted is None and instead:
                wanted = {**instead, "key": named["key"]}
            self.set(event.object_type, named, wanted, undoes=event)


def read(thing: str, named: State) -> State | None:
    """What a row says now; None when there is none."""
    return THINGS[thing].read(named)


def check_stands(event: Event, things: Mapping[str, Thing] | None = None) -> None:
    """Stale when a step was taken back already."""
    if event.undone_by.exists():
        named = event.after or event.before or {}
        thing = (things or THINGS).get(event.object_type)
        now = thing.read(named) if thing else None
        raise Stale(event.object_key, event.after, now)


def entity(it: Entity) -> State:
    """An entity's names, and what it is read as."""
    return {
        "key": it.key,
        "kind": str(it.kind),
        "name_ar": it.name_ar,
        "name_latin": it.name_latin,
        "merged_into": it.merged_into.key if it.merged_into else None,
    }


def spelling(it: Alias) -> State:
    """A spelling with whose it is."""
    return {
        "entity": it.entity.key,
        "text": it.text,
        "is_short": it.is_short,
        "is_line": it.is_line,
    }


def full_spelling(key: str, text: str) -> State:
    """A spelling without limits, of the entity with this key."""
    return {"entity": key, "text": text, "is_short": False, "is_line": False}


def difference(first: Entity, second: Entity) -> State:
    """Names a remembered difference; which comes first is told by the keys, not by the rows."""
    first_key, second_key = sorted((first.key, second.key))
    return {"first": first_key, "second": second_key}


def refusal(it: Entity, text: str) -> State:
    """Names the judgement that a spelling is none of the entity's."""
    return {"entity": it.key, "spelling": fold(text).strip()}


def _read_entity(named: State) -> State | None:
    found = Entity.objects.select_related("merged_into").filter(key=named["key"]).first()
    return entity(found) if found else None


def _write_entity(named: State, wanted: State | None) -> None:
    if wanted is None:
        raise ValueError("an entity is merged, never deleted")
    fields = {name: wanted[name] for name in ("kind", "name_ar", "name_latin")}
    fields["merged_into"] = (
        Entity.objects.get(key=wanted["merged_into"]) if wanted["merged_into"] else None
    )
    Entity.objects.update_or_create(key=named["key"], defaults=fields)


def _read_spelling(named: State) -> State | None:
    found = Alias.objects.filter(entity__key=named["entity"], text=named["text"])
    here = found.select_related("entity").select_for_update(of=("self",)).first()
    return spelling(here) if here else None


def _write_spelling(named: State, wanted: State | None) -> None:
    Alias.objects.filter(entity__key=named["entity"], text=named["text"]).delete()
    if wanted is not None:
        limits = {name: wanted[name] for name in ("is_short", "is_line")}
        Alias.of(Entity.objects.get(key=named["entity"]), named["text"], **limits).save()


def _pair(named: State) -> dict[str, Any]:
    both = Entity.objects.filter(key__in=(named["first"], named["second"])).order_by("pk")
    return dict(zip(("first", "second"), both, strict=True))


def _read_difference(named: State) -> State | None:
    found = NotSame.objects.filter(**_pair(named)).select_related("by").first()
    return {**_plain(named, "first", "second"), **_judged(found)} if found else None


def _write_difference(named: State, wanted: State | None) -> None:
    pair = _pair(named)
    if wanted is None:
        NotSame.objects.filter(**pair).delete()
    else:
        NotSame.objects.update_or_create(**pair, defaults=_judgement(wanted))


def _read_refusal(named: State) -> State | None:
    found = RefusedSpelling.objects.filter(entity__key=named["entity"], folded=named["spelling"])
    here = found.select_related("by").first()
    return {**_plain(named, "entity", "spelling"), **_judged(here)} if here else None


def _write_refusal(named: State, wanted: State | None) -> None:
    of = {"entity": Entity.objects.get(key=named["entity"]), "folded": named["spelling"]}
    if wanted is None:
        RefusedSpelling.objects.filter(**of).delete()
    else:
        RefusedSpelling.objects.update_or_create(**of, defaults=_judgement(wanted))


def _plain(named: State, *names: str) -> State:
    return {name: named[name] for name in names}


def _judged(it: NotSame | RefusedSpelling) -> State:
    return {"by": it.by.username, "at": it.at.isoformat()}


def _judgement(wanted: State) -> dict[str, Any]:
    by = User.objects.get(username=wanted["by"])
    return {"by": by, "at": datetime.fromisoformat(wanted["at"])}


THINGS: Mapping[str, Thing] = {
    "entity": Thing(lambda it: str(it["key"]), _read_entity, _write_entity),
    "alias": Thing(lambda it: f"{it['entity']}/{it['text']}", _read_spelling, _write_spelling),
    "difference": Thing(
        lambda it: f"{it['first']}/{it['second']}", _read_difference, _write_difference
    ),
    "spelling": Thing(lambda it: f"{it['entity']}/{it['spelling']}", _read_refusal, _write_refusal),
}
