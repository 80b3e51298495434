"""The tree of topics and the page of each."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from corpus.models import Topic
from tests.factories import EntityFactory, SourceFactory, TopicFactory
from tests.marked import article_about, outlet

pytestmark = pytest.mark.django_db

LIST = "/topics/"


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.text


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


@pytest.fixture
def chips() -> Topic:
    return TopicFactory(path="chips", name_ar="الرقائق", name_en="Chips", scope="Any AI processor.")


@pytest.fixture
def supply(chips: Topic) -> Topic:
    return TopicFactory(path="chips/supply", parent=chips, name_ar="التوريد", name_en="Supply")


def test_the_tree_counts_the_articles_of_each_topic(editor_client, chips, supply):
    article_about(supply)
    article_about(chips)

    page = shown(editor_client, LIST)

    assert '<a href="/topics/chips/supply/">' in page
    assert words(page).endswith("الرقائق 2 التوريد 1")


def test_a_topic_shows_its_place_in_the_tree(editor_client, chips, supply):
    article_about(supply)

    parent, child = (shown(editor_client, it.get_absolute_url()) for it in (chips, supply))

    assert re.search(r'href="/topics/chips/supply/"><bdi>التوريد</bdi> <span[^>]*>1<', parent)
    assert '<a class="chip" data-kind="topic" href="/topics/chips/"><bdi>الرقائق</bdi></a>' in child


def test_it_says_who_writes_about_it_and_whom_its_articles_name(editor_client, chips):
    huawei = EntityFactory(key="huawei", name_ar="هواوي")
    article_about(chips, huawei, SourceFactory(entity=huawei), outlet=outlet("o", "هسبريس"))
    article_about(chips)

    page = shown(editor_client, chips.get_absolute_url())

    assert "مقالان" in words(page)
    assert "هسبريس 1 مقالات فيها كلاهما 50%" in words(page)
    for address in ("/entities/o/", "/entities/huawei/", "/sources/huawei/"):
        assert f'<a href="{address}"><bdi>' in page
    assert len(re.findall(r'<h2 lang="ar" dir="rtl"><a', page)) == 2


def test_a_printed_outlet_that_is_no_entity_leads_to_its_articles_alone(editor_client, chips):
    article_about(chips, outlet_name="موقع مجهول")

    page = shown(editor_client, chips.get_absolute_url())

    assert '<th scope="row"><bdi>موقع مجهول</bdi></th>' in page
    assert 'href="/?outlet=~' in page


def test_it_tells_its_scope_in_english(editor_client, chips):
    editor_client.cookies["django_language"] = "en"

    page = words(shown(editor_client, chips.get_absolute_url()))

    assert "Chips Any AI processor. 0 articles" in page


def test_a_topic_without_articles_has_a_page(editor_client, chips):
    page = words(shown(editor_client, chips.get_absolute_url()))

    assert "لا شيء بعد." in page
    assert "لا مقالات بعد." in page


def test_the_list_says_when_there_is_no_topic(editor_client):
    assert "لا موضوعات بعد" in shown(editor_client, LIST)


@pytest.mark.parametrize("path", ["none", "chips/none", "chips//", "a" * 300, "%00", "../../etc"])
def test_there_is_no_topic_of_a_path_that_none_has(editor_client, chips, path):
    assert editor_client.get(f"/topics/{path}/").status_code == 404


@pytest.mark.parametrize("address", [LIST, "/topics/chips/"])
def test_a_stranger_is_asked_to_sign_in_unless_reading_is_open(
    stranger_client, chips, settings, address
):
    assert stranger_client.get(address).url.startswith(reverse("login"))

    settings.OPEN_READING = True

    assert stranger_client.get(address).status_code == 200


@pytest.mark.parametrize("address", [LIST, "/topics/chips/"])
def test_both_are_only_read(editor_client, chips, address):
    assert editor_client.post(address).status_code == 405


def test_they_take_the_same_statements_however_much_there_is(
    editor_client, chips, django_assert_max_num_queries
):
    for number in range(12):
        child = TopicFactory(path=f"chips/{number}", parent=chips)
        article_about(child, EntityFactory(), SourceFactory(), outlet=outlet(f"o-{number}", "ص"))

    with django_assert_max_num_queries(21):
        editor_client.get(chips.get_absolute_url())
    with django_assert_max_num_queries(4):
        editor_client.get(LIST)
