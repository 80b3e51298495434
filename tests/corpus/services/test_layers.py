"""How far a layer has come, and each constraint on it, broken once."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from corpus.models import LayerState
from corpus.services import layers
from tests.factories import written_article

pytestmark = pytest.mark.django_db

TODAY = {"one": "1", "two": "1", "three": "1"}


def test_what_was_not_begun_leaves_nothing():
    assert layers.left(TODAY) == []


def test_all_that_follows_what_is_unfinished_is_left():
    layers.begin(TODAY)
    layers.finish("one", "1")
    layers.finish("three", "1")

    assert layers.left(TODAY) == ["two", "three"]


def test_nothing_is_left_when_all_is_finished():
    layers.begin(TODAY)
    for name, version in TODAY.items():
        layers.finish(name, version)

    assert layers.left(TODAY) == []


@pytest.mark.parametrize(
    "wanted",
    [TODAY | {"one": "2"}, TODAY | {"four": "1"}, {"two": "1", "three": "1", "four": "1"}],
    ids=["other version", "more layers", "other layers"],
)
def test_what_was_begun_otherwise_is_not_gone_on_with(wanted):
    layers.begin(TODAY)

    assert layers.left(wanted) == []


def test_what_was_begun_at_another_time_is_not_gone_on_with():
    layers.begin(TODAY)
    layers.begin({"three": "1"})

    assert layers.left(TODAY) == []


def test_progress_is_counted_and_its_place_kept_until_the_end():
    layers.begin(TODAY)
    capture = written_article("عنوان", "نص").capture

    layers.advance("one", through=capture, articles=3)
    layers.advance("one", through=capture, articles=2)

    state = LayerState.objects.get(name="one")
    assert (state.page, state.sha256, state.articles) == (capture.page.key, capture.sha256, 5)
    layers.finish("one", "1")
    state.refresh_from_db()
    assert (state.page, state.articles) == ("", 5)


def test_a_layer_names_its_version():
    with pytest.raises(IntegrityError, match="names_its_version"):
        LayerState.objects.create(name="one", started_at=timezone.now())


@pytest.mark.parametrize("place", [{"page": "a"}, {"sha256": "a"}], ids=str)
def test_a_layer_has_come_to_a_capture_or_to_none(place):
    with pytest.raises(IntegrityError, match="names_a_capture_or_none"):
        LayerState.objects.create(name="one", version="1", started_at=timezone.now(), **place)
