"""The lines in which words stand in their contexts, article by article, the newest first."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from corpus.models import Article, ArticleIndex
from corpus.queries import UNDATED
from corpus.search import by_index
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
_PLACE = re.compile(r"([0-9]{1,17})-([0-9]{1,18})")
_MICROSECOND = timedelta(microseconds=1)


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
        return f"{(self.row.sorted_at - UNDATED) // _MICROSECOND}-{self.row.article_id}"


def found_in(selection: Selection, finder: Finder, *, batch: int) -> Iterator[Found]:
    """Every article of a selection from its place on, with its lines, read as it is needed."""
    filters = selection.filters
    backwards = bool(filters.before and not filters.after)
    place = _place(filters.before if backwards else filters.after)
    while True:
        rows = _rows(selection, place, batch, backwards=backwards)
        yield from lines_of(rows, finder)
        if len(rows) < batch:
            return
        place = (rows[-1].sorted_at, rows[-1].article_id)


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


def _rows(
    selection: Selection, place: tuple[datetime, int] | None, limit: int, *, backwards: bool
) -> list[ArticleIndex]:
    rows = selection.rows
    if place:
        at, article = place
        beyond = Q(sorted_at__gte=at) if backwards else Q(sorted_at__lte=at)
        passed = {"article__lte" if backwards else "article__gte": article}
        rows = rows.filter(beyond).exclude(sorted_at=at, **passed)
    order = ("sorted_at", "article") if backwards else ("-sorted_at", "-article")
    with by_index(selection.search):
        return list(rows.order_by(*order)[:limit])


def _place(cursor: str) -> tuple[datetime, int] | None:
    """The date and id that a cursor names; None for whatever else is in the address."""
    named = _PLACE.fullmatch(cursor)
    return (UNDATED + int(named[1]) * _MICROSECOND, int(named[2])) if named else None
