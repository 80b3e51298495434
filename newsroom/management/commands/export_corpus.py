"""Export the corpus, whole or in part."""

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from annotations.formats import jsonl
from corpus.filters import KINDS, Filters
from corpus.forms import article_filters
from corpus.models import Article
from corpus.queries import all_matching
from corpus.search import ask
from corpus.search_help import MESSAGES


def asked(words: str, values: Mapping[str, Sequence[str]]) -> Filters:
    """The filters of a page's address; what the page would pass over is refused."""
    sent = QueryDict(mutable=True)
    sent["q"] = words
    for kind, chosen in values.items():
        sent.setlist(kind, list(chosen))
    filters = article_filters(sent)
    given = {(kind, it) for kind in values for it in values[kind]}
    if len(filters.chosen) < len(given) or len(filters.text) < len(" ".join(words.split())):
        raise CommandError("These are more, or longer, filters than the browse page takes.")
    for problem in ask(filters.text).problems:
        there = filters.text[problem.start : problem.end]
        raise CommandError(f"The search cannot be read at «{there}»: {MESSAGES[problem.amiss]}")
    return filters


class Command(BaseCommand):
    help = "Write the corpus as JSONL: lossless, and the same content gives the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["jsonl"], default="jsonl")
        parser.add_argument("--output", type=Path, help="a file; else standard output")
        parser.add_argument("--no-text", dest="text", action="store_false")
        parser.add_argument("--no-bytes", dest="data", action="store_false")
        parser.add_argument("--no-decisions", dest="decisions", action="store_false")
        parser.add_argument("--history", action="store_true", help="with every event")
        filters = parser.add_argument_group("filters, as on the browse page; given, it is a report")
        filters.add_argument(
            "--q", default="", metavar="WORDS", help="only articles with the words"
        )
        for kind in KINDS:
            filters.add_argument(f"--{kind}", action="append", default=[], metavar="VALUE")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("text", "data", "decisions", "history")
        filters = asked(options["q"], {kind: options[kind] for kind in KINDS})
        pairs = [("q", filters.text)] if filters.text else []
        chosen = jsonl.Options(
            **{name: options[name] for name in names}, filters=pairs + filters.pairs
        )
        articles = Article.objects.all() if filters.is_empty else all_matching(filters)
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
