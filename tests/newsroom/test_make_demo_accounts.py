"""The demo accounts."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from corpus.models import Event, Role, User


@pytest.fixture(autouse=True)
def var(tmp_path: Path, settings: Settings, db: None) -> Path:
    settings.VAR_DIR = directory = tmp_path / "var"
    return directory


def printed() -> str:
    out = io.StringIO()
    call_command("make_demo_accounts", stdout=out)
    return out.getvalue()


def test_it_makes_one_account_a_role_and_prints_its_password() -> None:
    table = printed()

    for line in table.splitlines()[2:]:
        name, password, role = line.split()
        user = User.objects.get(username=name)
        assert user.role == role
        assert user.check_password(password)
    assert set(User.objects.values_list("role", flat=True)) == set(Role.values)


def test_a_second_run_prints_the_same_and_changes_nothing() -> None:
    first = printed()

    assert printed() == first
    assert Event.objects.count() == len(Role)


def test_the_passwords_are_kept_for_their_owner_alone(var: Path) -> None:
    printed()

    assert (var / "demo_accounts.txt").stat().st_mode & 0o777 == 0o600


def test_a_password_that_somebody_changed_is_not_printed() -> None:
    old = printed()
    user = User.objects.get(username="editor")
    user.set_password("شيء آخر تماماً")
    user.save()

    new = printed()

    assert "(changed)" in new
    assert old.splitlines()[3] not in new
