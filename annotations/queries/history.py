"""What one person can take back, or do again, in one article: read from the events."""

from collections.abc import Iterable

from corpus.models import Article, Event, User


def _steps(article: Article, by: User) -> Iterable[list[Event]]:
    """The person's events in the article, batch by batch, in their order."""
    steps: dict[object, list[Event]] = {}
    events = Event.objects.filter(by=by, article_key=article.key).select_related("undoes")
    for event in events.order_by("id"):
        steps.setdefault(event.batch, []).append(event)
    return steps.values()


def _stacks(article: Article, by: User) -> tuple[list[list[Event]], list[list[Event]]]:
    """Steps that can be undone and steps that can be redone, the next one last.

    A new step empties the second stack, as in every editor. A step that undoes is told from
    one that redoes by what it takes back: an undo takes back a step, a redo takes back an undo.
    """
    done: list[list[Event]] = []
    undone: list[list[Event]] = []
    for step in _steps(article, by):
        undoes = step[0].undoes
        if undoes is None:
            done.append(step)
            undone.clear()
        elif done and undoes.batch == done[-1][0].batch:
            done.pop()
            undone.append(step)
        elif undone and undoes.batch == undone[-1][0].batch:
            undone.pop()
            done.append(step)
    return done, undone


def undoable(article: Article, by: User) -> list[Event]:
    """The events of the person's last standing step in the article, or none."""
    done, _ = _stacks(article, by)
    return done[-1] if done else []


def redoable(article: Article, by: User) -> list[Event]:
    """The events of the undo that a redo would take back, or none."""
    _, undone = _stacks(article, by)
    return undone[-1] if undone else []


def can_undo(article: Article, by: User) -> bool:
    """Whether the person has a step to take back in the article."""
    return bool(undoable(article, by))


def can_redo(article: Article, by: User) -> bool:
    """Whether the person has an undo to take back in the article."""
    return bool(redoable(article, by))
