"""C and Enter on the sayings of the five seed pages: how often nothing is left to correct."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from annotations.models import AttributionStep, Mark, MarkKind
from annotations.services import marking, telling
from corpus.anchors import Anchor
from corpus.models import Article, Capture, SourceKind, User

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
CLAIMS = json.loads((ROOT / "tests" / "gold" / "claims.json").read_text("utf-8"))["claims"]
SAYINGS: list[dict[str, Any]] = [it for claim in CLAIMS for it in claim["sayings"]]


def as_told(saying: dict[str, Any]) -> list[dict[str, Any]]:
    """The chain that the sentence itself tells, without what the whole page implies."""
    return [step for step in saying["chain"] if step["how"] != "inferred"]


ATTRIBUTED = [saying for saying in SAYINGS if as_told(saying)]


@pytest.fixture
def seeds(db: None) -> None:
    call_command("load_entities", ROOT / "seeds" / "entities.jsonl", stdout=io.StringIO())
    pages = sorted((ROOT / "seeds").glob("00*.txt"))
    call_command("import_corpus", *map(str, pages), stdout=io.StringIO())


def claimed(saying: dict[str, Any], by: User) -> Mark:
    """C on the saying's words, then Enter."""
    capture = Capture.objects.get(page__key=saying["file"], is_current=True)
    articles = Article.objects.filter(
        capture=capture, start__lte=saying["start"], end__gte=saying["end"]
    )
    anchors = [
        Anchor(it["start"], it["end"], it["quote"]) for it in [saying, *saying.get("more", [])]
    ]
    article = min(articles, key=lambda it: it.end - it.start)
    mark = marking.make(article, kind=MarkKind.CLAIM, anchors=anchors, by=by)
    return telling.confirm(mark, by=by)


def is_right(mark: Mark, wanted: list[dict[str, Any]]) -> bool:
    steps = AttributionStep.objects.filter(mention__mark=mark).select_related("source__entity")
    found = list(steps.order_by("ordinal"))
    return len(found) == len(wanted) and all(map(is_same, found, wanted))


def is_same(step: AttributionStep, wanted: dict[str, Any]) -> bool:
    """An unnamed source is compared by its count, a cue by an overlap, none by its absence."""
    cue = wanted["cue"]
    if cue is None or step.start is None or step.end is None:
        if (cue is None) != (step.start is None):
            return False
    elif not (step.start < cue["end"] and cue["start"] < step.end):
        return False
    if step.source is None:
        return bool(wanted["kind"] == "unknown")
    if step.source.kind == SourceKind.ANONYMOUS:
        return ("anonymous", step.source.count) == (wanted["kind"], wanted["count"])
    return bool(step.source.canonical_name == wanted["name"])


def test_two_keys_give_half_of_the_chains_without_a_correction(
    seeds: None, editor: User, record_property: Callable[[str, object], None]
) -> None:
    marks = [(saying, claimed(saying, editor)) for saying in ATTRIBUTED]

    right = [saying for saying, mark in marks if is_right(mark, as_told(saying))]

    record_property("cue and chain right after C, Enter", f"{len(right)}/{len(ATTRIBUTED)}")
    assert len(ATTRIBUTED) == 35
    assert len(right) * 2 >= len(ATTRIBUTED)
