"""Moving people's marks to another value as part of a greater step, and back again."""

import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction

from annotations.models import Mark
from annotations.services.marking import exchange
from annotations.services.step import Step, locked
from corpus.models import Article, Event, User
from corpus.permissions import Action, check_can


@transaction.atomic
def move(marks: Iterable[Mark], value_key: str, *, by: User, batch: uuid.UUID) -> None:
    """Give marks another value: new decisions by the person, each with its event."""
    check_can(by, Action.ANNOTATE)
    here: dict[Article, list[Mark]] = {}
    for mark in marks:
        here.setdefault(mark.article, []).append(mark)
    for article in sorted(here, key=lambda it: it.pk):
        step = Step(locked(article), by, "change", batch=batch)
        for mark in here[article]:
            exchange(step, mark, value_key)
        step.finish()


@transaction.atomic
def move_back(events: Sequence[Event], *, by: User, batch: uuid.UUID) -> None:
    """Take back what `move` decided, whosever decisions they are."""
    check_can(by, Action.REVIEW)
    here: dict[str, list[Event]] = {}
    for event in sorted(events, key=lambda it: -it.pk):
        here.setdefault(event.article_key, []).append(event)
    for article in Article.objects.filter(key__in=here).order_by("pk"):
        undone = here[article.key]
        step = Step(locked(article), by, "undo", "", undone, batch, whose=undone[0].by)
        step.set_back()
        step.finish()
