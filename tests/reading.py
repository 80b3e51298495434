"""Articles as the reading page finds them: with their segments, and in the index."""

from typing import Any

from corpus.models import Article
from corpus.text.morphology import load_analyser
from tests import factories
from tests.indexing import index_texts


def readable_article(title: str = "عنوان", *paragraphs: str, **fields: Any) -> Article:
    """An article printed as a title and paragraphs that is also indexed, as an import leaves it."""
    article = factories.written_article(title, *paragraphs, **fields)
    index_texts([article], load_analyser(None))
    return article
