"""The page of a story, and the ways to it from an article and from the list."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from corpus.models import Copy, Story, StoryArticle
from corpus.text.morphology import LightAnalyser
from tests.factories import written_article
from tests.indexing import index_texts
from tests.stories import TITLES, told_story

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.text


def items(page: str) -> list[str]:
    """The articles as the page lists them, without tags."""
    listed = page[page.index('<ol class="stack told">') : page.index("</ol>")]
    return [" ".join(re.sub(r"<[^>]+>", " ", it).split()) for it in listed.split("<li>")[1:]]


def test_it_lists_the_articles_in_the_order_of_time_the_undated_last(editor_client):
    story, articles = told_story()

    page = shown(editor_client, story.get_absolute_url())

    links = re.findall(r'<h2[^>]*><a href="([^"]+)"', page)
    assert links == [it.get_absolute_url() for it in articles]
    assert "بلا تاريخ" in items(page)[-1]


def test_it_says_who_was_first_what_is_a_copy_and_what_a_report(editor_client):
    story, _ = told_story()

    first, copy, later, undated = items(shown(editor_client, story.get_absolute_url()))

    assert "الأسبق نشراً" in first
    assert "نسخة معاد نشرها مطابقة بنسبة 87% لمقال " + TITLES[0] in copy
    assert "الأسبق نشراً" not in copy + later + undated
    assert [it.endswith("تغطية") for it in (first, copy, later)] == [True, False, True]


def test_nobody_was_first_when_nothing_is_dated(editor_client):
    story, _ = told_story(dated=False)

    assert "الأسبق نشراً" not in shown(editor_client, story.get_absolute_url())


def test_it_counts_outlets_and_copies_and_names_what_is_shared(editor_client):
    story, _ = told_story()

    page = shown(editor_client, story.get_absolute_url())

    assert "4 مقالات" in page
    assert "بينها نسخة واحدة معاد نشرها" in page
    assert re.search(r"<bdi>هسبريس</bdi> <span class=\"count figure\">2<", page)
    assert '<a class="chip" data-kind="entity" href="/entities/r2/">' in page


def test_it_speaks_english(editor_client):
    editor_client.cookies["django_language"] = "en"
    story, _ = told_story()

    page = shown(editor_client, story.get_absolute_url())

    assert "4 articles" in page
    assert "Published first" in page
    assert "87% the same as" in page


def test_a_story_without_anything_shared_is_shown(editor_client):
    article = written_article()
    story = Story.objects.create(key=article.key)
    StoryArticle.objects.create(story=story, article=article, capture=article.capture)

    assert "ما يجمعها" not in shown(editor_client, story.get_absolute_url())


def test_an_address_named_after_another_of_its_articles_leads_to_the_story(editor_client):
    story, articles = told_story()

    response = editor_client.get(reverse("annotations:story-detail", args=[articles[2].key]))

    assert (response.status_code, response.url) == (302, story.get_absolute_url())


@pytest.mark.parametrize("key", ["no-such-story", "0", "a" * 300])
def test_there_is_no_story_of_a_key_that_none_has(editor_client, key):
    told_story()

    assert editor_client.get(f"/stories/{key}/").status_code == 404


def test_an_article_without_a_story_has_no_page_of_one(editor_client):
    article = written_article()

    assert editor_client.get(f"/stories/{article.key}/").status_code == 404


@pytest.mark.parametrize("who", ["researcher_client", "editor_client", "reviewer_client"])
def test_everybody_with_an_account_may_read(who, request):
    story, _ = told_story()

    assert request.getfixturevalue(who).get(story.get_absolute_url()).status_code == 200


def test_a_stranger_is_asked_to_sign_in(stranger_client):
    story, _ = told_story()

    response = stranger_client.get(story.get_absolute_url())

    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


def test_a_stranger_reads_when_reading_is_open(stranger_client, settings):
    settings.OPEN_READING = True
    story, _ = told_story()

    assert stranger_client.get(story.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(editor_client, method):
    story, _ = told_story()

    assert getattr(editor_client, method)(story.get_absolute_url()).status_code == 405


def test_it_takes_the_same_statements_however_many_articles(
    editor_client, django_assert_max_num_queries
):
    story, articles = told_story()
    for _ in range(20):
        article = written_article()
        StoryArticle.objects.create(story=story, article=article, capture=article.capture)
        Copy.objects.create(
            article=article, capture=article.capture, original=articles[0], jaccard=1
        )

    with django_assert_max_num_queries(6):
        editor_client.get(story.get_absolute_url())


def test_the_article_leads_to_its_story(editor_client):
    story, articles = told_story()

    page = shown(editor_client, articles[1].get_absolute_url())

    assert f'<a href="{story.get_absolute_url()}">في قصة من 4 مقالات</a>' in page
    assert "نسخة معاد نشرها" in page


def test_an_article_without_a_story_says_nothing_of_one(editor_client):
    page = shown(editor_client, written_article().get_absolute_url())

    assert "قصة" not in page
    assert "نسخة معاد نشرها" not in page


def test_the_list_leads_to_the_story_and_marks_the_copy(editor_client):
    story, articles = told_story()
    index_texts([*articles, written_article()], LightAnalyser())

    page = shown(editor_client, reverse("corpus:article-list"))

    assert page.count(f'<a href="{story.get_absolute_url()}">في قصة من 4 مقالات</a>') == 4
    assert page.count("نسخة معاد نشرها") == 1
