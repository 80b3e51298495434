"""What travels through an import: a decoded record, and the draft or the rejection it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from corpus.text.analysis import Analysis

SegmentKind = Literal[
    "title", "byline", "dateline", "paragraph", "subheading", "disclosure", "boilerplate"
]
Precision = Literal["minute", "day", "month", "relative", ""]


@dataclass(frozen=True, slots=True)
class Record:
    """One page as it came: its bytes, and the text that was taken from them, newlines and all."""

    origin: str
    line: int | None
    page_key: str
    url: str | None
    data: bytes
    text: str
    encoding: str
    captured_at: datetime | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    extractor: str = "text"
    extractor_version: str = "1"
    byte: int | None = None

    @property
    def whole(self) -> bool:
        """Whether its text is one article, under its title where the fields give one."""
        return self.extractor != "text"


@dataclass(frozen=True, slots=True)
class Rejected:
    """What could not be imported, where it stood, and why: a stable code and words for it."""

    origin: str
    line: int | None
    byte: int | None
    reason: str
    detail: str


class SegmentDraft(NamedTuple):
    kind: SegmentKind
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """A window of the capture and what its page says of it, every name as it is printed."""

    start: int
    end: int
    title: str
    title_derived: bool
    outlet: str | None
    host: str | None
    author: str | None
    url: str | None
    language: str
    published: datetime | None
    published_precision: Precision
    ai_generated: bool
    segments: tuple[SegmentDraft, ...]
    analysis: Analysis | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A record whose text is here already: nothing more is done with it."""

    origin: str


@dataclass(frozen=True, slots=True)
class CaptureDraft:
    record: Record
    text: str
    sha256: str
    articles: tuple[ArticleDraft, ...]
