"""The work of an import in processes of this machine.

Each has a pipe of its own, whose other end closes when either side dies: a worker that is killed
is noticed at once, and workers end when the import is killed. ProcessPoolExecutor promises
neither: its queues are open in every process.
"""

import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from queue import SimpleQueue

from corpus.importing.workers import Drafted, Drafting, Read, Tools, WorkLost, draft, in_order

FEW = 150  # a process takes a second to begin; before, so many records are done here


def on_this_machine(tools: Tools, workers: int) -> Drafting:
    """Work in so many processes beside this one, once there is enough to do."""

    def drafting(records: Iterable[Read]) -> Iterator[Drafted]:
        stream = iter(records)
        first = list(islice(stream, FEW))
        if len(first) < FEW:
            yield from draft(tools, first)
            return
        pool = _Pool(tools, workers)
        try:
            yield from in_order(chain(first, stream), pool.submit, workers)
        finally:
            pool.end()

    return drafting


class _Worker:
    """A process and the pipe to it, through which it does one chunk at a time."""

    def __init__(self, tools: Tools) -> None:
        context = _context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._tools: Tools | None = tools

    def draft(self, records: Sequence[Read]) -> list[Drafted]:
        try:
            if self._tools:  # not among the process' arguments: they block when it cannot begin
                self._pipe.send(self._tools)
                self._tools = None
            self._pipe.send(records)
            made: list[Drafted] = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkLost(self._end()) from error
        return made

    def _end(self) -> str:
        self._process.join()
        code = self._process.exitcode or 0
        how = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        return f"A worker process ended in the middle of its work ({how})."

    def kill(self) -> None:
        self._process.kill()
        self._process.join()

    def close(self) -> None:
        self._pipe.close()
        self._process.close()


class _Pool:
    """Workers, and a thread to wait for each."""

    def __init__(self, tools: Tools, workers: int) -> None:
        self._threads = ThreadPoolExecutor(workers)
        self._workers = [_Worker(tools) for _ in range(workers)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self.submit = lambda records: self._threads.submit(self._draft, records)

    def _draft(self, records: Sequence[Read]) -> list[Drafted]:
        worker = self._idle.get()
        try:
            return worker.draft(records)
        finally:
            self._idle.put(worker)

    def end(self) -> None:
        """Whatever is still being done was given up, and holds nothing."""
        for worker in self._workers:
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()


def _serve(pipe: Connection) -> None:
    """What a worker does until its pipe closes; who interrupts the import interrupts it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        tools: Tools = pipe.recv()
        while True:
            pipe.send(draft(tools, pipe.recv()))


def _context() -> ForkServerContext | SpawnContext:
    """Processes forked from one that has read our modules, and holds no database connection."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context
