"""The per-record work of an import, by whoever does it: this process, others, or a cluster.

Drafts come in the order of their records, so all of them load the same corpus.
"""

import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from corpus.errors import IsnadError
from corpus.importing.batches import batches
from corpus.importing.formats.source import printable
from corpus.importing.pipeline import draft_of
from corpus.importing.records import CaptureDraft, Known, Record, Rejected
from corpus.text.analysis import Analyst
from corpus.text.morphology import load_analyser
from corpus.text.names import Name

CHUNK = 50  # records that travel together
AHEAD = 3  # chunks for each worker that are on their way at once
_LONGEST_DETAIL = 300

Read = Record | Known | Rejected
Drafted = CaptureDraft | Known | Rejected
Drafting = Callable[[Iterable[Read]], Iterator[Drafted]]


class WorkLost(IsnadError):
    """Who did the work is gone, or cannot do it."""

    def __str__(self) -> str:
        return f"{self.message} What was loaded stands; the same command again goes on from there."


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
    return [_drafted(it, analyst) if isinstance(it, Record) else it for it in records]


def _drafted(record: Record, analyst: Analyst) -> Drafted:
    """A record that a rule fails at is refused with the failure; the others go on."""
    try:
        return _analysed(record, analyst)
    except Exception as error:  # whatever it is, it is this record's
        return Rejected(record.origin, record.line, record.byte, "failed", _told(error))


def _told(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    said = f"{type(error).__name__}: {error}"[:_LONGEST_DETAIL]
    return printable(f"{said} ({Path(place.filename).name}, line {place.lineno})")


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
    return lambda records: (it for chunk in batches(records, CHUNK) for it in draft(tools, chunk))


def in_order(
    records: Iterable[Read], submit: Callable[[Sequence[Read]], Pending], workers: int
) -> Iterator[Drafted]:
    """Keep every worker busy and few chunks in memory."""
    pending: deque[tuple[list[Read], Pending]] = deque()
    for chunk in batches(records, CHUNK):
        pending.append((chunk, submit([_without_data(it) for it in chunk])))
        if len(pending) > AHEAD * workers:
            yield from _finished(*pending.popleft())
    while pending:
        yield from _finished(*pending.popleft())


def _finished(chunk: Sequence[Read], pending: Pending) -> Iterator[Drafted]:
    for record, made in zip(chunk, pending.result(), strict=True):
        if isinstance(made, CaptureDraft) and isinstance(record, Record):
            yield replace(made, record=record)
        else:
            yield made


def _without_data(item: Read) -> Read:
    """The bytes of a record stay at home; nobody reads them on the way."""
    return replace(item, data=b"") if isinstance(item, Record) else item
