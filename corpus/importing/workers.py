"""The per-record work of an import: here, in processes of this machine, or on a cluster.

Whoever does it, drafts come in the order of their records, so all three load the same corpus.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Protocol

from corpus.importing.pipeline import draft_of
from corpus.importing.records import CaptureDraft, Known, Record, Rejected
from corpus.text.analysis import Analyst
from corpus.text.morphology import load_analyser
from corpus.text.names import Name

CHUNK = 50  # records that travel together
FEW = 150  # a process takes a second to begin; before, so many records are done here
AHEAD = 3  # chunks for each worker that are on their way at once

Read = Record | Known | Rejected
Drafted = CaptureDraft | Known | Rejected
Drafting = Callable[[Iterable[Read]], Iterator[Drafted]]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a worker makes its analyst of; `morphology` is the folder of the database."""

    names: tuple[Name, ...]
    morphology: Path | None


class Pending(Protocol):
    """Drafts that somebody else is making."""

    def result(self) -> Sequence[Drafted]: ...


@lru_cache(maxsize=1)
def analyst_of(tools: Tools) -> Analyst:
    """One long-lived analyst a process: it takes a second to make and remembers words."""
    return Analyst(load_analyser(tools.morphology), tools.names)


def draft(tools: Tools, records: Sequence[Read]) -> list[Drafted]:
    """Split, label and analyse each record; what is none passes through."""
    analyst = analyst_of(tools)
    return [_analysed(it, analyst) if isinstance(it, Record) else it for it in records]


def _analysed(record: Record, analyst: Analyst) -> Drafted:
    made = draft_of(record)
    if isinstance(made, Rejected):
        return made
    articles = tuple(
        replace(it, analysis=analyst.analyse(made.text, it.title, it.segments))
        for it in made.articles
    )
    return replace(made, articles=articles)


def here(tools: Tools) -> Drafting:
    """Work in this process."""
    return lambda records: (it for chunk in _chunks(records) for it in draft(tools, chunk))


def on_this_machine(tools: Tools, workers: int) -> Drafting:
    """Work in so many processes beside this one, once there is enough to do."""

    def drafting(records: Iterable[Read]) -> Iterator[Drafted]:
        stream = iter(records)
        first = list(islice(stream, FEW))
        if len(first) < FEW:
            yield from draft(tools, first)
            return
        pool = ProcessPoolExecutor(workers, _processes(), _equip, (tools,))
        try:
            yield from _in_order(chain(first, stream), lambda it: pool.submit(_draft, it), workers)
        finally:
            pool.shutdown(cancel_futures=True)

    return drafting


def _processes() -> BaseContext:
    """Processes forked from one that has read our modules, and holds no database connection."""
    methods = get_all_start_methods()
    context = get_context("forkserver" if "forkserver" in methods else "spawn")
    context.set_forkserver_preload([__name__])
    return context


def on_a_cluster(tools: Tools, address: str) -> Drafting:
    """Send the work to a dask.distributed scheduler, which gives a lost worker's to another."""
    from distributed import Client

    def drafting(records: Iterable[Read]) -> Iterator[Drafted]:
        with Client(address) as client:  # type: ignore[no-untyped-call]
            sent = client.scatter(tools, broadcast=True)

            def submit(chunk: Sequence[Read]) -> Pending:
                made: Pending = client.submit(draft, sent, chunk, pure=False)
                return made

            yield from _in_order(records, submit, len(client.scheduler_info()["workers"]))

    return drafting


_equipped: list[Tools] = []


def _equip(tools: Tools) -> None:
    _equipped[:] = [tools]
    analyst_of(tools)


def _draft(records: Sequence[Read]) -> list[Drafted]:
    return draft(_equipped[0], records)


def _in_order(
    records: Iterable[Read],
    submit: Callable[[Sequence[Read]], "Pending | Future[list[Drafted]]"],
    workers: int,
) -> Iterator[Drafted]:
    """Keep every worker busy and few chunks in memory."""
    pending: deque[tuple[list[Read], Pending | Future[list[Drafted]]]] = deque()
    for chunk in _chunks(records):
        pending.append((chunk, submit([_without_data(it) for it in chunk])))
        if len(pending) > AHEAD * workers:
            yield from _finished(*pending.popleft())
    while pending:
        yield from _finished(*pending.popleft())


def _finished(
    chunk: Sequence[Read], pending: "Pending | Future[list[Drafted]]"
) -> Iterator[Drafted]:
    for record, made in zip(chunk, pending.result(), strict=True):
        if isinstance(made, CaptureDraft) and isinstance(record, Record):
            yield replace(made, record=record)
        else:
            yield made


def _without_data(item: Read) -> Read:
    """The bytes of a record stay at home; nobody reads them on the way."""
    return replace(item, data=b"") if isinstance(item, Record) else item


def _chunks(records: Iterable[Read]) -> Iterator[list[Read]]:
    stream = iter(records)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk
