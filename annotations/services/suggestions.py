"""What rules propose, stored as marks without a person: names, topics and cited sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from annotations.models import Mark, MarkKind, MarkPart
from annotations.queries.marks import Value, read_through_merges
from annotations.services import covering
from corpus.anchors import anchor
from corpus.bulk import copy_in
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


@transaction.atomic
def replace(found: Sequence[Found]) -> dict[int, list[Value]]:
    """Put what the rules say now in the place of what they said of these articles before.

    People's marks and decisions are not touched; what a decision covers is stored and hidden.
    Returns the values proposed, once each, by the article's id.
    """
    articles = [one.article for one in found]
    Mark.objects.filter(article__in=articles, by=None).delete()
    marks = _store(found)
    covering.refresh(articles)
    values: dict[int, dict[tuple[str, int], Value]] = {}
    for mark in marks:
        value = read_through_merges(mark)
        values.setdefault(mark.article_id, {})[mark.kind, value.pk] = value
    return {article: list(here.values()) for article, here in values.items()}


def _store(found: Sequence[Found]) -> list[Mark]:
    entities = _entities(it.key for one in found for it in one.said.mentions)
    topics = {it.path: it for it in Topic.objects.select_related("parent")}
    speakers = _speakers(found)
    marks: list[tuple[Mark, tuple[int, int] | None]] = []
    for one in found:
        for mention in one.said.mentions:
            mark = _mark(one, MarkKind.ENTITY, NAMES, mention.score)
            mark.entity = entities[mention.key]
            marks.append((mark, (mention.start, mention.end)))
        for topic in (it for it in one.said.topics if it.path in topics):  # a tree may lack some
            mark = _mark(one, MarkKind.TOPIC, TOPICS, topic.score)
            mark.topic = topics[topic.path]
            marks.append((mark, _place(topic)))
        for cited in one.said.cited:
            mark = _mark(one, MarkKind.SOURCE, CUES, cited.score)
            mark.source = speakers[_speaker_key(one.article.capture.page, cited)]
            marks.append((mark, (cited.start, cited.end)))
    stored = copy_in(Mark, (mark for mark, _ in marks))
    copy_in(MarkPart, (_part(mark, *place) for mark, place in marks if place is not None))
    return stored


def _mark(found: Found, kind: MarkKind, origin: str, score: float) -> Mark:
    return Mark(
        capture=found.article.capture,
        article=found.article,
        kind=kind,
        origin=origin,
        version=RULES_VERSION,
        score=score,
    )


def _place(topic: TopicFound) -> tuple[int, int] | None:
    if topic.start is None or topic.end is None:
        return None
    return topic.start, topic.end


def _part(mark: Mark, start: int, end: int) -> MarkPart:
    place = anchor(mark.capture.text, start, end)
    return MarkPart(
        capture_id=mark.capture_id, mark=mark, start=place.start, end=place.end, quote=place.quote
    )


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
