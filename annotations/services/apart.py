"""Remembering that two entities are different things, and forgetting it again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.services import following
from corpus.errors import IsnadError
from corpus.models import Entity, Event, User
from corpus.permissions import Action, check_can
from corpus.services import changes
from corpus.services.changes import Step


class CannotKeepApart(IsnadError):
    """The two are one, or are known to be different."""

    message = _("These two cannot be kept apart.")


@transaction.atomic
def keep(first: Entity, second: Entity, *, by: User) -> Event:
    """Remember that two entities are not the same: they are not merged and not suggested."""
    check_can(by, Action.REVIEW)
    here = {it.pk: it for it in following.locked([first, second])}
    first, second = here[first.pk], here[second.pk]
    if first == second or first.merged_into == second or second.merged_into == first:
        raise CannotKeepApart(_("These two are one. Take their merge back first."))
    if changes.read("difference", changes.difference(first, second)):
        raise CannotKeepApart(_("These two were judged to be different things."))
    return write(Step(by, changes.APART), first, second)


def write(step: Step, first: Entity, second: Entity) -> Event:
    """The difference of two entities, as part of a step; the caller holds both."""
    pair = changes.difference(first, second)
    judged = {"by": step.by.username, "at": timezone.now().isoformat()}
    return step.set("difference", pair, {**pair, **judged})


@transaction.atomic
def forget(event: Event, *, by: User) -> None:
    """Take such a judgement back, while it stands as it was made."""
    check_can(by, Action.REVIEW)
    keys = (event.after or {}).get("first"), (event.after or {}).get("second")
    following.locked(list(Entity.objects.filter(key__in=keys)))
    changes.check_stands(event)
    Step(by, "undo").take_back([event])
