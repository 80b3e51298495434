"""Articles with their texts and labels, as what derives from them reads them."""

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch, prefetch_related_objects

from corpus.models import Article, Capture, Segment


def with_segments(articles: Sequence[Article]) -> Iterator[tuple[Article, list[Segment]]]:
    """Each article, with its capture and page at hand, and its segments in the order of text."""
    captures = Prefetch("capture", Capture.objects.select_related("page").defer("data"))
    prefetch_related_objects(articles, captures)
    segments: dict[int, list[Segment]] = {}
    for segment in Segment.objects.filter(article__in=articles).order_by("start"):
        segments.setdefault(segment.article_id, []).append(segment)
    for article in articles:
        yield article, segments.get(article.pk, [])
