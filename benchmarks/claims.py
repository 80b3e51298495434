"""What the claim board and the pages of claims cost at a size, beside the naive way in one run."""

import argparse
import os
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import django

from benchmarks.sections import write_section

if TYPE_CHECKING:
    from benchmarks.claiming.report import Measured

REPORT = Path(__file__).with_suffix(".md")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--again", action="store_true", help="make the corpus anew")
    parser.add_argument("--only", default="", help="the kinds of questions with this in their name")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()

    from benchmarks.claiming import building, report

    made = building.ensure(options.mentions, again=options.again)
    measured = measure(options.only)
    if not options.only:
        write_section(REPORT, report.section(measured, options.mentions, made))
    print(f"missed: {', '.join(report.missed(measured)) or 'nothing'}")


def measure(only: str) -> "list[Measured]":
    from benchmarks.claiming import report
    from benchmarks.claiming.plan import SEED
    from benchmarks.claiming.questions import questions
    from benchmarks.claiming.steps import steps
    from benchmarks.searching import measuring
    from corpus.models import Role

    client = measuring.reader(Role.EDITOR)
    measured = []
    for kind in questions(Random(SEED)):  # noqa: S311
        if kind.addresses and only in kind.name:
            ours = measuring.pages(client, kind.addresses)
            naive = measuring.naive(kind.naive) if kind.naive else None
            measured.append(report.Measured(kind.name, ours, naive, report.PAGE))
            print(report.row(measured[-1]), flush=True)
    for step in steps():
        if step.actions and only in step.name:
            ours = measuring.timed(step.actions)
            measured.append(report.Measured(step.name, ours, None, step.limit))
            print(report.row(measured[-1]), flush=True)
    return measured


if __name__ == "__main__":
    main()
