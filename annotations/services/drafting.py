"""What the rules read from words that are marked as a claim: the draft that an editor corrects.

It is made while the editor waits, so only the neighbourhood of the words is read, and the names in
it are those that the article has marked already.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Protocol

from annotations.models import Bound, Mark, MarkKind, Mode, Stance
from annotations.services.chains import described, each_once, is_named
from annotations.services.mentions import Said, plain
from annotations.services.pointed import form_of, pointed_in
from corpus.anchors import Anchor, overlaps
from corpus.models import Article, Entity, Segment, Source
from corpus.services import sources
from corpus.text.body import BODY_KINDS
from corpus.text.claims import ClaimFound, FigureFound, StepFound, claim_at
from corpus.text.names import Mention
from corpus.text.reading import Span, read

# Code points around the words; a source that is inherited from farther away is no longer read.
_BEFORE, _AFTER = 3_000, 1_500
_MOST_PLACES = 4
MOST_STEPS, MOST_FIGURES = 40, 40
LARGEST, MOST_DECIMALS = Decimal(10) ** 40, 12
_SMALLEST = 100  # digits after the point, beyond which nothing is written out to be counted
_SILENT = {
    "mode": Mode.NARRATED.value,
    "stance": Stance.ASSERTS.value,
    "certainty": "certain",
    "polarity": "positive",
    "said": None,
    "meant": None,
}


class Number(Protocol):
    """A figure as a rule read it or as a person typed it."""

    @property
    def value(self) -> Decimal: ...
    @property
    def value_max(self) -> Decimal | None: ...
    @property
    def bound(self) -> str: ...


def draft(article: Article, anchors: Sequence[Anchor]) -> Said:
    """What the rules say of a claim that is made in these places; of a whole article, nothing."""
    if not anchors:
        return {**_SILENT, "chain": [], "figures": []}
    found, *further = _found(article, anchors)
    chain = each_once(_steps(article, found.chain))[:MOST_STEPS]
    figures = [figure for one in (found, *further) for figure in one.figures]
    first = first_mention(anchors[0].quote) if not chain else {}
    return {
        "mode": found.mode,
        "stance": found.stance,
        "certainty": found.certainty,
        "polarity": found.polarity,
        "said": None,
        "meant": None,
        **first,
        "chain": chain,
        "figures": _figures(figures, anchors),
    }


def first_mention(quote: str) -> dict[str, str]:
    """How a claim is made that no source is read for: quoted, or in the writer's voice."""
    if quote.strip()[:1] in '"«“”' and quote.strip()[-1:] in '"»“”':
        return {"mode": Mode.DIRECT.value, "stance": Stance.QUOTES.value}
    return {}


def _found(article: Article, anchors: Sequence[Anchor]) -> list[ClaimFound]:
    """What the rules read at each place; of many only the first few."""
    start, end = anchors[0].start, anchors[0].end
    spans = _spans(article, start, end)
    reading = read(article.capture.text, spans)
    mentions = list(_mentions(article, spans))
    near = [it for it in anchors[1:_MOST_PLACES] if _is_in(spans, it.start, it.end)]
    return [claim_at(reading, mentions, it.start, it.end) for it in (anchors[0], *near)]


def _is_in(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _spans(article: Article, start: int, end: int) -> list[Span]:
    """What is read: the body around the words, and the segments that they stand in themselves."""
    first, last = start - _BEFORE, end + _AFTER
    text = article.capture.text
    spans = [
        _clipped(text, segment.start, segment.end, first, last)
        for segment in Segment.objects.filter(article=article, end__gt=first, start__lt=last)
        if segment.kind in BODY_KINDS or overlaps(segment.start, segment.end, start, end)
    ]
    return spans if any(overlaps(*it, start, end) for it in spans) else [*spans, (start, end)]


def _clipped(text: str, start: int, end: int, first: int, last: int) -> Span:
    """A segment cut at white space to what is read of it: some are a page in one line."""
    if start < first:
        start = max(text.find(" ", first, end), first)
    if end > last:
        end = max(text.rfind(" ", start, last), start + 1)
    return start, end


def _mentions(article: Article, spans: Sequence[Span]) -> Iterator[Mention]:
    """The marked names in what is read; of two that overlap the longer."""
    if not spans:
        return
    marks = Mark.objects.filter(
        article=article,
        kind=MarkKind.ENTITY,
        covered=False,
        removed_at=None,
        parts__ordinal=0,
        parts__end__gt=min(spans)[0],
        parts__start__lt=max(spans)[1],
    )
    named = ("entity__merged_into__key", "entity__key", "entity__kind")
    rows = marks.values_list("parts__start", "parts__end", *named, "score")
    end = 0
    for first, last, root, key, kind, score in sorted(rows, key=lambda row: (row[0], -row[1])):
        if first >= end and _is_in(spans, first, last):
            yield Mention(first, last, root or key, score or 1.0, False, kind)
            end = last


def _steps(article: Article, found: Iterable[StepFound]) -> Iterator[dict[str, Any]]:
    """The steps with their sources, made where they speak for the first time."""
    pointed = pointed_in(article)
    text, told = article.capture.text, None
    for step in found:
        place = _anchor(text, step.place)
        source = pointed.get(form_of(place[2])) if place and step.how != "explicit" else None
        source = source or _source(article, step, told)
        told = source if source and is_named(source) else told
        yield {
            "source": source.key if source else None,
            "how": step.how,
            "confirmed": False,
            "cue": _anchor(text, step.cue),
            "place": place,
        }


def _source(article: Article, step: StepFound, told: Source | None) -> Source | None:
    if step.kind == "named":
        entity = Entity.objects.select_related("merged_into").filter(key=step.key).first()
        return sources.named(entity.merged_into or entity) if entity else None
    if words := step.words(article.capture.text):
        return described(article.capture.page, words, step.count, told)
    if step.kind == "reports" and (descriptor := " ".join(step.descriptor.split())):
        return sources.reports(descriptor[:300])
    return None


def _figures(found: Iterable[FigureFound], anchors: Sequence[Anchor]) -> list[dict[str, Any]]:
    return [
        {
            "start": it.start,
            "end": it.end,
            "raw": it.raw,
            "value": plain(it.value),
            "value_max": plain(it.value_max) if it.value_max is not None else None,
            "unit": it.unit[:40],
            "bound": it.bound,
            "metric": it.metric[:100],
            "scope": "",
        }
        for it in found
        if is_sound(it) and any(at.start <= it.start and it.end <= at.end for at in anchors)
    ][:MOST_FIGURES]


def is_sound(figure: Number) -> bool:
    """Whether a figure can be kept exactly, and a range goes up."""
    ends = [it for it in (figure.value, figure.value_max) if it is not None]
    if not all(map(_is_exact, ends)):
        return False
    if figure.bound == Bound.RANGE:
        return figure.value_max is not None and figure.value_max > figure.value
    return figure.value_max is None and figure.bound in Bound.values


def _is_exact(value: Decimal) -> bool:
    """Exactly kept by the column; compared without rounding to the context's precision."""
    if not value.is_finite() or value.copy_abs() >= LARGEST or value.adjusted() < -_SMALLEST:
        return False
    return len(plain(value).partition(".")[2]) <= MOST_DECIMALS


def _anchor(text: str, span: Span | None) -> list[Any] | None:
    return [*span, text[slice(*span)]] if span else None
