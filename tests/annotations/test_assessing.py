"""What a person finds a claim to be worth: said, replaced, taken back."""

import pytest

from annotations.models import Assessment, Claim, Rating
from annotations.services import assessing, claims
from corpus.errors import Conflict, IsnadError, NotAllowed, Stale
from corpus.models import Event, User
from tests.claiming import claim_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def assess(claim: Claim, by: User, rating: Rating = Rating.MIXED, **said) -> Assessment:
    return assessing.assess(claim, rating=rating, rationale=" وثيقة Nature ", by=by, **said)


def standing() -> list[tuple[str, str]]:
    found = Assessment.objects.filter(removed_at=None).order_by("pk")
    return [(it.by.username, it.rating) for it in found]


def last(verb: str) -> Event:
    return Event.objects.filter(verb=verb).latest("pk")


def test_an_assessment_says_why_and_on_what_evidence(editor):
    made = assess(claim_of(), editor, evidence=" https://example.org/paper ")

    assert (made.rating, made.rationale) == ("mixed", "وثيقة Nature")
    assert made.evidence == "https://example.org/paper"
    assert last("assess").after["rating"] == "mixed"


def test_each_person_has_one_that_the_next_replaces(editor, reviewer):
    claim = claim_of()
    assess(claim, editor)
    assess(claim, reviewer, Rating.TRUE)

    assess(claim, editor, Rating.FALSE)

    assert sorted(standing()) == sorted([(editor.username, "false"), (reviewer.username, "true")])


def test_a_second_one_is_taken_back_to_the_first_and_that_to_none(editor):
    claim = claim_of()
    assess(claim, editor)
    first = last("assess")
    assess(claim, editor, Rating.FALSE)

    assessing.take_back(last("assess"), by=editor)
    one = standing()
    assessing.take_back(first, by=editor)

    assert one == [(editor.username, "mixed")]
    assert standing() == []


def test_it_is_withdrawn_and_the_withdrawal_taken_back(editor):
    claim = claim_of()
    assess(claim, editor)
    assessing.withdraw(claim, by=editor)
    none = standing()

    assessing.take_back(last("withdraw"), by=editor)

    assert none == []
    assert standing() == [(editor.username, "mixed")]


def test_what_does_not_stand_is_not_withdrawn(editor):
    with pytest.raises(Conflict):
        assessing.withdraw(claim_of(), by=editor)


def test_what_was_replaced_since_is_not_taken_back(editor):
    claim = claim_of()
    assess(claim, editor)
    first = last("assess")
    assess(claim, editor, Rating.FALSE)

    with pytest.raises(Stale):
        assessing.take_back(first, by=editor)


def test_a_step_is_taken_back_once(editor):
    assess(claim_of(), editor)
    assessing.take_back(last("assess"), by=editor)

    with pytest.raises(Stale):
        assessing.take_back(last("assess"), by=editor)


def test_anothers_is_taken_back_by_a_reviewer_alone(editor, reviewer):
    assess(claim_of(), editor)

    with pytest.raises(NotAllowed):
        assessing.take_back(last("assess"), by=UserFactory())
    assessing.take_back(last("assess"), by=reviewer)

    assert standing() == []


def test_only_assessments_are_taken_back_here(editor, reviewer):
    claims.merge(claim_of(), into=claim_of(), by=reviewer)

    with pytest.raises(Conflict):
        assessing.take_back(last("merge"), by=reviewer)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"rationale": "  "}, id="no reason"),
        pytest.param({"evidence": "javascript:alert(1)"}, id="evidence that is no address"),
    ],
)
def test_what_cannot_be_checked_is_refused(editor, said):
    with pytest.raises(IsnadError):
        assessing.assess(
            claim_of(), **{"rating": Rating.MIXED, "rationale": "وثيقة", **said}, by=editor
        )

    assert not Assessment.objects.exists()


def test_an_unknown_rating_is_refused(editor):
    with pytest.raises(ValueError, match="great"):
        assess(claim_of(), editor, "great")  # type: ignore[arg-type]


def test_a_researcher_assesses_nothing(researcher):
    with pytest.raises(NotAllowed):
        assess(claim_of(), researcher)
    with pytest.raises(NotAllowed):
        assessing.withdraw(claim_of(), by=researcher)
