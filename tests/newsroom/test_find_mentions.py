"""The command that runs the finders again over the articles that stand."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from annotations.models import Decision, Mark, Verdict
from annotations.services import following, marking, merging
from corpus.models import ArticleIndex, Event, UnknownSpelling
from newsroom.management.commands import find_mentions
from tests.factories import AliasFactory, EntityFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def huawei():
    return EntityFactory(key="huawei", name_ar="هواوي", name_latin="")


def found(**options):
    said = io.StringIO()
    call_command("find_mentions", stdout=said, **options)
    return said.getvalue().strip()


def places():
    marks = Mark.objects.filter(kind="entity", by=None).order_by("article__key", "parts__start")
    return list(marks.values_list("article__key", "parts__quote"))


def test_it_finds_a_name_that_was_added_since(huawei):
    readable_article("خبر", "قالت هواوي اليوم", key="a")

    assert found() == "1 articles read: 1 mentions new, 0 gone"
    assert places() == [("a", "هواوي")]
    assert "entity:huawei" in ArticleIndex.objects.get().facets


def test_it_lets_go_what_is_no_longer_a_name(huawei):
    readable_article("خبر", "قالت هواوي اليوم")
    found()
    huawei.name_ar = "شركة أخرى"
    huawei.save()

    assert found() == "1 articles read: 0 mentions new, 1 gone"
    assert places() == []


def test_it_changes_nothing_when_run_again(huawei):
    readable_article("خبر", "قالت هواوي اليوم")
    found()
    before = places()

    assert found() == "1 articles read: 0 mentions new, 0 gone"
    assert places() == before


def test_it_leaves_decisions_alone(huawei, editor):
    article = readable_article("خبر", "قالت هواوي اليوم")
    found()
    marking.reject(Mark.objects.get(kind="entity"), by=editor)

    found()

    assert Decision.objects.get().verdict == Verdict.REJECTED
    assert Mark.objects.get(article=article, kind="entity", by=None).covered


def test_it_reads_only_articles_that_hold_a_name_of_the_entity(huawei):
    AliasFactory(entity=huawei, text="هواوي تكنولوجيز")
    EntityFactory(key="honor", name_ar="هونر")
    readable_article("خبر", "قالت «وهواوي» اليوم", key="a")
    readable_article("خبر", "قالت هونر اليوم", key="b")

    assert found(entity="huawei").startswith("1 articles read")


def test_an_entity_is_sought_by_what_was_merged_into_it(huawei):
    EntityFactory(key="hw", name_ar="هاواوي", merged_into=huawei)
    readable_article("خبر", "قالت هاواوي اليوم")

    assert found(entity="hw").startswith("1 articles read: 1 mentions new")


def test_an_unknown_entity_is_refused():
    with pytest.raises(CommandError, match="nobody"):
        found(entity="nobody")


def test_it_goes_on_after_an_article(huawei):
    for key in "abc":
        readable_article("خبر", "قالت هواوي اليوم", key=key)

    assert found(after="a").startswith("2 articles read")
    assert [key for key, _ in places()] == ["b", "c"]


def test_it_reads_every_batch(huawei, monkeypatch):
    monkeypatch.setattr(find_mentions, "BATCH", 2)
    for key in "abcde":
        readable_article("خبر", "قالت هواوي اليوم", key=key)

    assert found() == "5 articles read: 5 mentions new, 0 gone"


def test_it_passes_over_articles_that_do_not_stand(huawei):
    readable_article("خبر", "قالت هواوي اليوم", retired_at=timezone.now())

    assert found() == "0 articles read: 0 mentions new, 0 gone"


def test_it_notes_unknown_spellings():
    EntityFactory(key="praxomed", name_ar="براكسوميد", name_latin="")
    readable_article("خبر", "قالت شركة بيراكسوميد اليوم")

    found()

    assert UnknownSpelling.objects.get().entity.key == "praxomed"


def test_it_is_one_event(huawei):
    readable_article("خبر", "قالت هواوي اليوم")

    found(entity="huawei")

    event = Event.objects.get()
    assert (event.verb, event.object_key, event.by) == ("find mentions", "huawei", None)
    assert event.after == {"articles": 1, "new": 1, "gone": 0, "entity": "huawei"}


def test_it_finishes_a_merge_that_was_too_large(huawei, reviewer, monkeypatch):
    readable_article("خبر", "قالت هواوي اليوم")
    found()
    monkeypatch.setattr(following, "MOST_AT_ONCE", 0)
    merging.merge(huawei, into=EntityFactory(key="other", name_ar="أخرى"), by=reviewer)
    huawei.aliases.all().delete()
    before = ArticleIndex.objects.get().facets

    found(entity="other")

    assert "entity:huawei" in before
    assert "entity:other" in ArticleIndex.objects.get().facets
    assert "entity:huawei" not in ArticleIndex.objects.get().facets
