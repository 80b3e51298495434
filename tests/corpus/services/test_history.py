"""The history's writer."""

import pytest
from django.db import IntegrityError, transaction

from corpus.models import Event, User
from corpus.services import history


def record(by: User, **more: object) -> Event:
    return history.record(
        by=by,
        verb="change",
        object_type="entity",
        object_key="huawei",
        before={"name_ar": "هواوى"},
        after={"name_ar": "هواوي"},
        **more,  # type: ignore[arg-type]
    )


def test_it_keeps_who_what_before_and_after(editor: User) -> None:
    event = record(editor, article_key="a1")

    kept = Event.objects.get(pk=event.pk)
    assert (kept.by, kept.verb, kept.object_key, kept.article_key) == (
        editor,
        "change",
        "huawei",
        "a1",
    )
    assert kept.before == {"name_ar": "هواوى"}
    assert kept.after == {"name_ar": "هواوي"}


def test_the_longest_key_of_a_spelling_is_cut_and_not_refused(editor: User) -> None:
    event = history.record(
        by=editor, verb="add", object_type="alias", object_key="k" * 301, before=None, after={}
    )

    assert len(event.object_key) == 300


def test_each_event_is_a_batch_of_its_own_unless_told(editor: User) -> None:
    first, second = record(editor), record(editor)

    third = record(editor, batch=first.batch)

    assert first.batch != second.batch
    assert third.batch == first.batch


def test_one_request_of_a_person_is_written_once(editor: User, reviewer: User) -> None:
    record(editor, request_key="k1")
    record(reviewer, request_key="k1")

    with pytest.raises(IntegrityError), transaction.atomic():
        record(editor, request_key="k1")


def test_an_event_can_be_neither_changed_nor_deleted(editor: User) -> None:
    event = record(editor)
    event.verb = "other"

    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        event.save()
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        event.delete()
