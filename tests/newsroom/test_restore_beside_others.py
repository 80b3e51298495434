"""An export brought into a database where others have worked, and exports of a part."""

import io
import json
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from annotations.models import Decision, Mark
from annotations.queries import shown_marks
from annotations.services import marking, merging
from corpus.anchors import Anchor
from corpus.errors import Conflict
from corpus.models import Article, Capture, Entity, Event, NotSame, RefusedSpelling, User
from corpus.services import index, registry, spellings
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TITLE = "عودة إلى هواوي"
TEXT = f"{TITLE}\n\nقالت شركة هواوي إن شرائحها جاهزة، وإن شركة إنفيديا تأخرت.\n"
ENTITIES = [
    {"key": "huawei", "kind": "organisation", "ar": "هواوي"},
    {"key": "honor", "kind": "organisation", "ar": "هونر"},
    {"key": "nvidia", "kind": "organisation", "ar": "إنفيديا"},
]


def newsroom(folder: Path, *texts: str) -> Article:
    """A database with the names and one page, of which the texts are the captures in turn."""
    registry.load_entities(ENTITIES)
    registry.load_topics()
    for text in texts or (TEXT,):
        (folder / "page.txt").write_text(text, encoding="utf-8")
        call_command("import_corpus", str(folder / "page.txt"), stdout=io.StringIO())
    return Article.objects.filter(capture__is_current=True).get()


def brought_in(file: Path) -> None:
    call_command("import_corpus", str(file), stdout=io.StringIO())


def exported(file: Path, **options: Any) -> bytes:
    call_command("export_corpus", output=file, stdout=io.StringIO(), **options)
    return file.read_bytes()


def empty_the_database() -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        ours = [it for it in tables if it.startswith(("corpus_", "annotations_"))]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {', '.join(ours)} CASCADE")


def suggested(article: Article, key: str) -> Mark:
    found = next(it for it in shown_marks(article) if it.value_key == key)
    return Mark.objects.get(pk=found.id)


def claim(article: Article, by: User) -> Mark:
    start = article.capture.text.index("شرائحها جاهزة")
    anchors = [Anchor(start, start + 13, "شرائحها جاهزة")]
    return marking.make(article, kind="claim", anchors=anchors, by=by)


def test_decisions_arrive_where_the_same_page_is_already(tmp_path, editor):
    article = newsroom(tmp_path)
    marking.accept(suggested(article, "huawei"), by=editor)
    marking.reject(suggested(article, "nvidia"), by=editor)
    claim(article, editor)
    first = exported(tmp_path / "first.jsonl")
    empty_the_database()
    newsroom(tmp_path)

    brought_in(tmp_path / "first.jsonl")

    assert exported(tmp_path / "second.jsonl") == first
    assert index.drift() == []


@pytest.mark.parametrize("theirs_is_later", [True, False])
def test_the_latest_decision_holds_on_whichever_side_it_was_made(tmp_path, editor, theirs_is_later):
    article = newsroom(tmp_path)
    marking.accept(suggested(article, "huawei"), by=editor)
    exported(tmp_path / "accepted.jsonl")
    there = Decision.objects.get().at
    empty_the_database()
    article = newsroom(tmp_path)
    marking.reject(suggested(article, "huawei"), by=UserFactory(username="آخر"))
    hours = timedelta(hours=-1 if theirs_is_later else 1)
    Decision.objects.update(at=there + hours)

    brought_in(tmp_path / "accepted.jsonl")

    kept = Mark.objects.filter(by__isnull=False, removed_at=None).exists()
    assert Decision.objects.count() == 2
    assert kept is theirs_is_later


def test_a_rejection_that_arrives_later_takes_the_mark_away(tmp_path, editor):
    article = newsroom(tmp_path)
    marking.reject(suggested(article, "huawei"), by=editor)
    exported(tmp_path / "rejected.jsonl")
    Decision.objects.all().delete()
    call_command("rebuild", stdout=io.StringIO())
    marking.accept(suggested(article, "huawei"), by=UserFactory(username="آخر"))
    Decision.objects.update(at=timezone.now() - timedelta(days=1))

    brought_in(tmp_path / "rejected.jsonl")

    assert Mark.objects.get(by__isnull=False).removed_at


def test_a_merge_can_be_taken_back_where_its_marks_were_restored(tmp_path, editor, reviewer):
    article = newsroom(tmp_path)
    marking.accept(suggested(article, "huawei"), by=editor)
    huawei, honor = Entity.objects.get(key="huawei"), Entity.objects.get(key="honor")
    merging.merge(huawei, into=honor, by=reviewer)
    exported(tmp_path / "merged.jsonl", history=True)
    empty_the_database()

    brought_in(tmp_path / "merged.jsonl")

    assert Mark.objects.get(by__isnull=False).entity == Entity.objects.get(key="huawei")
    assert Event.objects.get(verb="merge").after == {"merged_into": "honor"}


def test_merges_of_both_sides_stay_one_step_deep(tmp_path, reviewer):
    newsroom(tmp_path)
    keys = ("huawei", "honor", "nvidia")
    huawei, honor, nvidia = (Entity.objects.get(key=key) for key in keys)
    merging.merge(huawei, into=honor, by=reviewer)
    exported(tmp_path / "merged.jsonl")
    merging.unmerge(huawei, by=reviewer)
    merging.merge(honor, into=nvidia, by=reviewer)

    brought_in(tmp_path / "merged.jsonl")

    into = {it.key: it.merged_into for it in Entity.objects.all()}
    assert into == {"huawei": nvidia, "honor": nvidia, "nvidia": None}


def test_a_merge_the_other_way_round_stays_as_it_is_here(tmp_path, reviewer):
    newsroom(tmp_path)
    huawei, honor = Entity.objects.get(key="huawei"), Entity.objects.get(key="honor")
    merging.merge(huawei, into=honor, by=reviewer)
    exported(tmp_path / "merged.jsonl")
    merging.unmerge(huawei, by=reviewer)
    merging.merge(honor, into=huawei, by=reviewer)

    brought_in(tmp_path / "merged.jsonl")

    assert Entity.objects.get(key="honor").merged_into == huawei
    assert Entity.objects.get(key="huawei").merged_into is None


def test_an_export_that_supersedes_a_page_leaves_no_drift(tmp_path):
    newsroom(tmp_path, TEXT + "\nوأضافت الشركة أن الإنتاج يبدأ في الربيع المقبل.\n")
    exported(tmp_path / "longer.jsonl")
    empty_the_database()
    newsroom(tmp_path, TEXT)

    brought_in(tmp_path / "longer.jsonl")

    assert index.drift() == []


def test_both_events_of_one_step_on_one_object_come_back(tmp_path, editor, reviewer):
    article = newsroom(tmp_path)
    mark = marking.accept(suggested(article, "huawei"), by=editor)
    marking.accept(mark, by=reviewer)
    with pytest.raises(Conflict):  # told that the reviewer's holds, and kept
        marking.remove(mark, by=editor)
    first = exported(tmp_path / "first.jsonl", history=True)
    empty_the_database()

    brought_in(tmp_path / "first.jsonl")

    assert Event.objects.filter(verb="remove").count() == 2
    assert exported(tmp_path / "second.jsonl", history=True) == first


def test_two_different_things_are_told_under_the_same_key_in_any_database(tmp_path, reviewer):
    newsroom(tmp_path)
    entities = sorted(Entity.objects.filter(key__in=["huawei", "honor"]), key=lambda it: it.pk)
    NotSame.objects.create(first=entities[0], second=entities[1], by=reviewer, at=timezone.now())
    first = exported(tmp_path / "first.jsonl")
    empty_the_database()

    brought_in(tmp_path / "first.jsonl")

    assert exported(tmp_path / "second.jsonl") == first


def test_a_refused_spelling_comes_back(tmp_path, administrator):
    newsroom(tmp_path)
    spellings.refuse("هاواي", [Entity.objects.get(key="huawei")], by=administrator)
    first = exported(tmp_path / "first.jsonl")
    empty_the_database()

    brought_in(tmp_path / "first.jsonl")
    brought_in(tmp_path / "first.jsonl")

    assert RefusedSpelling.objects.get().entity.key == "huawei"
    assert exported(tmp_path / "second.jsonl") == first


@pytest.mark.parametrize(
    ("options", "articles"),
    [
        ({"q": "شرائح"}, 1),
        ({"q": "غائبة"}, 0),
        ({"q": "«»"}, 0),
        ({"entity": ["huawei"]}, 1),
        ({"entity": ["honor"], "state": ["open"]}, 0),
        ({"topic": ["no/such"]}, 0),
    ],
)
def test_an_export_takes_the_filters_of_the_browse_page(tmp_path, options, articles):
    newsroom(tmp_path)

    rows = [json.loads(it) for it in exported(tmp_path / "part.jsonl", **options).splitlines()]

    assert sum(row["record"] == "article" for row in rows) == articles
    named = {name: value[0] if name != "q" else value for name, value in options.items()}
    assert dict(rows[0]["options"]["filters"]) == named


def test_a_part_is_no_export_to_restore(tmp_path):
    newsroom(tmp_path)
    exported(tmp_path / "part.jsonl", entity=["huawei"])
    empty_the_database()

    with pytest.raises(CommandError):
        brought_in(tmp_path / "part.jsonl")

    assert not Capture.objects.exists()


@pytest.mark.parametrize("values", [["x" * 200], [f"e{number}" for number in range(60)]])
def test_filters_that_the_page_would_pass_over_are_refused(tmp_path, values):
    with pytest.raises(CommandError):
        exported(tmp_path / "part.jsonl", entity=values)


JUNK: list[Any] = ["x", 10**30, "\ud800"]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_no_junk_in_any_field_is_half_imported(tmp_path, editor, reviewer, junk):
    article = newsroom(tmp_path)
    marking.accept(suggested(article, "huawei"), by=editor)
    claim(article, reviewer)
    whole = exported(tmp_path / "whole.jsonl", history=True)
    rows = [json.loads(line) for line in whole.splitlines()]
    kinds = {row["record"]: number for number, row in enumerate(rows)}

    for number in kinds.values():
        for field in rows[number]:
            spoiled = [*rows[:number], {**rows[number], field: junk}, *rows[number + 1 :]]
            file = tmp_path / "spoiled.jsonl"
            file.write_text("".join(json.dumps(it, sort_keys=True) + "\n" for it in spoiled))
            with suppress(CommandError, SystemExit):  # without its header, lines of other files
                call_command("import_corpus", str(file), "--dry-run", stdout=io.StringIO())

    assert exported(tmp_path / "after.jsonl", history=True) == whole


@pytest.mark.parametrize("line", [b"\xff\xfe", b"[" * 100_000, b'{"record": ["header"]}'])
def test_a_line_that_is_no_record_is_told_by_its_number(tmp_path, line):
    newsroom(tmp_path)
    whole = exported(tmp_path / "whole.jsonl")
    (tmp_path / "broken.jsonl").write_bytes(whole + line + b"\n")

    with pytest.raises(CommandError, match=str(whole.count(b"\n") + 1)):
        brought_in(tmp_path / "broken.jsonl")
