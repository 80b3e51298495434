"""How fast a dump of articles becomes a searchable corpus, without and with morphology.

Each way imports the same articles into an empty database with the project's own command, in a
process of its own: from the file to lexemes, entities, topics, cited sources, copies and stories.
"""

import argparse
import gzip
import os
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.sections import write_section

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "benchmarks" / "import.md"
GOALS = {"without": 600, "with": 150}
MANAGE = [sys.executable, str(ROOT / "manage.py")]


class Measured(NamedTuple):
    way: str
    articles: int
    seconds: float
    megabytes: float
    counts: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="articles.jsonl.gz")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        words = copy_lines(options.data, file, options.articles)
        measured = [imported(file, way, options.workers) for way in GOALS]
    report(measured, words, options.workers)


def copy_lines(data: Path, file: Path, count: int) -> int:
    """The first articles as one file; returns how many words a line of it has in the mean."""
    lines = words = 0
    with gzip.open(data, "rt", encoding="utf-8") as source, file.open("w", encoding="utf-8") as out:
        for line in islice(source, count):
            out.write(line)
            lines, words = lines + 1, words + line.count(" ")
    return words // max(lines, 1)


def imported(file: Path, way: str, workers: int) -> Measured:
    """Import the file into an empty database and measure the whole command."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "PYTHONPATH": str(ROOT),
        "BENCHMARK_MORPHOLOGY": "no" if way == "without" else "yes",
    }
    empty_database(environment)
    before = time.perf_counter()
    command = [*MANAGE, "import_corpus", str(file), "--workers", str(workers)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        largest = 0
        while process.poll() is None:
            largest = max(largest, *peaks(process.pid), 0)
            time.sleep(0.2)
        seconds = time.perf_counter() - before
        counts = process.stdout.read().strip().splitlines()[-1] if process.stdout else ""
    return Measured(way, int(counts.split()[0]), seconds, largest / 1024, counts)


def peaks(session: int) -> list[int]:
    """The most memory that each process of a session has held, in kB."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            if os.getsid(int(folder.name)) == session:
                status = (folder / "status").read_text()
                found.append(int(status.partition("VmHWM:")[2].split()[0]))
    return found


def empty_database(environment: dict[str, str]) -> None:
    """All tables, nothing in them but the registries."""
    for command in (
        ["migrate", "-v0"],
        ["flush", "--no-input", "-v0"],
        ["load_entities", str(ROOT / "seeds" / "entities.jsonl")],
    ):
        subprocess.run([*MANAGE, *command], env=environment, check=True, stdout=subprocess.PIPE)


def report(measured: list[Measured], words: int, workers: int) -> None:
    """Write benchmarks/import.md and say the rates, last."""
    rows = "\n".join(
        f"| {it.way} | {it.seconds:.0f} s | {it.articles / it.seconds:,.0f}/s | "
        f"{GOALS[it.way]}/s | {it.megabytes:,.0f} MB | {it.counts} |"
        for it in measured
    )
    section = SECTION.format(
        articles=measured[0].articles,
        date=datetime.now(tz=UTC).date(),
        cores=os.cpu_count(),
        workers=workers,
        words=words,
        rows=rows,
    )
    write_section(REPORT, section)
    rates = ", ".join(
        f"{it.articles / it.seconds:,.0f} articles/s {it.way} morphology" for it in measured
    )
    print(f"{REPORT.relative_to(ROOT)}: {rates}")


SECTION = """## {articles:,} articles

{date}: {cores} cores, {workers} workers, articles of {words} words in the mean.

| morphology | time | rate | goal | memory | outcome |
|---|---|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    main()
