"""Pages of many layouts come out with every line labelled and every fact found."""

import pytest

from corpus.importing.formats import record_of
from corpus.importing.pipeline import draft_of
from corpus.importing.records import ArticleDraft, CaptureDraft, Record
from tests.corpus.importing.layouts import KINDS, Layout, layouts

PAGES = list(layouts())


def draft(layout: Layout) -> CaptureDraft:
    record = record_of(layout.text.encode(), layout.name, layout.name)
    assert isinstance(record, Record)
    drafted = draft_of(record)
    assert isinstance(drafted, CaptureDraft)
    return drafted


def kind_of(capture: CaptureDraft, start: int, end: int) -> str | None:
    cover: dict[str, int] = {}
    for segment in (segment for article in capture.articles for segment in article.segments):
        shared = min(end, segment.end) - max(start, segment.start)
        if shared > 0:
            cover[segment.kind] = cover.get(segment.kind, 0) + shared
    return max(cover, key=lambda kind: cover[kind]) if cover else None


def facts_of(article: ArticleDraft) -> dict[str, str]:
    facts = {
        "outlet": article.outlet,
        "host": article.host,
        "author": article.author,
        "published": article.published and article.published.date().isoformat(),
        "precision": article.published_precision if article.published is None else None,
        "ai": "yes" if article.ai_generated else None,
        "title": None if article.title_derived else article.title,
    }
    return {name: value for name, value in facts.items() if value}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_it_labels_every_line_of_the_page(page):
    capture = draft(page)

    wrong = [
        (letter, kind_of(capture, start, end), page.text[start:end])
        for start, end, letter in page.lines
        if kind_of(capture, start, end) not in KINDS[letter]
    ]

    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_it_finds_what_the_page_says_of_its_articles(page):
    capture = draft(page)

    assert [facts_of(article) for article in capture.articles] == [
        {name: value.removesuffix(" | أفق نيوز") for name, value in expected.facts.items()}
        for expected in page.articles
    ]
