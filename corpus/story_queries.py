"""Named questions about stories: which articles they are of, who was first and who repeats whom."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from corpus.filters import Filters
from corpus.models import Article, Copy, FacetValue, Story, StoryArticle


@dataclass(frozen=True, slots=True)
class Told:
    """An article of a story; a copy names its original."""

    article: Article
    is_first: bool
    copy: Copy | None

    @property
    def percent(self) -> int:
        """How much of both is the same, of a copy."""
        return int(self.copy.jaccard * 100) if self.copy else 0


@dataclass(frozen=True)
class StoryPage:
    """A story with its articles in the order of publication, the undated last."""

    story: Story
    told: Sequence[Told]

    @property
    def first(self) -> Article:
        """The article that stands for the story."""
        return self.told[0].article

    @property
    def copies(self) -> int:
        return sum(it.copy is not None for it in self.told)

    @property
    def reports(self) -> int:
        """How many articles are no copies: who repeats another is counted with it."""
        return len(self.told) - self.copies

    @cached_property
    def outlets(self) -> list[tuple[str, int]]:
        """Who published it and how often, as named here."""
        names = Counter(
            it.article.outlet.name if it.article.outlet else it.article.outlet_name
            for it in self.told
        )
        return sorted(((name, count) for name, count in names.items() if name), key=_commonest)

    @cached_property
    def shared(self) -> list[tuple[FacetValue, str]]:
        """What its articles have in common, each with the address of all articles with it."""
        values = FacetValue.objects.in_bulk(self.story.shared)
        return [
            (values[key], Filters().toggled(key).address)
            for key in self.story.shared
            if key in values
        ]


def story_page(story: Story) -> StoryPage:
    """What the page of a story shows."""
    articles = list(Article.objects.filter(in_story__story=story).select_related("outlet"))
    copies = {
        it.article_id: it
        for it in Copy.objects.filter(article__in=articles).select_related("original")
    }
    articles.sort(key=lambda it: (it.published is None, it.published, it.key))
    dated = [it for it in articles if it.published]
    return StoryPage(story, [Told(it, it in dated[:1], copies.get(it.pk)) for it in articles])


def story_with(key: str) -> Story:
    """The story of a key, else the one that the article of the key is in; Story.DoesNotExist.

    A story is called after its first article, and an earlier one may turn up.
    """
    story = Story.objects.filter(key=key).first()
    return story or Story.objects.get(articles__article__key=key)


def with_stories(articles: QuerySet[Article]) -> QuerySet[Article]:
    """The articles with `story_key`, `story_size` and `is_copy`."""
    here = StoryArticle.objects.filter(article=OuterRef("pk"))
    fellows = StoryArticle.objects.filter(story__articles__article=OuterRef("pk"))
    size = fellows.order_by().values("story").annotate(size=Count("pk")).values("size")
    return articles.annotate(
        story_key=Subquery(here.values("story__key")[:1]),
        story_size=Subquery(size[:1]),
        is_copy=Exists(Copy.objects.filter(article=OuterRef("pk"))),
    )


def _commonest(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]
