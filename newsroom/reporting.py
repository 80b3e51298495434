"""What became of each record of an import: counted, said as it goes, and written as JSON."""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from corpus.importing.formats import Meter
from corpus.importing.load import OUTCOMES, Outcome
from corpus.importing.records import Rejected

TOLD = 20  # rejections on the terminal; the report and the database have them all
_SECONDS = 10  # between two plain lines


class Report(AbstractContextManager["Report"]):
    """Counts outcomes and writes each rejection down as it comes, however many there are.

    The file is there when all is written, or not at all. OSError when it cannot be written.
    """

    def __init__(self, file: Path | None) -> None:
        self.counts: Counter[str] = Counter()
        self.rejected: list[Rejected] = []
        self._file = file
        self._part = file.with_name(f"{file.name}.part") if file else None
        self._stream: TextIO | None = self._part.open("w", encoding="utf-8") if self._part else None
        self._write('{"rejections": [')

    def add(self, outcome: Outcome) -> None:
        """Take one outcome in."""
        self.counts[outcome.kind] += 1
        if rejected := outcome.rejected:
            if len(self.rejected) < TOLD:
                self.rejected.append(rejected)
            self._write(",\n" if self.counts["rejected"] > 1 else "\n")
            self._write(json.dumps(_row(rejected), ensure_ascii=False))

    def summary(self) -> str:
        """The counts in words."""
        return ", ".join(f"{self.counts[kind]} {kind.replace('_', ' ')}" for kind in OUTCOMES)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream is None or self._part is None or self._file is None:
            return
        totals = json.dumps({kind: self.counts[kind] for kind in OUTCOMES})
        self._write(f"\n], {totals[1:]}\n")
        self._stream.close()
        if error is None:
            self._part.replace(self._file)
        else:
            self._part.unlink()

    def _write(self, text: str) -> None:
        if self._stream:
            self._stream.write(text)


def _row(rejected: Rejected) -> dict[str, str | int | None]:
    return {
        "file": rejected.origin,
        "line": rejected.line,
        "byte": rejected.byte,
        "reason": rejected.reason,
        "detail": rejected.detail,
    }


def follow(outcomes: Iterable[Outcome], report: Report, meter: Meter) -> None:
    """Take every outcome in, with a live bar on a terminal and a plain line now and then elsewhere."""
    console = Console(file=sys.stderr)
    steps = _on_terminal if console.is_terminal else _on_lines
    for outcome in steps(outcomes, report, meter, console):
        report.add(outcome)


def _on_terminal(
    outcomes: Iterable[Outcome], report: Report, meter: Meter, console: Console
) -> Iterator[Outcome]:
    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    started = time.monotonic()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=meter.total or None)
        for outcome in outcomes:
            yield outcome
            said = f"{report.summary()}, {_rate(report, started)}"
            bar.update(task, completed=meter.done(), description=said)


def _on_lines(
    outcomes: Iterable[Outcome], report: Report, meter: Meter, console: Console
) -> Iterator[Outcome]:
    started = last = time.monotonic()
    for outcome in outcomes:
        yield outcome
        if (now := time.monotonic()) - last >= _SECONDS:
            last = now
            part = f"{meter.done() / meter.total:.0%} read, " if meter.total else ""
            console.print(f"{part}{report.summary()}, {_rate(report, started)}", highlight=False)


def _rate(report: Report, started: float) -> str:
    return f"{report.counts.total() / max(time.monotonic() - started, 0.001):,.0f}/s"
