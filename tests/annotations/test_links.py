"""Judging what two claims are to each other, the discussion of it, and the way back."""

import uuid

import pytest

from annotations.models import ClaimLink, LinkKind, LinkStatus, Remark
from annotations.services import claims, links
from annotations.services.ends import End
from corpus.errors import Conflict, IsnadError, NotAllowed, Stale
from corpus.models import Event, User
from tests.claiming import asked, claim_of, figure, telling
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LESS, MORE = "كلّف التدريب 294 ألف دولار.", "كلّف التدريب 5.6 مليون دولار."


@pytest.fixture
def proposed(editor) -> ClaimLink:
    """Two figures of one question that cannot both hold, as a rule proposes it."""
    question = asked()
    ours, theirs = claim_of(question), claim_of(question)
    telling(LESS, ours, by=editor, figures=[figure("294 ألف دولار", 294_000)])
    telling(MORE, theirs, by=editor, figures=[figure("5.6 مليون دولار", 5_600_000)])
    return ClaimLink.objects.get()


def fresh(link: ClaimLink) -> ClaimLink:
    return ClaimLink.objects.get(key=link.key)


def last(verb: str) -> Event:
    return Event.objects.filter(verb=verb).latest("pk")


def test_a_rule_proposes_and_nobody_has_decided(proposed):
    assert (proposed.kind, proposed.status, proposed.basis) == (
        "contradicts",
        "suggested",
        "figures",
    )


def test_a_judgement_says_who_when_and_why(proposed, editor):
    links.judge(proposed, kind=LinkKind.COMPATIBLE, reason=" نموذجان ", by=editor)

    now = fresh(proposed)
    assert (now.kind, now.status, now.reason) == ("compatible", "accepted", "نموذجان")
    assert (now.by, now.at is not None, now.as_reviewer) == (editor, True, False)
    assert last("judge").after["kind"] == "compatible"


def test_a_rejection_keeps_what_was_proposed(proposed, editor):
    links.reject(proposed, reason="ليس كذلك", by=editor)

    assert (fresh(proposed).kind, fresh(proposed).status) == ("contradicts", "rejected")


def test_a_judgement_is_taken_back(proposed, editor):
    links.judge(proposed, kind=LinkKind.COMPATIBLE, by=editor)

    back = links.take_back(last("judge"), by=editor)

    assert back is not None
    assert (back.kind, back.status, back.by) == ("contradicts", "suggested", None)
    assert last("undo").undoes == last("judge")


def test_ones_second_judgement_is_taken_back_to_the_first(proposed, editor):
    links.reject(proposed, by=editor)
    links.judge(proposed, kind=LinkKind.REFINES, by=editor)

    links.take_back(last("judge"), by=editor)

    assert fresh(proposed).status == LinkStatus.REJECTED


def test_a_reviewer_takes_anothers_judgement_back(proposed, editor, reviewer):
    links.reject(proposed, by=editor)

    links.take_back(last("judge"), by=reviewer)

    assert fresh(proposed).status == LinkStatus.SUGGESTED


def test_an_editor_does_not_take_anothers_judgement_back(proposed, editor):
    links.reject(proposed, by=UserFactory())

    with pytest.raises(NotAllowed):
        links.take_back(last("judge"), by=editor)


def test_what_another_has_judged_since_is_not_undone(proposed, editor):
    links.reject(proposed, by=editor)
    mine = last("judge")
    links.judge(proposed, kind=LinkKind.COMPATIBLE, by=UserFactory())

    with pytest.raises(Stale):
        links.take_back(mine, by=editor)

    assert fresh(proposed).kind == LinkKind.COMPATIBLE


def test_a_judgement_is_taken_back_once(proposed, editor):
    links.reject(proposed, by=editor)
    links.take_back(last("judge"), by=editor)

    with pytest.raises(Stale):
        links.take_back(last("judge"), by=editor)


def test_only_judgements_are_taken_back_here(proposed, editor, reviewer):
    claims.describe(proposed.a_claim, scope="النموذج", by=editor)

    with pytest.raises(Conflict):
        links.take_back(last("describe"), by=reviewer)


def test_a_reviewers_verdict_holds(proposed, editor, reviewer):
    links.judge(proposed, kind=LinkKind.COMPATIBLE, by=reviewer)

    with pytest.raises(Conflict):
        links.reject(proposed, by=editor)

    assert (fresh(proposed).status, fresh(proposed).as_reviewer) == ("accepted", True)


def test_a_reviewer_overrules_a_reviewer(proposed, reviewer):
    links.judge(proposed, kind=LinkKind.COMPATIBLE, by=reviewer)

    links.reject(proposed, by=UserFactory(role="reviewer"))

    assert fresh(proposed).status == LinkStatus.REJECTED


@pytest.mark.parametrize("decide", [links.reject, links.judge])
def test_a_repeated_request_decides_once(proposed, editor, decide):
    key = str(uuid.uuid4())
    kind = {"kind": LinkKind.COMPATIBLE} if decide is links.judge else {}

    decide(proposed, by=editor, request_key=key, **kind)
    decide(proposed, by=editor, request_key=key, **kind)

    assert Event.objects.filter(verb="judge").count() == 1


def test_what_went_since_is_not_judged(proposed, editor):
    ClaimLink.objects.all().delete()

    with pytest.raises(Conflict):
        links.reject(proposed, by=editor)
    with pytest.raises(Conflict):
        links.remark(proposed, text="نموذجان", by=editor)


def test_a_researcher_decides_nothing(proposed, researcher, editor):
    said = links.remark(proposed, text="نموذجان", by=editor)

    for attempt in (
        lambda: links.judge(proposed, kind=LinkKind.SAME, by=researcher),
        lambda: links.reject(proposed, by=researcher),
        lambda: raised(researcher),
        lambda: links.remark(proposed, text="نموذجان", by=researcher),
        lambda: links.withdraw(said, by=researcher),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def raised(by: User, kind: LinkKind = LinkKind.CONTRADICTS) -> ClaimLink:
    return links.raise_question(End(claim_of()), End(claim_of()), kind=kind, by=by)


def test_a_person_raises_a_question_for_the_others(editor):
    link = raised(editor)

    assert (link.status, link.origin, link.basis, link.by) == (
        "suggested",
        "person",
        "judgement",
        None,
    )
    assert last("raise").by == editor


def test_a_claim_is_not_related_to_itself(editor):
    claim = claim_of()

    with pytest.raises(links.CannotLink):
        links.raise_question(End(claim), End(claim), kind=LinkKind.SAME, by=editor)


def test_claims_that_are_read_as_one_are_not_related(editor, reviewer):
    ours, theirs = claim_of(), claim_of()
    claims.merge(ours, into=theirs, by=reviewer)

    with pytest.raises(links.CannotLink):
        links.raise_question(End(ours), End(theirs), kind=LinkKind.SAME, by=editor)


def test_two_mentions_of_one_claim_may_be_at_odds(editor):
    claim = claim_of()
    ends = [
        End(claim, mark.article.key, part.start, part.end)
        for mark in (telling(LESS, claim, by=editor), telling(MORE, claim, by=editor))
        for part in mark.parts.all()
    ]

    links.raise_question(*ends, kind=LinkKind.CONTRADICTS, by=editor)

    assert ClaimLink.objects.get().a_claim == claim


def test_a_pair_is_raised_once_whichever_comes_first(editor):
    link = raised(editor)

    with pytest.raises(Conflict):
        links.raise_question(
            End(link.b_claim), End(link.a_claim), kind=LinkKind.SUPPORTS, by=editor
        )


@pytest.mark.parametrize("kind", [LinkKind.SUPERSEDES, LinkKind.REFINES, LinkKind.SUPPORTS])
def test_what_reads_one_way_keeps_its_order(editor, kind):
    later, earlier = End(claim_of()), End(claim_of())

    one = links.raise_question(earlier, later, kind=kind, by=editor)

    assert (one.a_claim, one.b_claim) == (earlier.claim, later.claim)


def test_what_was_raised_goes_when_it_is_taken_back(editor):
    raised(editor)

    assert links.take_back(last("raise"), by=editor) is None
    assert not ClaimLink.objects.exists()


def test_what_was_discussed_stays_when_it_is_taken_back(editor):
    links.remark(raised(editor), text="نموذجان", by=editor)

    with pytest.raises(Conflict):
        links.take_back(last("raise"), by=editor)

    assert ClaimLink.objects.exists()


def test_what_was_raised_and_judged_since_is_not_taken_back(editor):
    link = raised(editor)
    links.judge(link, kind=LinkKind.COMPATIBLE, by=UserFactory())

    with pytest.raises(Stale):
        links.take_back(last("raise"), by=editor)


def test_a_remark_is_said_and_taken_back(proposed, editor):
    said = links.remark(proposed, text="  نموذجان ", by=editor)
    links.withdraw(said, by=editor)

    said.refresh_from_db()
    assert (said.text, said.removed_at is not None) == ("نموذجان", True)
    assert last("withdraw").before == {"text": "نموذجان"}


def test_anothers_remark_is_taken_back_by_a_reviewer_alone(proposed, editor, reviewer):
    said = links.remark(proposed, text="نموذجان", by=editor)

    with pytest.raises(NotAllowed):
        links.withdraw(said, by=UserFactory())
    links.withdraw(said, by=reviewer)

    assert last("withdraw").by == reviewer


def test_a_remark_is_taken_back_once(proposed, editor):
    said = links.remark(proposed, text="نموذجان", by=editor)
    links.withdraw(said, by=editor)

    with pytest.raises(Conflict):
        links.withdraw(said, by=editor)


def test_an_empty_remark_says_nothing(proposed, editor):
    with pytest.raises(IsnadError):
        links.remark(proposed, text=" \n", by=editor)

    assert not Remark.objects.exists()
