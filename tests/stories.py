"""A story as the layers leave it: three reports and a copy of the first."""

from datetime import UTC, datetime, timedelta

from corpus.models import Article, Copy, FacetValue, Story, StoryArticle
from tests.factories import written_article

AT = datetime(2025, 8, 14, 9, tzinfo=UTC)
TITLES = ["ديب سيك تؤجل نموذج R2", "أزمة رقائق تؤخر R2", "تأجيل نموذج R2 من ديب سيك"]


def told_story(*, dated: bool = True) -> tuple[Story, list[Article]]:
    """The story and its articles: report, copy of it, report, undated report."""
    dates = [AT + timedelta(hours=hours) if dated else None for hours in (0, 5, 30)]
    first, copy, later = (
        written_article(title, published=date, outlet_name=outlet)
        for title, date, outlet in zip(
            [TITLES[0], TITLES[0], TITLES[1]], dates, ["هسبريس", "العربية", "هسبريس"], strict=True
        )
    )
    articles = [first, copy, later, written_article(TITLES[2])]
    Copy.objects.create(article=copy, capture=copy.capture, original=first, jaccard=0.876)
    FacetValue.objects.create(key="entity:r2", kind="entity", label_ar="آر 2", label_en="R2")
    story = Story.objects.create(key=first.key, shared=["entity:r2"])
    for article in articles:
        StoryArticle.objects.create(story=story, article=article, capture=article.capture)
    return story, articles
