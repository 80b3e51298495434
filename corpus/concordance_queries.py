"""Named questions about words in their contexts: pages of lines, and all lines in turn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeGuard

from corpus.concordance_filters import DATE, PREVIOUS, LineFilters
from corpus.concordance_groups import Chip, Group, chips_of, groups_of
from corpus.line_queries import Found, found_in, found_in_article
from corpus.models import Article, ArticleIndex
from corpus.search import Search
from corpus.search.finding import Finder
from corpus.selection import Selection, select
from corpus.text.concordance import Line
from corpus.text.fold import fold
from corpus.text.query_tokens import Problem

PAGE_SIZE = 25
# So many lines of one article stand on a page of many.
MOST_OF_ARTICLE = 5
# So many articles are read for a page at the most: what was found by a value may lack the words.
MOST_READ = 200
# So many of the newest places are sorted and grouped, and so many of them stand on a page.
SAMPLE = 500
SORTED_PAGE = 100
_BATCH, _LARGE_BATCH = PAGE_SIZE + 1, 125
_AFTER_ALL_WORDS = ("\U0010ffff",)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its article; the last of an article knows how many more it has, and where."""

    article: Article
    line: Line
    more: int = 0
    rest: LineFilters | None = None

    @property
    def address(self) -> str:
        """Where the line stands on the article's page."""
        start, end = self.line.start, self.line.end
        return f"{self.article.get_absolute_url()}?at={start}-{end}#at-{start}"


@dataclass(frozen=True, slots=True)
class LinePage:
    """One page of what was asked for, and where it leads."""

    asked: LineFilters
    lines: Sequence[ShownLine] = ()
    groups: Sequence[Group] = ()
    previous: LineFilters | None = None
    next: LineFilters | None = None
    # How many of the newest places were sorted or grouped, and whether there are more.
    sampled: int = 0
    is_sample: bool = False
    problems: Sequence[Problem] = ()
    lacks_a_word: bool = False
    chips: Sequence[Chip] = ()

    @property
    def articles(self) -> int:
        return len({it.article.pk for it in self.lines})


def lines_matching(asked: LineFilters) -> LinePage:
    """The lines of the articles that have the words and the chosen values, or their groups."""
    selection = select(asked.asked)
    page = _page(asked, selection, selection.search)
    return replace(page, problems=selection.inquiry.problems, chips=chips_of(asked))


def every_line(asked: LineFilters) -> Iterator[ShownLine] | None:
    """All lines in the order of publication, read a batch of articles at a time.

    None where something was not understood: there would be fewer than were asked for, or others.
    """
    selection = select(asked.asked.at())
    search = selection.search
    if selection.inquiry.problems or not _has_words(search):
        return None
    return _in_batches(asked, _founds(asked, selection, search, _LARGE_BATCH))


def _in_batches(asked: LineFilters, founds: Iterator[Found]) -> Iterator[ShownLine]:
    while batch := list(islice(founds, _LARGE_BATCH)):
        yield from _shown(asked, batch)


def _page(asked: LineFilters, selection: Selection, search: Search | None) -> LinePage:
    if not _has_words(search):
        return LinePage(asked, lacks_a_word=True)
    if not (asked.group or asked.article or asked.sort != DATE):
        return _dated_page(asked, _founds(asked, selection, search, _BATCH))
    sample, is_sample = _sample(_founds(asked, selection, search, _LARGE_BATCH))
    page = LinePage(asked, sampled=len(sample), is_sample=is_sample)
    if asked.group:
        return replace(page, groups=groups_of(asked, sample, search.surfaces))
    return _sorted_page(page, sample)


def _has_words(search: Search | None) -> TypeGuard[Search]:
    return search is not None and bool(search.phrases)


def _founds(
    asked: LineFilters, selection: Selection, search: Search, batch: int
) -> Iterator[Found]:
    """The articles in turn, with their lines of the form that is asked for."""
    finder = Finder(search)
    founds = (
        found_in_article(selection, finder, asked.article)
        if asked.article
        else found_in(selection, finder, batch=batch)
    )
    form = fold(asked.form)
    for row, lines in founds:
        yield Found(row, [it for it in lines if not form or it.form == form])


def _dated_page(asked: LineFilters, founds: Iterator[Found]) -> LinePage:
    """As many articles as make a page, with a few lines of each.

    It was read backwards when it is asked for by what follows it.
    """
    taken, is_last = _whole_articles(founds)
    filters = asked.filters
    if not taken:
        return LinePage(asked, previous=asked.at() if filters.after or filters.before else None)
    backwards = bool(filters.before and not filters.after)
    has_previous, has_next = (
        (not is_last, True) if backwards else (bool(filters.after), not is_last)
    )
    taken = taken[:: -1 if backwards else 1]
    return LinePage(
        asked,
        list(_shown(asked, taken, MOST_OF_ARTICLE)),
        previous=asked.at(before=taken[0].cursor) if has_previous else None,
        next=asked.at(after=taken[-1].cursor) if has_next else None,
    )


def _whole_articles(founds: Iterator[Found]) -> tuple[list[Found], bool]:
    """The first articles whose lines fit on a page, and whether there are no others."""
    taken: list[Found] = []
    room = PAGE_SIZE
    for found in founds:
        room -= min(len(found.lines), MOST_OF_ARTICLE)
        if room < 0 or len(taken) == MOST_READ:
            return taken, False
        taken.append(found)
    return taken, True


def _sample(founds: Iterator[Found]) -> tuple[list[tuple[ArticleIndex, Line]], bool]:
    """The newest lines, each with its article's row, and whether there may be more of them."""
    every = ((row, line) for row, lines in islice(founds, SAMPLE) for line in lines)
    sample = list(islice(every, SAMPLE))
    return sample, len(sample) == SAMPLE or next(founds, None) is not None


def _sorted_page(page: LinePage, sample: Sequence[tuple[ArticleIndex, Line]]) -> LinePage:
    """One page of the sample, in the order of the words before or after."""
    asked = page.asked
    if asked.sort != DATE:
        sample = sorted(sample, key=lambda it: _neighbours(it[1], asked.sort))
    last = max(1, -(-len(sample) // SORTED_PAGE))
    number = min(asked.page, last)
    part = sample[(number - 1) * SORTED_PAGE : number * SORTED_PAGE]
    return replace(
        page,
        lines=list(_shown(asked, [Found(row, [line]) for row, line in part])),
        previous=asked.on(number - 1) if number > 1 else None,
        next=asked.on(number + 1) if number < last else None,
    )


def _neighbours(line: Line, sort: str) -> tuple[str, ...]:
    return (line.previous if sort == PREVIOUS else line.next) or _AFTER_ALL_WORDS


def _shown(
    asked: LineFilters, founds: Sequence[Found], most: int | None = None
) -> Iterator[ShownLine]:
    """The lines with their articles, so many of each at the most."""
    ids = {it.row.article_id for it in founds if it.lines}
    articles = Article.objects.select_related("outlet").in_bulk(ids)
    for row, lines in founds:
        few = lines[:most]
        more = len(lines) - len(few)
        for line in few:
            article = articles[row.article_id]
            if more and line is few[-1]:
                yield ShownLine(article, line, more, asked.of_article(article.key))
            else:
                yield ShownLine(article, line)
