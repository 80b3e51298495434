"""Claims on their way out and back: questions, links, verdicts, what mentions say."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from annotations.models import (
    Assessment,
    BoardRow,
    Claim,
    ClaimLink,
    ClaimMention,
    LinkKind,
    LinkStatus,
    Mark,
    Pointing,
    Question,
    Rating,
    Remark,
)
from annotations.services import assessing, claims, links, telling
from annotations.services.ends import End
from corpus.anchors import Anchor
from corpus.models import Article, ArticleIndex, Capture, Entity, User
from corpus.services import registry, sources
from tests.claiming import asked, claim_of, figure, told

pytestmark = pytest.mark.django_db

LESS = "تدريب نموذج R1 كلّف 294 ألف دولار"
MORE = "تدريب النموذج كلّف 5.6 مليون دولار"
PAGES = {
    "one.txt": f"كلفة أقل\n\nنقلت صحيفة فاينانشال تايمز عن ثلاثة أشخاص مطلعين قولهم إن {LESS}.\n",
    "two.txt": f"كلفة أكثر\n\nقالت مجلة نيتشر إن {MORE}. وكتبت الصحيفة أن ذلك صحيح تماماً.\n",
}
NAMES = [
    {"key": "financial-times", "kind": "outlet", "ar": "فاينانشال تايمز", "latin": "FT"},
    {"key": "nature", "kind": "outlet", "ar": "نيتشر", "latin": "Nature"},
]


def imported(*paths: Path) -> None:
    call_command("import_corpus", *map(str, paths), stdout=io.StringIO())


def exported(file: Path, **options: Any) -> bytes:
    call_command("export_corpus", output=file, stdout=io.StringIO(), **options)
    return file.read_bytes()


def records(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]


def of_kind(file: Path, kind: str) -> list[dict[str, Any]]:
    return [it for it in records(file) if it["record"] == kind]


def pages(folder: Path) -> None:
    """The two pages as a newsroom imports them."""
    registry.load_entities(NAMES)
    registry.load_topics()
    (folder / "pages").mkdir(exist_ok=True)
    for name, text in PAGES.items():
        (folder / "pages" / name).write_text(text, encoding="utf-8")
    imported(folder / "pages")


def article(name: str) -> Article:
    return Article.objects.select_related("capture__page").get(capture__page__key=name)


@pytest.fixture
def worked(tmp_path: Path, editor: User, reviewer: User) -> Path:
    """What people made of the two pages; gives the folder of the export."""
    pages(tmp_path)
    question = asked(metric="training cost")
    less, more, twin = (claim_of(question, words) for words in (LESS, MORE, "كلّف أقل"))
    ft = sources.named(Entity.objects.get(key="financial-times"))
    one, two = article("one.txt"), article("two.txt")
    people = sources.unnamed(one.capture.page, descriptor="ثلاثة أشخاص مطلعين", count=3, told=ft)
    first = told(
        *(one, LESS, less),
        by=editor,
        chain=[ft, people, None],
        figures=[figure("294 ألف دولار", "294000.5", bound="at most", scope="R1")],
    )
    second = told(two, MORE, more, by=editor, figures=[figure("5.6 مليون دولار", 10**30)])
    decide(editor, reviewer, first, second, twin)
    return tmp_path


def decide(editor: User, reviewer: User, first: Mark, second: Mark, twin: Claim) -> None:
    """A discussed proposal, a rejected, a raised and an accepted link, a merge, an assessment."""
    links.remark(ClaimLink.objects.get(), text="نموذجان", by=editor)
    less, more = first.claim, second.claim
    assert less
    assert more
    others = [claim_of(None, f"إفادة أخرى {number}") for number in range(3)]
    raised = links.raise_question(End(less), End(others[0]), kind=LinkKind.REFINES, by=editor)
    links.reject(raised, reason="لا علاقة", by=reviewer)
    accepted = links.raise_question(End(more), End(others[1]), kind=LinkKind.SUPERSEDES, by=editor)
    links.judge(accepted, kind=LinkKind.SUPERSEDES, by=reviewer)
    taken = links.remark(accepted, text="قيل ثم سُحب", by=editor)
    links.withdraw(taken, by=editor)
    links.raise_question(End(less), End(others[2]), kind=LinkKind.SUPPORTS, by=editor)
    claims.merge(twin, into=less, by=reviewer)
    claims.describe(less, statement_en="It cost less", scope="R1", by=editor)
    assessing.assess(less, rating=Rating.MIXED, rationale="وثيقة", by=editor)
    assessing.assess(more, rating=Rating.FALSE, rationale="خطأ", by=editor)
    assessing.withdraw(more, by=editor)
    two = second.article
    at = two.capture.text.index("نيتشر")
    telling.point(two, "الصحيفة", "nature", Anchor(at, at + 5, "نيتشر"), by=editor)


def empty_the_database() -> None:
    """As a new installation has it; TRUNCATE passes by the triggers that keep rows."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        ours = [it for it in tables if it.startswith(("corpus_", "annotations_"))]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {', '.join(ours)} CASCADE")


def test_all_that_people_hold_of_claims_stands_in_the_export(worked):
    file = worked / "export.jsonl"
    exported(file)

    assert len(of_kind(file, "question")) == 1
    assert sum(it["merged_into"] is not None for it in of_kind(file, "claim")) == 1
    found = {(it["kind"], it["status"]) for it in of_kind(file, "link")}
    assert found == {
        ("contradicts", "suggested"),
        ("refines", "rejected"),
        ("supersedes", "accepted"),
        ("supports", "suggested"),
    }
    [discussed] = [it for it in of_kind(file, "link") if it["basis"] == "figures"]
    assert (discussed["a"]["figure"], discussed["b"]["figure"]) == (0, 0)
    assert [it["text"] for it in discussed["remarks"]] == ["نموذجان"]
    assert [it["removed_at"] is None for it in of_kind(file, "assessment")].count(True) == 1
    assert [it["form"] for it in of_kind(file, "pointing")] == ["الصحيفه"]


def test_a_mention_stands_there_with_its_chain_and_figures(worked):
    file = worked / "export.jsonl"
    exported(file)

    told_of = [it for row in of_kind(file, "article") for it in row["claims"]]
    [said] = [it for it in told_of if it["quote"] == LESS and it["status"] == "accepted"]
    assert [(it["name"], it["kind"]) for it in said["chain"]] == [
        ("FT", "outlet"),
        ("ثلاثة أشخاص مطلعين", "anonymous"),
        (None, "unknown"),
    ]
    [number] = said["figures"]
    assert (number["value"], number["bound"], number["scope"]) == (294_000.5, "at most", "R1")
    [other] = [it for it in told_of if it["quote"] == MORE and it["status"] == "accepted"]
    assert other["figures"][0]["value"] == 10**30


def test_it_comes_back_byte_for_byte(worked):
    first = exported(worked / "first.jsonl", history=True)
    empty_the_database()

    imported(worked / "first.jsonl")

    assert exported(worked / "second.jsonl", history=True) == first
    assert ClaimMention.objects.filter(origin__entity__key="financial-times").exists()
    assert Remark.objects.count() == 2


def boards() -> list[tuple[Any, ...]]:
    numbers = ("question__key", "claim__key", "mentions", "origins", "contested", "undecided")
    index = ArticleIndex.objects.order_by("article__key").values_list("facets", "contested")
    return [*BoardRow.objects.order_by("question", "claim").values_list(*numbers, "facets"), *index]


def test_the_board_comes_back_with_it_and_a_rebuild_agrees(worked):
    before = boards()
    exported(worked / "first.jsonl")
    empty_the_database()

    imported(worked / "first.jsonl")
    restored = boards()
    call_command("rebuild", stdout=io.StringIO())

    assert restored == before
    assert boards() == before


def test_restoring_twice_changes_nothing(worked):
    first = exported(worked / "first.jsonl", history=True)

    imported(worked / "first.jsonl")

    assert exported(worked / "second.jsonl", history=True) == first


def test_without_text_it_is_restored_where_the_pages_are(worked):
    exported(worked / "report.jsonl", text=False, data=False)
    whole = exported(worked / "first.jsonl")
    empty_the_database()
    pages(worked)

    imported(worked / "report.jsonl")

    assert exported(worked / "second.jsonl") == whole


def test_without_text_it_is_refused_where_they_are_not(worked):
    exported(worked / "report.jsonl", text=False, data=False)
    empty_the_database()

    with pytest.raises(CommandError, match="لا يتضمن هذا الملف النص"):
        imported(worked / "report.jsonl")

    assert not Claim.objects.exists()


def test_a_decision_takes_the_place_of_what_is_only_proposed_here(worked, reviewer):
    proposal = ClaimLink.objects.get(basis="figures")
    links.judge(proposal, kind=LinkKind.COMPATIBLE, reason="نموذجان", by=reviewer)
    exported(worked / "first.jsonl")
    ClaimLink.objects.filter(pk=proposal.pk).update(
        kind="contradicts", status="suggested", by=None, at=None, as_reviewer=False, reason=""
    )

    imported(worked / "first.jsonl")

    proposal.refresh_from_db()
    assert (proposal.kind, proposal.status) == ("compatible", LinkStatus.ACCEPTED)
    assert (proposal.by, proposal.reason) == (reviewer, "نموذجان")


def test_what_was_merged_here_stays_one_step_deep(worked, reviewer):
    exported(worked / "first.jsonl")
    twin = Claim.objects.exclude(merged_into=None).get()
    into, other = twin.merged_into, claim_of()
    Claim.objects.filter(pk=twin.pk).update(merged_into=None)
    assert into
    claims.merge(into, into=other, by=reviewer)

    imported(worked / "first.jsonl")

    twin.refresh_from_db()
    assert twin.merged_into == other


Spoil = Callable[[dict[str, Any]], dict[str, Any]]


def end(**fields: Any) -> Spoil:
    return lambda it: {**it, "a": {**it["a"], **fields}}


@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        pytest.param("link", end(claim="nobody"), id="unknown claim"),
        pytest.param("link", end(article="nowhere", start=1, end=2), id="unknown article"),
        pytest.param("link", end(start=None), id="half a place"),
        pytest.param("link", end(start=5, end=5), id="empty place"),
        pytest.param("link", end(end=9_999), id="a place past the text"),
        pytest.param("link", lambda it: {**it, "kind": "resembles"}, id="unknown kind"),
        pytest.param("link", lambda it: {**it, "remarks": [{"text": "?"}]}, id="half a remark"),
        pytest.param("claim", lambda it: {**it, "merged_into": "nobody"}, id="merged into nobody"),
        pytest.param("claim", lambda it: {**it, "ar": ""}, id="a claim that says nothing"),
        pytest.param("assessment", lambda it: {**it, "rating": "great"}, id="unknown rating"),
        pytest.param(
            "assessment", lambda it: {**it, "evidence": "javascript:alert(1)"}, id="no address"
        ),
        pytest.param("pointing", lambda it: {**it, "source": "nobody"}, id="unknown source"),
        pytest.param("pointing", lambda it: {**it, "article": "nowhere"}, id="of another page"),
    ],
)
def test_a_broken_record_is_refused_and_nothing_loaded(worked, kind, spoil):
    file = worked / "first.jsonl"
    exported(file)
    rows = records(file)
    found = [at for at, row in enumerate(rows) if row["record"] == kind]
    at = next((at for at in found if rows[at].get("basis") == "figures"), found[0])
    rows[at] = spoil(rows[at])
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    empty_the_database()

    with pytest.raises(CommandError):
        imported(file)

    assert not any(
        it.objects.exists() for it in (Capture, Claim, ClaimLink, Question, Pointing, Assessment)
    )


def test_a_chain_that_names_nobody_known_is_refused(worked):
    file = worked / "first.jsonl"
    exported(file)
    rows = records(file)
    for row in rows:
        for said in row.get("claims", ()):
            for step in said["chain"]:
                step["source"] = step["source"] and "nobody"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    empty_the_database()

    with pytest.raises(CommandError):
        imported(file)
