"""The figures as a section of benchmarks/search.md."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection

from benchmarks.searching.measuring import LONGEST, Pages, Spent

DATABASE, PAGE = 50, 150  # milliseconds at p95
_SETTING = "SELECT current_setting('server_version'), current_setting('shared_buffers')"
_SIZE = "SELECT pg_size_pretty(pg_database_size(current_database()))"


class Measured(NamedTuple):
    name: str
    asked: int
    ours: Pages
    naive: Spent | None


def section(measured: Sequence[Measured], articles: int, built: str) -> str:
    rows = "\n".join(map(row, measured))
    return _SECTION.format(articles=articles, circumstances=circumstances(built), rows=rows)


def circumstances(built: str) -> str:
    """The day, the machine and the database, in words."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTING)
        version, buffers = cursor.fetchone()
        cursor.execute(_SIZE)
        size = cursor.fetchone()[0]
    return _CIRCUMSTANCES.format(
        date=datetime.now(tz=UTC).date(),
        cores=os.cpu_count(),
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30,
        version=version.split()[0],
        buffers=buffers,
        size=size,
        built=built,
        load=os.getloadavg()[0],
    )


def missed(measured: Sequence[Measured]) -> list[str]:
    """What is slower than its budget."""
    return [it.name for it in measured if _misses(it.ours)]


def _misses(ours: Pages) -> bool:
    return ours.database.p95 > DATABASE or ours.page.p95 > PAGE


def row(it: Measured) -> str:
    database, page = it.ours.database, it.ours.page
    cells = [it.name, it.asked, ms(database.p50), within(database.p95, DATABASE)]
    cells += [ms(page.p50), within(page.p95, PAGE), *naively(it.naive, database)]
    return f"| {' | '.join(map(str, cells))} |"


def naively(naive: Spent | None, ours: Spent) -> list[str]:
    """The cells of the naive way, and how many times as long it takes as ours."""
    if naive is None:
        return ["", "", ""]
    more = "> " if naive.cut_off else ""
    ratio = naive.p50 / max(ours.p50, 0.1)
    return [ms(naive.p50, naive), ms(naive.p95, naive), f"{more}{ratio:,.1f}"]


def ms(value: float, spent: Spent | None = None) -> str:
    if spent and spent.cut_off and value >= 1000 * LONGEST:
        return f"> {LONGEST:.0f} s"
    return f"{value:,.1f}" if value < 10 else f"{value:,.0f}"


def within(value: float, budget: int) -> str:
    return ms(value) if value <= budget else f"**{ms(value)}** missed"


_CIRCUMSTANCES = """{date}: {cores} cores, {memory:.0f} GB, PostgreSQL {version} with {buffers} of shared buffers, a
database of {size}, {built}. Milliseconds; the machine's load at the end was {load:.1f}, where
1 is this run alone."""
_SECTION = """## {articles:,} articles

{circumstances}

| asked | n | database p50 | p95 (50) | page p50 | p95 (150) | naive p50 | p95 | naive / ours |
|---|---|---|---|---|---|---|---|---|
{rows}
"""
