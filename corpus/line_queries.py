"""The lines in which words stand in their contexts, article by article, the newest first."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db import connection

from corpus.models import Article, ArticleIndex
from corpus.ordering import DESCENDING, Place
from corpus.search.finding import Finder
from corpus.selection import Selection
from corpus.text.body import BODY_KINDS
from corpus.text.concordance import Line, line_at

# An article's own text in one piece, with where its segments stand: a capture's text is unpacked
# whole for each piece that is asked of it.
_BODIES = """
SELECT body.article_id, body.first, body.starts, body.ends,
    substr(c.text, body.first + 1, body.last - body.first)
FROM (
    SELECT article_id, capture_id, min(start) AS first, max("end") AS last,
        array_agg(start ORDER BY start) AS starts, array_agg("end" ORDER BY start) AS ends
    FROM corpus_segment WHERE article_id = ANY(%s) AND kind = ANY(%s)
    GROUP BY article_id, capture_id
) body JOIN corpus_capture c ON c.id = body.capture_id
"""


class Body(NamedTuple):
    """The text of an article from its first own segment to its last, and these segments."""

    first: int
    starts: Sequence[int]
    ends: Sequence[int]
    text: str


class Found(NamedTuple):
    """An article with the lines of it."""

    row: ArticleIndex
    lines: list[Line]

    @property
    def cursor(self) -> str:
        """Its place in the order of publication."""
        return str(Place.of(self.row))


def found_in(selection: Selection, finder: Finder, *, batch: int) -> Iterator[Found]:
    """Every article of a selection from its place on, with its lines, read as it is needed."""
    filters = selection.filters
    after, before = Place.read(filters.after), Place.read(filters.before)
    order = DESCENDING.backwards() if before and not after else DESCENDING
    place = after or before
    while True:
        rows = selection.in_order(order, batch, place)
        yield from lines_of(rows, finder)
        if len(rows) < batch:
            return
        place = Place.of(rows[-1])


def found_in_article(selection: Selection, finder: Finder, key: str) -> list[Found]:
    """The article of a key, if it is selected, with its lines."""
    articles = Article.objects.current().filter(key=key).values_list("pk", flat=True)
    rows = selection.rows.filter(article__in=list(articles))
    return list(lines_of(list(rows), finder))


def lines_of(rows: Sequence[ArticleIndex], finder: Finder) -> Iterator[Found]:
    """Each of the articles with its lines, none of them in boilerplate."""
    bodies = _bodies([row.article_id for row in rows])
    for row in rows:
        body = bodies.get(row.article_id)
        yield Found(row, list(_lines(body, finder)) if body else [])


def _lines(body: Body, finder: Finder) -> Iterator[Line]:
    for start, end in zip(body.starts, body.ends, strict=True):
        piece = body.text[start - body.first : end - body.first]
        for place in finder.spans(piece):
            yield line_at(piece, place, start)


def _bodies(ids: list[int]) -> dict[int, Body]:
    with connection.cursor() as cursor:
        cursor.execute(_BODIES, [ids, sorted(BODY_KINDS)])
        return {article: Body(*rest) for article, *rest in cursor.fetchall()}
