"""The five pages with the annotations that come with them, as a new newsroom sees them."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from annotations.models import BoardRow, Claim, ClaimLink, ClaimMention, LinkStatus, OriginKind
from corpus.models import ArticleIndex, Event
from corpus.services import registry

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
SEEDS, GOLD = ROOT / "seeds", ROOT / "tests/gold"
ANNOTATIONS = SEEDS / "annotations.jsonl"
SAID, CLAIMS, QUESTIONS, LINKS = 53, 38, 16, 7


def called(command: str, *paths: Path, **options: object) -> None:
    call_command(command, *map(str, paths), stdout=io.StringIO(), **options)


@pytest.fixture(scope="module", autouse=True)
def newsroom(django_db_setup, django_db_blocker):
    """The pages and their annotations, imported once for all that is asked of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        called("load_entities", SEEDS / "entities.jsonl")
        registry.load_topics()
        called("import_corpus", *sorted(SEEDS.glob("00*.txt")))
        called("import_corpus", ANNOTATIONS)
        yield
        transaction.set_rollback(True)


def score(folder: Path, *, decisions: bool) -> tuple[dict[str, float], int]:
    """What the scorer prints of an export, by name, and how many claims the export has."""
    file = folder / "export.jsonl"
    called("export_corpus", output=file, decisions=decisions)
    script = [sys.executable, str(GOLD / "score.py"), str(file), str(GOLD / "seeds.json")]
    command = [*script, "--pages", str(SEEDS), "--claims", str(GOLD / "claims.json")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line for line in printed.split("\n") if " = " in line and not line.startswith(" ")]
    said = {line.rpartition(": ")[0]: float(line.rpartition(" = ")[2]) for line in lines}
    [judged] = [line for line in lines if line.startswith("claim precision")]
    return said, int(judged.rpartition("/")[2].partition(" ")[0])


def test_every_record_is_here():
    standing = ClaimMention.objects.filter(mark__by__isnull=False, mark__removed_at=None)

    assert standing.count() == SAID
    assert Claim.objects.exclude(question=None).count() == CLAIMS
    assert BoardRow.objects.exclude(question=None).count() == QUESTIONS
    assert ClaimLink.objects.exclude(origin="disagreements").count() == LINKS


def test_the_scorer_finds_every_claim_as_the_gold_has_it(tmp_path):
    said, _ = score(tmp_path, decisions=True)

    exact = ("claims found", "chains equal", "chains empty", "figures", "quotes equal the text")
    assert {name: said[name] for name in exact} == dict.fromkeys(exact, 1.0)


def test_the_rules_alone_find_most_and_do_not_flood(tmp_path):
    said, suggested = score(tmp_path, decisions=False)

    assert said["claims found"] >= 0.6
    assert said["chains equal"] >= 0.45
    assert said["figures"] >= 0.6
    assert suggested <= 2.5 * SAID


def origins_of(claim: str) -> tuple[set[str], int]:
    """The independent origins of a claim by name, and how many of its mentions have none."""
    found = ClaimMention.objects.filter(
        mark__claim__key=claim, mark__by__isnull=False, mark__removed_at=None
    ).select_related("origin__entity")
    names = {it.origin.canonical_name for it in found if it.origin}
    return names, sum(it.origin is None for it in found)


def of_the_story() -> list[str]:
    """The claims of the story of R2 that two articles or more make."""
    questions = ("r2-", "ascend-pressure", "chip-orders", "liang-r2")
    claims = Claim.objects.exclude(question=None).select_related("question")
    told = [it for it in claims if it.question and it.question.key.startswith(questions)]
    return [it.key for it in told if sum(origins_of(it.key)[1:]) + mentions(it) > 1]


def mentions(claim: Claim) -> int:
    return claim.marks.filter(by__isnull=False, mentions__origin__isnull=False).count()


SPECIAL = {
    "r2-coming-weeks": {"تقارير إعلامية صينية"},
    "liang-dissatisfied": {"Liang Wenfeng"},
}


def test_the_story_has_one_origin_whoever_retells_it():
    claims = of_the_story()

    assert len(claims) >= 7
    for key in claims:
        assert origins_of(key)[0] == SPECIAL.get(key, {"Financial Times"}), key


@pytest.mark.parametrize(
    ("claim", "kind", "count"),
    [
        ("r2-delay-hardware", OriginKind.NONE, 2),
        ("beijing-urged-ascend", OriginKind.NONE, 1),
        ("no-successful-run", OriginKind.NONE, 1),
        ("train-nvidia-infer-huawei", OriginKind.NONE, 1),
        ("justify-orders", OriginKind.NONE, 1),
        ("liang-dissatisfied", OriginKind.HEARSAY, 1),
        ("us-tariff-30", OriginKind.NONE, 2),
    ],
)
def test_what_nobody_is_named_for_is_counted_apart(claim, kind, count):
    found = ClaimMention.objects.filter(mark__claim__key=claim, mark__by__isnull=False)

    assert found.filter(origin_kind=kind, origin=None).count() == count


@pytest.mark.parametrize(
    ("question", "origins"),
    [("r2-trouble", 2), ("r2-delay", 1), ("r2-release", 1), ("liang-r2", 1), ("us-tariff", 2)],
)
def test_the_board_counts_each_origin_once(question, origins):
    assert BoardRow.objects.get(question__key=question).origins == origins


@pytest.mark.parametrize("question", ["training-cost", "training-hardware"])
def test_the_figures_of_two_pages_contest_the_question(question):
    row = BoardRow.objects.get(question__key=question)

    assert row.contested >= 1
    assert "state:contested" in row.facets


def link_of(*claims: str) -> ClaimLink:
    return ClaimLink.objects.get(a_claim__key__in=claims, b_claim__key__in=claims)


def test_two_causes_of_the_delay_go_together():
    link = link_of("r2-delay-hardware", "r2-delay-labelling")

    assert (link.kind, link.status) == ("compatible", LinkStatus.ACCEPTED)


def test_cancelled_against_postponed_waits_for_a_verdict():
    link = link_of("r2-cancelled", "r2-delay-hardware")

    assert (link.kind, link.status) == ("contradicts", LinkStatus.SUGGESTED)
    contested = ArticleIndex.objects.filter(facets__contains=["has:contradiction"])
    assert {link.a_article, link.b_article} <= set(contested.values_list("article__key", flat=True))


def kept() -> list[list[tuple[object, ...]]]:
    """What an import could change: the board, links and index, and the history."""
    board = BoardRow.objects.order_by("question__key", "claim__key")
    columns = ("question__key", "claim__key", "mentions", "origins", "contested", "facets")
    links = ClaimLink.objects.order_by("key").values_list("key", "kind", "status", "at")
    index = ArticleIndex.objects.order_by("article").values_list("article", "facets", "contested")
    events = Event.objects.exclude(object_type="import").values_list("pk", "verb")
    return [list(board.values_list(*columns)), list(links), list(index), list(events)]


def test_importing_them_again_changes_nothing():
    before = kept()

    called("import_corpus", ANNOTATIONS)

    assert kept() == before


def test_a_rebuild_changes_nothing():
    before = kept()[:3]

    called("rebuild")

    assert kept()[:3] == before
