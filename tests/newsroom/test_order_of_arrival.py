"""The order in which pages and their captures arrive decides nothing."""

import io
import json
from itertools import permutations
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from corpus.labels import LEARNT
from corpus.models import Article, Capture, Copy, Event, ImportRun, Segment, Story
from corpus.services import index, registry
from tests.derived import derived

pytestmark = pytest.mark.django_db

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
ENTITIES = SEEDS[0].parent / "entities.jsonl"
FEW = {"huawei", "nvidia", "deepseek", "financial-times", "china"}
TITLE = "ديب سيك تؤجل نموذجها الجديد"
VERSIONS = [
    f"{TITLE}\n\nقالت الشركة إنها أجّلت الإطلاق.\n{more}"
    for more in ("", "وأضافت أن السبب الرقائق.\n", "وأضافت أن السبب الرقائق ونقص المهندسين.\n")
]


OUTLETS = ["صحيفة المدار", "وكالة الأفق", "موقع الرقائق"]
FOOTER = "من عدد اليوم في باب التقنية والأعمال الذي تحرره {outlet} كل أسبوع."
SAID = (
    "قالت شركة هواوي في {day} من الشهر إن مصنع الرقائق رقم {n} يبدأ تدريب نموذج R{n} بعد عام، "
    "وأضافت أن التكلفة بلغت {n} ملايين دولار على الأقل، بحسب ما جاء في بيان لها من بكين."
)


def row(number: int, version: int = 0) -> dict[str, str]:
    """A page of one of three outlets, under its footer; every fifth repeats the one before."""
    outlet = OUTLETS[number % 3]
    said = number - 1 if number % 5 == 4 else number
    lines = [SAID.format(n=said, day=day) for day in range(1 + said % 4, 7 + version)]
    lines[0] += SAID.format(n=said, day=7) * (said % 11)
    return {
        "url": f"https://outlet{number % 3}.example/{number}",
        "title": f"هواوي تفتتح مصنع الرقائق رقم {number}",
        "text": "\n".join([*lines, FOOTER.format(outlet=outlet)]),
        "outlet": outlet,
        "published": f"2025-05-{1 + number // 2:02}",
        **({"captured_at": f"2025-06-{version:02}T10:00Z"} if version else {}),
    }


def bulk() -> list[list[dict[str, str]]]:
    """Files of records; some pages were captured again, in the same file and in another."""
    first = [row(number) for number in range(40)]
    again = [row(number, 1) for number in range(0, 40, 7)]
    return [first + again[:2], again, [row(number, 2) for number in range(0, 40, 13)]]


def imported(tmp_path: Path, files: list[list[dict[str, str]]]) -> tuple[bytes, object]:
    """The export and what is derived once the files came so; the database is left as it was."""
    with transaction.atomic():
        registry.load_entities([it for it in registry.entities_in(ENTITIES) if it["key"] in FEW])
        paths = [tmp_path / f"{number}.jsonl" for number in range(len(files))]
        for path, rows in zip(paths, files, strict=True):
            path.write_text("\n".join(json.dumps(it, ensure_ascii=False) for it in rows))
        call_command("import_corpus", *map(str, paths), stdout=io.StringIO())
        found = exported(tmp_path), derived()
        assert index.drift() == []
        assert Copy.objects.exists()
        assert Story.objects.exists()
        assert Segment.objects.filter(rule__startswith=LEARNT).exists()
        transaction.set_rollback(True)
    return found


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
    entities = registry.entities_in(ENTITIES)
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


def test_records_and_files_give_the_same_in_reverse(tmp_path):
    files = bulk()

    assert imported(tmp_path, [rows[::-1] for rows in files[::-1]]) == imported(tmp_path, files)


def test_records_that_come_twice_change_nothing_and_leave_no_trace(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(it) for rows in bulk() for it in rows))
    call_command("import_corpus", str(file), stdout=io.StringIO())
    before = exported(tmp_path), derived(), ImportRun.objects.count(), Event.objects.count()
    captures = Capture.objects.count()

    call_command("import_corpus", str(file), stdout=io.StringIO())

    after = exported(tmp_path), derived(), ImportRun.objects.count(), Event.objects.count()
    assert after == before
    assert Capture.objects.count() == captures > 40
