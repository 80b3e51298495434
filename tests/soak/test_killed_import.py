"""An import that is killed anywhere and started again ends as one that was not."""

import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection

from corpus.models import Capture, Copy, ImportRun, Story
from corpus.services import copies, index, registry
from tests.derived import derived

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("ISNAD_DATA") or ROOT.parent / "shared" / "data")
SENTENCE = (
    "قالت شركة هواوي يوم {n} إن شريحتها رقم {n} جاهزة لتدريب نماذج الذكاء الاصطناعي في بكين. "
)
FOOTER = "من عدد اليوم في باب التقنية والأعمال الذي تحرره الصحيفة رقم {n} كل أسبوع."
PAGES = 1500
EARLY, LATE = 6, 4  # kills while records are loaded, and while the layers over all are made


def real() -> Iterator[bytes]:
    with gzip.open(DATA / "articles.jsonl.gz") as file:
        yield from islice(file, PAGES)


def generated() -> Iterator[bytes]:
    """Pages of ten outlets, each under its own footer; every tenth is a copy."""
    for number in range(PAGES):
        said = number - 1 if number % 10 == 9 else number
        body = "\n".join(SENTENCE.format(n=said * 7 + n) * (2 + said % 7) for n in range(4))
        row = {
            "url": f"https://outlet{number % 10}.example/{number}",
            "title": f"عنوان الخبر رقم {number}",
            "text": f"{body}\n{FOOTER.format(n=number % 10)}",
            "outlet": f"صحيفة {number % 10}",
            "published": f"2025-05-{1 + number % 28:02}",
        }
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


@pytest.fixture(params=[generated, real], ids=["generated", "real"])
def articles(request, tmp_path: Path) -> Path:
    if request.param is real and not DATA.is_dir():
        pytest.skip("the real articles are not beside the project")
    file = tmp_path / "articles.jsonl"
    file.write_bytes(b"".join(request.param()))
    return file


def started(articles: Path) -> subprocess.Popen[bytes]:
    """The command as a process group of its own, on the test's database."""
    at = connection.get_connection_params()
    host, port = quote(at.get("host") or "", safe=""), at.get("port") or ""
    password = f":{at['password']}" if at.get("password") else ""
    url = f"postgres://{at['user']}{password}@{host}:{port}/{connection.settings_dict['NAME']}"
    return subprocess.Popen(
        [sys.executable, "manage.py", "import_corpus", str(articles), "--workers", "2"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill_once(articles: Path, records: int, moment: float) -> bool:
    """Start the import and kill it, workers and all, so long after it went through so many
    records; whether it was still at work."""
    before = ImportRun.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    process = started(articles)
    while gone_through(before) < records and process.poll() is None:
        time.sleep(0.02)
    time.sleep(moment)
    at_work = process.poll() is None
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return at_work


def gone_through(before: int) -> int:
    """How many records the run after this one accounts for."""
    run = ImportRun.objects.filter(pk__gt=before).first()
    return run.imported + run.superseding + run.already_here + run.rejected if run else -1


def empty_corpus() -> None:
    call_command("flush", interactive=False, verbosity=0)
    registry.load_entities(registry.entities_in(ROOT / "seeds" / "entities.jsonl"))
    registry.load_topics()


def outcome(file: Path) -> tuple[bytes, dict[str, list[Any]]]:
    """The export, and what is derived; both are in step with the captures."""
    call_command("export_corpus", output=file, stdout=io.StringIO())
    assert index.drift() + copies.drift() == []
    return file.read_bytes(), derived()


def test_a_killed_import_started_again_ends_the_same(articles, tmp_path):
    chance = random.Random(20250901)
    empty_corpus()
    assert started(articles).wait() == 0
    whole = outcome(tmp_path / "whole.export")
    assert Copy.objects.exists()
    assert Story.objects.exists()
    empty_corpus()

    early = [
        kill_once(articles, number * PAGES // (EARLY + 1), chance.uniform(0, 0.8))
        for number in range(EARLY)
    ]
    half = Capture.objects.count()
    late = [kill_once(articles, PAGES, chance.uniform(0, 0.5)) for _ in range(LATE)]
    unfinished = ImportRun.objects.filter(finished_at=None).count()
    assert started(articles).wait() == 0

    assert early == [True] * EARLY
    assert 0 < half < PAGES
    assert any(late)
    assert unfinished == sum(early) + sum(late)
    assert outcome(tmp_path / "killed.export") == whole
