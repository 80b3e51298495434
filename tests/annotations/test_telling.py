"""What a claim's mention says: drafted by rules, changed by people, pointed out in the text."""

import pytest

from annotations.models import AttributionStep, Mark, MarkKind
from annotations.services import marking, telling
from corpus.anchors import Anchor
from corpus.models import Article, Entity, User
from tests.factories import MarkFactory
from tests.marked import outlet
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

SAID = "ديب سيك أجّلت نموذجها ثلاثة أشهر"
TEXT = f"قالت فايننشال تايمز ذلك. نقلت الصحيفة عن ثلاثة أشخاص مطلعين أن {SAID}"


def anchor(article: Article, words: str) -> Anchor:
    start = article.capture.text.index(words)
    return Anchor(start, start + len(words), words)


@pytest.fixture
def paper(db: None) -> Entity:
    return outlet("financial-times", "فايننشال تايمز")


@pytest.fixture
def article(paper: Entity) -> Article:
    article = readable_article("عنوان", TEXT)
    MarkFactory(article=article, entity=paper, parts=["فايننشال تايمز"])
    return article


@pytest.fixture
def claim(article: Article, editor: User) -> Mark:
    return marking.make(article, kind=MarkKind.CLAIM, anchors=[anchor(article, SAID)], by=editor)


def chain_of(mark: Mark) -> list[tuple[str | None, str, bool]]:
    steps = AttributionStep.objects.filter(mention__mark=mark).order_by("ordinal")
    return [(it.source.name if it.source else None, it.how, it.is_open) for it in steps]


def test_a_claim_comes_with_its_chain_as_the_words_tell_it(claim: Mark) -> None:
    assert chain_of(claim) == [
        ("فايننشال تايمز", "resolved", True),
        ("ثلاثة أشخاص مطلعين", "explicit", False),
    ]


def test_confirming_is_one_step(claim, editor, article):
    telling.confirm(claim, by=editor)
    assert [it[2] for it in chain_of(claim)] == [False, False]
    marking.undo(article, by=editor)
    assert [it[2] for it in chain_of(claim)] == [True, False]


def test_pointing_holds_for_the_article(claim, editor, article):
    outlet("times", "التايمز")
    telling.point(article, "الصحيفة", "times", anchor(article, "فايننشال تايمز"), by=editor)
    assert chain_of(claim)[0] == ("التايمز", "resolved", True)
    marking.undo(article, by=editor)
    assert chain_of(claim)[0] == ("فايننشال تايمز", "resolved", True)
    marking.redo(article, by=editor)
    assert chain_of(claim)[0] == ("التايمز", "resolved", True)
    marking.undo(article, by=editor)
    marking.undo(article, by=editor)
    assert not Mark.objects.filter(kind="claim", removed_at=None).exists()
