"""Start the embedded database, or say clearly why it does not start."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.embedded import server
from newsroom.embedded.place import DatabaseUnavailableError


class Command(BaseCommand):
    help = "Start the embedded database. Does nothing when DATABASE_URL names a server."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        database = settings.DATABASES["default"]
        if database["ENGINE"] != "newsroom.embedded":
            return
        try:
            address = server.ensure(settings.DATABASE_DIR)
        except DatabaseUnavailableError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The database answers in {address.socket}")
