"""What one person can take back, or do again, in one article: read from the events."""

from uuid import UUID

from django.db.models import Q

from corpus.models import Article, Event, User


def _stacks(article: Article, by: User) -> tuple[list[UUID], list[UUID]]:
    """The batches of steps that can be undone and of undos that can be redone, the next one last.

    A new step empties the second stack, as in every editor. A step that undoes is told from
    one that redoes by what it takes back: an undo takes back a step, a redo takes back an undo.
    What was taken back out of turn or by somebody else, with the split of an entity, is gone.
    """
    done: list[UUID] = []
    undone: list[UUID] = []
    whose = Q(by=by) | Q(undoes__by=by)
    events = Event.objects.filter(whose, article_key=article.key).order_by("id")
    steps: dict[UUID, UUID | None] = {}
    for batch, taken_back in events.values_list("batch", "undoes__batch"):
        steps.setdefault(batch, taken_back)
    for batch, undoes in steps.items():
        if undoes is None:
            done.append(batch)
            undone.clear()
        elif done and undoes == done[-1]:
            done.pop()
            undone.append(batch)
        elif undone and undoes == undone[-1]:
            undone.pop()
            done.append(batch)
        elif undoes in done:
            done.remove(undoes)
    return done, undone


def _events(article: Article, by: User, batches: list[UUID]) -> list[Event]:
    """The events of the last of these steps, in their order."""
    mine = Event.objects.filter(by=by, article_key=article.key, batch__in=batches[-1:])
    return list(mine.order_by("id"))


def undoable(article: Article, by: User) -> list[Event]:
    """The events of the person's last standing step in the article, or none."""
    return _events(article, by, _stacks(article, by)[0])


def redoable(article: Article, by: User) -> list[Event]:
    """The events of the undo that a redo would take back, or none."""
    return _events(article, by, _stacks(article, by)[1])


def can_undo(article: Article, by: User) -> bool:
    """Whether the person has a step to take back in the article."""
    return bool(_stacks(article, by)[0])


def can_redo(article: Article, by: User) -> bool:
    """Whether the person has an undo to take back in the article."""
    return bool(_stacks(article, by)[1])
