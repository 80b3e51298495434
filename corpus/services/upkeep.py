"""What an administrator changes by hand in the registries: one event for each change."""

from typing import Any

from django.db import transaction

from corpus.models import Alias, Entity, Event, Source, Topic, User
from corpus.permissions import Action, check_can
from corpus.services import history

Kept = Alias | Entity | Source | Topic

FIELDS: dict[type[Kept], tuple[str, ...]] = {
    Alias: ("text", "is_short"),
    Entity: ("key", "kind", "name_ar", "name_latin", "agency"),
    Source: ("key", "kind", "descriptor", "count"),
    Topic: ("path", "name_ar", "name_en", "scope", "ordinal"),
}


@transaction.atomic
def save(thing: Kept, *, by: User) -> Event | None:
    """Keep an entity, a spelling, a source or a topic as it is now; nothing changed, no event."""
    check_can(by, Action.ADMINISTER)
    if isinstance(thing, Alias):
        thing.read()
    known = type(thing)._default_manager.select_for_update().filter(pk=thing.pk).first()
    before, after = state(known), state(thing)
    if after == before:
        return None
    thing.save()
    return _record("change" if before else "add", thing, by, before, after)


@transaction.atomic
def remove_alias(alias: Alias, *, by: User, undoes: Event | None = None) -> Event:
    """Take a spelling away from its entity; the history keeps it."""
    check_can(by, Action.ADMINISTER)
    event = _record("remove", alias, by, state(alias), None, undoes)
    alias.delete()
    return event


def _record(
    verb: str,
    thing: Kept,
    by: User,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    undoes: Event | None = None,
) -> Event:
    return history.record(
        by=by,
        verb=verb,
        object_type=type(thing).__name__.lower(),
        object_key=_key(thing),
        before=before,
        after=after,
        undoes=undoes,
    )


def _key(thing: Kept) -> str:
    if isinstance(thing, Alias):
        return f"{thing.entity.key}/{thing.text}"
    return thing.path if isinstance(thing, Topic) else thing.key


def state(thing: Kept | None) -> dict[str, Any] | None:
    return {name: getattr(thing, name) for name in FIELDS[type(thing)]} if thing else None
