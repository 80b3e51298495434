"""An import of which one worker process is killed says so, and the next one finishes it."""

import io
import json
import multiprocessing
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from corpus.models import Article, Capture, ImportRun
from corpus.services import copies, index
from tests.derived import derived

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]

PAGES = 1000
TEXT = "قالت الشركة رقم {n} إن شريحتها جاهزة لتدريب النماذج في العام المقبل. "


@pytest.fixture
def articles(tmp_path: Path, settings) -> Path:
    settings.MORPHOLOGY_DIR = tmp_path
    file = tmp_path / "articles.jsonl"
    rows = (
        {"id": n, "title": f"الخبر رقم {n}", "text": TEXT.format(n=n) * 9} for n in range(PAGES)
    )
    file.write_text("\n".join(json.dumps(row) for row in rows))
    return file


def kill_a_worker() -> None:
    deadline = time.monotonic() + 60
    while not multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.3)
    os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)


def imported(articles: Path) -> None:
    call_command("import_corpus", str(articles), workers=2, stdout=io.StringIO())


def test_a_killed_worker_ends_the_import_with_a_word_and_the_next_finishes_it(articles):
    imported(articles)
    whole = derived()
    call_command("flush", interactive=False, verbosity=0)

    with ThreadPoolExecutor(1) as other:
        killed = other.submit(kill_a_worker)
        with pytest.raises(CommandError, match=r"SIGKILL.*goes on from there") as said:
            imported(articles)
        killed.result()

    assert said.value.returncode == 3
    assert Capture.objects.count() < PAGES
    assert ImportRun.objects.get().finished_at is None

    imported(articles)

    assert Article.objects.count() == PAGES
    assert index.drift() + copies.drift() == []
    assert derived() == whole
