"""The table of who may what, cell by cell."""

import pytest

from corpus.errors import NotAllowed
from corpus.models import Role, User
from corpus.permissions import Action, can, check_can

TABLE = {
    Role.RESEARCHER: {Action.READ},
    Role.EDITOR: {Action.READ, Action.ANNOTATE},
    Role.REVIEWER: {Action.READ, Action.ANNOTATE, Action.REVIEW},
    Role.ADMIN: {Action.READ, Action.ANNOTATE, Action.REVIEW, Action.ADMINISTER},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_each_role_may_what_the_table_says(role: Role, action: Action) -> None:
    user = User(role=role)

    allowed = can(user, action)

    assert allowed == (action in TABLE[role])


@pytest.mark.parametrize("action", Action)
def test_a_closed_account_may_nothing(action: Action) -> None:
    user = User(role=Role.ADMIN, is_active=False)

    allowed = can(user, action)

    assert not allowed


def test_an_unknown_role_may_nothing() -> None:
    user = User(role="owner")

    assert not any(can(user, action) for action in Action)


def test_it_raises_when_the_role_does_not_permit() -> None:
    user = User(role=Role.RESEARCHER)

    with pytest.raises(NotAllowed):
        check_can(user, Action.ANNOTATE)
