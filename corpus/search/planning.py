"""Which ways to the rows the planner may choose from, where it knows too little to choose."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_Ways = frozenset[str]
_closed: ContextVar[_Ways] = ContextVar("closed", default=frozenset())


@contextmanager
def by_lexemes() -> Iterator[None]:
    """Go through the indexes of lexemes.

    The planner does not know what it costs to unpack a row's lexemes, and so would read the whole
    table for any word that is not rare, or walk along the dates. Inside another it costs nothing.
    """
    with _without("enable_seqscan", "enable_indexscan", "enable_indexonlyscan"):
        yield


@contextmanager
def along_dates() -> Iterator[None]:
    """Walk along the order of publication."""
    with _without("enable_seqscan", "enable_bitmapscan", "enable_sort"):
        yield


@contextmanager
def any_way() -> Iterator[None]:
    """Let the planner choose, inside one of the others too."""
    with _without():
        yield


@contextmanager
def _without(*ways: str) -> Iterator[None]:
    before, now = _closed.get(), frozenset(ways)
    if before == now:
        yield
        return
    with transaction.atomic(), _noted(now):
        _switch(before, now)
        yield
        _switch(now, before)


@contextmanager
def _noted(ways: _Ways) -> Iterator[None]:
    token = _closed.set(ways)
    try:
        yield
    finally:
        _closed.reset(token)


def _switch(before: _Ways, now: _Ways) -> None:
    """Open the ways that were closed and close these, until the transaction ends."""
    states = dict.fromkeys(sorted(before - now), "on") | dict.fromkeys(sorted(now - before), "off")
    settings = ", ".join(f"set_config('{way}', '{state}', true)" for way, state in states.items())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {settings}")
