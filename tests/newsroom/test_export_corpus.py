"""The export: what the scorer says of it, and the way out and back that loses nothing."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from annotations.models import Decision, Mark, Verdict
from annotations.queries import shown_marks
from annotations.services import apart, marking, merging, naming, splitting, undoing
from corpus.anchors import Anchor
from corpus.models import (
    Alias,
    Article,
    Capture,
    Entity,
    Event,
    NotSame,
    Relabelling,
    Segment,
    User,
)
from corpus.services import registry, relabelling
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests/gold"


ENTITIES = registry.entities_in(SEEDS / "entities.jsonl")
FEW = {"huawei", "honor", "nvidia", "deepseek", "financial-times", "china"}


def import_seeds(entities: list[dict]) -> None:
    registry.load_entities(entities)
    registry.load_topics()
    call_command("import_corpus", *map(str, sorted(SEEDS.glob("*.txt"))), stdout=io.StringIO())


@pytest.fixture
def corpus(db) -> None:
    """The seed pages with a few names, which is quicker than with all."""
    import_seeds([row for row in ENTITIES if row["key"] in FEW])


@pytest.fixture
def reviewer(db) -> User:
    return UserFactory(username="مراجع", role="reviewer")


def exported(file: Path, **options) -> bytes:
    call_command("export_corpus", output=file, stdout=io.StringIO(), **options)
    return file.read_bytes()


def records(file: Path, kind: str) -> list[dict]:
    lines = file.read_text(encoding="utf-8").split("\n")
    found = [json.loads(line) for line in lines if line]
    return [record for record in found if record["record"] == kind]


def empty_the_database() -> None:
    """As a new installation has it; TRUNCATE passes by the triggers that keep rows."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        ours = [it for it in tables if it.startswith(("corpus_", "annotations_"))]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {', '.join(ours)} CASCADE")


def suggested(article: Article, kind: str, key: str) -> Mark:
    found = next(it for it in shown_marks(article) if (it.kind, it.value_key) == (kind, key))
    return Mark.objects.get(pk=found.id)


def decide(reviewer: User) -> Article:
    """Reject one suggestion, accept another and merge its entity, mark what no rule found."""
    article = Article.objects.get(capture__page__key__startswith="000")
    marking.reject(suggested(article, "entity", "nvidia"), by=reviewer)
    marking.accept(suggested(article, "entity", "huawei"), by=reviewer)
    merging.merge(
        Entity.objects.get(key="huawei"), into=Entity.objects.get(key="honor"), by=reviewer
    )
    words = "تقدم تكنولوجي لا يمكن إيقافه"
    start = article.capture.text.index(words)
    anchors = [Anchor(start, start + len(words), words)]
    marking.make(article, kind="claim", anchors=anchors, by=reviewer)
    marking.make(article, kind="source", anchors=anchors, by=reviewer)
    return article


def test_the_scorer_finds_the_seeds_as_the_gold_has_them(db, tmp_path):
    import_seeds(ENTITIES)
    file = tmp_path / "export.jsonl"
    exported(file)

    said = score(file)

    whole = ("articles on the page", "titles", "outlet", "host", "published", "author")
    assert {name: said[name] for name in (*whole, "AI disclosure")} == dict.fromkeys(
        (*whole, "AI disclosure"), 1.0
    )
    for kind in ("paragraph", "title", "boilerplate"):
        assert said[f"lines: {kind}"] >= 0.97
    assert said["mention precision"] >= 0.98
    assert said["mention recall"] >= 0.98
    assert said["article topics"] >= 0.9
    assert said["cited sources"] >= 0.8


def score(file: Path) -> dict[str, float]:
    """What tests/gold/score.py prints, by name."""
    command = [sys.executable, str(GOLD / "score.py"), str(file), "--pages", str(SEEDS)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line for line in printed.split("\n") if " = " in line and not line.startswith(" ")]
    return {line.rpartition(": ")[0]: float(line.rpartition(" = ")[2]) for line in lines}


def test_decisions_survive_rebuild_export_and_import_byte_for_byte(corpus, reviewer, tmp_path):
    decide(reviewer)
    call_command("rebuild", stdout=io.StringIO())
    first = exported(tmp_path / "first.jsonl", history=True)
    empty_the_database()
    call_command("import_corpus", str(tmp_path / "first.jsonl"), stdout=io.StringIO())
    call_command("rebuild", stdout=io.StringIO())

    article = Article.objects.get(capture__page__key__startswith="000")
    values = {(it.value_key, it.status) for it in shown_marks(article) if it.kind == "entity"}
    second = exported(tmp_path / "second.jsonl")
    assert ("honor", "accepted") in values
    assert Decision.objects.get(verdict=Verdict.REJECTED).value_key == "nvidia"
    rejected = Mark.objects.filter(article=article, entity__key="nvidia", covered=True)
    assert rejected.count() == 1
    assert second == without_events(first)


def without_events(data: bytes) -> bytes:
    """The lines of an export with history that one without it has too."""
    lines = [json.loads(line) for line in data.decode().split("\n") if line]
    header = {**lines[0], "options": {**lines[0]["options"], "history": False}}
    header["counts"] = {key: n for key, n in header["counts"].items() if key != "event"}
    kept = [header, *(line for line in lines[1:] if line["record"] != "event")]
    return "".join(
        json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in kept
    ).encode()


def test_the_history_comes_back_with_what_undoes_what(corpus, reviewer, tmp_path):
    article = decide(reviewer)
    marking.undo(article, by=reviewer)
    first = exported(tmp_path / "first.jsonl", history=True)
    empty_the_database()
    call_command("import_corpus", str(tmp_path / "first.jsonl"), stdout=io.StringIO())

    assert exported(tmp_path / "second.jsonl", history=True) == first
    assert Event.objects.get(verb="undo").undoes is not None


def test_a_second_import_of_an_export_changes_nothing(corpus, reviewer, tmp_path):
    decide(reviewer)
    first = exported(tmp_path / "first.jsonl", history=True)

    call_command("import_corpus", str(tmp_path / "first.jsonl"), stdout=io.StringIO())

    assert exported(tmp_path / "second.jsonl", history=True) == first


def test_imported_people_cannot_sign_in(corpus, reviewer, tmp_path):
    decide(reviewer)
    exported(tmp_path / "first.jsonl")
    empty_the_database()

    call_command("import_corpus", str(tmp_path / "first.jsonl"), stdout=io.StringIO())

    person = User.objects.get(username="مراجع")
    assert (person.is_active, person.has_usable_password()) == (False, False)


def test_what_rules_alone_say_holds_what_decisions_cover(corpus, reviewer, tmp_path):
    before = exported(tmp_path / "before.jsonl", decisions=False)
    article = Article.objects.get(capture__page__key__startswith="000")
    marking.reject(suggested(article, "entity", "nvidia"), by=reviewer)
    marking.accept(suggested(article, "entity", "huawei"), by=reviewer)

    assert exported(tmp_path / "after.jsonl", decisions=False) == before


def test_a_report_without_text_is_refused_on_import(corpus, tmp_path):
    exported(tmp_path / "report.jsonl", text=False)
    empty_the_database()

    with pytest.raises(CommandError):
        call_command("import_corpus", str(tmp_path / "report.jsonl"), stdout=io.StringIO())

    assert not Capture.objects.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda it: {**it, "text": it["text"] + "."}, id="another text"),
        pytest.param(lambda it: {**it, "bytes": "?"}, id="broken bytes"),
        pytest.param(lambda it: {"record": "capture"}, id="fields missing"),
        pytest.param(lambda it: {**it, "record": "surprise"}, id="unknown record"),
    ],
)
def test_a_broken_line_leaves_nothing_half_done(corpus, tmp_path, spoil):
    file = tmp_path / "export.jsonl"
    exported(file)
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
    last = max(at for at, row in enumerate(rows) if row["record"] == "capture")
    rows[last] = spoil(rows[last])
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    empty_the_database()

    with pytest.raises(CommandError):
        call_command("import_corpus", str(file), stdout=io.StringIO())

    assert not Capture.objects.exists()


def test_a_forged_quote_in_an_export_is_refused(corpus, reviewer, tmp_path):
    decide(reviewer)
    file = tmp_path / "export.jsonl"
    text = exported(file).decode()
    start = text.index('"record": "decision"')
    line = text.rfind("\n", 0, start) + 1
    file.write_text(text[:line] + text[line:].replace('"quote": "', '"quote": "x', 1))
    empty_the_database()

    with pytest.raises(CommandError):
        call_command("import_corpus", str(file), stdout=io.StringIO())


def test_every_kind_of_record_stands_in_the_order_of_its_key(corpus, reviewer, tmp_path):
    decide(reviewer)
    exported(tmp_path / "export.jsonl")

    for kind in ("entity", "source", "topic", "claim", "article"):
        keys = [record["id"] for record in records(tmp_path / "export.jsonl", kind)]
        assert keys == sorted(keys)


def test_a_claim_is_exported_with_all_that_the_format_asks(corpus, reviewer, tmp_path):
    decide(reviewer)
    exported(tmp_path / "export.jsonl")

    claims = [it for row in records(tmp_path / "export.jsonl", "article") for it in row["claims"]]
    asked = {"mode", "stance", "certainty", "polarity", "said", "meant", "chain", "figures"}
    assert [it["status"] for it in claims].count("accepted") == 1
    assert all(it.keys() >= asked for it in claims)


def relabel(reviewer: User) -> tuple[Article, int]:
    """Say of a paragraph that it is boilerplate, and of another line something and back."""
    article = Article.objects.get(capture__page__key__startswith="000")
    first, second = article.segments.filter(kind="paragraph").order_by("start")[:2]
    for line in (first, second):
        place = (line.capture_id, line.start, line.end)
        relabelling.correct(place, "boilerplate", shown="paragraph", by=reviewer, everywhere=False)
    relabelling.undo(Event.objects.latest("pk").batch, by=reviewer)
    return article, first.start


def test_labels_by_people_come_back_byte_for_byte_and_hold(corpus, reviewer, tmp_path):
    article, start = relabel(reviewer)
    first = exported(tmp_path / "first.jsonl", history=True)
    empty_the_database()
    call_command("import_corpus", str(tmp_path / "first.jsonl"), stdout=io.StringIO())
    assert exported(tmp_path / "second.jsonl", history=True) == first
    call_command("rebuild", stdout=io.StringIO())

    line = Segment.objects.get(article__key=article.key, start=start)
    assert (line.kind, line.rule) == ("boilerplate", "person")
    assert exported(tmp_path / "third.jsonl") == without_events(first)
    assert len(records(tmp_path / "third.jsonl", "relabelling")) == 2


def test_labels_by_people_are_decisions_and_left_out_with_them(corpus, reviewer, tmp_path):
    relabel(reviewer)
    exported(tmp_path / "export.jsonl", decisions=False)

    assert records(tmp_path / "export.jsonl", "relabelling") == []


def test_a_label_of_an_export_is_given_to_the_line_that_is_here(corpus, reviewer, tmp_path):
    article, start = relabel(reviewer)
    exported(tmp_path / "export.jsonl")
    relabelling.undo(Event.objects.filter(verb="relabel").earliest("pk").batch, by=reviewer)
    Relabelling.objects.all().delete()

    call_command("import_corpus", str(tmp_path / "export.jsonl"), stdout=io.StringIO())

    assert Segment.objects.get(article=article, start=start).rule == "person"
    assert Relabelling.objects.count() == 2


def test_a_forged_quote_of_a_label_is_refused(corpus, reviewer, tmp_path):
    relabel(reviewer)
    file = tmp_path / "export.jsonl"
    text = exported(file).decode()
    line = text.rfind("\n", 0, text.index('"record": "relabelling"')) + 1
    file.write_text(text[:line] + text[line:].replace('"quote": "', '"quote": "x', 1))
    empty_the_database()

    with pytest.raises(CommandError):
        call_command("import_corpus", str(file), stdout=io.StringIO())


def test_a_search_that_cannot_be_read_takes_nothing_away(tmp_path):
    with pytest.raises(CommandError, match=r"at «\(»"):
        exported(tmp_path / "export.jsonl", q="هواوي (")

    assert not (tmp_path / "export.jsonl").exists()


def tend(reviewer: User, administrator: User) -> None:
    """Prefer a name, keep two apart, merge two, split one with what was decided on its words."""
    article = Article.objects.get(capture__page__key__startswith="000")
    huawei, honor, china, nvidia = (
        Entity.objects.get(key=key) for key in ("huawei", "honor", "china", "nvidia")
    )
    naming.prefer(huawei, name_ar="شركة هواوي", by=administrator)
    apart.keep(huawei, china, by=reviewer)
    merging.merge(honor, into=huawei, by=reviewer)
    mark = marking.accept(suggested(article, "entity", "nvidia"), by=reviewer)
    other = Mark.objects.filter(entity=nvidia, kind="entity", by=None, covered=False).earliest("pk")
    Alias.of(nvidia, "جيفورس").save()
    new = splitting.NewEntity("product", "جيفورس", "GeForce")
    chosen = [mark.pk, other.pk]
    splitting.split(nvidia, spellings=["جيفورس"], mentions=chosen, into=new, by=reviewer)
    undone = splitting.split(huawei, spellings=spare(huawei), into=china, by=reviewer)
    undoing.take_back(undone.event, by=administrator)


def spare(entity: Entity) -> list[str]:
    """A spelling that is none of its names."""
    names = (entity.name_ar, entity.name_latin, "شركة هواوي")
    return list(entity.aliases.exclude(text__in=names).values_list("text", flat=True))[:1]


def test_the_registry_as_people_tend_it_comes_back_byte_for_byte(
    corpus, reviewer, administrator, tmp_path
):
    tend(reviewer, administrator)
    call_command("rebuild", stdout=io.StringIO())
    first = exported(tmp_path / "first.jsonl", history=True)
    empty_the_database()

    call_command("import_corpus", str(tmp_path / "first.jsonl"), stdout=io.StringIO())

    assert exported(tmp_path / "second.jsonl", history=True) == first
    assert NotSame.objects.count() == 2
    assert Decision.objects.filter(value_key="geforce", verdict=Verdict.ACCEPTED).count() == 2
