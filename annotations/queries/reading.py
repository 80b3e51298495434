"""The article that is read, its text and its neighbours in the list."""

from django.db.models import F

from corpus.models import Article, ArticleIndex, Segment
from corpus.story_queries import with_stories


def article_with(key: str) -> Article:
    """The article of a key with its capture and names; Article.DoesNotExist when there is none."""
    articles = Article.objects.select_related("capture__page", "outlet", "host")
    return with_stories(articles).get(key=key)


def segments_of(article: Article) -> list[Segment]:
    """The article's segments in the order of the text."""
    return list(Segment.objects.filter(article=article).order_by("start"))


def text_of(article: Article) -> str:
    """The captured text that every offset counts in."""
    return article.capture.text


def neighbours(article: Article) -> tuple[str | None, str | None]:
    """The keys of the articles before and after this one, newest first as in the list."""
    here = ArticleIndex.objects.filter(article=article).first()
    if here is None:
        return None, None
    place = (here.sorted_at, here.article_id)
    rows = ArticleIndex.objects.annotate(key=F("article__key"))
    before = rows.extra(where=["(sorted_at, article_id) > (%s, %s)"], params=place).order_by(
        "sorted_at", "article_id"
    )
    after = rows.extra(where=["(sorted_at, article_id) < (%s, %s)"], params=place).order_by(
        "-sorted_at", "-article_id"
    )
    return (
        before.values_list("key", flat=True).first(),
        after.values_list("key", flat=True).first(),
    )
