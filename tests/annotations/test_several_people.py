"""Several people deciding the same thing: nobody's decision is lost or overwritten."""

import pytest

from annotations.models import Decision, Mark
from annotations.services import marking
from corpus.anchors import Anchor
from corpus.errors import Conflict
from corpus.models import Article
from corpus.text.morphology import load_analyser
from tests.factories import EntityFactory, MarkFactory, written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    article = written_article("عودة إلى هواوي", "قالت شركة هواوي إن شرائحها جاهزة.")
    index_texts([article], load_analyser(None))
    return article


def test_what_a_reviewer_rejected_is_refused_and_the_decision_kept(article, editor, reviewer):
    mark = MarkFactory(article=article, entity=EntityFactory(key="huawei"), parts=["هواوي"])
    marking.reject(mark, by=reviewer)

    with pytest.raises(Conflict):
        marking.make(article, kind="entity", anchors=place(mark), by=editor, value_key="huawei")

    assert Decision.objects.get(by=editor).verdict == "accepted"
    assert not Mark.objects.filter(by__isnull=False, removed_at=None).exists()


def place(mark: Mark) -> list[Anchor]:
    return [Anchor(part.start, part.end, part.quote) for part in mark.parts.all()]


def test_marking_anothers_claim_again_keeps_what_it_says(article, editor, reviewer):
    anchors = [Anchor(0, 4, "عودة")]
    mark = marking.make(article, kind="claim", anchors=anchors, by=editor)
    mark.mentions.update(stance="denies")

    again = marking.make(article, kind="claim", anchors=anchors, by=reviewer)

    assert again == mark
    assert again.mentions.get().stance == "denies"
