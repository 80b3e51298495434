"""Everything between an installed environment and the first page, in order and repeatable."""

import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

# What is said, the command, its arguments.
Step = tuple[str, str, Sequence[str]]

# The folder holds names, too, which are no pages.
SEED_PAGES = [str(page) for page in sorted((settings.BASE_DIR / "seeds").glob("*.txt"))]

TOOLS: list[Step] = [
    ("Compiling the translations", "compile_translations", []),
    ("Starting the database", "start_database", []),
    ("Installing the morphology database", "install_morphology", []),
]
PAGES: list[Step] = [
    ("Making the tables", "migrate", ["--verbosity=0"]),
    ("Gathering the static files", "collectstatic", ["--no-input", "--verbosity=0"]),
    ("Loading the names", "load_entities", [str(settings.BASE_DIR / "seeds/entities.jsonl")]),
    ("Importing the seed pages", "import_corpus", SEED_PAGES),
    ("Making the demo accounts", "make_demo_accounts", []),
    (
        "Importing what the demo editor says of them",
        "import_corpus",
        [str(settings.BASE_DIR / "seeds/annotations.jsonl")],
    ),
]
# Isnad works without its lemmas, so a machine that cannot fetch the database goes on.
OPTIONAL = {"install_morphology"}


class Command(BaseCommand):
    help = "Prepare this installation; run again, it changes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--for-tests", action="store_true", help="without pages and accounts")
        parser.add_argument("--port", type=int, help="refuse when the port is taken")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["port"]:
            refuse_a_taken_port(options["port"])
        for step in TOOLS if options["for_tests"] else TOOLS + PAGES:
            self.take(*step)
        if options["port"]:
            self.stdout.write(self.style.SUCCESS(f"\nIsnad: http://127.0.0.1:{options['port']}/\n"))

    def take(self, what: str, command: str, arguments: Sequence[str]) -> None:
        if command == "collectstatic" and static_files_are_current():
            return
        self.stdout.write(f"{time.strftime('%H:%M:%S')}  {what}…")
        self.stdout.flush()
        started = time.monotonic()
        try:
            call_command(command, *arguments, stdout=self.stdout, stderr=self.stderr)
        except CommandError as error:
            if command not in OPTIONAL:
                raise
            self.stderr.write(self.style.WARNING(f"{error}\nGoing on without it."))
        if (seconds := time.monotonic() - started) > 2:
            self.stdout.write(f"          {seconds:.0f} s")


def static_files_are_current() -> bool:
    """Whether nothing changed since they were gathered: compressing them again takes seconds."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists():
        return False
    sources = [settings.BASE_DIR / "uv.lock"]  # the packages bring files of their own
    for finder in get_finders():
        sources += [Path(storage.path(name)) for name, storage in finder.list([])]
    return max(source.stat().st_mtime for source in sources) <= manifest.stat().st_mtime


def refuse_a_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(
                f"Port {port} of 127.0.0.1 cannot be used: {error.strerror}. Stop what uses it, "
                f"or choose another: make run PORT={port + 1}"
            )
