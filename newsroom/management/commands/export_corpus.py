"""Export the corpus, whole or in part."""

import sys
import tempfile
from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from corpus.filters import KINDS, Filters
from corpus.forms import article_filters
from corpus.search_help import MESSAGES
from corpus.selection import Selection, select
from newsroom.exporting import FORMATS, Options


def asked(options: dict[str, Any]) -> Selection:
    """What a page of this address asks for; what the page would pass over is refused."""
    sent = QueryDict(mutable=True)
    for name in ("q", "since", "until"):
        sent[name] = options[name]
    for name in (*KINDS, "all", "not"):
        sent.setlist(name, options[name])
    selection = select(article_filters(sent))
    _refuse_less(sent, selection.filters)
    for problem in selection.inquiry.problems:
        there = selection.filters.text[problem.start : problem.end]
        raise CommandError(f"The search cannot be read at «{there}»: {MESSAGES[problem.amiss]}")
    return selection


def _refuse_less(sent: QueryDict, understood: Filters) -> None:
    given = {f"{kind}:{value}" for kind in KINDS for value in sent.getlist(kind)}
    keys = given | set(sent.getlist("not"))
    words = " ".join(sent.get("q", "").split())
    if keys > understood.chosen | understood.refused or len(words) > len(understood.text):
        raise CommandError("These are more, or longer, filters than the browse page takes.")
    for name in ("since", "until"):
        if sent.get(name) and not getattr(understood, name):
            raise CommandError(f"--{name} is a day or a month: 2025-01-05 or 2025-01.")


class Command(BaseCommand):
    help = (
        "Write articles as JSONL (lossless: the same content gives the same bytes), as a table "
        "or as citations."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=list(FORMATS), default="jsonl")
        parser.add_argument("--output", type=Path, help="a file; else standard output")
        parser.add_argument(
            "--text",
            action=BooleanOptionalAction,
            help="with the text of the articles; unless told, JSONL alone has it",
        )
        jsonl = parser.add_argument_group("JSONL")
        jsonl.add_argument("--no-bytes", dest="data", action="store_false")
        jsonl.add_argument("--no-decisions", dest="decisions", action="store_false")
        jsonl.add_argument("--history", action="store_true", help="with every event")
        tables = parser.add_argument_group("tables and citations")
        tables.add_argument("--bom", action="store_true", help="mark CSV as UTF-8, for Excel")
        tables.add_argument(
            "--site", default="", help="stands before the addresses of pages: https://example.org"
        )
        self.add_filters(parser)

    def add_filters(self, parser: ArgumentParser) -> None:
        filters = parser.add_argument_group("filters, as on the browse page; given, it is a report")
        filters.add_argument("--q", default="", metavar="WORDS", help="articles with the words")
        for kind in KINDS:
            filters.add_argument(f"--{kind}", action="append", default=[], metavar="VALUE")
        filters.add_argument(
            "--all", action="append", default=[], choices=KINDS, help="with all values of the kind"
        )
        filters.add_argument(
            "--not", action="append", default=[], metavar="KIND:VALUE", help="without the value"
        )
        filters.add_argument("--since", default="", metavar="DAY", help="or a month")
        filters.add_argument("--until", default="", metavar="DAY", help="or a month, included")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("bom", "data", "decisions", "history", "site")
        is_jsonl = options["format"] == "jsonl"
        text = is_jsonl if options["text"] is None else options["text"]
        chosen = Options(text=text, everything=True, **{name: options[name] for name in names})
        pieces = FORMATS[options["format"]].write(asked(options), chosen)
        if options["output"]:
            self.write(pieces, options["output"])
        elif options["format"] == "parquet" and sys.stdout.isatty():
            raise CommandError("A terminal cannot show Parquet: give --output FILE.")
        else:
            sys.stdout.buffer.writelines(pieces)

    def write(self, pieces: Iterator[bytes], output: Path) -> None:
        """Write beside the file and put it in place when whole."""
        try:
            with tempfile.TemporaryDirectory(dir=output.parent, prefix=".export-") as place:
                whole = Path(place) / output.name
                with whole.open("wb") as stream:
                    stream.writelines(pieces)
                whole.replace(output)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error
        self.stdout.write(f"Wrote {output}")
