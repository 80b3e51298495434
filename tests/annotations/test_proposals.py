"""What rules propose between the claims of one question, and what they leave alone."""

from typing import Any

import pytest
from django.utils import timezone

from annotations.models import ClaimLink, LinkKind, LinkStatus, Mark, Question
from annotations.services import claims, links, marking, proposals
from annotations.services.ends import End
from corpus.models import User
from tests.claiming import asked, claim_in, claim_of, figure, telling
from tests.factories import EntityFactory, MarkFactory

pytestmark = pytest.mark.django_db

WORDS = "كلّف التدريب {} من الدولارات."


def costs(question: Question, by: User, value: int | str, **fields: Any) -> Mark:
    """An article with a claim of its own, of a figure with these fields."""
    raw = f"{value} ألف"
    given = figure(raw, value, **fields)
    return telling(WORDS.format(raw), claim_of(question), by=by, figures=[given])


def said(question: Question, by: User, words: str, **mention: Any) -> Mark:
    """An article with a claim of its own in these words."""
    return telling(words, claim_of(question), by=by, **mention)


def proposed() -> list[tuple[str, str, str]]:
    return [(it.kind, it.basis, it.status) for it in ClaimLink.objects.order_by("key")]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        pytest.param((294, {}), (5600, {}), True, id="exact"),
        pytest.param((294, {"bound": "at most"}), (5600, {}), True, id="more than at most"),
        pytest.param((294, {"bound": "at most"}), (290, {}), False, id="within at most"),
        pytest.param((300, {"bound": "about"}), (310, {}), False, id="about it"),
        pytest.param((300, {"bound": "about"}), (400, {}), True, id="not about it"),
        pytest.param((10, {"bound": "range", "value_max": "20"}), (15, {}), False, id="in a range"),
        pytest.param(
            (10, {"bound": "range", "value_max": "20"}), (30, {}), True, id="past a range"
        ),
        pytest.param((294, {}), (5600, {"unit": "GPU"}), False, id="another unit"),
        pytest.param((294, {}), (5600, {"metric": "revenue"}), False, id="another metric"),
        pytest.param((294, {"scope": "R1"}), (5600, {"scope": "V3"}), False, id="another scope"),
        pytest.param((294, {"metric": ""}), (5600, {"metric": ""}), False, id="no metric"),
    ],
)
def test_figures_that_cannot_both_hold_are_proposed(editor, one, other, apart):
    question = asked()

    for value, fields in (one, other):
        costs(question, editor, value, **fields)

    assert proposed() == ([("contradicts", "figures", "suggested")] if apart else [])


def test_a_proposal_names_the_two_figures(editor):
    question = asked()
    ours, theirs = costs(question, editor, 294), costs(question, editor, 5600)

    link = ClaimLink.objects.get()
    ends = {(link.a_claim_id, link.a_article), (link.b_claim_id, link.b_article)}
    assert ends == {(it.claim_id, it.article.key) for it in (ours, theirs)}
    assert (link.a_figure, link.b_figure, link.origin, link.score) == (0, 0, "disagreements", 0.8)


def test_claims_of_two_questions_are_not_compared(editor):
    costs(asked("كم كلّف R1؟"), editor, 294)
    costs(asked("كم كلّف V3؟"), editor, 5600)

    assert proposed() == []


def test_an_article_does_not_contradict_itself_under_one_claim(editor):
    words = "كلّف 294 ألف دولار بعد 5600 ألف دولار."
    figures = [figure("294 ألف", 294), figure("5600 ألف", 5600)]
    claim = claim_of(asked())

    telling(words, claim, by=editor, figures=figures)
    alone = proposed()
    telling(WORDS.format("7 ألف"), claim, by=editor, figures=[figure("7 ألف", 7)])

    assert alone == []
    assert proposed() == [("contradicts", "figures", "suggested")]


AFFIRMED = "نجحت ديب سيك في تدريب النموذج على رقائق هواوي"
DENIED = "لم تنجح ديب سيك في تدريب النموذج على رقائق هواوي"


def test_one_that_denies_what_the_other_affirms_is_proposed(editor):
    question = asked()

    said(question, editor, AFFIRMED)
    said(question, editor, DENIED, polarity="negative")

    assert proposed() == [("contradicts", "polarity", "suggested")]


def test_words_that_cannot_both_hold_are_proposed(editor):
    question = asked()

    said(question, editor, "أجلت ديب سيك إطلاق نموذج R2")
    said(question, editor, "ألغت ديب سيك إطلاق نموذج R2")

    assert proposed() == [("contradicts", "words", "suggested")]


def test_one_that_leaves_no_room_for_the_others_thing_is_proposed(editor):
    question = asked()
    for words, chip in (
        ("درّبت الشركة نموذجها على رقائق H800 فقط", "H800"),
        ("استخدمت الشركة في تطوير النموذج رقائق H20", "H20"),
    ):
        mark = said(question, editor, words)
        entity = EntityFactory(key=chip.lower(), kind="product")
        MarkFactory(article=mark.article, entity=entity, parts=[chip])

    proposals.refresh([question.pk])

    assert proposed() == [("contradicts", "exclusion", "suggested")]


def test_what_says_the_same_is_not_proposed(editor):
    question = asked()

    said(question, editor, AFFIRMED)
    said(question, editor, f"إذ {AFFIRMED}")

    assert proposed() == []


def test_a_basis_follows_what_the_mentions_say_now(editor):
    question = asked()
    said(question, editor, "أجلت ديب سيك إطلاق نموذج R2")
    mark = said(question, editor, "ألغت ديب سيك إطلاق نموذج R2")

    mark.mentions.update(polarity="negative")
    proposals.refresh([question.pk])

    assert proposed() == [("contradicts", "polarity", "suggested")]


@pytest.mark.parametrize("decision", ["rejected", "compatible", "related otherwise"])
def test_a_pair_that_somebody_decided_is_left_alone(editor, decision):
    question = asked()
    ours, theirs = costs(question, editor, 294), costs(question, editor, 5600)
    link = ClaimLink.objects.get()
    if decision == "rejected":
        links.reject(link, by=editor)
    elif decision == "compatible":
        links.judge(link, kind=LinkKind.COMPATIBLE, by=editor)
    else:
        ClaimLink.objects.all().delete()
        ends = End(claim_in(ours)), End(claim_in(theirs))
        links.raise_question(*ends, kind=LinkKind.SUPERSEDES, by=editor)
    before = proposed()

    telling(WORDS.format("7 ألف"), claim_in(ours), by=editor, figures=[figure("7 ألف", 7)])

    assert [it for it in proposed() if it in before] == before
    pairs = ClaimLink.objects.exclude(a_claim=ours.claim, b_claim=ours.claim)
    assert pairs.count() == 1


def test_a_decided_pair_is_left_alone_through_a_merge(editor, reviewer):
    question = asked()
    ours, _ = costs(question, editor, 294), costs(question, editor, 5600)
    links.reject(ClaimLink.objects.get(), by=editor)

    claims.merge(claim_in(ours), into=claim_of(question), by=reviewer)

    assert [it.status for it in ClaimLink.objects.all()] == [LinkStatus.REJECTED]


def test_a_proposal_goes_with_its_mention_and_comes_back(editor):
    question = asked()
    costs(question, editor, 294)
    mark = costs(question, editor, 5600)

    marking.remove(mark, by=editor)
    gone = proposed()
    marking.undo(mark.article, by=editor)

    assert gone == []
    assert len(proposed()) == 1


def test_a_proposal_that_was_discussed_stays(editor):
    question = asked()
    costs(question, editor, 294)
    mark = costs(question, editor, 5600)
    links.remark(ClaimLink.objects.get(), text="نموذجان", by=editor)

    marking.remove(mark, by=editor)

    assert len(proposed()) == 1


def test_what_stands_keeps_its_row(editor):
    question = asked()
    costs(question, editor, 294)
    costs(question, editor, 5600)
    before = ClaimLink.objects.get()

    changed = proposals.refresh([question.pk])

    assert ClaimLink.objects.get() == before
    assert changed == set()


def test_the_newest_are_compared_of_a_question_with_very_many(editor, monkeypatch):
    monkeypatch.setattr(proposals, "_MOST_MENTIONS", 2)
    question = asked()
    for value, article in (
        (294, {"published": timezone.now(), "published_precision": "day"}),
        (7, {}),
        (5600, {"published": timezone.now(), "published_precision": "day"}),
    ):
        raw = f"{value} ألف"
        given = [figure(raw, value)]
        telling(WORDS.format(raw), claim_of(question), by=editor, figures=given, article=article)

    link = ClaimLink.objects.get()
    values = {
        it.marks.get().mentions.get().figures.get().value for it in (link.a_claim, link.b_claim)
    }
    assert values == {294, 5600}


def test_proposals_are_bounded(editor, monkeypatch):
    monkeypatch.setattr(proposals, "_MOST_PROPOSALS", 3)
    question = asked()

    for value in (1, 2, 3, 4):
        costs(question, editor, value)

    assert len(proposed()) == 3
