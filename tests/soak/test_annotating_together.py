"""Eight editors in one article at once: nothing lost, nothing twice."""

import random
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from annotations.models import Decision, Mark
from annotations.services import marking
from corpus.anchors import Anchor
from corpus.models import Article, ArticleIndex, Event, Role, User
from corpus.services import index
from corpus.text.morphology import load_analyser
from tests.factories import UserFactory, written_article
from tests.indexing import index_texts

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]

EDITORS, SPANS = 8, 100
WORDS = [f"كلمة{number:03}" for number in range(SPANS)]


@pytest.fixture
def article() -> Article:
    article = written_article("عنوان", " ".join(WORDS))
    index_texts([article], load_analyser(None))
    return article


def annotate(article: Article, editor: User, seed: int) -> None:
    """Mark every word, in an order of one's own, sending every third request twice."""
    words = random.Random(seed).sample(WORDS, len(WORDS))
    try:
        for number, word in enumerate(words):
            start = article.capture.text.index(word)
            key = str(uuid.uuid4())
            for _ in range(1 + (number % 3 == 0)):
                marking.make(
                    article,
                    kind="source",
                    anchors=[Anchor(start, start + len(word), word)],
                    by=editor,
                    request_key=key,
                )
    finally:
        connection.close()


def test_nothing_is_lost_and_nothing_is_there_twice(article):
    editors = [UserFactory(role=Role.EDITOR) for _ in range(EDITORS)]

    with ThreadPoolExecutor(EDITORS) as pool:
        list(pool.map(annotate, [article] * EDITORS, editors, range(EDITORS)))

    assert Decision.objects.count() == EDITORS * SPANS
    assert Event.objects.filter(verb="mark").count() == EDITORS * SPANS
    assert Mark.objects.filter(removed_at=None).count() == SPANS
    assert ArticleIndex.objects.get().facets == [
        "month:undated",
        "source:~unnamed",
        "state:decided",
    ]
    assert index.drift() == []
