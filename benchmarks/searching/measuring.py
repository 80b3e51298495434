"""Time in the database and until the page is whole, each question asked once before."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection
from django.db.utils import OperationalError
from django.test import Client

from benchmarks.searching.naive import Question, took_too_long
from corpus.models import Role, User

HOST = "127.0.0.1"
LONGEST = 30.0  # seconds that a naive statement may take
_ENOUGH = 20.0  # seconds that the naive questions of one kind may take
_FEWEST, _MOST, _QUICK = 3, 10, 1.0


class Spent(NamedTuple):
    """Milliseconds of each of several questions."""

    each: Sequence[float]
    cut_off: bool = False

    @property
    def p50(self) -> float:
        return self._percentile(0.5)

    @property
    def p95(self) -> float:
        return self._percentile(0.95)

    def _percentile(self, part: float) -> float:
        return sorted(self.each)[math.ceil(part * len(self.each)) - 1]


class Pages(NamedTuple):
    """Time in the database and in all, and the number of statements of each.

    `work` is the time that a processor was at it, here and in the database's process: what it would
    take were nothing else running. It is known on Linux, with a database on this machine.
    """

    database: Spent
    page: Spent
    statements: Sequence[int] = ()
    work: Spent | None = None


class Clock:
    """Adds up the time of every statement that Django sends, and counts them."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.statements = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.statements += 1
        before = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - before


def reader(role: Role = Role.RESEARCHER) -> Client:
    """A signed-in reader's browser."""
    user, _ = User.objects.get_or_create(username=f"a {role}", defaults={"role": role})
    client = Client(HTTP_HOST=HOST)
    client.force_login(user)
    return client


def pages(client: Client, addresses: Sequence[str]) -> Pages:
    asked = {address: partial(_get, client, address) for address in addresses}
    return timed([asked[address] for address in addresses])


def timed(actions: Sequence[Callable[[], object]]) -> Pages:
    """Each of these once for nothing and then by the clock."""
    for act in dict.fromkeys(actions):
        act()
    page, database, statements, work = zip(*map(_clocked, actions), strict=True)
    known = Spent(work) if all(work) else None
    return Pages(Spent(database), Spent(page), statements, known)


def _clocked(act: Callable[[], object]) -> tuple[float, float, int, float]:
    """Milliseconds in all, in the database, the number of statements, and milliseconds of work."""
    clock = Clock()
    with connection.execute_wrapper(clock):
        worked, before = _worked(), time.perf_counter()
        act()
        whole, work = time.perf_counter() - before, _worked() - worked
    return 1000 * whole, 1000 * clock.seconds, clock.statements, 1000 * work


def _worked() -> float:
    """Seconds that a processor worked for us so far; always 0 where that is not known."""
    pid = connection.connection.info.backend_pid
    try:
        theirs = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    except OSError:
        return 0.0
    return time.process_time() + theirs / 1e9


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")


def naive(questions: Sequence[Question]) -> Spent:
    """Fewer questions of the slow kind, and quick ones twice, as ours are."""
    spent: list[float] = []
    cut_off = False
    begun = time.perf_counter()
    with _limited():
        for question in questions[:_MOST]:
            took = _ask(question)
            if took is not None and took < _QUICK:
                took = _ask(question)
            cut_off |= took is None
            spent.append(1000 * (took or LONGEST))
            slow = time.perf_counter() - begun > _ENOUGH
            if slow and (cut_off or len(spent) >= _FEWEST):
                break
    return Spent(spent, cut_off)


def _ask(question: Question) -> float | None:
    """Seconds; None where a statement took too long."""
    before = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            for statement in question:
                cursor.execute(statement.sql, statement.values or None)
                cursor.fetchall()
    except OperationalError as error:
        if not took_too_long(error):
            raise
        return None
    return time.perf_counter() - before


@contextmanager
def _limited() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [int(1000 * LONGEST)])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")
