"""Time in the database and until the page is whole, each question asked once before."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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
    database: Spent
    page: Spent


class Clock:
    """Adds up the time of every statement that Django sends."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        before = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - before


def reader() -> Client:
    """A signed-in reader's browser."""
    user, _ = User.objects.get_or_create(username="reader", defaults={"role": Role.RESEARCHER})
    client = Client(HTTP_HOST=HOST)
    client.force_login(user)
    return client


def pages(client: Client, addresses: Sequence[str]) -> Pages:
    for address in addresses:
        _get(client, address)
    database, page = [], []
    for address in addresses:
        clock = Clock()
        with connection.execute_wrapper(clock):
            before = time.perf_counter()
            _get(client, address)
            page.append(1000 * (time.perf_counter() - before))
        database.append(1000 * clock.seconds)
    return Pages(Spent(database), Spent(page))


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
