"""Export the corpus, whole or in part."""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.formats import jsonl
from corpus.models import Article


class Command(BaseCommand):
    help = "Write the corpus as JSONL: lossless, and the same content gives the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["jsonl"], default="jsonl")
        parser.add_argument("--output", type=Path, help="a file; else standard output")
        parser.add_argument("--no-text", dest="text", action="store_false")
        parser.add_argument("--no-bytes", dest="data", action="store_false")
        parser.add_argument("--no-decisions", dest="decisions", action="store_false")
        parser.add_argument("--history", action="store_true", help="with every event")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("text", "data", "decisions", "history")
        chosen = jsonl.Options(**{name: options[name] for name in names})
        articles = Article.objects.all()
        if options["output"] is None:
            jsonl.export(articles, sys.stdout, chosen)
            return
        counts = self.write(options["output"], articles, chosen)
        self.stdout.write(f"{counts['article']} articles in {options['output']}")

    def write(self, output: Path, articles: Any, chosen: jsonl.Options) -> Any:
        """Write beside the file and put it in place when whole."""
        try:
            with tempfile.NamedTemporaryFile(
                "w", dir=output.parent, encoding="utf-8", newline="\n", delete=False
            ) as stream:
                counts = jsonl.export(articles, stream, chosen)
            Path(stream.name).replace(output)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error
        return counts
