"""Whom a word such as الصحيفة means in an article, pointed out once for all its claims."""

import pytest

from annotations.errors import CannotTell
from annotations.models import AttributionStep, Mark, MarkKind, Pointing
from annotations.services import marking, telling
from annotations.services.mentions import write_mention
from corpus.anchors import Anchor
from corpus.errors import Stale, TextMismatch
from corpus.models import Article, Source, User
from tests.factories import MarkFactory
from tests.told_claims import FT, TIMES, anchor, chain_of, made, said_by, told_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return told_article()


@pytest.fixture
def claim(article: Article, editor: User) -> Mark:
    return made(article, editor)


def point(article: Article, editor: User) -> None:
    telling.point(article, "الصحيفة", TIMES, anchor(article, "التايمز"), by=editor)


def test_a_word_pointed_out_means_that_in_the_whole_article(
    claim: Mark, article: Article, editor: User
) -> None:
    point(article, editor)
    later = marking.make(
        article, kind=MarkKind.CLAIM, anchors=[anchor(article, "الشركة صامتة")], by=editor
    )

    assert chain_of(claim)[0] == ("التايمز", "resolved", True)
    assert chain_of(later)[0] == ("التايمز", "resolved", True)
    people = AttributionStep.objects.get(mention__mark=claim, ordinal=1).source
    assert people is not None
    assert people.told == Source.objects.get(entity__key=TIMES)


def test_pointing_is_undone_and_done_again(claim: Mark, article: Article, editor: User) -> None:
    before = said_by(claim)
    point(article, editor)
    pointed = said_by(claim)

    marking.undo(article, by=editor)
    assert said_by(claim) == before
    marking.redo(article, by=editor)
    assert said_by(claim) == pointed
    for _ in range(2):
        marking.undo(article, by=editor)

    assert not Mark.objects.filter(kind=MarkKind.CLAIM, removed_at=None).exists()


def test_a_confirmed_step_keeps_its_source(claim: Mark, article: Article, editor: User) -> None:
    telling.confirm(claim, by=editor)

    point(article, editor)

    assert chain_of(claim)[0][0] == "فايننشال تايمز"


def test_a_suggested_claim_follows(claim: Mark, article: Article, editor: User) -> None:
    suggested = MarkFactory(article=article, kind=MarkKind.CLAIM, claim=claim.claim)
    write_mention(suggested, said_by(claim))

    point(article, editor)

    assert chain_of(suggested)[0][0] == "التايمز"


def test_a_pointing_that_somebody_moved_is_not_undone(
    claim: Mark, article: Article, editor: User, reviewer: User
) -> None:
    point(article, editor)
    telling.point(article, "الصحيفة", FT, anchor(article, "فايننشال تايمز"), by=reviewer)

    with pytest.raises(Stale):
        marking.undo(article, by=editor)

    assert Pointing.objects.get().source.key == FT


@pytest.mark.parametrize(
    ("form", "source", "error"),
    [(" ", TIMES, CannotTell), ("الصحيفة", "nobody", CannotTell)],
)
def test_it_refuses_to_point_nothing_out(
    article: Article, editor: User, form: str, source: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        telling.point(article, form, source, anchor(article, "التايمز"), by=editor)


def test_it_refuses_to_point_at_words_that_are_not_there(article: Article, editor: User) -> None:
    with pytest.raises(TextMismatch):
        telling.point(article, "الصحيفة", TIMES, Anchor(0, 3, "لا"), by=editor)
