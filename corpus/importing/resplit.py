"""Split and label captures again with today's rules, under the keys that their articles have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from django.utils import timezone

from corpus.importing.load import article_of, write_segments
from corpus.importing.pipeline import draft_of
from corpus.importing.records import ArticleDraft, CaptureDraft, Record
from corpus.importing.records import SegmentKind as Kind
from corpus.importing.said import Said, as_people_say, still_learnt
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
    "outlet",
    "host_name",
    "host",
    "author",
    "url",
    "language",
    "published",
    "published_precision",
    "ai_generated",
    "retired_at",
)


def resplit(
    captures: Sequence[Capture], places: Mapping[int, Sequence[Place]], outlets: OutletNames
) -> list[Capture]:
    """Write windows and segments anew; returns the captures that were left as they are.

    What people said of lines holds, and what was learnt of them stays until it is learnt anew.
    `places` are, by capture, where people have decided: windows that would cut one of them are
    not taken. The caller holds the captures' articles and re-homes marks afterwards.
    """
    left: list[Capture] = []
    said = _said(captures)
    for capture in captures:
        draft = draft_of(_record(capture))
        if isinstance(draft, CaptureDraft):
            draft = replace(draft, articles=as_people_say(draft.articles, said[capture.pk]))
        if isinstance(draft, CaptureDraft) and _hold(draft.articles, places.get(capture.pk, ())):
            _write(capture, draft, outlets)
        else:
            left.append(capture)
    return left


def _said(captures: Sequence[Capture]) -> dict[int, list[Said]]:
    """What people said of lines, by capture, the latest last."""
    said: dict[int, list[Said]] = {capture.pk: [] for capture in captures}
    standing = Relabelling.objects.filter(capture__in=captures, removed_at=None)
    for it in standing.order_by("at", "pk"):
        said[it.capture_id].append(Said(it.start, it.end, cast("Kind", it.kind)))
    return said


def _record(capture: Capture) -> Record:
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


def _write(capture: Capture, draft: CaptureDraft, outlets: OutletNames) -> None:
    known = list(Article.objects.filter(capture=capture).order_by("start", "key"))
    windows: list[tuple[Article, ArticleDraft]] = []
    kept: list[Article] = []
    for window in draft.articles:
        wanted = article_of(window, capture, outlets)
        article = _same(wanted, known)
        if article is None:
            wanted.save()
            windows.append((wanted, window))
            continue
        known.remove(article)
        for field in FIELDS:
            setattr(article, field, getattr(wanted, field))
        kept.append(article)
        windows.append((article, window))
    for article in known:
        article.retired_at = article.retired_at or timezone.now()
    # One statement, so that windows that move together never cross on the way.
    Article.objects.bulk_update([*kept, *known], FIELDS)
    here = Segment.objects.filter(capture=capture)
    learnt = set(here.filter(rule__startswith=f"{LEARNT} ").values_list("start", "end"))
    here.delete()
    write_segments((article, still_learnt(window, learnt)) for article, window in windows)


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
