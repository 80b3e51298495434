"""Articles as they are taken away: what tables and citations say of each, a batch at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F
from django.db.models.functions import Substr

from corpus.models import (
    Article,
    ArticleIndex,
    Copy,
    Entity,
    FacetValue,
    Precision,
    Segment,
    StoryArticle,
)
from corpus.months import KIND as MONTH
from corpus.ordering import DESCENDING, Place
from corpus.search.planning import by_lexemes
from corpus.selection import Selection
from corpus.text.body import Body
from corpus.text.lexemes import facet_lexeme

BATCH, BATCH_WITH_TEXT = 500, 100
_MOST_LABELS = 20_000

Values = Mapping[str, Sequence[FacetValue]]


@dataclass(frozen=True, slots=True)
class Taken:
    """An article as it is taken away; `story` and `copy_of` are keys, or empty."""

    article: Article
    values: Values  # by kind, in the order of their keys
    words: int
    story: str
    copy_of: str
    permalink: str
    text: str

    @property
    def outlet(self) -> str:
        """The canonical name, else the name as printed."""
        return _called(self.article.outlet, self.article.outlet_name)

    @property
    def host(self) -> str:
        """The same of the site that carries it."""
        return _called(self.article.host, self.article.host_name)


def taken(selection: Selection, *, site: str = "", text: bool = False) -> Iterator[Taken]:
    """All articles of a selection, newest first, with their texts on request.

    Between two batches nothing is held, no transaction either: whoever reads slowly or goes away
    keeps nobody waiting. `site` stands before the addresses of pages.
    """
    known: dict[str, FacetValue] = {}
    for batch in _batches(selection, BATCH_WITH_TEXT if text else BATCH):
        if len(known) > _MOST_LABELS:
            known.clear()
        new = {key for row in batch for key in row.facets} - known.keys()
        known |= FacetValue.objects.in_bulk(list(new))
        yield from _described(batch, known, site=site, text=text)


def article_ids(selection: Selection) -> Iterator[int]:
    """The articles of a selection, asked a month at a time, so that no question is a long one."""
    months = FacetValue.objects.filter(kind=MONTH).order_by("key").values_list("key", flat=True)
    for month in months:
        with by_lexemes():
            of_month = selection.holding(facet_lexeme(month)).rows
            found = list(of_month.values_list("article", flat=True))
        yield from found


def published_as_known(article: Article) -> str | None:
    """The date in ISO 8601, as exactly as it is known."""
    if article.published is None:
        return None
    if article.published_precision == Precision.MINUTE:
        return article.published.isoformat()
    is_month = article.published_precision == Precision.MONTH
    return article.published.strftime("%Y-%m" if is_month else "%Y-%m-%d")


def _batches(selection: Selection, size: int) -> Iterator[Sequence[ArticleIndex]]:
    place = None
    while batch := selection.in_order(DESCENDING, size, beyond=place):
        yield batch
        if len(batch) < size:
            return
        place = Place.of(batch[-1])


def _described(
    batch: Sequence[ArticleIndex], known: Mapping[str, FacetValue], *, site: str, text: bool
) -> Iterator[Taken]:
    ids = [row.article_id for row in batch]
    articles = Article.objects.select_related("outlet__merged_into", "host__merged_into")
    found = articles.in_bulk(ids)
    stories = dict(
        StoryArticle.objects.filter(article__in=ids).values_list("article", "story__key")
    )
    originals = dict(Copy.objects.filter(article__in=ids).values_list("article", "original__key"))
    texts = _texts(found) if text else {}
    for row in batch:
        if article := found.get(row.article_id):
            yield Taken(
                article,
                _values(row.facets, known),
                row.words,
                story=stories.get(article.pk, ""),
                copy_of=originals.get(article.pk, ""),
                permalink=site + article.get_absolute_url(),
                text=texts.get(article.pk, ""),
            )


def _values(keys: Sequence[str], known: Mapping[str, FacetValue]) -> Values:
    values = [known[key] for key in sorted(keys) if key in known]
    return {kind: list(those) for kind, those in groupby(values, key=lambda value: value.kind)}


def _texts(articles: Mapping[int, Article]) -> dict[int, str]:
    """What stands under the title of each article, as printed, a paragraph a line."""
    window = Substr("capture__text", F("start") + 1, F("end") - F("start"))
    printed = dict(
        Article.objects.filter(pk__in=articles).annotate(window=window).values_list("pk", "window")
    )
    segments = Segment.objects.filter(article__in=articles).order_by("article", "start")
    texts = {}
    for pk, labelled in groupby(segments, key=lambda segment: segment.article_id):
        start, length = articles[pk].start, len(printed[pk])
        spans = [(a - start, b - start) for a, b in Body.of(labelled).rest]
        texts[pk] = "\n".join(printed[pk][a:b] for a, b in spans if a >= 0 and b <= length)
    return texts


def _called(entity: Entity | None, printed: str) -> str:
    return (entity.merged_into or entity).canonical_name if entity else printed
