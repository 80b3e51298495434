"""Taking the split of an entity back, as one step."""

from collections.abc import Sequence

from django.db import transaction

from annotations.services import following, moving
from annotations.services import spellings as finding
from annotations.services.spellings import Changed
from annotations.services.splitting import held
from corpus.errors import Stale
from corpus.models import Article, Entity, Event, User
from corpus.permissions import Action, check_can
from corpus.services import changes, history
from corpus.services.changes import State, Step


@transaction.atomic
def rejoin(event: Event, *, by: User) -> Changed | None:
    """Give the spellings back, and the decisions that moved with them.

    Stale when one of them was changed since. What the split made is read as the entity from now
    on, under its names: a key that decisions may carry is never deleted.
    """
    check_can(by, Action.REVIEW)
    said: State = event.after or {}
    step = Event.objects.filter(batch=event.batch).order_by("pk")
    decisions = [it for it in step if it.object_type == "decision"]
    rest = [it for it in step if it.object_type in changes.THINGS]
    decided = Article.objects.filter(key__in={it.article_key for it in decisions})
    articles = held(_forms(rest), decided)
    here = {it.key: it for it in _locked(said)}
    changes.check_stands(event)
    entity = here[said["entity"]]
    if entity.merged_into:
        raise Stale(entity.key, {"merged_into": None}, {"merged_into": entity.merged_into.key})
    back = Step(by, "undo")
    moving.move_back(decisions, by=by, batch=back.batch)
    _check_nothing_was_added(rest)
    back.take_back(rest, instead=_read_as(entity))
    _tell(back, event)
    return finding.find_in(articles)


def _forms(events: Sequence[Event]) -> set[str]:
    return {it.after["text"] for it in events if it.object_type == "alias" and it.after}


def _locked(said: State) -> list[Entity]:
    keys = (said.get("entity"), said.get("into"))
    return following.locked(list(Entity.objects.filter(key__in=keys)))


def _read_as(entity: Entity) -> State:
    return {**changes.entity(entity), "merged_into": entity.key}


def _check_nothing_was_added(events: Sequence[Event]) -> None:
    """Stale when what the split made has more by now than it was given."""
    made = [it.object_key for it in events if it.object_type == "entity"]
    given = sorted(
        it.after["text"]
        for it in events
        if it.object_type == "alias" and it.after and it.after["entity"] in made
    )
    for entity in Entity.objects.filter(key__in=made):
        now = sorted(entity.aliases.values_list("text", flat=True))
        merged = sorted(entity.merged.values_list("key", flat=True))
        if now != given or merged:
            was = {"spellings": given, "merged": []}
            raise Stale(entity.key, was, {"spellings": now, "merged": merged})


def _tell(back: Step, event: Event) -> None:
    history.record(
        by=back.by,
        verb=back.verb,
        object_type=event.object_type,
        object_key=event.object_key,
        before=event.after,
        after=None,
        batch=back.batch,
        undoes=event,
    )
