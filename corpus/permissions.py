"""Who may what: the one table of design, asked by views and services."""

from enum import StrEnum

from corpus.errors import NotAllowed
from corpus.models import Role, User


class Action(StrEnum):
    """What a person can do, in groups that are granted together."""

    READ = "read"
    ANNOTATE = "annotate"  # mark, decide, undo one's own
    REVIEW = "review"  # review, relabel, merge, undo others'
    ADMINISTER = "administer"  # registries, topics, imports, accounts


ALLOWED: dict[str, frozenset[Action]] = {
    Role.RESEARCHER: frozenset({Action.READ}),
    Role.EDITOR: frozenset({Action.READ, Action.ANNOTATE}),
    Role.REVIEWER: frozenset({Action.READ, Action.ANNOTATE, Action.REVIEW}),
    Role.ADMIN: frozenset(Action),
}


def can(user: User, action: Action) -> bool:
    """Whether an account in use has the action by its role."""
    return user.is_active and action in ALLOWED.get(user.role, frozenset())


def check_can(user: User, action: Action) -> None:
    """Raise NotAllowed unless the user can."""
    if not can(user, action):
        raise NotAllowed
