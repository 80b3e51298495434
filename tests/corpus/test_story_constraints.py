"""Each constraint on copies and stories, broken once."""

import pytest
from django.db import IntegrityError

from corpus.models import Copy, Fingerprint, Story, StoryArticle
from tests.factories import written_article

pytestmark = pytest.mark.django_db


def test_an_article_has_one_signature():
    article = written_article()
    Fingerprint.objects.create(article=article, capture=article.capture, signature=b"")

    with pytest.raises(IntegrityError, match="fingerprint_once"):
        Fingerprint.objects.create(article=article, capture=article.capture, signature=b"")


def test_an_article_is_a_copy_of_one_other():
    article = written_article()
    row = {"article": article, "capture": article.capture, "jaccard": 1}
    Copy.objects.create(**row, original=written_article())

    with pytest.raises(IntegrityError, match="copy_once"):
        Copy.objects.create(**row, original=written_article())


def test_an_article_is_no_copy_of_itself():
    article = written_article()

    with pytest.raises(IntegrityError, match="copy_of_another"):
        Copy.objects.create(article=article, capture=article.capture, original=article, jaccard=1)


@pytest.mark.parametrize("jaccard", [-0.1, 1.1])
def test_what_copies_have_in_common_is_a_share(jaccard):
    article = written_article()

    with pytest.raises(IntegrityError, match="jaccard_is_a_share"):
        Copy.objects.create(
            article=article, capture=article.capture, original=written_article(), jaccard=jaccard
        )


def test_a_story_has_its_key_alone():
    Story.objects.create(key="a")

    with pytest.raises(IntegrityError, match="key"):
        Story.objects.create(key="a")


def test_an_article_is_in_one_story():
    article = written_article()
    row = {"article": article, "capture": article.capture}
    StoryArticle.objects.create(**row, story=Story.objects.create(key="a"))

    with pytest.raises(IntegrityError, match="storyarticle_once"):
        StoryArticle.objects.create(**row, story=Story.objects.create(key="b"))
