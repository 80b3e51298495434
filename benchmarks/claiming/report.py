"""The figures as a section of benchmarks/claims.md."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from benchmarks.searching.measuring import Pages, Spent
from benchmarks.searching.report import circumstances, ms, naively, within

PAGE = 150  # milliseconds at p95


class Measured(NamedTuple):
    name: str
    ours: Pages
    naive: Spent | None
    limit: int


def section(measured: Sequence[Measured], mentions: int, built: str) -> str:
    rows = "\n".join(map(row, measured))
    return _SECTION.format(mentions=mentions, circumstances=circumstances(built), rows=rows)


def missed(measured: Sequence[Measured]) -> list[str]:
    """What is slower than its budget."""
    return [it.name for it in measured if it.ours.page.p95 > it.limit]


def row(it: Measured) -> str:
    database, page, statements, work = it.ours
    cells = [it.name, len(page.each), f"{median(statements):.0f}", ms(database.p50)]
    cells += [ms(database.p95), ms(page.p50), within(page.p95, it.limit)]
    cells += [ms(work.p50), within(work.p95, it.limit)] if work else ["", ""]
    cells += [it.limit]
    return f"| {' | '.join(map(str, [*cells, *naively(it.naive, database)]))} |"


_SECTION = """## {mentions:,} mentions

{circumstances}

| asked | n | statements | database p50 | p95 | whole p50 | p95 | work p50 | p95 | budget | naive p50 | p95 | naive / ours |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
{rows}
"""
