"""The five pages as a newsroom gets them: which of them tell of one event."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Min

from corpus.models import Article, StoryArticle

pytestmark = pytest.mark.django_db

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_main_articles_of_three_pages_are_the_only_story():
    call_command("load_entities", SEEDS / "entities.jsonl", stdout=io.StringIO())
    pages = sorted(SEEDS.glob("00*.txt"))

    call_command("import_corpus", *map(str, pages), stdout=io.StringIO())

    firsts = Article.objects.values("capture").annotate(first=Min("start"))
    told = StoryArticle.objects.select_related("article__capture__page")
    assert len(pages) == 5
    assert len({it.story_id for it in told}) == 1
    assert {it.article.capture.page.key[:3] for it in told} == {"000", "001", "002"}
    assert {(it.capture_id, it.article.start) for it in told} <= set(
        firsts.values_list("capture", "first")
    )
