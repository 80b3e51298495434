"""The browse page."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import written_article

pytestmark = pytest.mark.django_db

URL = reverse("corpus:article-list")
HTMX = {"HX-Request": "true"}


def listed(title, *paragraphs, facets=(), **fields):
    article = written_article(title, *paragraphs, **fields)
    index.index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet(key, label, key) for key, label in dict(facets).items()]})
    return article


def test_it_lists_articles(editor_client):
    article = listed("ديب سيك تؤجل R2", published=datetime(2025, 8, 14, 9, tzinfo=UTC))

    response = editor_client.get(URL)

    assert response.status_code == 200
    assert f'href="{article.get_absolute_url()}"' in response.text
    assert "14 أغسطس 2025" in response.text
