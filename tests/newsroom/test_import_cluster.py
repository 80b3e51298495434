"""Work on a cluster: the same corpus as by one process, whoever of it dies; or a refusal."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster
from django.core.management import CommandError, call_command

from corpus.importing import cluster, workers
from corpus.importing.records import CaptureDraft, Record
from corpus.importing.workers import Tools, WorkLost
from corpus.models import ImportRun
from corpus.services import index, registry
from newsroom.derive import tools

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = 400
HUAWEI = [{"key": "huawei", "kind": "organisation", "latin": "Huawei", "ar": "هواوي"}]
TEXT = "قالت شركة هواوي إن شريحتها رقم {n} جاهزة لتدريب النماذج. " * 6


@pytest.fixture(scope="module")
def two_workers() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as made:
        yield made


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    rows = (
        {"id": n, "title": f"عنوان الخبر رقم {n}", "text": TEXT.format(n=n)} for n in range(PAGES)
    )
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    return file


@pytest.fixture(autouse=True)
def light(settings, tmp_path) -> None:
    """No morphology database, which takes long to open."""
    settings.MORPHOLOGY_DIR = tmp_path


def exported(articles: Path, **options) -> bytes:
    """The export of an empty database once they were imported so."""
    file = articles.with_suffix(".export")
    call_command("flush", interactive=False, verbosity=0)
    registry.load_entities(HUAWEI)
    call_command("import_corpus", str(articles), stdout=io.StringIO(), **options)
    call_command("export_corpus", output=file, stdout=io.StringIO())
    assert index.drift() == []
    return file.read_bytes()


def record(number: int) -> Record:
    text = f"عنوان الخبر رقم {number}\n\n{TEXT.format(n=number)}\n"
    return Record(f"{number}.txt", None, str(number), None, text.encode(), text, "utf-8")


def nobodys_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{free.getsockname()[1]}"


def wait_until_open(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def test_one_process_several_and_a_cluster_export_the_same_bytes(articles, two_workers):
    by_one = exported(articles, workers=1)

    assert exported(articles, workers=2) == by_one
    assert exported(articles, scheduler=two_workers.scheduler_address) == by_one


def test_what_a_killed_worker_had_is_done_by_another(two_workers):
    def killing() -> Iterator[Record]:
        for number in range(PAGES):
            if number == PAGES // 2:
                os.kill(two_workers.workers[0].process.pid, signal.SIGKILL)
            yield record(number)

    registry.load_entities(HUAWEI)
    drafting = cluster.on_a_cluster(tools(), two_workers.scheduler_address)

    by_cluster = list(drafting(killing()))

    assert by_cluster == list(workers.here(tools())(map(record, range(PAGES))))
    assert {type(it) for it in by_cluster} == {CaptureDraft}


def test_an_address_where_nobody_listens_is_said_soon(articles, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    began = time.monotonic()

    with pytest.raises(CommandError, match=r"No scheduler answers at tcp://127\.0\.0\.1") as said:
        exported(articles, scheduler=nobodys_address())

    assert said.value.returncode == 3
    assert time.monotonic() - began < 10
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("address", ["nowhere:0", "smoke://127.0.0.1:1", "127.0.0.1:port"])
def test_what_is_no_address_is_said(articles, monkeypatch, address):
    monkeypatch.setattr(cluster, "PATIENCE", 1)

    with pytest.raises(CommandError, match="No scheduler answers"):
        exported(articles, scheduler=address)


def test_a_scheduler_without_workers_is_said(articles, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 3)
    address = nobodys_address()
    port = address.rpartition(":")[2]
    command = ["-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port]
    scheduler = subprocess.Popen(
        [sys.executable, *command, "--no-dashboard"], stderr=subprocess.DEVNULL
    )

    try:
        wait_until_open(int(port))
        with pytest.raises(CommandError, match="has no workers"):
            exported(articles, scheduler=address)
    finally:
        scheduler.kill()
        scheduler.wait()


def test_without_the_package_it_is_said_how_to_install_it(articles, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(CommandError, match="bin/uv sync --extra cluster"):
        exported(articles, scheduler=nobodys_address())


def test_workers_that_read_words_otherwise_are_refused(two_workers, monkeypatch):
    class OtherAnalyst:
        version = "camel-1-abc-3"

    monkeypatch.setattr(cluster, "analyst_of", lambda _: OtherAnalyst)
    drafting = cluster.on_a_cluster(Tools((), None), two_workers.scheduler_address)

    with pytest.raises(WorkLost, match=r"reads words by light-.*, this machine by camel-1-abc-3"):
        next(drafting(map(record, range(PAGES))))
