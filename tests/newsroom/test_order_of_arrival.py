"""The order in which pages and their captures arrive decides nothing."""

import io
from itertools import permutations
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from corpus.models import Article
from corpus.services import index, registry

pytestmark = pytest.mark.django_db

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
FEW = {"huawei", "nvidia", "deepseek", "financial-times", "china"}
TITLE = "ديب سيك تؤجل نموذجها الجديد"
VERSIONS = [
    f"{TITLE}\n\nقالت الشركة إنها أجّلت الإطلاق.\n{more}"
    for more in ("", "وأضافت أن السبب الرقائق.\n", "وأضافت أن السبب الرقائق ونقص المهندسين.\n")
]


def exported(tmp_path: Path) -> bytes:
    call_command("export_corpus", output=tmp_path / "out.jsonl", stdout=io.StringIO())
    return (tmp_path / "out.jsonl").read_bytes()


def arrived(tmp_path: Path, pages: list[tuple[str, bytes]]) -> bytes:
    """The export once the pages came one by one; the database is left as it was."""
    with transaction.atomic():
        for name, data in pages:
            (tmp_path / name).write_bytes(data)
            call_command("import_corpus", str(tmp_path / name), stdout=io.StringIO())
        data = exported(tmp_path)
        assert index.drift() == []
        transaction.set_rollback(True)
    return data


def test_pages_give_the_same_export_in_any_order(tmp_path):
    entities = registry.entities_in(SEEDS[0].parent / "entities.jsonl")
    registry.load_entities([row for row in entities if row["key"] in FEW])
    registry.load_topics()
    pages = [(seed.name, seed.read_bytes()) for seed in SEEDS]

    assert arrived(tmp_path, pages[::-1]) == arrived(tmp_path, pages)


def test_captures_of_a_page_give_the_same_export_in_any_order(tmp_path):
    pages = [("page.txt", text.encode()) for text in VERSIONS]

    exports = {arrived(tmp_path, list(order)) for order in permutations(pages)}

    assert len(exports) == 1


def test_an_article_continues_the_one_of_its_title_in_the_capture_before(tmp_path):
    for text in VERSIONS[::-1]:
        (tmp_path / "page.txt").write_text(text, encoding="utf-8")
        call_command("import_corpus", str(tmp_path / "page.txt"), stdout=io.StringIO())

    newest = Article.objects.get(capture__is_current=True)
    assert newest.continues is not None
    assert newest.continues.continues is not None
    assert newest.continues.continues.continues is None
