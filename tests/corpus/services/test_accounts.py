"""Accounts as the service keeps them."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction

from corpus.errors import NotAllowed
from corpus.models import Event, Role, User
from corpus.services import accounts
from tests.factories import UserFactory

PASSWORD = "كلمة سر جديدة"


def test_an_installation_makes_its_first_account_by_nobody(db: None) -> None:
    accounts.save(User(username="sara", role=Role.EDITOR), by=None, password=PASSWORD)

    event = Event.objects.get(object_type="account")
    assert User.objects.get(username="sara").check_password(PASSWORD)
    assert (event.by, event.verb, event.before) == (None, "add", None)


@pytest.mark.parametrize("role", Role)
def test_only_the_administrator_enters_the_administration(role: Role, db: None) -> None:
    account = accounts.save(User(username="sara", role=role), by=None)

    assert account.is_staff == account.is_superuser == (role == Role.ADMIN)


def test_a_changed_role_takes_the_administration_away(administrator: User) -> None:
    other = accounts.save(User(username="sara", role=Role.ADMIN), by=administrator)
    other.role = Role.REVIEWER

    accounts.save(other, by=administrator)

    other.refresh_from_db()
    event = Event.objects.latest("id")
    assert not other.is_staff
    assert (event.before["role"], event.after["role"]) == ("admin", "reviewer")


def test_the_last_administrator_stays(administrator: User) -> None:
    account = User.objects.get(pk=administrator.pk)
    account.role = Role.EDITOR

    with pytest.raises(accounts.NoAdministratorLeft):
        accounts.save(account, by=administrator)


def test_the_last_administrator_is_not_closed(administrator: User) -> None:
    account = User.objects.get(pk=administrator.pk)
    account.is_active = False

    with pytest.raises(accounts.NoAdministratorLeft):
        accounts.save(account, by=administrator)


@pytest.mark.parametrize("role", [it for it in Role if it != Role.ADMIN])
def test_nobody_but_an_administrator_changes_accounts(role: Role, editor: User) -> None:
    by = User(username="x", role=role)

    with pytest.raises(NotAllowed):
        accounts.save(editor, by=by)


def test_a_new_account_without_a_password_cannot_sign_in(administrator: User) -> None:
    account = accounts.save(User(username="sara"), by=administrator)

    assert not account.has_usable_password()


def test_the_history_tells_of_a_password_and_does_not_tell_it(
    administrator: User, editor: User
) -> None:
    accounts.save(editor, by=administrator, password=PASSWORD)

    event = Event.objects.get()
    assert event.after["password"] == "changed"
    assert PASSWORD not in str(event.after)


def test_nothing_is_written_when_nothing_changed(administrator: User, editor: User) -> None:
    accounts.save(editor, by=administrator)

    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_step_down_at_the_same_moment():
    first, second = UserFactory.create_batch(2, role=Role.ADMIN)

    def step_down(account: User) -> None:
        try:
            accounts.save(account, by=None)
        finally:
            connection.close()

    first.role = second.role = Role.EDITOR
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            accounts.save(first, by=None)
            stepping = pool.submit(step_down, second)
            wait([stepping], timeout=0.5)

        with pytest.raises(accounts.NoAdministratorLeft):
            stepping.result()
