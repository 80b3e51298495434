"""The lossless export: one JSON object a line, in an order that the content alone decides."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Collate

from annotations.formats import claim_records, records
from annotations.formats.moment import kept, one_moment
from annotations.formats.written import Record
from annotations.models import (
    Assessment,
    Claim,
    ClaimLink,
    ClaimMention,
    Decision,
    Mark,
    Pointing,
    Question,
    Verdict,
)
from annotations.queries.marks import VALUES, ShownMark, shown, shown_marks_of
from annotations.services import covering
from corpus.models import (
    Article,
    Capture,
    Entity,
    Event,
    NotSame,
    Relabelling,
    Segment,
    Source,
    Topic,
)

FORMAT = 1
CHUNK = 200

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Options:
    """What an export leaves out; anything but the defaults makes it a report.

    `filters` are the names and values by which the articles were chosen, as in an address.
    """

    text: bool = True
    data: bool = True
    decisions: bool = True
    history: bool = False
    filters: Sequence[tuple[str, str]] = ()


def lines(options: Options, articles: Iterable[int] | None = None) -> Iterator[str]:
    """Articles by their ids, or all, with all that they hang on, read as they are asked for.

    One transaction lasts as long as somebody reads.
    """
    with one_moment(), kept(articles) as chosen:
        for record in _records(chosen, options):
            yield json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n"


def _records(articles: models.QuerySet[Article], options: Options) -> Iterator[Record]:
    yield {
        "record": "header",
        "format": FORMAT,
        "options": asdict(options),
        "counts": dict(sorted(_counts(articles, options).items())),
    }
    yield from _registries()
    yield from _captures(articles, options)
    yield from _articles(articles, options)
    if options.decisions:
        yield from _judgements()
    if options.decisions:
        decisions = _of_people(_decisions(articles, options))
        yield from map(records.decision, decisions.iterator(CHUNK))
        labels = _of_people(_relabellings(articles, options))
        yield from map(records.relabelling, labels.iterator(CHUNK))
        pointings = _of_people(_pointings(articles)).select_related("source")
        yield from map(claim_records.pointing, pointings.iterator(CHUNK))
    if options.history:
        yield from _events()


def _by(*names: str) -> list[Collate]:
    """An order of code points, whatever the database's own."""
    return [Collate(name, "C") for name in names]


def _of_people(rows: models.QuerySet[M]) -> models.QuerySet[M]:
    return rows.select_related("capture__page", "by").defer("capture__data", "capture__text")


def _counts(articles: models.QuerySet[Article], options: Options) -> Counter[str]:
    counted = {
        "entity": Entity.objects.count(),
        "source": Source.objects.count(),
        "topic": Topic.objects.count(),
        "question": Question.objects.count(),
        "claim": Claim.objects.count(),
        "capture": _capture_rows(articles).count(),
        "article": articles.count(),
        "decision": _decisions(articles, options).count() if options.decisions else 0,
        "relabelling": _relabellings(articles, options).count() if options.decisions else 0,
        "link": ClaimLink.objects.count() if options.decisions else 0,
        "assessment": Assessment.objects.count() if options.decisions else 0,
        "pointing": _pointings(articles).count() if options.decisions else 0,
        "event": Event.objects.count() if options.history else 0,
    }
    return Counter({kind: count for kind, count in counted.items() if count})


def _registries() -> Iterator[Record]:
    different = _different()
    entities = Entity.objects.select_related("merged_into")
    entities = entities.prefetch_related("aliases", "refused_spellings__by")
    for entity in entities.order_by(*_by("key")).iterator(CHUNK):
        yield records.entity(entity, different.get(entity.key, []))
    sources = Source.objects.select_related("entity", "told").order_by(*_by("key"))
    yield from map(records.source, sources.iterator(CHUNK))
    yield from map(records.topic, Topic.objects.select_related("parent").order_by(*_by("path")))
    questions = Question.objects.select_related("subject").order_by(*_by("key"))
    yield from map(claim_records.question, questions)
    claims = Claim.objects.select_related("question", "subject", "merged_into")
    claims = claims.prefetch_related("topics").order_by(*_by("key"))
    yield from map(claim_records.claim, claims.iterator(CHUNK))


def _judgements() -> Iterator[Record]:
    """What people and rules hold of claims; the claims are in every export, so these are too."""
    links = ClaimLink.objects.select_related("a_claim", "b_claim", "by")
    links = links.prefetch_related("remarks__by").order_by(*_by("key"))
    for link in links.iterator(CHUNK):
        yield claim_records.link(link, list(link.remarks.all()))
    assessments = Assessment.objects.select_related("claim", "by")
    yield from map(
        claim_records.assessment,
        assessments.order_by(*_by("claim__key", "by__username")).iterator(CHUNK),
    )


def _pointings(articles: models.QuerySet[Article]) -> models.QuerySet[Pointing]:
    """Whom words mean in these articles."""
    here = Pointing.objects.filter(article_key__in=articles.values("key"))
    return here.order_by(*_by("capture__page__key"), "capture__sha256", *_by("article_key", "form"))


def _different() -> dict[str, list[tuple[str, NotSame]]]:
    """By the first key of each pair, in the order of keys and not of rows: the second, the pair."""
    found: dict[str, list[tuple[str, NotSame]]] = {}
    for pair in NotSame.objects.select_related("first", "second", "by"):
        first, second = sorted((pair.first.key, pair.second.key))
        found.setdefault(first, []).append((second, pair))
    return {key: sorted(pairs, key=lambda it: it[0]) for key, pairs in found.items()}


def _capture_rows(articles: models.QuerySet[Article]) -> models.QuerySet[Capture]:
    return Capture.objects.filter(pk__in=articles.values("capture"))


def _in_order(
    rows: models.QuerySet[M], whole: models.QuerySet[M], *names: str
) -> Iterator[list[M]]:
    """Rows in the order of names, some at a time: however wide they are, ids alone are sorted."""
    ids = rows.order_by(*_by(*names)).values_list("pk", flat=True).iterator(CHUNK)
    while some := list(islice(ids, CHUNK)):
        found = whole.in_bulk(some)
        yield [found[pk] for pk in some]


def _captures(articles: models.QuerySet[Article], options: Options) -> Iterator[Record]:
    left_out = [name for name in ("text", "data") if not getattr(options, name)]
    whole = Capture.objects.select_related("page").defer(*left_out)
    for captures in _in_order(_capture_rows(articles), whole, "page__key", "sha256"):
        for capture in captures:
            data = bytes(capture.data) if options.data else None
            yield records.capture(capture, text=options.text, data=data)


def _articles(articles: models.QuerySet[Article], options: Options) -> Iterator[Record]:
    whole = (
        Article.objects.select_related("capture__page", "continues", "outlet__merged_into")
        .defer("capture__data", "capture__text")
        .prefetch_related("segments")
    )
    for some in _in_order(articles, whole, "key"):
        marks = _marks(some, options)
        for article in some:
            yield records.article(article, marks.get(article.pk, []))


def _marks(articles: list[Article], options: Options) -> dict[int, list[Record]]:
    """The mark records of each article, in the order of place and value."""
    if options.decisions:
        found = {pk: list(marks) for pk, marks in shown_marks_of(articles).items()}
        for article_id, mark in _rejected(articles):
            found.setdefault(article_id, []).append(mark)
    else:
        found = _as_if_nobody_had_decided(articles)
    mentions = _mentions(mark.id for marks in found.values() for mark in marks)
    return {
        article_id: [records.mark(it, mentions.get(it.id)) for it in sorted(marks, key=_place)]
        for article_id, marks in found.items()
    }


def _place(it: ShownMark) -> tuple[object, ...]:
    at = it.anchors[0] if it.anchors else None
    return (at.start if at else -1, at.end if at else -1, it.kind, it.value_key, it.status)


def _suggestions(articles: list[Article]) -> models.QuerySet[Mark]:
    return (
        Mark.objects.filter(article__in=articles, by=None)
        .select_related(*VALUES.values(), "article", "by")
        .prefetch_related("parts")
        .order_by("pk")
    )


def _rejected(articles: list[Article]) -> Iterator[tuple[int, ShownMark]]:
    """Suggestions that a rejection covers; one that is covered by its acceptance is not shown."""
    covered = list(_suggestions(articles).filter(covered=True))
    over = covering.covering_decisions(covered)
    for mark in covered:
        decision = over.get(mark.pk)
        if decision and decision.verdict == Verdict.REJECTED:
            yield (
                mark.article_id,
                replace(shown(mark), status="rejected", by=decision.by, at=decision.at),
            )


def _as_if_nobody_had_decided(articles: list[Article]) -> dict[int, list[ShownMark]]:
    found: dict[int, list[ShownMark]] = {}
    for mark in _suggestions(articles):
        found.setdefault(mark.article_id, []).append(shown(mark))
    return found


def _mentions(marks: Iterable[int]) -> dict[int, ClaimMention]:
    mentions = ClaimMention.objects.filter(mark__in=list(marks))
    return {
        mention.mark_id: mention
        for mention in mentions.prefetch_related("chain__source__entity", "figures")
    }


def _decisions(articles: models.QuerySet[Article], options: Options) -> models.QuerySet[Decision]:
    """The decisions of the captures; of some of their articles, those inside them."""
    decisions = Decision.objects.filter(capture__in=_capture_rows(articles).values("pk"))
    if options.filters:
        around = articles.filter(
            capture=OuterRef("capture"), start__lte=OuterRef("start"), end__gte=OuterRef("end")
        )
        decisions = decisions.filter(Q(article_key__in=articles.values("key")) | Exists(around))
    return decisions.order_by(
        *_by("capture__page__key"),
        "capture__sha256",
        *_by("article_key", "kind"),
        "start",
        "end",
        *_by("value_key", "layer", "by__username"),
    )


def _relabellings(
    articles: models.QuerySet[Article], options: Options
) -> models.QuerySet[Relabelling]:
    """What people said of lines of the captures; of some of their articles, of lines in them."""
    said = Relabelling.objects.filter(capture__in=_capture_rows(articles).values("pk"))
    if options.filters:
        lines = Segment.objects.filter(
            article__in=articles, capture=OuterRef("capture"), start=OuterRef("start")
        )
        said = said.filter(Exists(lines))
    return said.order_by(*_by("capture__page__key"), "capture__sha256", "start", "end")


def _events() -> Iterator[Record]:
    """The whole history in its order, each event under its batch and its number in it."""
    numbers: Counter[object] = Counter()
    names: dict[int, str] = {}
    for event in Event.objects.select_related("by").order_by("pk").iterator(CHUNK):
        number = numbers[event.batch]
        numbers[event.batch] += 1
        names[event.pk] = f"{event.batch}/{number}"
        yield records.event(event, number, names.get(event.undoes_id or 0))


def is_export(path: Path) -> bool:
    """Whether a file begins as our own export does."""
    try:
        with path.open("rb") as stream:
            first = stream.readline(10_000)
    except OSError:
        return False
    return b'"record": "header"' in first and first.startswith(b"{")
