"""Merging one entity into another, and taking a merge back."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models import Mark
from annotations.services import covering, facets
from corpus.errors import Conflict, IsnadError
from corpus.models import Article, Entity, Event, NotSame, User
from corpus.permissions import Action, check_can
from corpus.services import captures, history


class CannotMerge(IsnadError):
    """The two entities cannot be one."""

    message = _("These two cannot be merged.")


@transaction.atomic
def merge(entity: Entity, *, into: Entity, by: User) -> Event:
    """Read `entity` as `into` from now on; its key, marks and decisions stay as they are."""
    check_can(by, Action.REVIEW)
    entity, into = _locked(entity, into)
    _check_can_be_one(entity, into)
    followers = list(Entity.objects.filter(merged_into=entity).order_by("key"))
    touched = _articles_of([entity, *followers])
    Entity.objects.filter(pk__in=[it.pk for it in (entity, *followers)]).update(merged_into=into)
    _follow(touched)
    return history.record(
        by=by,
        verb="merge",
        object_type="entity",
        object_key=entity.key,
        before={"merged_into": None, "followers": [it.key for it in followers]},
        after={"merged_into": into.key},
    )


@transaction.atomic
def unmerge(entity: Entity, *, by: User) -> Event:
    """Take the entity's merge back; Conflict when it is no longer merged as that merge left it."""
    check_can(by, Action.REVIEW)
    merged = Event.objects.filter(
        verb="merge", object_type="entity", object_key=entity.key, undone_by=None
    ).order_by("-id")
    event = merged.first()
    now = (
        Entity.objects.select_for_update(of=("self",))
        .select_related("merged_into")
        .get(pk=entity.pk)
    )
    into = now.merged_into
    if event is None or into is None or (event.after or {}).get("merged_into") != into.key:
        raise Conflict
    followers = Entity.objects.filter(key__in=(event.before or {})["followers"], merged_into=into)
    apart = [now, *followers]
    touched = _articles_of([into, *apart])
    Entity.objects.filter(pk__in=[it.pk for it in followers]).update(merged_into=now)
    Entity.objects.filter(pk=now.pk).update(merged_into=None)
    _follow(touched)
    return history.record(
        by=by,
        verb="unmerge",
        object_type="entity",
        object_key=entity.key,
        before=event.after,
        after=event.before,
        undoes=event,
    )


def _locked(entity: Entity, into: Entity) -> tuple[Entity, Entity]:
    rows = Entity.objects.select_for_update().filter(pk__in=[entity.pk, into.pk]).order_by("pk")
    by_pk = {row.pk: row for row in rows}
    return by_pk[entity.pk], by_pk[into.pk]


def _check_can_be_one(entity: Entity, into: Entity) -> None:
    if entity.pk == into.pk:
        raise CannotMerge(_("An entity cannot be merged into itself."))
    if entity.merged_into_id or into.merged_into_id:
        raise CannotMerge(_("One of these is merged already. Merge what it was merged into."))
    pair = Q(first=entity, second=into) | Q(first=into, second=entity)
    if NotSame.objects.filter(pair).exists():
        raise CannotMerge(_("These two were judged to be different things."))


def _articles_of(entities: Sequence[Entity]) -> list[Article]:
    """The articles in which one of the entities is marked, speaks, publishes or hosts."""
    marked = Mark.objects.filter(Q(entity__in=entities) | Q(source__entity__in=entities))
    return list(
        Article.objects.filter(
            Q(pk__in=marked.values("article")) | Q(outlet__in=entities) | Q(host__in=entities)
        )
    )


def _follow(articles: Sequence[Article]) -> None:
    """Let what is derived follow. Marks keep the entity that they were given: they are read
    through merges, so taking one back finds them as they were. Suggestions that a rebuild made
    in between are of the other entity until the next one.
    """
    captures.hold(articles)
    covering.refresh(articles)
    facets.refresh(articles)
