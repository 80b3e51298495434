"""Stop the embedded database, which otherwise runs on between commands."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.embedded import server
from newsroom.embedded.place import DatabaseUnavailableError


class Command(BaseCommand):
    help = "Stop the embedded database. A server named by DATABASE_URL is left alone."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        database = settings.DATABASES["default"]
        if database["ENGINE"] != "newsroom.embedded":
            self.stdout.write("DATABASE_URL names the server; it is not ours to stop.")
            return
        try:
            stopped = server.stop(settings.DATABASE_DIR)
        except DatabaseUnavailableError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The database is stopped." if stopped else "The database did not run.")
