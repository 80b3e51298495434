"""Merging one entity into another, and taking a merge back."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.services import following
from corpus.errors import Conflict, IsnadError, Stale
from corpus.models import Entity, Event, NotSame, User
from corpus.permissions import Action, check_can
from corpus.services import changes, history


class CannotMerge(IsnadError):
    """The two entities cannot be one."""

    message = _("These two cannot be merged.")


@dataclass(frozen=True, slots=True)
class Merged:
    """The step, and whether all that is derived has followed: of many articles it has not."""

    event: Event
    followed: bool


@transaction.atomic
def merge(entity: Entity, *, into: Entity, by: User) -> Merged:
    """Read `entity` as `into` from now on; its key, marks and decisions stay as they are."""
    check_can(by, Action.REVIEW)
    following.held(following.family([entity]))
    here = {it.pk: it for it in following.locked([entity, into])}
    entity, into = here[entity.pk], here[into.pk]
    followers = sorted(
        (it for it in here.values() if it.merged_into_id == entity.pk), key=lambda it: it.key
    )
    _check_can_be_one(entity, into, here.values())
    moved = [entity, *followers]
    Entity.objects.filter(pk__in=[it.pk for it in moved]).update(merged_into=into)
    event = history.record(
        by=by,
        verb=changes.MERGE,
        object_type="entity",
        object_key=entity.key,
        before={"merged_into": None, "followers": [it.key for it in followers]},
        after={"merged_into": into.key},
    )
    return Merged(event, following.follow(moved))


@transaction.atomic
def unmerge(entity: Entity, *, by: User) -> Merged:
    """Take the entity's merge back; Conflict when it is no longer merged as that merge left it."""
    check_can(by, Action.REVIEW)
    event = last_merge(entity)
    if event is None:
        raise Conflict
    left = (event.after or {}).get("merged_into")
    into = Entity.objects.filter(key=left)
    following.held(following.family([entity, *into]))
    here = {it.key: it for it in following.locked([entity, *into])}
    now = here[entity.key]
    if now.merged_into is None or now.merged_into.key != left:
        stands = {"merged_into": now.merged_into.key if now.merged_into else None}
        raise Stale(entity.key, event.after, stands)
    if last_merge(entity) != event:  # taken back, and merged again, while we waited
        raise Conflict
    followers = [
        here[key]
        for key in (event.before or {})["followers"]
        if key in here and here[key].merged_into == now.merged_into
    ]
    Entity.objects.filter(pk__in=[it.pk for it in followers]).update(merged_into=now)
    Entity.objects.filter(pk=now.pk).update(merged_into=None)
    back = history.record(
        by=by,
        verb="unmerge",
        object_type="entity",
        object_key=entity.key,
        before=event.after,
        after=event.before,
        undoes=event,
    )
    into_too = following.follow([now.merged_into, now, *followers])
    return Merged(back, into_too or following.follow([now, *followers]))


def last_merge(entity: Entity) -> Event | None:
    """The last merge of an entity that was not taken back."""
    merges = Event.objects.filter(verb=changes.MERGE, object_type="entity", object_key=entity.key)
    return merges.filter(undone_by=None).order_by("-id").first()


def _check_can_be_one(entity: Entity, into: Entity, here: Collection[Entity]) -> None:
    """Neither is merged yet, and nobody judged one of either side to be another thing."""
    if entity.pk == into.pk:
        raise CannotMerge(_("An entity cannot be merged into itself."))
    if entity.merged_into_id or into.merged_into_id:
        raise CannotMerge(_("One of these is merged already. Merge what it was merged into."))
    ours = [it.pk for it in here if entity.pk in (it.pk, it.merged_into_id)]
    theirs = [it.pk for it in here if into.pk in (it.pk, it.merged_into_id)]
    pair = Q(first__in=ours, second__in=theirs) | Q(first__in=theirs, second__in=ours)
    if NotSame.objects.filter(pair).exists():
        raise CannotMerge(_("These two were judged to be different things."))
