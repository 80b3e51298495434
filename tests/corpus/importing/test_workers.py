"""Whoever does the work of an import, the drafts are the same; and nobody is waited for in vain."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.importing import pipeline, processes, workers
from corpus.importing.records import CaptureDraft, Known, Record, Rejected
from corpus.importing.steps import Page
from corpus.importing.workers import Tools, WorkLost
from corpus.text.almor import DATABASE
from corpus.text.names import Name

TOOLS = Tools((Name("huawei", "organisation", ("هواوي",), ()),), None)
PAGES = 700


def record(number: int, text: str = "قالت شركة هواوي إن شريحتها رقم {n} جاهزة.") -> Record:
    written = f"عنوان الخبر رقم {number}\n\n{text.format(n=number)}\n"
    return Record(f"{number}.txt", None, str(number), None, written.encode(), written, "utf-8")


def records() -> list[Record]:
    return [record(number) for number in range(PAGES)]


def killing(at: int) -> Iterator[Record]:
    """Records, before one of which a worker is killed."""
    for number in range(PAGES):
        if number == at:
            child, *_ = multiprocessing.active_children()
            os.kill(child.pid or 0, signal.SIGKILL)
        yield record(number)


def test_processes_give_what_one_process_gives_in_the_same_order():
    by_two = list(processes.on_this_machine(TOOLS, 2)(records()))

    assert by_two == list(workers.here(TOOLS)(records()))
    assert multiprocessing.active_children() == []


def test_a_worker_that_is_killed_ends_the_work_with_a_word():
    with pytest.raises(WorkLost, match=r"SIGKILL.*goes on from there"):
        list(processes.on_this_machine(TOOLS, 2)(killing(at=500)))

    assert multiprocessing.active_children() == []


def test_workers_that_cannot_begin_end_the_work_with_a_word(tmp_path):
    (tmp_path / DATABASE).write_bytes(b"no database at all")

    with pytest.raises(WorkLost, match="exit status 1"):
        list(processes.on_this_machine(Tools((), tmp_path), 2)(records()))

    assert multiprocessing.active_children() == []


def test_work_that_nobody_wants_any_more_ends():
    drafting = processes.on_this_machine(TOOLS, 2)(records())

    next(drafting)
    drafting.close()  # type: ignore[attr-defined]

    assert multiprocessing.active_children() == []


def test_a_few_records_are_done_here():
    drafting = processes.on_this_machine(TOOLS, 2)(records()[:20])

    next(drafting)

    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    "failure",
    [
        RecursionError("too deep"),
        MemoryError(),
        ValueError("نص\0\ud800"),
        AssertionError("x" * 999),
    ],
    ids=lambda it: type(it).__name__,
)
def test_a_record_that_a_rule_fails_at_is_refused_and_the_others_go_on(monkeypatch, failure):
    def rule(page: Page) -> Page:
        if "فخ" in page.record.text:
            raise failure
        return page

    monkeypatch.setattr(pipeline, "STEPS", (rule, *pipeline.STEPS))

    before, broken, after = workers.draft(TOOLS, [record(1), record(2, "فخ"), record(3)])

    assert isinstance(before, CaptureDraft)
    assert isinstance(after, CaptureDraft)
    assert isinstance(broken, Rejected)
    assert (broken.origin, broken.reason) == ("2.txt", "failed")
    assert broken.detail.startswith(type(failure).__name__)
    assert f"({Path(__file__).name}, line " in broken.detail
    assert len(broken.detail) < 400
    assert b"\0" not in broken.detail.encode()


def test_what_is_no_record_passes_through():
    known, refused = Known("a.txt"), Rejected("b.txt", None, None, "empty", "no text")

    assert workers.draft(TOOLS, [known, refused]) == [known, refused]
