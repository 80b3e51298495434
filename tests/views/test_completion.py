"""What the search box is sent while somebody types."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from corpus.models import Article
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import AliasFactory, EntityFactory, UserFactory, written_article
from tests.indexing import index_texts

URL = reverse("corpus:search-complete")


@pytest.fixture
def nvidia(db) -> None:
    entity = EntityFactory(key="nvidia", name_ar="إنفيديا", name_latin="Nvidia")
    for name in ("إنفيديا", "Nvidia", "<b>نفيديا"):
        AliasFactory(entity=entity, text=name)
    article = written_article("خبر", "…")
    index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet("entity:nvidia", "إنفيديا", "Nvidia")]})


def test_it_is_a_list_of_queries_to_choose(editor_client: Client, nvidia) -> None:
    response = editor_client.get(URL, {"q": "رقائق انفيد", "at": "11"})

    assert 'role="listbox"' in response.text
    assert 'data-says="مقترح واحد"' in response.text
    assert 'data-query="رقائق كيان:إنفيديا"' in response.text
    assert 'data-caret="18"' in response.text
    assert "<html" not in response.text


def test_it_speaks_the_readers_language(editor_client: Client, nvidia) -> None:
    editor_client.cookies["django_language"] = "en"

    response = editor_client.get(URL, {"q": "انفيد"})

    assert 'data-query="entity:Nvidia"' in response.text
    assert 'data-says="1 suggestion"' in response.text


@pytest.mark.parametrize("sent", [{}, {"q": ""}, {"q": "زراعة"}, {"q": "انفيد رقائق", "at": "0"}])
def test_it_is_empty_where_nothing_is_meant(editor_client: Client, nvidia, sent) -> None:
    response = editor_client.get(URL, sent)

    assert response.status_code == 200
    assert response.text.strip() == ""


@pytest.mark.parametrize("at", ["", "x", "-1", "٣", "1e3", "99999999999", "1" * 5000])
def test_what_is_no_place_is_the_end(editor_client: Client, nvidia, at: str) -> None:
    assert "Nvidia" in editor_client.get(URL, {"q": "انفيد", "at": at}).text


def test_a_name_is_escaped(editor_client: Client, nvidia) -> None:
    response = editor_client.get(URL, {"q": '<b>نفيد"'[:-1]})

    assert "«&lt;b&gt;نفيديا»" in response.text
    assert "<b>" not in response.text


def test_a_stranger_signs_in_unless_reading_is_open(stranger_client: Client, nvidia, settings):
    assert stranger_client.get(URL, {"q": "nvidia"}).status_code == 302

    settings.OPEN_READING = True

    assert "إنفيديا" in stranger_client.get(URL, {"q": "nvidia"}).text


def test_it_only_reads(editor_client: Client) -> None:
    assert editor_client.post(URL).status_code == 405


def test_the_box_knows_where_to_ask(editor_client: Client) -> None:
    page = editor_client.get("/").text

    assert f'data-complete="{URL}"' in page
    assert "js/search" in page


def test_the_reading_page_has_no_request_to_spare_for_it(editor_client: Client, nvidia) -> None:
    page = editor_client.get(Article.objects.get().get_absolute_url()).text

    assert 'name="q"' in page
    assert "js/search" not in page


class AnyText(TestCase):
    def setup_example(self):
        super().setup_example()
        self.client.force_login(UserFactory())

    @settings(max_examples=50, deadline=None)
    @given(st.text(max_size=250), st.text(max_size=5))
    def test_no_text_breaks_it(self, text, at):
        response = self.client.get(f"{URL}?{urlencode({'q': text, 'at': at})}")

        assert response.status_code == 200
