"""Put what people said of lines, and what was learnt of them, over what the rules find.

Pure: it knows no Django.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.importing.records import ArticleDraft, SegmentDraft, SegmentKind
from corpus.labels import LEARNABLE, LEARNT, PERSON


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says that a stretch is."""

    start: int
    end: int
    kind: SegmentKind


def as_people_say(
    articles: Sequence[ArticleDraft], said: Iterable[Said]
) -> tuple[ArticleDraft, ...]:
    """The articles with their segments cut where a person's stretch begins and ends.

    Of two that overlap, the later holds. A window grows to hold what is its article's own. What
    was read off other segments is dropped, here and below.
    """
    corrected = tuple(articles)
    for it in said:
        corrected = tuple(_corrected(article, it) for article in corrected)
    return corrected


def _corrected(article: ArticleDraft, said: Said) -> ArticleDraft:
    segments = tuple(piece for it in article.segments for piece in _pieces(it, said))
    if segments == article.segments:
        return article
    own = [it for it in segments if it.rule == PERSON and it.kind != "boilerplate"]
    return replace(
        article,
        segments=segments,
        analysis=None,
        start=min([article.start, *(it.start for it in own)]),
        end=max([article.end, *(it.end for it in own)]),
    )


def _pieces(segment: SegmentDraft, said: Said) -> Iterator[SegmentDraft]:
    """A segment cut at the ends of a stretch, what lies inside labelled as the person says."""
    start, end = max(segment.start, said.start), min(segment.end, said.end)
    if start >= end:
        yield segment
        return
    if segment.start < start:
        yield segment._replace(end=start)
    yield SegmentDraft(said.kind, start, end, PERSON)
    if end < segment.end:
        yield segment._replace(start=end)


def still_learnt(article: ArticleDraft, places: Collection[tuple[int, int]]) -> ArticleDraft:
    """The article with the lines that were learnt to be boilerplate still labelled so."""
    segments = tuple(
        learnt(it) if (it.start, it.end) in places and it.kind in LEARNABLE else it
        for it in article.segments
    )
    if segments == article.segments:
        return article
    return replace(article, segments=segments, analysis=None)


def learnt(segment: SegmentDraft) -> SegmentDraft:
    """A line that repeats; its rule says what it would be if it did not."""
    if segment.rule == PERSON:
        return segment
    return segment._replace(kind="boilerplate", rule=f"{LEARNT} {segment.kind} {segment.rule}")
