"""The corpus that `make bench-claims` makes keeps every rule, and each of its questions is answered."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import transaction

from annotations.models import AttributionStep, BoardRow, ClaimLink, Figure, Mark, MarkPart
from annotations.origins import origin_of
from annotations.services import board
from benchmarks.claiming import building, report
from benchmarks.claiming.plan import IN_AN_ARTICLE, WAITING, sizes
from benchmarks.claiming.questions import questions
from benchmarks.claiming.steps import steps
from benchmarks.searching import measuring
from corpus.models import Article, Role
from corpus.services import index

pytestmark = pytest.mark.django_db

MENTIONS = 1_000


@pytest.fixture(scope="module", autouse=True)
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A tiny corpus, once for all that looks at it; PostgreSQL cannot vacuum within a transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(building, "tidy", lambda: None)
            building.make(MENTIONS)
        yield
        transaction.set_rollback(True)


def test_it_makes_so_many_mentions_with_suggestions_among_them():
    marks = Mark.objects.filter(kind="claim")

    assert marks.filter(by__isnull=False).count() == MENTIONS
    assert marks.filter(by=None).count() == MENTIONS // WAITING
    assert Article.objects.current().count() == (MENTIONS + MENTIONS // WAITING) / IN_AN_ARTICLE


def test_its_anchors_stand_where_they_quote():
    for model in (MarkPart, Figure, AttributionStep):
        for it in model.objects.exclude(quote="").select_related("capture"):
            assert it.capture.text[it.start : it.end] == it.quote


def test_its_marks_stay_inside_their_articles():
    for part in MarkPart.objects.select_related("mark__article"):
        assert part.capture_id == part.mark.capture_id == part.mark.article.capture_id
        assert part.mark.article.start <= part.start < part.end <= part.mark.article.end


def test_its_origins_are_those_of_its_chains():
    for mark in Mark.objects.filter(kind="claim").prefetch_related("mentions__chain__source"):
        mention = mark.mentions.get()
        chain = [step.source for step in mention.chain.all()]
        assert origin_of(chain) == (mention.origin, mention.origin_kind)


def test_its_index_says_what_services_would_say():
    assert index.drift() == []


def test_its_board_is_the_one_that_counting_again_gives():
    before = rows()
    board.recount()

    assert rows() == before
    assert ClaimLink.objects.exclude(status="suggested").exists()


def rows() -> list[tuple[Any, ...]]:
    names = [it.name for it in BoardRow._meta.fields if it.name != "id"]
    return sorted(BoardRow.objects.values_list(*names), key=repr)


def test_every_kind_of_question_and_step_is_answered():
    client = measuring.reader(Role.EDITOR)
    kinds = {it.name: it for it in questions(Random(4)) if it.addresses}
    taken = {it.name: it for it in steps() if it.actions}

    assert {"the board, by contested", "page of a claim, the median"} <= kinds.keys()
    assert any(name.startswith("accepting a mention in the biggest") for name in taken)
    for kind in kinds.values():
        pages = measuring.pages(client, kind.addresses[:1])
        naive = measuring.naive(kind.naive[:1]) if kind.naive else None
        assert report.row(report.Measured(kind.name, pages, naive, report.PAGE))
    for step in taken.values():
        assert measuring.timed(step.actions[:1]).statements[0] > 0


def test_sizes_are_a_total_in_parts_of_at_least_one():
    found = sizes(40, 200, 0.8)

    assert sum(found) == 200
    assert min(found) >= 1
    assert found == sorted(found, reverse=True)
