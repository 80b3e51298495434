"""Copies: signatures of the articles that stand, and who repeats whom."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from corpus.models import Article, Capture, Copy, Fingerprint, Segment, SegmentKind
from corpus.services import copies
from corpus.text import shingles
from tests.factories import written_article
from tests.indexing import fingerprint

pytestmark = pytest.mark.django_db

WORDS = [f"كلمة{number}" for number in range(400)]
REPORT = " ".join(WORDS[:200])
LONGER = " ".join(WORDS[:230])  # a Jaccard of 0.87
OTHER = " ".join(WORDS[200:400])
MAY, JUNE = (datetime(2025, month, 1, tzinfo=UTC) for month in (5, 6))


def printed(body=REPORT, **fields):
    article = written_article("عنوان", body, **fields)
    fingerprint([article])
    return article


def found():
    copies.link_copies()
    return {
        copy.article.key: (copy.original.key, round(copy.jaccard, 2))
        for copy in Copy.objects.select_related("article", "original")
    }


def test_an_article_that_stands_has_a_signature():
    article = printed()

    kept = Fingerprint.objects.get()
    assert (kept.article, kept.capture) == (article, article.capture)
    assert bytes(kept.signature) == shingles.signature([REPORT])


def test_the_title_and_what_is_not_the_articles_text_do_not_count():
    article = written_article("عنوان آخر", REPORT, "اقرأ أيضا " + OTHER)
    Segment.objects.filter(start__gt=250).update(kind=SegmentKind.BOILERPLATE)

    fingerprint([article])

    assert bytes(Fingerprint.objects.get().signature) == shingles.signature([REPORT])


def test_a_signature_follows_the_labels():
    article = written_article("عنوان", REPORT, OTHER)
    fingerprint([article])
    Segment.objects.filter(start__gt=len(REPORT)).delete()

    fingerprint([Article.objects.get()])

    assert bytes(Fingerprint.objects.get().signature) == shingles.signature([REPORT])


def test_an_article_that_falls_is_forgotten():
    article = printed()
    Capture.objects.update(is_current=False)
    article.capture.refresh_from_db(fields=["is_current"])

    fingerprint([article])

    assert not Fingerprint.objects.exists()


def test_many_articles_take_few_statements(django_assert_max_num_queries):
    for number in range(12):
        written_article("عنوان", f"{REPORT} {number}")
    articles = list(Article.objects.all())

    with django_assert_max_num_queries(7):
        fingerprint(articles)

    assert Fingerprint.objects.count() == 12


def test_the_later_is_a_copy_of_the_earlier():
    later, earlier = printed(published=JUNE), printed(LONGER, published=MAY)

    assert found() == {later.key: (earlier.key, 0.87)}


def test_the_undated_is_the_copy_and_among_equals_the_key_decides():
    undated, first, second = printed(), printed(published=MAY), printed(published=MAY)

    assert found() == {undated.key: (first.key, 1.0), second.key: (first.key, 1.0)}


def test_a_copy_of_a_copy_has_the_same_original():
    texts = [" ".join(WORDS[start : start + 200]) for start in (0, 30, 60)]
    first, second, third = (printed(text, published=MAY) for text in texts)

    assert found() == {second.key: (first.key, 0.73), third.key: (first.key, 0.53)}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(OTHER, id="nothing in common"),
        pytest.param(" ".join(WORDS[60:260]), id="0.53 in common"),
        pytest.param("كلمة قصيرة", id="too short to tell"),
    ],
)
def test_other_texts_are_no_copies(other):
    printed()
    printed(other)

    assert found() == {}


def test_short_texts_are_no_copies_of_each_other():
    printed("كلمة قصيرة")
    printed("كلمة قصيرة")

    assert found() == {}


def test_finding_again_changes_nothing():
    printed(published=MAY), printed(published=JUNE)

    assert found() == found() != {}


def test_what_is_no_copy_any_more_is_forgotten():
    printed()
    gone = printed()
    found()
    Fingerprint.objects.filter(article=gone).delete()

    assert found() == {}


@pytest.mark.parametrize("order", list(permutations([0, 1, 2])))
def test_the_order_of_arrival_decides_nothing(order):
    texts = [REPORT, LONGER, " ".join(WORDS[20:220])]

    for number in order:
        printed(texts[number], key=f"article-{number}")

    assert found() == {"article-1": ("article-0", 0.87), "article-2": ("article-0", 0.81)}


def test_finding_takes_few_statements(django_assert_max_num_queries):
    for number in range(10):
        printed(f"{REPORT} {number}")

    with django_assert_max_num_queries(10):
        copies.link_copies()

    assert Copy.objects.count() == 9


def test_drift_names_articles_without_signature_and_signatures_without_article():
    missing, fallen = written_article(), printed()
    Capture.objects.filter(articles=fallen).update(is_current=False)

    assert copies.drift() == [
        f"article {missing.key} stands and has no signature",
        f"article {fallen.key} has a signature and does not stand",
    ]
