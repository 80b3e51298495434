"""An import that is killed anywhere and started again ends as one that was not."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection

from corpus.models import Article, Capture
from corpus.services import index, registry

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).parents[2]
SENTENCE = (
    "قالت شركة هواوي يوم {n} إن شريحتها رقم {n} جاهزة لتدريب نماذج الذكاء الاصطناعي في بكين. "
)
PAGES = 1500


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    for number in range(PAGES):
        body = "\n\n".join(SENTENCE.format(n=number) * 4 for _ in range(5))
        (tmp_path / f"{number:04}.txt").write_text(f"عنوان الخبر رقم {number}\n\n{body}\n")
    return tmp_path


def started(pages: Path) -> subprocess.Popen[bytes]:
    """The command as a process of its own, on the test's database."""
    at = connection.get_connection_params()
    host, port = quote(at.get("host") or "", safe=""), at.get("port") or ""
    password = f":{at['password']}" if at.get("password") else ""
    url = f"postgres://{at['user']}{password}@{host}:{port}/{connection.settings_dict['NAME']}"
    return subprocess.Popen(
        [sys.executable, "manage.py", "import_corpus", str(pages)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def exported(file: Path) -> bytes:
    call_command("export_corpus", output=file, stdout=io.StringIO())
    return file.read_bytes()


def test_a_killed_import_started_again_ends_the_same(pages, tmp_path_factory):
    registry.load_entities(
        [{"key": "huawei", "kind": "organisation", "ar": "هواوي", "latin": "Huawei"}]
    )
    registry.load_topics()
    folder = tmp_path_factory.mktemp("exports")
    for number in range(4):
        process = started(pages)
        deadline = time.monotonic() + 60
        while Capture.objects.count() <= number * 200 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
    half = Capture.objects.count()
    assert started(pages).wait() == 0
    killed = exported(folder / "killed.jsonl")
    call_command("flush", interactive=False, verbosity=0)
    registry.load_entities(
        [{"key": "huawei", "kind": "organisation", "ar": "هواوي", "latin": "Huawei"}]
    )
    registry.load_topics()

    assert started(pages).wait() == 0

    assert 0 < half < PAGES
    assert Article.objects.count() == PAGES
    assert index.drift() == []
    assert exported(folder / "whole.jsonl") == killed
