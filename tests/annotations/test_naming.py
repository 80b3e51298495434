"""The value that marked words name: any words of a page may come."""

import pytest

from annotations.errors import ValueNeeded
from annotations.models import Mark
from annotations.queries import value_choices
from annotations.services import marking
from corpus.anchors import Anchor
from corpus.models import Entity, User
from corpus.text.morphology import load_analyser
from tests.factories import written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db


def marked(words: str, by: User, kind: str = "entity") -> Mark:
    article = written_article("عنوان", f"قال {words} ذلك")
    index_texts([article], load_analyser(None))
    start = article.capture.text.index(words)
    anchors = [Anchor(start, start + len(words), words)]
    return marking.make(article, kind=kind, anchors=anchors, by=by)


@pytest.mark.parametrize("words", ["x" * 150, "a " * 120, "ﷺ" * 60, "…", "😀", "٠"])
@pytest.mark.parametrize("kind", ["entity", "source", "claim"])
def test_words_of_any_length_and_letters_can_be_marked(words, kind, editor):
    assert marked(words, editor, kind).parts.get().quote == words


@pytest.mark.parametrize("words", ["\u200f", "ـــ", "\u064b", "\u200b"])
@pytest.mark.parametrize("kind", ["entity", "source", "claim"])
def test_marks_that_are_no_letters_name_nothing(words, kind, editor):
    with pytest.raises(ValueNeeded):
        marked(words, editor, kind)

    assert not Entity.objects.exists()


def test_looking_for_a_nul_finds_nothing(editor):
    mark = marked("Ascend", editor)

    assert value_choices("entity", "Ascend", mark.article, "\0b") == []
