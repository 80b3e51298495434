"""Several people, and a rebuild, in one article at the same moment."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection

from annotations.models import Decision, Mark
from annotations.services import marking, merging, splitting, undoing
from corpus.anchors import Anchor
from corpus.errors import Conflict, IsnadError
from corpus.models import Alias, Article, ArticleIndex, Entity, Event, User
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
        except IsnadError as refused:
            return refused
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
    assert ArticleIndex.objects.get().facets == ["month:undated", "state:decided"]
    assert index.drift() == []


def entity(number: int) -> Entity:
    return Entity.objects.get(key=f"name-{number}")


def test_two_that_are_merged_into_each_other_at_once_are_merged_once(article):
    one, other, by = entity(0), entity(1), UserFactory(role="reviewer")

    said = together(
        lambda: merging.merge(one, into=other, by=by),
        lambda: merging.merge(other, into=one, by=by),
    )

    assert sorted({type(it) for it in said}, key=lambda it: it.__name__) == [
        merging.CannotMerge,
        merging.Merged,
    ]
    assert Entity.objects.exclude(merged_into=None).count() == 1
    assert index.drift() == []


def test_marks_that_are_made_during_a_merge_are_read_through_it(article):
    people = UserFactory.create_batch(3)
    one, other, by = entity(0), entity(1), UserFactory(role="reviewer")

    together(
        *(lambda who=who: mark(article, article.start, who) for who in people),
        lambda: merging.merge(one, into=other, by=by),
    )

    facets = ArticleIndex.objects.get().facets
    assert "entity:name-1" in facets
    assert "entity:name-0" not in facets
    assert index.drift() == []


def test_of_two_who_split_the_same_spelling_one_comes_late(article):
    Alias.of(entity(0), "شاومي").save()
    one, people = entity(0), UserFactory.create_batch(2, role="reviewer")

    said = together(
        *(
            lambda by=by, to=to: splitting.split(one, spellings=["شاومي"], into=to, by=by)
            for by, to in zip(people, (entity(1), entity(2)), strict=True)
        )
    )

    assert sorted({type(it) for it in said}, key=lambda it: it.__name__) == [
        Conflict,
        splitting.Split,
    ]
    assert Alias.objects.filter(text="شاومي").count() == 1


def test_a_split_is_taken_back_once_by_two_at_once(article):
    Alias.of(entity(0), "شاومي").save()
    by = UserFactory(role="reviewer")
    done = splitting.split(entity(0), spellings=["شاومي"], into=entity(1), by=by)

    together(*[lambda: undoing.take_back(done.event, by=by)] * 2)

    assert Alias.objects.get(text="شاومي").entity == entity(0)
    assert done.event.undone_by.count() == 1


def test_a_merge_and_a_split_of_the_same_two_do_not_wait_in_a_circle(article):
    Alias.of(entity(1), "شاومي").save()
    by = UserFactory(role="reviewer")

    said = together(
        lambda: merging.merge(entity(0), into=entity(1), by=by),
        lambda: splitting.split(entity(1), spellings=["شاومي"], into=entity(2), by=by),
        lambda: merging.merge(entity(2), into=entity(0), by=by),
    )

    assert any(isinstance(it, merging.Merged) for it in said)
    assert not Entity.objects.filter(merged_into__merged_into__isnull=False).exists()
