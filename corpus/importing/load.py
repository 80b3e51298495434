"""Load drafts into the database, batch by batch: the only module of the import that knows it.

Each batch is one transaction, with what is derived from it, so nothing is half imported.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from corpus.bulk import copy_in, copy_rows
from corpus.importing.batches import batches
from corpus.importing.records import ArticleDraft, CaptureDraft, Known, Record, Rejected
from corpus.importing.workers import Drafted, Read
from corpus.models import Article, Capture, ImportRun, Page, Rejection, Segment
from corpus.services import captures, history, search_indexes
from corpus.services.registry import OutletNames
from corpus.text.analysis import Analysis

BATCH = 250
LONGEST_KEY = 1000
LONGEST_NAME = 300
OUTCOMES = ("imported", "superseding", "already_here", "rejected")


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article with what its text gave."""

    article: Article
    analysis: Analysis


Store = Callable[[Iterable[Analysed]], None]
Derive = Callable[[Sequence[Article]], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: imported, already_here, superseding or rejected."""

    kind: str
    origin: str
    rejected: Rejected | None = None


def unknown(records: Iterable[Record | Rejected]) -> Iterator[Read]:
    """The same records, those whose text is here already marked so: an import that goes on
    where another was cut off does not analyse again what that one loaded."""
    for batch in batches(records, BATCH):
        pages = {it.page_key for it in batch if isinstance(it, Record)}
        here = _texts_of(Page.objects.filter(key__in=pages))
        for it in batch:
            known = isinstance(it, Record) and (it.page_key, _sha256(it.text)) in here
            yield Known(it.origin) if known else it


def load(
    drafts: Iterable[Drafted], *, run: ImportRun, store: Store, derive: Derive
) -> Iterator[Outcome]:
    """Load everything and yield each record's outcome; the run keeps the counts.

    `store` takes the new articles as the drafts have them analysed; `derive` takes those that
    were here before and changed their standing.
    """
    outlets = OutletNames()
    for batch in batches(drafts, BATCH):
        if len(batch) == BATCH:
            search_indexes.drop_when_empty()
        with transaction.atomic():
            _commit_without_waiting()
            outcomes = _load_batch(
                [_within_limits(it) for it in batch], run, store, derive, outlets
            )
            _count(run, outcomes)
        yield from outcomes


def _commit_without_waiting() -> None:
    """A batch that a crash of the machine takes back is loaded by the next run."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")


def brought_something(run: ImportRun) -> bool:
    """Whether the layers over the corpus have to follow: after this run, or one cut off before."""
    waiting = ImportRun.objects.filter(derived_at=None).exclude(imported=0, superseding=0)
    return bool(run.imported or run.superseding) or waiting.exists()


def derived() -> None:
    """Note that the layers hold what all runs have brought."""
    ImportRun.objects.filter(derived_at=None).update(derived_at=timezone.now())


def finish(run: ImportRun) -> None:
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


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _texts_of(pages: Iterable[Page]) -> set[tuple[str, str]]:
    """The key of each page with the hash of each text that was captured there."""
    return set(Capture.objects.filter(page__in=pages).values_list("page__key", "sha256"))


def _within_limits(item: Drafted) -> Drafted:
    if isinstance(item, CaptureDraft) and len(item.record.page_key) > LONGEST_KEY:
        record = item.record
        return Rejected(record.origin[:LONGEST_KEY], record.line, None, "name-too-long", "")
    return item


def _load_batch(
    batch: Sequence[Drafted], run: ImportRun, store: Store, derive: Derive, outlets: OutletNames
) -> list[Outcome]:
    pages = _pages([it for it in batch if isinstance(it, CaptureDraft)])
    here = _texts_of(pages.values())
    known_pages = {page_key for page_key, _ in here}
    outcomes, fresh, rivals = [], [], set()
    for item in batch:
        if isinstance(item, CaptureDraft) and (item.record.page_key, item.sha256) not in here:
            key = item.record.page_key
            kind = "superseding" if key in known_pages else "imported"
            if kind == "superseding":
                rivals.add(pages[key])
            outcomes.append(Outcome(kind, item.record.origin))
            here.add((key, item.sha256))
            known_pages.add(key)
            fresh.append(item)
        else:
            outcomes.append(_not_loaded(item))
    _reject(run, outcomes)
    _write(fresh, pages, rivals, run, outlets, store, derive)
    return outcomes


def _not_loaded(item: Drafted) -> Outcome:
    if isinstance(item, Rejected):
        return Outcome("rejected", item.origin, item)
    return Outcome("already_here", item.origin if isinstance(item, Known) else item.record.origin)


def _pages(drafts: Sequence[CaptureDraft]) -> dict[str, Page]:
    """The pages of these drafts by key, made where they are new."""
    urls = {draft.record.page_key: draft.record.url or "" for draft in drafts}
    Page.objects.bulk_create(
        [Page(key=key, url=url) for key, url in sorted(urls.items())], ignore_conflicts=True
    )
    return {page.key: page for page in Page.objects.filter(key__in=urls)}


def _write(
    drafts: Sequence[CaptureDraft],
    pages: dict[str, Page],
    rivals: Set[Page],
    run: ImportRun,
    outlets: OutletNames,
    store: Store,
    derive: Derive,
) -> None:
    """Captures, articles and segments of new drafts, and what is derived of them.

    `rivals` are the pages that have several captures, of which one is chosen.
    """
    written = copy_in(
        Capture,
        (
            _capture(it, page, run, current=page not in rivals)
            for it in drafts
            for page in [pages[it.record.page_key]]
        ),
    )
    windows = [
        (article_of(window, capture, outlets), window)
        for draft, capture in zip(drafts, written, strict=True)
        for window in draft.articles
    ]
    copy_in(Article, (article for article, _ in windows))
    write_segments(windows)
    touched = captures.choose_current(rivals)
    captures.hold(touched)
    captures.refresh_current([it for it in written if it.page in rivals])
    store(Analysed(article, window.analysis) for article, window in windows if window.analysis)
    derive(touched)


def write_segments(windows: Iterable[tuple[Article, ArticleDraft]]) -> None:
    """Store the segments of each window."""
    copy_rows(
        Segment,
        ("capture", "article", "kind", "start", "end", "rule"),
        (
            (article.capture_id, article.pk, it.kind, it.start, it.end, it.rule)
            for article, window in windows
            for it in window.segments
        ),
    )


def _capture(draft: CaptureDraft, page: Page, run: ImportRun, *, current: bool) -> Capture:
    record = draft.record
    dates = [it.published for it in draft.articles[:1] if it.published]
    return Capture(
        page=page,
        run=run,
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
        is_current=current,
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
