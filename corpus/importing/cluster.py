"""The work of an import on a dask.distributed cluster, which gives a lost worker's to another."""

from collections.abc import Iterable, Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import IsnadError
from corpus.importing.workers import (
    Drafted,
    Drafting,
    Read,
    Tools,
    WorkLost,
    analyst_of,
    draft,
    in_order,
)

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 10  # seconds for a scheduler to answer, and for a worker of it to be there
_ONE = Lock()  # threads of one worker share its analyst


class NoCluster(IsnadError):
    """Nobody is there to send the work to."""


class _Made(NamedTuple):
    """Drafts, and the analyser that read their words."""

    version: str
    drafts: list[Drafted]


class _Pending(NamedTuple):
    """Drafts on their way, to be read by the same analyser as here or not at all."""

    future: "Future[_Made]"
    version: str

    def result(self) -> list[Drafted]:
        try:
            made: _Made = self.future.result()
        except Exception as error:  # of the cluster, for a record's own is a rejection
            said = f"{type(error).__name__}: {error}"
            raise WorkLost(f"The cluster could not do the work. {said}") from error
        if made.version != self.version:
            raise WorkLost(
                f"A worker of the cluster reads words by {made.version}, this machine by "
                f"{self.version}. Give every worker the same Isnad and the same morphology "
                "database, in the same folder."
            )
        return made.drafts


def on_a_cluster(tools: Tools, address: str) -> Drafting:
    """Send the work to the scheduler at this address; it is there, and a worker of it, or an
    error says so now."""
    client = _connected(address)

    def drafting(records: Iterable[Read]) -> Iterator[Drafted]:
        version = analyst_of(tools).version
        with client:
            sent = client.scatter(tools, broadcast=True)  # type: ignore[no-untyped-call]

            def submit(chunk: Sequence[Read]) -> _Pending:
                future = client.submit(_draft, sent, chunk, pure=False)
                return _Pending(future, version)

            threads = client.nthreads()  # type: ignore[no-untyped-call]
            yield from in_order(records, submit, sum(threads.values()))

    return drafting


def _connected(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as error:
        raise NoCluster(
            "Work on a cluster needs the package distributed: bin/uv sync --extra cluster"
        ) from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise NoCluster(f"No scheduler answers at {address}.") from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()  # type: ignore[no-untyped-call]
        raise NoCluster(f"The scheduler at {address} has no workers.") from error
    return client


def _draft(tools: Tools, records: Sequence[Read]) -> _Made:
    with _ONE:
        return _Made(analyst_of(tools).version, draft(tools, records))
