"""Import pages, or an export of Isnad, and account for every record."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotations.formats.jsonl import is_export
from annotations.formats.restore import restore
from corpus.errors import IsnadError
from corpus.importing import cluster, processes, workers
from corpus.importing.formats import FIELDS, STANDARD_INPUT, Meter, Reading, size_of
from corpus.importing.load import Derive, Outcome, brought_something, derived, finish, load, unknown
from corpus.importing.moments import moment_of
from corpus.importing.pipeline import drafts, records
from corpus.importing.records import CaptureDraft, Rejected
from corpus.importing.workers import Drafting
from corpus.models import ImportRun
from corpus.services import search_indexes
from newsroom.derive import Store, derivation, layers, tools
from newsroom.reporting import Report, follow

SOME_REJECTED, NOTHING_READ, BROKEN_OFF = 1, 2, 3
MOST_WORKERS = 64


class Command(BaseCommand):
    help = (
        "Import texts, HTML pages, JSON lines, JSON, CSV, TSV and WARC, as files, in folders, in ZIP "
        "and tar archives, under gzip and zstd, from standard input (-); or an export of Isnad. "
        "Run again, it changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            type=_column,
            metavar="FIELD=COLUMN",
            help=f"which column holds what, for each of {', '.join(FIELDS)}",
        )
        parser.add_argument(
            "--captured-at",
            type=_moment,
            metavar="TIME",
            help="when it was captured, of records that do not say it themselves",
        )
        parser.add_argument(
            "--workers",
            type=_count,
            default=os.cpu_count() or 1,
            metavar="N",
            help="processes that split and analyse (as many as this machine has cores)",
        )
        parser.add_argument(
            "--scheduler", metavar="ADDRESS", help="a dask scheduler that does it instead"
        )
        parser.add_argument("--dry-run", action="store_true", help="read and split, write nothing")
        parser.add_argument("--report", type=Path, help="write what became of each record as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        paths: list[Path] = options["paths"]
        if absent := [str(path) for path in paths if path != STANDARD_INPUT and not path.exists()]:
            self.stderr.write(f"There is no such file or folder: {', '.join(absent)}")
            sys.exit(NOTHING_READ)
        exports = [path for path in paths if is_export(path)]
        pages = [path for path in paths if path not in exports]
        meter = Meter(sum(map(size_of, pages)))
        reading = Reading(dict(options["map"]), options["captured_at"], meter)
        outcomes = chain(
            self.restored(exports, options["dry_run"]),
            self.read(pages, reading, options),
        )
        try:
            with Report(options["report"]) as report:
                follow(outcomes, report, meter)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except IsnadError as error:
            raise CommandError(str(error), returncode=BROKEN_OFF) from error
        self.say(report)
        if options["dry_run"]:
            self.stdout.write(
                "Nothing was written. Pages were not compared with those that are here."
            )
        if rejected := report.counts["rejected"]:
            sys.exit(SOME_REJECTED if report.counts.total() > rejected else NOTHING_READ)
        if not report.counts:
            self.stderr.write("Nothing to read was found there.")
            sys.exit(NOTHING_READ)

    def read(
        self, pages: list[Path], reading: Reading, options: dict[str, Any]
    ) -> Iterator[Outcome]:
        """Import pages through the pipeline, or only read them."""
        if not pages:
            return
        if options["dry_run"]:
            yield from map(_as_read, drafts(pages, reading))
            return
        drafting = self.drafting(options)
        run = ImportRun.objects.create(
            started_at=timezone.now(), paths=[str(path) for path in pages]
        )
        derive = derivation()
        found = drafting(unknown(records(pages, reading)))
        try:
            yield from load(found, run=run, store=Store(), derive=derive)
        finally:
            search_indexes.make_missing()
        if brought_something(run):
            self.derive_layers(derive)
        finish(run)

    def derive_layers(self, derive: Derive) -> None:
        """Derive what needs the whole corpus."""
        for layer in layers(derive):
            layer()
        derived()

    def drafting(self, options: dict[str, Any]) -> Drafting:
        """Who splits and analyses: a cluster, processes of this machine, or this one."""
        if options["scheduler"]:
            return cluster.on_a_cluster(tools(), options["scheduler"])
        if options["workers"] > 1:
            return processes.on_this_machine(tools(), options["workers"])
        return workers.here(tools())

    def restored(self, exports: list[Path], dry_run: bool) -> Iterator[Outcome]:
        """Bring exports back, each whole or not at all."""
        changed: list[bool] = []
        for path in exports:
            try:
                yield from restore(
                    path,
                    derivation=derivation,
                    dry_run=dry_run,
                    changed=lambda: changed.append(True),
                )
            except IsnadError as error:
                raise CommandError(f"{path}: {error}", returncode=NOTHING_READ) from error
        if changed:
            self.derive_layers(derivation())

    def say(self, report: Report) -> None:
        """Say what became of the records."""
        self.stdout.write(report.summary())
        for it in report.rejected:
            place = "".join(f":{at}" for at in (it.line, it.byte) if at is not None)
            self.stderr.write(f"rejected {it.origin}{place}: {it.reason}. {it.detail}")
        if (more := report.counts["rejected"] - len(report.rejected)) > 0:
            self.stderr.write(f"and {more} more; --report FILE writes them all")


def _as_read(item: CaptureDraft | Rejected) -> Outcome:
    if isinstance(item, Rejected):
        return Outcome("rejected", item.origin, item)
    return Outcome("imported", item.record.origin)


def _count(said: str) -> int:
    if not said.isdecimal() or not 1 <= int(said) <= MOST_WORKERS:
        raise ArgumentTypeError(f"a number from 1 to {MOST_WORKERS}")
    return int(said)


def _column(said: str) -> tuple[str, str]:
    field, _, column = said.partition("=")
    if field not in FIELDS or not column.strip():
        raise ArgumentTypeError(f"FIELD=COLUMN with a field of {', '.join(FIELDS)}")
    return field, column


def _moment(said: str) -> datetime:
    found = moment_of(said)
    if found is None or found.value is None:
        raise ArgumentTypeError("a date with a year, as 2025-05-01T10:00Z")
    return found.value
