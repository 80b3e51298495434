"""What rules propose, stored as marks without a person: names, topics and cited sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from annotations.models import Mark, MarkKind, MarkPart
from annotations.services import covering
from corpus.anchors import anchor
from corpus.models import (
    BODY_KINDS,
    Article,
    Capture,
    Entity,
    Page,
    Segment,
    SegmentKind,
    Source,
    SourceKind,
    Topic,
)
from corpus.services import registry, sources
from corpus.text.attribution import Cited
from corpus.text.finders import Suggestions
from corpus.text.finders import suggest as find
from corpus.text.names import Gazetteer
from corpus.text.rules import RULES_VERSION
from corpus.text.topics import TopicFound

NAMES, TOPICS, CUES = "names", "topics", "cues"  # the rules that a suggestion's origin names


@dataclass(frozen=True, slots=True)
class Found:
    """What the finders propose for one article."""

    article: Article
    said: Suggestions


class Finders:
    """The rules over one reading of the registry: built once a run, then asked per article."""

    def __init__(self) -> None:
        self.gazetteer = Gazetteer(registry.names())

    def find(self, article: Article, segments: Sequence[Segment]) -> Found:
        """All proposals for an article; only title, paragraphs and subheadings are read."""
        text = article.capture.text
        body = [segment for segment in segments if segment.kind in BODY_KINDS]
        spans = [(segment.start, segment.end) for segment in body]
        titles = [(it.start, it.end) for it in body if it.kind == SegmentKind.TITLE]
        title = titles[0] if titles else None
        return Found(article, find(text, spans, title, self.gazetteer))


@transaction.atomic
def suggest(articles: Sequence[Article], finders: Finders) -> None:
    """Replace the suggestions of these articles by what the rules say now.

    People's marks and decisions are not touched; what a decision covers is stored and hidden.
    """
    segments: dict[int, list[Segment]] = {}
    for segment in Segment.objects.filter(article__in=articles).order_by("start"):
        segments.setdefault(segment.article_id, []).append(segment)
    found = [finders.find(article, segments.get(article.pk, [])) for article in articles]
    Mark.objects.filter(article__in=articles, by=None).delete()
    _store(found)
    covering.refresh(articles)


def _store(found: Sequence[Found]) -> None:
    entities = _entities(it.key for one in found for it in one.said.mentions)
    topics = Topic.objects.in_bulk(field_name="path")
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
    Mark.objects.bulk_create(mark for mark, _ in marks)
    MarkPart.objects.bulk_create(_part(mark, *place) for mark, place in marks if place is not None)


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
    return Entity.objects.in_bulk(list(set(keys)), field_name="key")


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
    speaking = Source.objects.filter(entity__in=entities.values()).select_related("entity")
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
