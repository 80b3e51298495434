"""Articles as the list shows them: what was sought is marked, and what tells them apart stands below."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Least, Substr

from corpus.models import Article, ArticleIndex, FacetValue, Segment, SegmentKind
from corpus.search import Run, Search, excerpt, marked
from corpus.story_queries import with_stories
from corpus.text.fold import fold

# Where an excerpt is sought, in code points from the start of an article.
EXCERPT_WITHIN = 30_000
TOPIC_CHIPS, ENTITY_CHIPS = 2, 4


@dataclass(frozen=True, slots=True)
class Card:
    """An article as the list shows it."""

    article: Article
    title: list[Run]
    excerpt: list[Run]
    chips: list[FacetValue]
    notes: list[FacetValue]  # its state and what it has
    decided: bool


def cards_of(
    rows: Sequence[ArticleIndex], search: Search | None, known: Mapping[str, FacetValue]
) -> list[Card]:
    articles = _articles([row.article_id for row in rows])
    paragraphs = _paragraphs(articles)
    cards = []
    for row in rows:
        article = articles[row.article_id]
        values = [known[key] for key in row.facets if key in known]
        cards.append(
            Card(
                article,
                marked(article.title, search),
                excerpt(_beside_title(paragraphs[article.pk], article.title), search),
                _chips(values, article.title),
                [value for value in values if value.kind in ("has", "state")],
                "state:decided" in row.facets,
            )
        )
    return cards


def _chips(values: Sequence[FacetValue], title: str) -> list[FacetValue]:
    """What tells the article from others: its narrowest topics, and whom its title names."""
    folded = fold(title)

    def named_then_common(value: FacetValue) -> tuple[bool, int, str]:
        named = fold(value.label_ar) in folded or fold(value.label_en) in folded
        return not named, -value.count, value.key

    topics = sorted((v for v in values if v.kind == "topic"), key=lambda v: (v.count, v.key))
    entities = sorted((v for v in values if v.kind == "entity"), key=named_then_common)
    return topics[:TOPIC_CHIPS] + entities[:ENTITY_CHIPS]


def _beside_title(paragraphs: list[str], title: str) -> list[str]:
    """The paragraphs without what the title says already, where anything is left."""
    rest = [text.removeprefix(title).strip() for text in paragraphs]
    return [text for text in rest if text] or paragraphs


def _articles(ids: Sequence[int]) -> dict[int, Article]:
    """The articles with the first stretch of their text, not the whole capture."""
    length = Least(F("end") - F("start"), EXCERPT_WITHIN)
    opening = Substr("capture__text", F("start") + 1, length)
    articles = Article.objects.select_related("outlet").annotate(opening=opening)
    return with_stories(articles).in_bulk(ids)


def _paragraphs(articles: Mapping[int, Article]) -> dict[int, list[str]]:
    """What stands in the paragraphs of each article's opening, as printed."""
    segments = Segment.objects.filter(article__in=articles, kind=SegmentKind.PARAGRAPH)
    paragraphs = defaultdict[int, list[str]](list)
    for pk, start, end in segments.order_by("start").values_list("article", "start", "end"):
        article = articles[pk]
        opening: str = article.opening  # type: ignore[attr-defined]
        if text := opening[start - article.start : end - article.start]:
            paragraphs[pk].append(text)
    return paragraphs
