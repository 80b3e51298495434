"""Load entities with their spellings, and the tree of topics."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from corpus.services import registry


class Command(BaseCommand):
    help = "Add the entities of a JSONL file, and the tree of topics; what is here stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = registry.entities_in(options["file"])
            entities = registry.load_entities(rows)
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{options['file']}: {error}") from error
        topics = registry.load_topics()
        self.stdout.write(f"{entities} entities and {topics} topics added")
