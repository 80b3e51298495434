"""HTML pages: the body's text by trafilatura, and what the page says of itself where it agrees."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import NamedTuple, Self

import lxml.html
import trafilatura
from lxml import etree
from trafilatura.settings import Document

from corpus.importing.formats.encodings import NotText, decoded
from corpus.importing.formats.fields import canonical, one_line, titled
from corpus.importing.formats.page_dates import Stated, published, stated_dates
from corpus.importing.formats.source import Format, Found, Reading, Source
from corpus.importing.records import Record, Rejected

# The number behind the plus is of what is done here with the body that trafilatura finds.
EXTRACTOR, VERSION = "trafilatura", f"{trafilatura.__version__}+1"
# A page that they find nothing in is a rejection with its reason; nothing else is to be said of it.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

_LARGEST = 16 * 1024 * 1024
_HEAD = 4096
_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(r"\A\s*<\?xml[^>]*\?>")
_OPENS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s+|<\?xml[^>]*>|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_UNSEEN = ("head", "script", "style", "noscript", "template")
_SEEN = etree.XPath(
    "//text()[not(" + " or ".join(f"ancestor::{name}" for name in _UNSEEN) + ")]",
    smart_strings=False,
)
_SITE_MARK = re.compile(r"\s+[|–—:»•-]+\s+")
_AUTHOR_WORDS, _SHORTEST = 6, 3
# As much of the page's description as tells which paragraph it repeats.
_LEAD = 40
# Nothing depends on the day of the import: later dates than this are no dates of pages.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}


class Body(NamedTuple):
    """A text with its title and with what took them from their source."""

    text: str
    title: str
    extractor: str
    version: str


@dataclass(frozen=True, slots=True)
class _Page:
    """What trafilatura found, the name on the window, all that a reader of the page sees, and the
    dates in its markup."""

    found: Document
    window: str
    visible: str
    stated: list[Stated]

    @classmethod
    def of(cls, markup: str) -> Self | None:
        tree = _tree(markup)
        if tree is None:
            return None
        window, visible = one_line(tree.findtext(".//title") or ""), _visible(tree)
        stated = stated_dates(tree)
        found = trafilatura.bare_extraction(  # which takes the tree apart
            tree,
            include_comments=False,
            include_tables=False,
            favor_precision=True,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
        if not isinstance(found, Document) or not (found.text or "").strip():
            return None
        return cls(found, window, visible, stated)

    @property
    def title(self) -> str:
        """The title without the name of the site, where the page prints it so."""
        title = one_line(self.found.title or "")
        parts = sorted({title, *_SITE_MARK.split(title)}, key=len, reverse=True)
        return next((part for part in parts if f"\n{part}\n" in self.visible), title)

    @property
    def text(self) -> str:
        """The title over the lines of the body."""
        title = self.title
        lines = [line.strip() for line in (self.found.text or "").split("\n") if line.strip()]
        head = [line for line in lines[:4] if one_line(line) != title]
        return titled(title, "\n".join([*self._lead(lines), *head, *lines[4:]]))

    def _lead(self, lines: list[str]) -> list[str]:
        """The paragraph over the body that describes the page, where it was taken for a summary."""
        begins = one_line(unescape(self.found.description or ""))[:_LEAD]
        printed = re.search(rf"\n({re.escape(begins)}[^\n]*)\n", self.visible)
        body = self.visible.find(lines[0][:_LEAD])
        had = any(begins in one_line(line) for line in (self.title, *lines))
        missing = len(begins) == _LEAD and not had
        return [printed[1]] if missing and printed and printed.start() < body else []

    @property
    def fields(self) -> dict[str, str]:
        """What the page's metadata says and its text does not contradict."""
        given = {
            "title": self.title,
            "author": self._author(),
            "outlet": self._outlet(),
            "published": published(self.stated, self.found.date, self.visible, self.title),
        }
        return {name: value for name, value in given.items() if value}

    def _author(self) -> str:
        """The first author whose name the page prints."""
        names = (one_line(name) for name in (self.found.author or "").split(";"))
        site = self.found.sitename or ""
        return next((n for n in names if n and n not in site and self._prints(n)), "")

    def _outlet(self) -> str:
        names = _SITE_MARK.split(one_line(unescape(self.found.sitename or "")))
        return next((name for name in names if name and self._prints(name)), "")

    def _prints(self, name: str) -> bool:
        if len(name) < _SHORTEST or len(name.split()) > _AUTHOR_WORDS or "://" in name:
            return False
        words = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        return bool(words.search(self.visible) or words.search(self.window))


def _tree(markup: str) -> lxml.html.HtmlElement | None:
    try:
        return lxml.html.document_fromstring(_DECLARED.sub("", markup).replace("\0", ""))
    except (etree.ParserError, ValueError):
        return None


def _visible(tree: lxml.html.HtmlElement) -> str:
    """Every piece of text on a line of its own, a newline before and after each."""
    pieces = (one_line(piece) for piece in _SEEN(tree) if not piece.isspace())
    return "\n" + "\n".join(filter(None, pieces)) + "\n"


def body_of(markup: str) -> Body | None:
    """The body and the title of a page that stands in a column."""
    page = _Page.of(markup)
    return Body(page.text, page.title, EXTRACTOR, VERSION) if page else None


def text_of_markup(markup: str) -> str:
    """A fragment's text, its blocks on lines of their own."""
    tree = _tree(markup)
    if tree is None:
        return ""
    for block in tree.iter("p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"):
        block.tail = "\n" + (block.tail or "")
    etree.strip_elements(tree, *_UNSEEN, etree.Comment, with_tail=False)
    lines = (one_line(line) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def record_of_page(
    data: bytes,
    source: Source,
    reading: Reading,
    *,
    url: str | None = None,
    charset: str | None = None,
    captured_at: datetime | None = None,
) -> Record | Rejected:
    """The record of a page's bytes, which are kept as they are."""
    if not data.strip():
        return source.rejected("empty", "no text")
    if len(data) > _LARGEST:
        return source.rejected("too-large", f"a page of more than {_LARGEST} bytes")
    named = _CHARSET.search(data[:_HEAD])
    try:
        markup, encoding = decoded(data, charset or (named and named[1].decode("ascii")) or None)
    except NotText as error:
        line = data.count(b"\n", 0, error.byte) + 1
        return source.rejected(error.reason, error.detail, line, error.byte)
    page = _Page.of(markup)
    if page is None:
        return source.rejected("no-text", "a page without an article")
    url = url or canonical(page.found.url)
    return Record(
        origin=source.origin,
        line=None,
        page_key=url or source.key,
        url=url,
        data=data,
        text=page.text,
        encoding=encoding,
        captured_at=captured_at or reading.captured_at,
        fields=page.fields,
        extractor=EXTRACTOR,
        extractor_version=VERSION,
    )


def _read(source: Source, reading: Reading) -> Iterator[Found]:
    data = source.whole()
    yield data if isinstance(data, Rejected) else record_of_page(data, source, reading)


FORMAT = Format(
    "html", (".html", ".htm", ".xhtml"), lambda head: bool(_OPENS.match(head[:_HEAD])), _read
)
