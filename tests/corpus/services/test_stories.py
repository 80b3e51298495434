"""Stories: the articles that tell of one event, and their copies."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from corpus.models import Story, StoryArticle
from corpus.services import copies, index, stories
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import written_article
from tests.indexing import fingerprint, index_texts

pytestmark = pytest.mark.django_db

DAY = datetime(2025, 8, 14, 9, tzinfo=UTC)
DELAY = ("entity:deepseek", "entity:huawei", "entity:financial-times", "topic:chips")
LAYOFFS = ("entity:meta", "entity:reuters", "entity:mark-zuckerberg")


def told(title, *facets, body="نص الخبر", days=0.0, **fields):
    fields = {"published": DAY + timedelta(days=days)} | fields
    article = written_article(title, body, **fields)
    index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet(key, key, key) for key in facets]})
    fingerprint([article])
    return article


def found():
    """The keys of the articles of each story, by the story's key."""
    copies.link_copies()
    stories.tell(kinds=["entity"])
    return {
        story.key: [it.article.key for it in story.articles.order_by("article__key")]
        for story in Story.objects.order_by("key")
    }


def test_articles_about_one_event_are_a_story_named_after_the_first():
    later = told("ديب سيك تؤجل نموذج R2", *DELAY)
    first = told("تأجيل نموذج R2 من ديب سيك", *DELAY, days=-1)
    told("ميتا تعيد الهيكلة", *LAYOFFS)

    assert found() == {first.key: [later.key, first.key]}


def test_models_called_by_letters_and_digits_count():
    for body in ("تدرب GPT-4o على H800 و R2 مرة", "عن R2 و H800 و GPT-4o"):
        told(f"خبر {body[:3]}", body=body)

    assert len(found()) == 1


def test_facets_of_other_kinds_do_not_count():
    told("خبر", "topic:chips", "topic:models", "topic:costs", "topic:law")
    told("نبأ", "topic:chips", "topic:models", "topic:costs", "topic:law")

    assert found() == {}


def test_the_same_long_after_is_another_story():
    told("ديب سيك تؤجل نموذج R2", *DELAY)
    told("ديب سيك تؤجل نموذج R2", *DELAY, days=30)

    assert found() == {}


def test_a_date_known_to_the_month_is_no_date():
    told("ديب سيك تؤجل نموذج R2", *DELAY)
    told("ديب سيك تؤجل نموذج R2", *DELAY, days=-13, published_precision="month")

    assert len(found()) == 1


def test_an_undated_article_is_told_last():
    undated = told("ديب سيك تؤجل نموذج R2", *DELAY, published=None)
    dated = told("ديب سيك تؤجل نموذج R2", *DELAY)

    assert found() == {dated.key: [undated.key, dated.key]}


LONG = " ".join(f"كلمة{number}" for number in range(60))


def test_a_copy_goes_with_its_original_whenever_it_was_printed():
    original = told("ديب سيك تؤجل نموذج R2", *DELAY, body=LONG)
    report = told("تأجيل نموذج R2 من ديب سيك", *DELAY)
    copy = told("عنوان آخر", body=LONG, days=90)

    assert found() == {original.key: [original.key, report.key, copy.key]}


def test_an_article_and_its_copy_are_a_story():
    original, copy = told("خبر", body=LONG), told("نبأ", body=LONG, days=1)

    assert found() == {original.key: [original.key, copy.key]}


def test_a_story_keeps_what_most_of_its_articles_share_the_rarest_first():
    told("ديب سيك تؤجل نموذج R2", *DELAY, "entity:r2")
    told("ديب سيك تؤجل نموذج R2", *DELAY, "entity:china")
    told("ميتا تعيد الهيكلة", *LAYOFFS, "entity:deepseek")

    found()

    assert Story.objects.get().shared == [
        "entity:financial-times",
        "entity:huawei",
        "entity:deepseek",
    ]


def test_telling_again_changes_nothing():
    told("ديب سيك تؤجل نموذج R2", *DELAY), told("ديب سيك تؤجل نموذج R2", *DELAY)

    assert found() == found() != {}


def test_what_is_not_told_any_more_is_forgotten():
    article = told("ديب سيك تؤجل نموذج R2", *DELAY)
    told("ديب سيك تؤجل نموذج R2", *DELAY)
    found()
    index.forget([article.pk])

    assert found() == {}
    assert not StoryArticle.objects.exists()


@pytest.mark.parametrize("order", list(permutations([0, 1, 2])))
def test_the_order_of_arrival_decides_nothing(order):
    for number in order:
        told(f"ديب سيك تؤجل نموذج R{number}", *DELAY, days=number, key=f"article-{number}")

    assert found() == {"article-0": ["article-0", "article-1", "article-2"]}


def test_telling_takes_few_statements(django_assert_max_num_queries):
    for _ in range(6):
        told("ديب سيك تؤجل نموذج R2", *DELAY)

    with django_assert_max_num_queries(12):
        stories.tell(kinds=["entity"])

    assert StoryArticle.objects.count() == 6
