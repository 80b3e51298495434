"""What rules propose, stored as marks without a person: names, topics and cited sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction

from annotations.models import SHARED_LAYER, Mark, MarkKind, MarkPart
from annotations.queries.marks import Value, through_merges
from annotations.services import covering
from corpus.anchors import anchor
from corpus.bulk import copy_rows, numbers
from corpus.models import Article, Capture, Entity, Page, Source, SourceKind, Topic
from corpus.services import sources
from corpus.text.attribution import Cited
from corpus.text.finders import Suggestions
from corpus.text.rules import RULES_VERSION
from corpus.text.topics import TopicFound

NAMES, TOPICS, CUES = "names", "topics", "cues"  # the rules that a suggestion's origin names


@dataclass(frozen=True, slots=True)
class Found:
    """What the finders propose for one article, which comes with its capture and page."""

    article: Article
    said: Suggestions


class _Row(NamedTuple):
    """A suggestion on its way to the database; without a place it speaks of its whole article."""

    article: Article
    kind: MarkKind
    value: Value
    origin: str
    score: float
    place: tuple[int, int] | None


_MARK = (
    *("id", "capture", "article", "kind", "entity", "source", "topic"),
    *("layer", "origin", "version", "score", "covered"),
)
_VALUED = (MarkKind.ENTITY, MarkKind.SOURCE, MarkKind.TOPIC)
_PART = ("capture", "mark", "ordinal", "start", "end", "quote")


@transaction.atomic
def replace(found: Sequence[Found]) -> dict[int, list[Value]]:
    """Put what the rules say now in the place of what they said of these articles before.

    People's marks and decisions are not touched; what a decision covers is stored and hidden.
    Returns the values proposed, once each, by the article's id.
    """
    articles = [one.article for one in found]
    Mark.objects.filter(article__in=articles, by=None).delete()
    rows = list(_rows(found))
    _store(rows)
    if covering.is_decided_in(articles):
        covering.refresh(articles)
    values: dict[int, dict[tuple[str, int], Value]] = {}
    for row in rows:
        value = through_merges(row.value)
        values.setdefault(row.article.pk, {})[row.kind, value.pk] = value
    return {article: list(here.values()) for article, here in values.items()}


def _rows(found: Sequence[Found]) -> Iterator[_Row]:
    entities = _entities(it.key for one in found for it in one.said.mentions)
    topics = {it.path: it for it in Topic.objects.select_related("parent")}
    speakers = _speakers(found)
    for one in found:
        article, said = one.article, one.said
        for it in said.mentions:
            place = (it.start, it.end)
            yield _Row(article, MarkKind.ENTITY, entities[it.key], NAMES, it.score, place)
        for topic in said.topics:
            if topic.path in topics:  # a tree may lack some
                value = topics[topic.path]
                yield _Row(article, MarkKind.TOPIC, value, TOPICS, topic.score, _place(topic))
        for cited in said.cited:
            speaker = speakers[_speaker_key(article.capture.page, cited)]
            place = (cited.start, cited.end)
            yield _Row(article, MarkKind.SOURCE, speaker, CUES, cited.score, place)


def _store(rows: Sequence[_Row]) -> None:
    marks = list(zip(numbers(Mark, len(rows)), rows, strict=True))
    copy_rows(Mark, _MARK, (_mark(number, row) for number, row in marks))
    copy_rows(
        MarkPart, _PART, (_part(number, row, *row.place) for number, row in marks if row.place)
    )


def _mark(number: int, row: _Row) -> tuple[Any, ...]:
    values = (row.value.pk if row.kind == kind else None for kind in _VALUED)
    whose = (number, row.article.capture_id, row.article.pk, row.kind.value)
    return (*whose, *values, SHARED_LAYER, row.origin, RULES_VERSION, row.score, False)


def _part(number: int, row: _Row, start: int, end: int) -> tuple[Any, ...]:
    place = anchor(row.article.capture.text, start, end)
    return (row.article.capture_id, number, 0, place.start, place.end, place.quote)


def _place(topic: TopicFound) -> tuple[int, int] | None:
    if topic.start is None or topic.end is None:
        return None
    return topic.start, topic.end


def _entities(keys: Iterable[str]) -> dict[str, Entity]:
    reading = Entity.objects.select_related("merged_into")
    return reading.in_bulk(list(set(keys)), field_name="key")


def _speaker_key(page: Page, cited: Cited) -> str:
    return cited.key or sources.unnamed_key(page, cited.descriptor, cited.told or "")


def _speakers(found: Sequence[Found]) -> dict[str, Source]:
    """The source of each citation by key, made where it speaks for the first time."""
    cited = [(one.article.capture, it) for one in found for it in one.said.cited]
    named = {it.key for _, it in cited if it.key} | {it.told for _, it in cited if it.told}
    entities = _entities(key for key in named if key)
    speakers = _named_sources(entities)
    silent = sorted(entities.keys() - speakers.keys())
    if silent:
        Source.objects.bulk_create(
            (
                Source(key=key, entity=entities[key], kind=sources.kind_of(entities[key]))
                for key in silent
            ),
            ignore_conflicts=True,
        )
        speakers = _named_sources(entities)
    unnamed = {
        _speaker_key(capture.page, it): _unnamed(capture, it, speakers)
        for capture, it in cited
        if not it.key
    }
    Source.objects.bulk_create(unnamed.values(), ignore_conflicts=True)
    return speakers | Source.objects.in_bulk(list(unnamed), field_name="key")


def _named_sources(entities: Mapping[str, Entity]) -> dict[str, Source]:
    speaking = Source.objects.filter(entity__in=entities.values()).select_related(
        "entity__merged_into"
    )
    return {source.entity.key: source for source in speaking if source.entity}


def _unnamed(capture: Capture, cited: Cited, named: dict[str, Source]) -> Source:
    return Source(
        key=_speaker_key(capture.page, cited),
        kind=SourceKind.ANONYMOUS,
        descriptor=cited.descriptor,
        count=cited.count,
        told=named.get(cited.told or ""),
        scope=capture.page.key,
    )
