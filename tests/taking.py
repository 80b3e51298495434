"""Articles as they are taken away, with everything that a table or a citation says of one."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from corpus.export_queries import Taken
from corpus.models import Article, ArticleIndex, Entity, FacetValue
from corpus.months import UNDATED_KEY
from corpus.ordering import UNDATED
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.lexemes import ANY, facet_lexeme
from corpus.text.morphology import LightAnalyser
from tests.factories import CaptureFactory, written_article
from tests.indexing import index_texts

AT = datetime(2025, 8, 14, 9, 30, tzinfo=UTC)
VALUES = {
    "entity": [("entity:deepseek", "ديب سيك", "DeepSeek"), ("entity:huawei", "هواوي", "Huawei")],
    "source": [("source:ft", "فايننشال تايمز", "Financial Times")],
    "topic": [("topic:chips", "الرقائق", "Chips")],
    "has": [("has:claim", "فيه إفادة", "Has a claim")],
    "state": [("state:open", "بلا قرار", "No decision yet")],
}


def taken_article(text: str = "", **fields: Any) -> Taken:
    """An article that no database knows."""
    fields = {
        "key": "abc123",
        "title": "ديب سيك تؤجل R2",
        "outlet_name": "صحيفة FT",
        "outlet": Entity(key="ft", name_ar="فايننشال تايمز", name_latin="Financial Times"),
        "host_name": "Daily8",
        "author": "سارة الحربي",
        "published": AT,
        "published_precision": "minute",
        "language": "ar",
        "url": "https://example.org/a?b=1&c=%20",
        **fields,
    }
    values = {
        kind: [FacetValue(key=key, kind=kind, label_ar=ar, label_en=en) for key, ar, en in those]
        for kind, those in VALUES.items()
    }
    return Taken(
        Article(**fields),
        values,
        words=312,
        story="first1",
        copy_of="orig22",
        permalink=f"https://isnad.example/articles/{fields['key']}/",
        text=text,
    )


def listed_article(
    title: str, *paragraphs: str, keys: Collection[str] | None = None, **fields: Any
) -> Article:
    """An article in the index with these values, or with all of them."""
    article = written_article(title, *paragraphs, **fields)
    index_texts([article], LightAnalyser())
    facets = [Facet(*value) for values in VALUES.values() for value in values]
    index.set_facets({article.pk: [it for it in facets if keys is None or it.key in keys]})
    return article


def list_many(number: int) -> None:
    """So many articles in the index, undated, each a letter of one capture."""
    capture = CaptureFactory(text="أ " * number)
    articles = Article.objects.bulk_create(
        Article(capture=capture, key=f"many-{it}", start=2 * it, end=2 * it + 1, title=f"خبر {it}")
        for it in range(number)
    )
    FacetValue.objects.create(key=UNDATED_KEY, kind="month", label_ar="بلا تاريخ", count=number)
    ArticleIndex.objects.bulk_create(
        ArticleIndex(
            capture=capture,
            article=it,
            lexemes=f"{ANY} {facet_lexeme(UNDATED_KEY)}",
            facets=[UNDATED_KEY],
            sorted_at=UNDATED,
        )
        for it in articles
    )
