"""The search language on the browse page: what it says of a query, and the page that teaches it."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from corpus.filters import ORDERS
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import AliasFactory, EntityFactory, UserFactory, written_article
from tests.indexing import index_texts

URL = reverse("corpus:article-list")
HELP = reverse("corpus:search-help")


def listed(title, *keys):
    article = written_article(title, "…")
    index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet(key, label, key) for key, label in keys]})
    return article


def text_of(response):
    return unescape(re.sub(r"<[^>]+>", "", response.text))


@pytest.mark.django_db
def test_it_shows_where_a_query_cannot_be_read_and_the_rest_is_found(editor_client):
    listed("خبر هواوي")
    listed("خبر الزراعة")

    response = editor_client.get(URL, {"q": "هواوي (AND"})

    assert "هذا القوس لم يُغلق" in response.text
    assert "<bdi>هواوي <mark>(</mark>AND</bdi>" in response.text
    assert "خبر <mark>هواوي</mark>" in response.text
    assert "الزراعة" not in response.text


@pytest.mark.django_db
def test_a_suggestion_is_a_link_that_keeps_the_filters(editor_client):
    listed("خبر", ("entity:huawei", "هواوي"))

    response = editor_client.get(URL, {"q": 'خبر "رقائق', "entity": "huawei"})

    address = urlencode({"q": 'خبر "رقائق"', "entity": "huawei"}).replace("&", "&amp;")
    assert f'href="?{address}"' in response.text


@pytest.mark.django_db
def test_it_speaks_english_of_what_is_wrong(editor_client):
    editor_client.cookies["django_language"] = "en"
    listed("خبر")

    response = editor_client.get(URL, {"q": "خبر date:2025-13"})

    assert "This is no date" in response.text
    assert "<mark>date:2025-13</mark>" in response.text


@pytest.mark.django_db
def test_a_query_of_which_nothing_can_be_read_lists_nothing_and_says_why(editor_client):
    listed("خبر")

    response = editor_client.get(URL, {"q": "تاريخ:أمس"})

    assert "هذا ليس تاريخًا" in response.text
    assert "article-card" not in response.text
    assert "ليس في <bdi>" not in response.text


@pytest.mark.django_db
def test_what_was_typed_is_escaped_in_what_is_said_of_it(editor_client):
    response = editor_client.get(URL, {"q": '<script>alert(1)</script> "'})

    assert "<script>alert" not in response.text


@pytest.mark.django_db
def test_a_search_without_words_asked_for_is_listed_newest_first_only(editor_client):
    listed("خبر", ("has:claim", "فيه إفادة"))

    for query in ("NOT هواوي", "has:claim"):
        response = editor_client.get(URL, {"q": query, "order": "relevance"})

        assert "خبر" in response.text
        assert 'id="order-relevance"' not in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_example_of_the_help_is_a_query_that_can_be_read(editor_client, language):
    editor_client.cookies["django_language"] = language
    kinds = ("outlet", "source", "entity", "topic", "claim", "has", "state")
    listed("خبر", *((f"{kind}:x", "قيمة من «كلمات»") for kind in kinds))

    links = re.findall(r'<dt><a href="([^"]+)"', editor_client.get(HELP).text)

    assert len(links) == 20
    for link in links:
        assert "complaints" not in editor_client.get(unescape(link)).text, link


@pytest.mark.django_db
def test_the_help_shows_values_that_articles_have(editor_client):
    listed("خبر", ("entity:huawei", "هواوي"), ("topic:chips", "قيود التصدير"))

    shown = text_of(editor_client.get(HELP))

    assert "كيان:هواوي" in shown
    assert 'موضوع:"قيود التصدير"' in shown


@pytest.mark.django_db
def test_it_says_that_a_name_is_found_in_every_spelling(editor_client):
    AliasFactory(text="نفيديا", entity=EntityFactory(key="nvidia"))

    shown = editor_client.get(URL, {"q": "أرباح نفيديا"}).text

    assert "<bdi>«نفيديا»</bdi> بكل صيغ الاسم" in shown
    assert "بكل صيغ الاسم" not in editor_client.get(URL, {"q": '"نفيديا"'}).text


@pytest.mark.django_db
def test_the_help_is_one_step_from_the_box_and_for_everybody_who_may_read(
    researcher_client, stranger_client, settings
):
    assert f'href="{HELP}"' in researcher_client.get(URL).text
    assert stranger_client.get(HELP).status_code == 302

    settings.OPEN_READING = True

    assert stranger_client.get(HELP).status_code == 200


PIECES = ["(", ")", '"', "«", "»", "~5", "*", ":", "'", "\\", "&", "!", "%", "<b>", " ", " و "]
PIECES += [" أو ", " بدون ", " AND ", " OR ", " NOT ", "date:", "كيان:", "author:", "has:"]
PIECES += ["2025-01", "..", "هواوي", "خبر", "\u200f", "\u0000"]
anything = st.text(st.characters(codec="utf-8"), max_size=60)
queries = anything | st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


class AnyQuery(TestCase):
    def setup_example(self):
        super().setup_example()
        listed("خبر هواوي", ("entity:huawei", "هواوي"), ("has:claim", "فيه إفادة"))
        self.client.force_login(UserFactory())

    @settings(max_examples=200, deadline=None)
    @given(queries, st.sampled_from(ORDERS))
    @example('author:%\\ OR NOT ("\'"~5 خب*)', "relevance")
    @example("NOT خبر", "relevance")
    def test_no_query_breaks_the_page(self, query, order):
        headers = {"HX-Request": "true"}

        response = self.client.get(URL, {"q": query, "order": order}, headers=headers)

        assert response.status_code == 200
