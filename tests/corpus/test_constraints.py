"""Each constraint and trigger of corpus, broken once."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from corpus.models import (
    Alias,
    Article,
    Capture,
    Entity,
    Event,
    FacetValue,
    NotSame,
    Page,
    Segment,
    Source,
    Topic,
    User,
)
from tests.factories import (
    AliasFactory,
    ArticleFactory,
    CaptureFactory,
    EntityFactory,
    PageFactory,
    SegmentFactory,
    SourceFactory,
    TopicFactory,
    UserFactory,
    written_article,
)

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    """The database refuses with these words, and the test's transaction goes on."""
    return pytest.raises(IntegrityError, match=constraint)


@pytest.fixture(autouse=True)
def savepoint(db):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("change", [{"text": "غيره"}, {"data": b"x"}, {"fields": {"a": "b"}}])
def test_what_was_captured_never_changes(change):
    capture = CaptureFactory()

    with refused("a capture never changes"):
        Capture.objects.filter(pk=capture.pk).update(**change)


def test_a_capture_is_never_deleted():
    capture = CaptureFactory()

    with refused("a capture never changes"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM corpus_capture WHERE id = %s", [capture.pk])


def test_which_capture_is_current_may_change():
    capture = CaptureFactory()

    Capture.objects.filter(pk=capture.pk).update(is_current=False)

    capture.refresh_from_db()
    assert not capture.is_current


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        pytest.param({"text": "", "length": 0}, "text_not_empty", id="empty text"),
        pytest.param({}, "once_per_text", id="same text twice"),
        pytest.param({"text": "آخر"}, "one_current", id="two current ones"),
    ],
)
def test_a_page_keeps_one_capture_per_text_and_one_current(broken, constraint):
    capture = CaptureFactory()

    with refused(constraint):
        CaptureFactory(page=capture.page, **broken)


def test_two_pages_never_share_a_key():
    page = PageFactory()

    with refused("corpus_page_key"):
        Page.objects.create(key=page.key)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"start": 9, "end": 9}, "end_after_start", id="empty window"),
        pytest.param({"end": 9999}, "ends after its capture", id="past the text"),
        pytest.param(
            {"published": None, "published_precision": "day"},
            "date_has_precision",
            id="precision without a date",
        ),
        pytest.param(
            {"published": datetime(2025, 1, 1, tzinfo=UTC), "published_precision": ""},
            "date_has_precision",
            id="date without a precision",
        ),
    ],
)
def test_an_article_is_a_sane_window_with_a_sane_date(fields, constraint):
    capture = CaptureFactory()

    with refused(constraint):
        ArticleFactory(capture=capture, **fields)


def test_a_key_is_given_once_in_a_capture():
    article = ArticleFactory()

    with refused("key_once"):
        ArticleFactory(capture=article.capture, key=article.key)


def test_windows_never_cross():
    article = ArticleFactory(start=0, end=20)

    with refused("windows of articles cross"):
        ArticleFactory(capture=article.capture, start=10, end=30)


def test_a_window_is_never_moved_across_another():
    first = ArticleFactory(start=0, end=20)
    second = ArticleFactory(capture=first.capture, start=20, end=40)

    with refused("windows of articles cross"):
        Article.objects.filter(pk=second.pk).update(start=10)


def test_windows_may_nest_or_stand_apart():
    outer = ArticleFactory(start=0, end=30)

    ArticleFactory(capture=outer.capture, start=5, end=10)
    ArticleFactory(capture=outer.capture, start=30, end=40)

    assert outer.capture.articles.count() == 3


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"start": 5, "end": 5}, "end_after_start", id="empty"),
        pytest.param({"start": 3, "end": 20}, "segments overlap", id="over another"),
        pytest.param({"start": 0, "end": 2}, "start_once", id="same start"),
        pytest.param({"start": 20, "end": 9999}, "leave the capture", id="past the text"),
        pytest.param({"start": 20, "end": 30, "kind": "aside"}, "kind_known", id="unknown kind"),
    ],
)
def test_segments_do_not_overlap(fields, constraint):
    article = ArticleFactory()
    SegmentFactory(article=article, start=0, end=10)

    with refused(constraint):
        SegmentFactory(article=article, **fields)


def test_a_segment_is_of_its_articles_capture():
    article, other = ArticleFactory(), CaptureFactory()

    with refused("of another capture"):
        Segment.objects.create(article=article, capture=other, kind="paragraph", start=0, end=5)


def test_history_is_never_altered():
    event = Event.objects.create(at=timezone.now(), verb="x", object_type="y", object_key="z")

    with refused("history is only ever added to"):
        Event.objects.filter(pk=event.pk).update(verb="other")


def test_history_is_never_deleted():
    event = Event.objects.create(at=timezone.now(), verb="x", object_type="y", object_key="z")

    with refused("history is only ever added to"):
        event.delete()


def test_a_request_is_answered_by_one_event():
    user = UserFactory()
    fields = {"at": timezone.now(), "by": user, "verb": "x", "object_key": "z", "request_key": "r"}
    Event.objects.create(**fields)

    with refused("request_once"):
        Event.objects.create(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"name_ar": "", "name_latin": ""}, "has_a_name", id="no name"),
        pytest.param({"kind": "robot"}, "kind_known", id="unknown kind"),
        pytest.param({"kind": "person", "agency": True}, "agency_is_outlet", id="person agency"),
    ],
)
def test_an_entity_has_a_name_and_a_known_kind(fields, constraint):
    with refused(constraint):
        EntityFactory(**fields)


def test_an_entity_is_not_merged_into_itself():
    entity = EntityFactory()

    with refused("not_into_itself"):
        Entity.objects.filter(pk=entity.pk).update(merged_into=entity)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"text": "هواوي", "folded": "هواوي"}, "once_per_entity", id="twice"),
        pytest.param({"text": "ـ", "folded": ""}, "folded_not_empty", id="nothing left"),
        pytest.param(
            {"text": "ليانغ", "is_short": True, "is_line": True}, "one_limit", id="two limits"
        ),
    ],
)
def test_a_spelling_is_there_once_and_can_be_found(fields, constraint):
    alias = AliasFactory(text="هواوي", folded="هواوي")

    with refused(constraint):
        Alias.objects.create(entity=alias.entity, **{"folded": "x", **fields})


def test_two_entities_are_judged_different_once():
    first, second = EntityFactory(), EntityFactory()
    pair = {"first": first, "second": second, "by": UserFactory(), "at": timezone.now()}
    NotSame.objects.create(**pair)

    with refused("notsame_once"):
        NotSame.objects.create(**pair)


def test_a_judged_pair_stands_in_one_order():
    first, second = EntityFactory(), EntityFactory()

    with refused("in_order"):
        NotSame.objects.create(first=second, second=first, by=UserFactory(), at=timezone.now())


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"kind": "anonymous", "entity": None, "scope": "p"}, id="undescribed"),
        pytest.param({"kind": "anonymous", "entity": None, "descriptor": "مصدر"}, id="no page"),
        pytest.param({"kind": "outlet", "entity": None}, id="named without an entity"),
    ],
)
def test_a_source_is_named_or_described(fields):
    with refused("named_or_described"):
        Source.objects.create(key="k", **fields)


def test_an_entity_speaks_as_one_source():
    source = SourceFactory()

    with refused("corpus_source_entity"):
        Source.objects.create(key="second", kind="outlet", entity=source.entity)


def test_a_sources_kind_is_known():
    with refused("kind_known"):
        Source.objects.create(key="k", kind="ghost", entity=EntityFactory())


def test_a_topics_path_shows_its_parent():
    with refused("path_shows_parent"):
        Topic.objects.create(path="chips", parent=TopicFactory(path="hardware"), name_ar="ر")


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"role": "admin", "is_staff": False, "is_superuser": False}, id="bare admin"),
        pytest.param({"role": "editor", "is_staff": True, "is_superuser": True}, id="staff editor"),
    ],
)
def test_staff_are_the_administrators(fields):
    with refused("staff_is_admin"):
        User.objects.create(username="u", **fields)


def test_a_role_is_known():
    with refused("role_known"):
        User.objects.create(username="u", role="owner")


def test_a_facets_key_names_its_kind():
    with refused("key_names_kind"):
        FacetValue.objects.create(key="chips", kind="topic", label_ar="ر", label_en="c")


def test_an_article_is_indexed_once():
    article = written_article()
    fields = {
        "article": article,
        "capture": article.capture,
        "sorted_at": timezone.now(),
        "lexemes": "",
    }
    article.index.create(**fields)

    with refused("articleindex_once"):
        article.index.create(**fields)
