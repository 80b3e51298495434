"""Accounts to try Isnad with, one a role, on this machine alone."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from corpus.models import Role, User
from corpus.services import accounts

FILE = "demo_accounts.txt"


class Command(BaseCommand):
    help = "Make the demo accounts once, and print them with their passwords."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PUBLIC:
            self.stdout.write("Isnad is open to others here: no demo accounts are made.")
            return
        passwords = kept_passwords(settings.VAR_DIR / FILE)
        self.stdout.write(f"\n{'user':12}{'password':20}role")
        for role, password in passwords.items():
            self.stdout.write(f"{role:12}{shown(account(role, password), password):20}{role}")


def kept_passwords(file: Path) -> dict[str, str]:
    """A password for each role, made at the first call and kept for its owner alone."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{role} {secrets.token_urlsafe(12)}\n" for role in Role.values]
        half_written = file.with_suffix(".new")
        handle = os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.writelines(lines)
        half_written.rename(file)
    return dict(line.split() for line in file.read_text().splitlines())


def account(role: str, password: str) -> User:
    """The account named after the role; one that is here stays as it is."""
    known = User.objects.filter(username=role).first()
    return known or accounts.save(User(username=role, role=role), by=None, password=password)


def shown(user: User, password: str) -> str:
    """The password, unless somebody has changed it since."""
    return password if user.check_password(password) else "(changed)"
