"""Each constraint and trigger on claims and what is held of them, broken once."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotations.models import (
    Assessment,
    AttributionStep,
    BoardRow,
    Claim,
    ClaimLink,
    ClaimMention,
    Figure,
    Pointing,
    Remark,
)
from tests.claiming import asked, claim_of
from tests.factories import ArticleFactory, MarkFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def savepoint(db):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.fixture
def mention(db) -> ClaimMention:
    mark = MarkFactory(article=ArticleFactory(), kind="claim", claim=claim_of(), parts=[(0, 4)])
    return ClaimMention.objects.create(mark=mark, capture=mark.capture)


def write_figure(mention: ClaimMention, **fields) -> Figure:
    usual = {"ordinal": 0, "start": 0, "end": 4, "quote": mention.capture.text[0:4], "value": 5}
    return Figure.objects.create(mention=mention, capture=mention.capture, **{**usual, **fields})


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"end": 0}, "end_after_start", id="empty"),
        pytest.param({"quote": "غيره"}, "quote does not stand", id="another quote"),
        pytest.param({"bound": "roughly"}, "bound_known", id="unknown bound"),
        pytest.param({"bound": "range"}, "range_has_two_ends", id="a range with one end"),
        pytest.param(
            {"bound": "range", "value_max": 5}, "range_has_two_ends", id="a range of one value"
        ),
        pytest.param({"value_max": 7}, "range_has_two_ends", id="two ends of no range"),
    ],
)
def test_a_figure_is_whole_and_stands_in_the_text(mention, fields, constraint):
    with refused(constraint):
        write_figure(mention, **fields)


def test_a_mention_has_one_figure_of_each_ordinal(mention):
    write_figure(mention)

    with refused("figure_ordinal_once"):
        write_figure(mention)


def test_a_figure_is_never_moved_off_its_quote(mention):
    written = write_figure(mention)

    with refused("quote does not stand"):
        Figure.objects.filter(pk=written.pk).update(start=1, end=5)


def write_step(mention: ClaimMention, **fields) -> AttributionStep:
    usual = {"ordinal": 0, "how": "resolved"}
    return AttributionStep.objects.create(
        mention=mention, capture=mention.capture, **{**usual, **fields}
    )


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"place_start": 0}, "place_whole_or_absent", id="half a place"),
        pytest.param(
            {"place_start": 0, "place_end": 4}, "place_whole_or_absent", id="without words"
        ),
        pytest.param(
            {"place_start": 4, "place_end": 4, "place_quote": "ديب"},
            "place_whole_or_absent",
            id="empty",
        ),
        pytest.param(
            {"place_start": 0, "place_end": 4, "place_quote": "غيره"},
            "quote does not stand",
            id="other words",
        ),
    ],
)
def test_the_words_for_a_source_are_whole_and_stand_in_the_text(mention, fields, constraint):
    with refused(constraint):
        write_step(mention, **fields)


def test_the_words_for_a_source_are_never_moved_off_their_place(mention):
    step = write_step(mention, place_start=0, place_end=3, place_quote="ديب")

    with refused("quote does not stand"):
        AttributionStep.objects.filter(pk=step.pk).update(place_start=1, place_end=4)


def test_no_source_stands_twice_in_a_chain(mention):
    source = SourceFactory()
    write_step(mention, source=source)

    with refused("acyclic"):
        write_step(mention, source=source, ordinal=1)


def test_several_hops_of_a_chain_may_be_unknown(mention):
    write_step(mention)
    write_step(mention, ordinal=1)

    assert mention.chain.count() == 2


@pytest.mark.parametrize(
    ("kind", "has_origin"),
    [("named", False), ("unnamed", False), ("hearsay", True), ("none", True), ("rumour", True)],
)
def test_a_mention_has_an_origin_where_its_kind_says_so(mention, kind, has_origin):
    origin = SourceFactory() if has_origin else None

    with refused("origin_of_its_kind"):
        ClaimMention.objects.filter(pk=mention.pk).update(origin=origin, origin_kind=kind)


def test_a_claim_is_not_merged_into_itself():
    claim = claim_of()

    with refused("not_into_itself"):
        Claim.objects.filter(pk=claim.pk).update(merged_into=claim)


def write_link(**fields) -> ClaimLink:
    usual = {"key": "a|b", "kind": "contradicts", "status": "suggested", "origin": "person"}
    ends = {"a_claim": claim_of(), "b_claim": claim_of()}
    return ClaimLink.objects.create(**{**usual, **ends, **fields})


@pytest.mark.parametrize("side", ["a", "b"])
@pytest.mark.parametrize(
    "end",
    [
        pytest.param({"article": "k"}, id="an article without a place"),
        pytest.param({"start": 0, "end": 4}, id="a place without an article"),
        pytest.param({"article": "k", "start": 4, "end": 4}, id="an empty place"),
        pytest.param({"article": "k", "start": 4}, id="half a place"),
        pytest.param({"figure": 0}, id="a figure of no mention"),
    ],
)
def test_an_end_of_a_link_is_a_claim_or_a_place_or_a_figure_there(side, end):
    with refused("ends_are_whole"):
        write_link(**{f"{side}_{name}": value for name, value in end.items()})


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"status": "accepted"}, id="decided by nobody"),
        pytest.param({"status": "rejected", "by": UserFactory}, id="decided at no time"),
        pytest.param({"by": UserFactory, "at": timezone.now}, id="suggested by a person"),
        pytest.param({"status": "perhaps"}, id="unknown status"),
    ],
)
def test_a_link_is_suggested_or_decided_by_somebody(fields):
    made = {name: it() if callable(it) else it for name, it in fields.items()}

    with refused("suggested_or_decided"):
        write_link(**made)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"kind": "resembles"}, "kind_known", id="unknown kind"),
        pytest.param({"score": 1.5}, "score_in_range", id="score"),
    ],
)
def test_a_link_is_of_a_known_kind_with_a_score(fields, constraint):
    with refused(constraint):
        write_link(**fields)


def test_a_pair_has_one_link():
    write_link()

    with refused("key"):
        write_link()


def test_a_remark_says_something_and_is_kept_with_its_link():
    remark = {"link": write_link(), "by": UserFactory(), "at": timezone.now()}

    with refused("says_something"), transaction.atomic():
        Remark.objects.create(text="", **remark)
    Remark.objects.create(text="نموذجان", **remark)
    with refused("remark_once"):
        Remark.objects.create(text="نموذجان", **remark)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"rating": "great"}, "rating_known", id="unknown rating"),
        pytest.param({"rationale": ""}, "says_why", id="no reason"),
    ],
)
def test_an_assessment_is_a_known_rating_with_its_reason(fields, constraint):
    usual = {"rating": "mixed", "rationale": "وثيقة", "by": UserFactory(), "at": timezone.now()}

    with refused(constraint):
        Assessment.objects.create(claim=claim_of(), **{**usual, **fields})


def test_a_person_has_one_assessment_of_a_claim():
    said = {"claim": claim_of(), "rationale": "وثيقة", "by": UserFactory(), "at": timezone.now()}
    Assessment.objects.create(rating="mixed", **said)

    with refused("one_a_person"):
        Assessment.objects.create(rating="false", **said)


def point(**fields) -> Pointing:
    article = fields.pop("article", None) or ArticleFactory()
    usual = {"form": "الصحيفه", "source": SourceFactory(), "by": UserFactory()}
    return Pointing.objects.create(
        capture=article.capture,
        article_key=article.key,
        at=timezone.now(),
        **{**usual, **fields},
    )


def test_words_point_to_one_source_in_an_article():
    article = ArticleFactory()
    point(article=article)

    with refused("pointing_once"):
        point(article=article)


def test_what_points_is_words():
    with refused("of_some_words"):
        point(form="")


@pytest.mark.parametrize(
    "of",
    [
        pytest.param(dict, id="neither"),
        pytest.param(lambda: {"question": asked(), "claim": claim_of()}, id="both"),
    ],
)
def test_a_row_of_the_board_is_of_a_question_or_of_a_claim(of):
    numbers = dict.fromkeys(
        ("claims", "mentions", "articles", "origins", "contested", "undecided"), 1
    )

    with refused("of_one_group"):
        BoardRow.objects.create(newest=timezone.now(), **numbers, **of())
