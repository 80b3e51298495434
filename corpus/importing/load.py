"""Load drafts into the database, batch by batch: the only module of the import that knows it.

Each batch is one transaction, with what the sinks derive from it, so nothing is half imported.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.utils import timezone

from corpus.importing.records import ArticleDraft, CaptureDraft, Rejected
from corpus.models import Article, Capture, ImportRun, Page, Rejection, Segment
from corpus.services import captures, history
from corpus.services.registry import OutletNames

BATCH = 200
LONGEST_KEY = 1000
LONGEST_NAME = 300
OUTCOMES = ("imported", "superseding", "already_here", "rejected")

Sink = Callable[[Sequence[Article]], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: imported, already_here, superseding or rejected."""

    kind: str
    origin: str
    rejected: Rejected | None = None


def load(
    drafts: Iterable[CaptureDraft | Rejected], *, run: ImportRun, sinks: Sequence[Sink]
) -> Iterator[Outcome]:
    """Load everything and yield each record's outcome; the run keeps the counts."""
    stream = iter(drafts)
    outlets = OutletNames()
    while batch := list(islice(stream, BATCH)):
        with transaction.atomic():
            outcomes = _load_batch([_within_limits(item) for item in batch], run, sinks, outlets)
            _count(run, outcomes)
        yield from outcomes
    _finish(run)


def _finish(run: ImportRun) -> None:
    """Close the run as one event; one that met nothing new leaves no trace."""
    if not (run.imported or run.superseding or run.rejected):
        run.delete()
        return
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    counts = {kind: getattr(run, kind) for kind in OUTCOMES}
    history.record(
        by=run.by,
        verb="import",
        object_type="import run",
        object_key=run.started_at.isoformat(),
        before=None,
        after=counts,
    )


def article_key(page_key: str, sha256: str, start: int) -> str:
    """The permanent key of an article, given once at its first import."""
    digest = hashlib.sha256(f"{page_key}\n{sha256}\n{start}".encode())
    return digest.hexdigest()[:16]


def _within_limits(item: CaptureDraft | Rejected) -> CaptureDraft | Rejected:
    if isinstance(item, CaptureDraft) and len(item.record.page_key) > LONGEST_KEY:
        record = item.record
        return Rejected(record.origin[:LONGEST_KEY], record.line, None, "name-too-long", "")
    return item


def _load_batch(
    batch: Sequence[CaptureDraft | Rejected],
    run: ImportRun,
    sinks: Sequence[Sink],
    outlets: OutletNames,
) -> list[Outcome]:
    drafts = [item for item in batch if isinstance(item, CaptureDraft)]
    pages = _pages(drafts)
    seen = set(Capture.objects.filter(page__in=pages.values()).values_list("page__key", "sha256"))
    known_pages = {page_key for page_key, _ in seen}
    outcomes: list[Outcome] = []
    fresh: list[CaptureDraft] = []
    for item in batch:
        if isinstance(item, Rejected):
            outcomes.append(Outcome("rejected", item.origin, item))
            continue
        key = item.record.page_key
        if (key, item.sha256) in seen:
            outcomes.append(Outcome("already_here", item.record.origin))
            continue
        outcomes.append(
            Outcome("superseding" if key in known_pages else "imported", item.record.origin)
        )
        seen.add((key, item.sha256))
        known_pages.add(key)
        fresh.append(item)
    _reject(run, outcomes)
    articles = _write(fresh, pages, outlets)
    touched = captures.choose_current([pages[item.record.page_key] for item in fresh])
    captures.hold(touched)
    captures.refresh_current([article.capture for article in articles])
    if articles:
        for sink in sinks:
            sink([*articles, *touched])
    return outcomes


def _pages(drafts: Sequence[CaptureDraft]) -> dict[str, Page]:
    """The pages of these drafts by key, made where they are new."""
    urls = {draft.record.page_key: draft.record.url or "" for draft in drafts}
    Page.objects.bulk_create(
        [Page(key=key, url=url) for key, url in sorted(urls.items())], ignore_conflicts=True
    )
    return {page.key: page for page in Page.objects.filter(key__in=urls)}


def _write(
    drafts: Sequence[CaptureDraft], pages: dict[str, Page], outlets: OutletNames
) -> list[Article]:
    """Captures, articles and segments of new drafts; their articles."""
    written = Capture.objects.bulk_create(
        [_capture(draft, pages[draft.record.page_key]) for draft in drafts]
    )
    windows = [
        (article_of(window, capture, outlets), window)
        for draft, capture in zip(drafts, written, strict=True)
        for window in draft.articles
    ]
    articles = Article.objects.bulk_create(article for article, _ in windows)
    write_segments(windows)
    return articles


def write_segments(windows: Iterable[tuple[Article, ArticleDraft]]) -> None:
    """Store the segments of each window."""
    Segment.objects.bulk_create(
        Segment(
            capture_id=article.capture_id,
            article=article,
            kind=segment.kind,
            start=segment.start,
            end=segment.end,
            rule=segment.rule,
        )
        for article, window in windows
        for segment in window.segments
    )


def _capture(draft: CaptureDraft, page: Page) -> Capture:
    record = draft.record
    dates = [it.published for it in draft.articles[:1] if it.published]
    return Capture(
        page=page,
        text=draft.text,
        data=record.data,
        fields=dict(record.fields),
        sha256=draft.sha256,
        length=len(draft.text),
        encoding=record.encoding,
        extractor=record.extractor,
        extractor_version=record.extractor_version,
        captured_at=record.captured_at,
        published=dates[0] if dates else None,
    )


def article_of(window: ArticleDraft, capture: Capture, outlets: OutletNames) -> Article:
    """The article, not saved yet, that a window of a capture is."""
    return Article(
        capture=capture,
        key=article_key(capture.page.key, capture.sha256, window.start),
        start=window.start,
        end=window.end,
        title=window.title,
        title_derived=window.title_derived,
        outlet_name=(window.outlet or "")[:LONGEST_NAME],
        outlet=outlets.entity(window.outlet),
        host_name=(window.host or "")[:LONGEST_NAME],
        host=outlets.entity(window.host),
        author=(window.author or "")[:LONGEST_NAME],
        url=window.url or capture.page.url,
        language=window.language,
        published=window.published,
        published_precision=window.published_precision,
        ai_generated=window.ai_generated,
    )


def _reject(run: ImportRun, outcomes: Iterable[Outcome]) -> None:
    Rejection.objects.bulk_create(
        Rejection(
            run=run,
            origin=it.rejected.origin[:LONGEST_KEY],
            line=it.rejected.line,
            byte=it.rejected.byte,
            reason=it.rejected.reason,
            detail=it.rejected.detail,
        )
        for it in outcomes
        if it.rejected
    )


def _count(run: ImportRun, outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        setattr(run, outcome.kind, getattr(run, outcome.kind) + 1)
    run.save(update_fields=["imported", "already_here", "superseding", "rejected"])
