"""Articles and what is said of them by COPY. Triggers rest: what they hold, a test holds here."""

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils.timezone import now

from annotations.models import (
    AttributionStep,
    Certainty,
    ClaimMention,
    Decision,
    Figure,
    Known,
    Mark,
    MarkPart,
    Mode,
    Stance,
)
from benchmarks.claiming.articles import Drafted, Telling
from benchmarks.claiming.plan import SEED
from benchmarks.claiming.sentences import Span
from benchmarks.searching import databases
from corpus.bulk import copy_in, copy_rows, numbers
from corpus.models import Article, Capture, Copy, Event, Page, Segment, Source, User

Row = tuple[Any, ...]

_COPIED = 20  # every so manieth article repeats the one before it
_NOW = now()


class Told(NamedTuple):
    """A telling with the numbers of its rows; nobody has decided of one without a time."""

    telling: Telling
    article: Article
    capture: Capture
    mark: int
    subject: int  # the mark of the subject's name
    mention: int
    by: User
    at: datetime | None

    def words(self, span: Span) -> tuple[int, int, str]:
        """A place with what stands there."""
        return *span, self.capture.text[slice(*span)]


@transaction.atomic
def store(drafts: Sequence[Drafted], editors: Sequence[User]) -> None:
    """Write some articles with all that is said of them."""
    databases.tell("SET LOCAL session_replication_role = replica")
    _store_articles(drafts)
    told = _told(drafts, editors)
    for model, names, rows in _TABLES:
        copy_rows(model, names.split(), (row for it in told for row in rows(it)))


def _store_articles(drafts: Sequence[Drafted]) -> None:
    copy_in(Page, [it.page for it in drafts])
    for it in drafts:
        it.capture.page = it.page
    copy_in(Capture, [it.capture for it in drafts])
    for it in drafts:
        it.article.capture = it.capture
    copy_in(Article, [it.article for it in drafts])
    for it in drafts:
        for segment in it.segments:
            segment.capture, segment.article = it.capture, it.article
    copy_in(Segment, [segment for it in drafts for segment in it.segments])
    copy_in(Source, [source for it in drafts for source in it.unnamed.values()])
    pairs = zip(drafts[1::_COPIED], drafts[::_COPIED], strict=False)
    copy_in(Copy, [_copy(it.article, original.article) for it, original in pairs])


def _copy(it: Article, original: Article) -> Copy:
    return Copy(
        capture_id=it.capture_id, article=it, original=original, jaccard=0.9, version="benchmark"
    )


def _told(drafts: Sequence[Drafted], editors: Sequence[User]) -> list[Told]:
    tellings = [(it, telling) for it in drafts for telling in it.told]
    marks = iter(numbers(Mark, 2 * len(tellings)))
    mentions = iter(numbers(ClaimMention, len(tellings)))
    chance = Random(SEED + drafts[0].article.pk)  # noqa: S311
    return [
        Told(
            telling,
            it.article,
            it.capture,
            next(marks),
            next(marks),
            next(mentions),
            chance.choice(editors),
            None if telling.is_waiting else _NOW - timedelta(minutes=chance.randrange(10**6)),
        )
        for it, telling in tellings
    ]


def _marks(it: Told) -> Iterator[Row]:
    """The claim, and the subject as the names' rule suggests it in the same words."""
    here = (it.capture.pk, it.article.pk)
    subject, by = it.telling.proposed.asked.subject.pk, it.by.pk if it.at else None
    claim = it.telling.claim.pk
    yield (it.mark, *here, "claim", None, claim, "shared", by, it.at, "claims", "1", 0.7, False)
    yield (
        it.subject,
        *here,
        "entity",
        subject,
        None,
        *("shared", None, None, "names", "1", 0.9, False),
    )


def _parts(it: Told) -> Iterator[Row]:
    yield (it.capture.pk, it.mark, 0, *it.words(it.telling.place.claim))
    yield (it.capture.pk, it.subject, 0, *it.words(it.telling.place.subject))


def _mentions(it: Told) -> Iterator[Row]:
    origin = it.telling.origin
    yield (
        *(it.mention, it.capture.pk, it.mark),
        Mode.values[it.mark % len(Mode.values)],
        Stance.values[it.mark % len(Stance.values)],
        Certainty.values[it.mark % len(Certainty.values)],
        "positive",
        *(origin.source.pk if origin.source else None, origin.kind.value, False),
    )


def _steps(it: Told) -> Iterator[Row]:
    cue = it.telling.place.cue
    for ordinal, source in enumerate(it.telling.chain):
        how = Known.EXPLICIT if source else Known.INFERRED
        said = it.words(cue) if cue and not ordinal else (None, None, "")
        pk = source.pk if source else None
        yield (it.capture.pk, it.mention, ordinal, pk, how.value, False, *said, "")


def _figures(it: Told) -> Iterator[Row]:
    span, measure = it.telling.place.figure, it.telling.proposed.asked.measure
    if span and it.telling.number is not None:
        value = it.telling.number * measure.scale
        measured = (value, measure.unit, "exact", measure.metric, "")
        yield (it.capture.pk, it.mention, 0, *it.words(span), *measured)


def _decisions(it: Told) -> Iterator[Row]:
    if it.at:
        place, value = it.words(it.telling.place.claim), it.telling.claim.key
        by = ("accepted", "shared", it.by.pk, it.at, "claims", 0.7, False)
        yield (it.capture.pk, "", "claim", *place, value, *by)


def _events(it: Told) -> Iterator[Row]:
    """The step that accepted it, as the history tells of it."""
    if it.at:
        start, end, quote = it.words(it.telling.place.claim)
        value = it.telling.claim.key
        key = f"{it.capture.sha256[:16]}:claim:{start}-{end}:{value}:shared:{it.by.username}"
        after = {
            "kind": "claim",
            "value": value,
            "parts": [[start, end, quote]],
            "layer": "shared",
            "verdict": "accepted",
            "origin": "claims",
            "score": 0.7,
            "mention": _said(it),
        }
        words = json.dumps(after, ensure_ascii=False)
        yield (
            *(it.at, it.by.pk, "accept", "decision", key, it.article.key),
            *(words, str(uuid.UUID(int=it.mark)), ""),
        )


def _said(it: Told) -> dict[str, Any]:
    chain = [
        {"source": source.key if source else None, "how": "explicit", "confirmed": False}
        for source in it.telling.chain
    ]
    figures = [{"value": it.telling.number}] if it.telling.number else []
    return {"mode": "direct", "stance": "asserts", "chain": chain, "figures": figures}


_PLACE = "start end quote"
_TABLES: Sequence[tuple[type[models.Model], str, Callable[[Told], Iterator[Row]]]] = (
    (
        Mark,
        "id capture article kind entity claim layer by at origin version score covered",
        _marks,
    ),
    (MarkPart, f"capture mark ordinal {_PLACE}", _parts),
    (
        ClaimMention,
        "id capture mark mode stance certainty polarity origin origin_kind overstates",
        _mentions,
    ),
    (
        AttributionStep,
        f"capture mention ordinal source how confirmed {_PLACE} place_quote",
        _steps,
    ),
    (Figure, f"capture mention ordinal {_PLACE} value unit bound metric scope", _figures),
    (
        Decision,
        f"capture article_key kind {_PLACE} value_key verdict layer by at origin score as_reviewer",
        _decisions,
    ),
    (
        Event,
        "at by verb object_type object_key article_key after batch request_key",
        _events,
    ),
)
