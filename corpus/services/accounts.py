"""Accounts: made, changed and given passwords by an administrator or at installation."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corpus.errors import IsnadError
from corpus.models import Role, User
from corpus.permissions import Action, check_can
from corpus.services import history

FIELDS = ("username", "first_name", "last_name", "email", "role", "is_active")


class NoAdministratorLeft(IsnadError):
    """The change would lock everybody out of the administration."""

    message = _("One administrator at least has to stay. Make another one first.")


def check_administrator_stays(account: User) -> None:
    """Raise NoAdministratorLeft when nobody else could undo what the account is about to lose."""
    if account.role == Role.ADMIN and account.is_active:
        return
    administrators = User.objects.filter(role=Role.ADMIN, is_active=True)
    if administrators.filter(pk=account.pk).exists() and administrators.count() == 1:
        raise NoAdministratorLeft


@transaction.atomic
def save(account: User, *, by: User | None, password: str = "") -> User:
    """Keep a new or changed account; its role decides who may enter the administration.

    `by` is nobody when an installation makes its first accounts. A password is written to the
    history as a change, never as itself.
    """
    if by:
        check_can(by, Action.ADMINISTER)
    # All administrators are held, or two could step down at once and leave nobody.
    held = User.objects.select_for_update().filter(Q(pk=account.pk) | Q(role=Role.ADMIN))
    before = _state(next((it for it in held.order_by("pk") if it.pk == account.pk), None))
    check_administrator_stays(account)
    account.is_staff = account.is_superuser = account.role == Role.ADMIN
    if password:
        account.set_password(password)
    elif before is None:
        account.set_unusable_password()
    account.save()
    after = (_state(account) or {}) | ({"password": "changed"} if password else {})
    if after != before:
        history.record(
            by=by,
            verb="change" if before else "add",
            object_type="account",
            object_key=account.username,
            before=before,
            after=after,
        )
    return account


@transaction.atomic
def change_password(account: User, password: str) -> None:
    """Give somebody the new password that they chose."""
    account.set_password(password)
    account.save(update_fields=["password"])
    history.record(
        by=account,
        verb="change",
        object_type="account",
        object_key=account.username,
        before={},
        after={"password": "changed"},
    )


def _state(account: User | None) -> dict[str, Any] | None:
    return {name: getattr(account, name) for name in FIELDS} if account else None
