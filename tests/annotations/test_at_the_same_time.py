"""Several people, and a rebuild, in one article at the same moment."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection

from annotations.models import Decision, Mark
from annotations.services import marking
from corpus.anchors import Anchor
from corpus.errors import Conflict
from corpus.models import Article, ArticleIndex, Event, User
from corpus.services import index, registry
from corpus.text.morphology import load_analyser
from tests.factories import UserFactory, written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ["هواوي", "إنفيديا", "هونر"]


@pytest.fixture
def article(transactional_db: None) -> Article:
    registry.load_entities(
        {"key": f"name-{number}", "kind": "organisation", "ar": name}
        for number, name in enumerate(NAMES)
    )
    said = "قالت شركة {} إن معالجها الجديد جاهز لتدريب النماذج الكبيرة قبل نهاية هذا العام."
    title = "شركات تعلن معالجات جديدة"
    article = written_article(title, *(said.format(name) for name in NAMES * 4))
    index_texts([article], load_analyser(None))
    call_command("rebuild", stdout=io.StringIO())
    article.refresh_from_db()
    return article


def together(*work: Callable[[], object]) -> list[object]:
    def one(do: Callable[[], object]) -> object:
        try:
            return do()
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(one, work))


def mark(article: Article, start: int, by: User, request_key: str = "") -> Mark:
    anchors = [Anchor(start, start + 2, article.capture.text[start : start + 2])]
    return marking.make(
        article, kind="entity", anchors=anchors, by=by, value_key="name-0", request_key=request_key
    )


def test_a_request_that_comes_many_times_at_once_marks_once(article):
    editor = UserFactory()

    marks = together(*[lambda: mark(article, article.start, editor, "one")] * 6)

    assert len(set(marks)) == 1
    assert Event.objects.filter(verb="mark").count() == 1


def test_eight_people_at_once_lose_nothing(article):
    people = UserFactory.create_batch(8)
    starts = [article.start + step for step in (0, 2, 5)]

    together(*(lambda by=by: [mark(article, start, by) for start in starts] for by in people))

    assert Decision.objects.count() == 24
    assert Mark.objects.filter(by__isnull=False).count() == 3
    assert index.drift() == []


def test_what_is_rejected_during_a_rebuild_stays_rejected(article):
    editor = UserFactory()

    def reject_all() -> None:
        while found := Mark.objects.filter(by=None, covered=False).first():
            together(lambda: marking.reject(found, by=editor))

    together(reject_all, *[lambda: call_command("rebuild", stdout=io.StringIO())] * 2)

    assert not Mark.objects.filter(by=None, covered=False).exists()
    assert ArticleIndex.objects.get().facets == ["state:decided"]
    assert index.drift() == []
