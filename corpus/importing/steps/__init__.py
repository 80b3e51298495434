"""The steps that take a page's text apart: lines, rows, stories, labels, and what they say."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.importing.records import ArticleDraft, Record, SegmentDraft
from corpus.importing.steps.describe import (
    facts_of,
    owner_of,
    same_name,
    same_script,
    says_ai,
    site_of,
    title_of_text,
)
from corpus.importing.steps.given import believed
from corpus.importing.steps.labels import Labels, segments_of
from corpus.importing.steps.lines import Line, lines_of, visible
from corpus.importing.steps.rows import Row, rows_of
from corpus.importing.steps.stories import stories_of
from corpus.text.languages import language_of


class Page(NamedTuple):
    """A record on its way to articles; each step fills what the next one reads."""

    record: Record
    lines: tuple[Line, ...] = ()
    rows: tuple[Row, ...] = ()
    stories: tuple[tuple[int, int], ...] = ()
    articles: tuple[ArticleDraft, ...] = ()


def split_lines(page: Page) -> Page:
    return page._replace(lines=tuple(lines_of(page.record.text)))


def read_lines(page: Page) -> Page:
    return page._replace(rows=rows_of(page.lines))


def split_stories(page: Page) -> Page:
    whole = page.record.whole and page.rows
    return page._replace(stories=((0, len(page.rows)),) if whole else stories_of(page.rows))


def draft_articles(page: Page) -> Page:
    titled = page.record.whole and "title" in page.record.fields
    labelled = [Labels(page.rows, first, last, titled) for first, last in page.stories]
    return page._replace(articles=tuple(_draft(each, page.record) for each in labelled))


def name_outlets(page: Page) -> Page:
    """Tell outlet from host: a site that carries what others published hosts all of it."""
    speaking, owner = site_of(page.rows), owner_of(page.rows)
    site = speaking or owner
    if site is None:
        return page
    others = [a for a in page.articles if a.outlet and not same_name(a.outlet, site)]
    timed = any(a.published_precision == "relative" for a in page.articles)
    carries = len(page.articles) > 1 and bool(others or timed)
    if not speaking and not carries and any(not same_script(str(a.outlet), site) for a in others):
        return page  # the outlet's own name in other letters: شينخوا and XINHUANET
    return page._replace(articles=tuple(_hosted(a, site, carries) for a in page.articles))


def believe_fields(page: Page) -> Page:
    """What a record says of itself holds over what the rules found; they fill what is missing."""
    if not page.record.whole:
        return page
    return page._replace(articles=tuple(believed(a, page.record) for a in page.articles))


def _hosted(article: ArticleDraft, site: str, carries: bool) -> ArticleDraft:
    if carries or (article.outlet and not same_name(article.outlet, site)):
        return replace(article, host=site)
    return replace(article, outlet=article.outlet or site)


def _draft(labels: Labels, record: Record) -> ArticleDraft:
    segments = tuple(segments_of(labels, record.text))
    start, end = _window(segments, leads=labels.first == 0)
    facts = facts_of(labels, record.captured_at)
    return ArticleDraft(
        start=start,
        end=end,
        title=_title(labels, record, segments),
        title_derived=labels.title is None,
        outlet=facts.outlet,
        host=None,
        author=facts.author,
        url=record.url,
        language=_language(record, start, end),
        published=facts.published,
        published_precision=facts.precision,
        ai_generated=says_ai(record.text, segments),
        segments=segments,
    )


def _language(record: Record, start: int, end: int) -> str:
    """What a whole record says of it is believed, so that its words need not be looked at."""
    given = record.fields.get("language") if record.whole else None
    return given or language_of(record.text[start:end])


def _window(segments: Sequence[SegmentDraft], *, leads: bool) -> tuple[int, int]:
    """To the last of what is the article's own; from the first of it in the page's first article,
    else from the first line of its head, so that no line of it falls to the article before."""
    own = [segment for segment in segments if segment.kind != "boilerplate"] or segments
    return (own if leads else segments)[0].start, own[-1].end


def _title(labels: Labels, record: Record, segments: Sequence[SegmentDraft]) -> str:
    if labels.title:
        return visible(record.text[labels.rows[labels.title.row].line.start : labels.title.end])
    text = [segment for segment in segments if segment.kind == "paragraph"] or segments
    return title_of_text(record.text, text[0].start, text[0].end)
