"""Taking a step on the registry back, whichever it was."""

from annotations.services import apart, merging, naming, rejoining
from corpus.errors import Conflict, Stale
from corpus.models import Entity, Event, User
from corpus.services import changes


def take_back(event: Event, *, by: User) -> bool:
    """Undo a merge, a split, a preferred name or a remembered difference.

    Says whether all that is derived has followed: of many articles it has not.
    """
    match event.verb, event.object_type:
        case changes.MERGE, "entity":
            return _unmerge(event, by)
        case changes.SPLIT, changes.SPLIT:
            return rejoining.rejoin(event, by=by) is not None
        case changes.PREFER, "entity":
            return naming.take_back(event, by=by) is not None
        case changes.APART, "difference":
            apart.forget(event, by=by)
            return True
    raise Conflict


def _unmerge(event: Event, by: User) -> bool:
    """Only the last merge of an entity stands."""
    entity = Entity.objects.get(key=event.object_key)
    if merging.last_merge(entity) != event:
        now = entity.merged_into.key if entity.merged_into else None
        raise Stale(entity.key, event.after, {"merged_into": now})
    return merging.unmerge(entity, by=by).followed
