"""What searching costs in a corpus of a size, beside the naive PostgreSQL way in the same run."""

import argparse
import os
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import django

from benchmarks.sections import write_section

if TYPE_CHECKING:
    from benchmarks.searching.report import Measured

REPORT = Path(__file__).with_suffix(".md")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="articles.jsonl.gz")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--again", action="store_true", help="make the corpus anew")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--only", default="", help="the kinds of questions with this in their name")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()

    from benchmarks.searching import building, naive, report

    size = options.articles
    made = building.ensure(options.data, size, again=options.again, workers=options.workers)
    naive.prepare()
    measured = measure(options.only)
    if not options.only:
        write_section(REPORT, report.section(measured, size, made))
    print(f"missed: {', '.join(report.missed(measured)) or 'nothing'}")


def measure(only: str) -> "list[Measured]":
    from benchmarks.searching import measuring, report
    from benchmarks.searching.building import SEED
    from benchmarks.searching.page_questions import questions_to_pages
    from benchmarks.searching.questions import questions_to_the_list
    from benchmarks.searching.words import words_here

    chance = Random(SEED)  # noqa: S311
    client = measuring.reader()
    words = words_here(chance)
    measured = []
    for kind in (*questions_to_the_list(words, chance), *questions_to_pages(words, chance)):
        if kind.addresses and only in kind.name:
            ours = measuring.pages(client, kind.addresses)
            naive = measuring.naive(kind.naive) if kind.naive else None
            measured.append(report.Measured(kind.name, len(kind.addresses), ours, naive))
            print(report.row(measured[-1]), flush=True)
    return measured


if __name__ == "__main__":
    main()
