"""Split and label captures again with today's rules, under the keys that their articles have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.utils import timezone

from corpus.importing.load import Analysed, article_of, write_segments
from corpus.importing.records import ArticleDraft, CaptureDraft, Record, Rejected
from corpus.importing.records import SegmentKind as Kind
from corpus.importing.said import Said, as_people_say, still_learnt
from corpus.importing.workers import Drafted
from corpus.labels import LEARNT
from corpus.models import Article, Capture, Relabelling, Segment
from corpus.services.registry import OutletNames

Place = tuple[int, int]
FIELDS = (
    "start",
    "end",
    "title",
    "title_derived",
    "outlet_name",
    "outlet_id",
    "host_name",
    "host_id",
    "author",
    "url",
    "language",
    "published",
    "published_precision",
    "ai_generated",
    "retired_at",
)


@dataclass(frozen=True, slots=True)
class Resplit:
    """What was written: the articles whose drafts came with an analysis of just these segments.

    `left` are the captures that stay as they were, each with the reason.
    """

    analysed: list[Analysed]
    left: list[tuple[Capture, str]]


def resplit(
    drafted: Sequence[tuple[Capture, Drafted]],
    places: Mapping[int, Sequence[Place]],
    outlets: OutletNames,
) -> Resplit:
    """Write windows and segments anew as today's rules draft them.

    What people said of lines holds, and what was learnt of them stays until it is learnt anew.
    `places` are, by capture, where people have decided: windows that would cut one of them are
    not taken. The caller holds the captures' articles and re-homes marks afterwards.
    """
    left: list[tuple[Capture, str]] = []
    kept: list[tuple[Capture, tuple[ArticleDraft, ...]]] = []
    said = _said([capture for capture, _ in drafted])
    for capture, draft in drafted:
        if not isinstance(draft, CaptureDraft):
            left.append((capture, draft.detail if isinstance(draft, Rejected) else ""))
            continue
        windows = as_people_say(draft.articles, said[capture.pk])
        if _hold(windows, places.get(capture.pk, ())):
            kept.append((capture, windows))
        else:
            left.append((capture, "a decision stands across"))
    written = _label([capture for capture, _ in kept], _place(kept, outlets))
    return Resplit([Analysed(it, of.analysis) for it, of in written if of.analysis], left)


def _said(captures: Sequence[Capture]) -> dict[int, list[Said]]:
    """What people said of lines, by capture, the latest last."""
    said: dict[int, list[Said]] = {capture.pk: [] for capture in captures}
    standing = Relabelling.objects.filter(capture__in=captures, removed_at=None)
    for it in standing.order_by("at", "pk"):
        said[it.capture_id].append(Said(it.start, it.end, cast("Kind", it.kind)))
    return said


def record_of(capture: Capture) -> Record:
    """What an import read of this capture, for its rules to read again; without the bytes."""
    page = capture.page
    return Record(
        origin=page.url or page.key,
        line=None,
        page_key=page.key,
        url=page.url or None,
        data=b"",
        text=capture.text,
        encoding=capture.encoding,
        captured_at=capture.captured_at,
        fields=capture.fields,
        extractor=capture.extractor,
        extractor_version=capture.extractor_version,
    )


def _hold(windows: Iterable[ArticleDraft], places: Iterable[Place]) -> bool:
    """Whether each place lies whole in some window, and in no other by a part."""
    spans = [(window.start, window.end) for window in windows]
    return all(
        any(start <= at and to <= end for start, end in spans)
        and not any(
            start < to and at < end and not (start <= at and to <= end) for start, end in spans
        )
        for at, to in places
    )


def _place(
    drafted: Sequence[tuple[Capture, Sequence[ArticleDraft]]], outlets: OutletNames
) -> list[tuple[Article, ArticleDraft]]:
    """Store the windows, under the keys that they have."""
    known: dict[int, list[Article]] = {capture.pk: [] for capture, _ in drafted}
    for it in Article.objects.filter(capture__in=known).order_by("start", "key"):
        known[it.capture_id].append(it)
    placed: list[tuple[Article, ArticleDraft]] = []
    changed: list[Article] = []
    for capture, windows in drafted:
        here = known[capture.pk]
        for window in windows:
            wanted = article_of(window, capture, outlets)
            article = _same(wanted, here)
            if article is None:
                wanted.save()
            else:
                here.remove(article)
                changed += [article] if _take(article, wanted) else []
            placed.append((article or wanted, window))
        for fallen in here:
            fallen.retired_at = fallen.retired_at or timezone.now()
    # One statement, so that windows that move together never cross on the way.
    retired = [fallen for here in known.values() for fallen in here]
    Article.objects.bulk_update([*changed, *retired], FIELDS)
    return placed


def _take(article: Article, wanted: Article) -> bool:
    """Make an article what is wanted; whether it was anything else."""
    values = {name: getattr(wanted, name) for name in FIELDS}
    differs = any(getattr(article, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(article, name, value)
    return differs


def _label(
    captures: Sequence[Capture], placed: Iterable[tuple[Article, ArticleDraft]]
) -> list[tuple[Article, ArticleDraft]]:
    """Replace the segments of captures; returns each window with those that it has now."""
    here = Segment.objects.filter(capture__in=captures)
    learnt: dict[int, set[Place]] = {}
    lines = here.filter(rule__startswith=f"{LEARNT} ")
    for capture, start, end in lines.values_list("capture_id", "start", "end"):
        learnt.setdefault(capture, set()).add((start, end))
    here.delete()
    written = [
        (article, still_learnt(window, learnt.get(article.capture_id, ())))
        for article, window in placed
    ]
    write_segments(written)
    return written


def _same(wanted: Article, known: Iterable[Article]) -> Article | None:
    """The article that a window was before: by its key, else by what they share most."""
    shared = {
        article: min(article.end, wanted.end) - max(article.start, wanted.start)
        for article in known
    }
    if by_key := next((it for it in shared if it.key == wanted.key), None):
        return by_key
    best = max(shared, key=lambda article: shared[article], default=None)
    return best if best is not None and shared[best] > 0 else None
