"""What rules propose, stored as marks without a person: names, topics, cited sources, claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction

from annotations.models import DECLINED, SHARED_LAYER, Mark, MarkKind, MarkPart
from annotations.queries.marks import Value, through_merges
from annotations.services import covering, proposed_claims, voices
from annotations.services.proposed_claims import CLAIMS, Telling
from annotations.services.voices import Voice
from corpus.anchors import anchor
from corpus.bulk import copy_rows, numbers
from corpus.models import Article, Topic
from corpus.text.attribution import Cited
from corpus.text.declined import DeclinedFound
from corpus.text.finders import Suggestions
from corpus.text.rules import RULES_VERSION
from corpus.text.topics import TopicFound

# The rules that a suggestion's origin names.
NAMES, TOPICS, CUES = "names", "topics", "cues"
Span = tuple[int, int]


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
    places: Sequence[Span]
    told: Telling | None = None


_MARK = (
    *("id", "capture", "article", "kind", *MarkKind.values),
    *("layer", "origin", "version", "score", "covered"),
)
_DECLINES = 0.7
_PART = ("capture", "mark", "ordinal", "start", "end", "quote")


@transaction.atomic
def replace(found: Sequence[Found]) -> dict[int, list[Value]]:
    """Put what the rules say now in the place of what they said of these articles before.

    People's marks and decisions are not touched; what a decision covers is stored and hidden.
    Returns the values proposed, once each, by the article's id.
    """
    articles = [one.article for one in found]
    before = Mark.objects.filter(article__in=articles, by=None)
    claimed = list(before.filter(kind=MarkKind.CLAIM).values_list("claim_id", flat=True))
    before.delete()
    rows = list(_rows(found))
    _store(rows)
    if claimed:
        proposed_claims.forget([it for it in claimed if it])
    if covering.is_decided_in(articles):
        covering.refresh(articles)
    values: dict[int, dict[tuple[str, int], Value]] = {}
    for row in rows:
        if row.origin == DECLINED:  # who gave no answer is not cited
            continue
        value = through_merges(row.value)
        values.setdefault(row.article.pk, {})[row.kind, value.pk] = value
    return {article: list(here.values()) for article, here in values.items()}


def _rows(found: Sequence[Found]) -> Iterator[_Row]:
    entities = voices.entities_of(it.key for one in found for it in one.said.mentions)
    topics = {it.path: it for it in Topic.objects.select_related("parent")}
    told = proposed_claims.tellings([(one.article, one.said.claims) for one in found])
    speakers = voices.made({*_cited(found), *(it for one in told for it in one.voices if it)})
    claims = proposed_claims.claims_of(told)
    for one in found:
        article, said = one.article, one.said
        for it in said.mentions:
            place = [(it.start, it.end)]
            yield _Row(article, MarkKind.ENTITY, entities[it.key], NAMES, it.score, place)
        for topic in said.topics:
            if topic.path in topics:  # a tree may lack some
                value = topics[topic.path]
                yield _Row(article, MarkKind.TOPIC, value, TOPICS, topic.score, _places(topic))
        for cited, origin, score in _citations(said):
            speaker = speakers[Voice.cited(article.capture.page, cited).source_key]
            place = [(cited.start, cited.end)]
            yield _Row(article, MarkKind.SOURCE, speaker, origin, score, place)
    for telling in told:
        telling.speak(speakers)
        yield _Row(
            telling.article,
            MarkKind.CLAIM,
            claims[telling.claim_key],
            CLAIMS,
            telling.found.score,
            telling.places,
            telling,
        )


def _citations(said: Suggestions) -> Iterator[tuple[Cited | DeclinedFound, str, float]]:
    """Who is cited, and who was asked, each with the rule that says so and its score."""
    yield from ((it, CUES, it.score) for it in said.cited)
    yield from ((it, DECLINED, _DECLINES) for it in said.declined if it.key or it.descriptor)


def _cited(found: Sequence[Found]) -> Iterator[Voice]:
    for one in found:
        for cited, _, _ in _citations(one.said):
            yield Voice.cited(one.article.capture.page, cited)


def _store(rows: Sequence[_Row]) -> None:
    marks = list(zip(numbers(Mark, len(rows)), rows, strict=True))
    copy_rows(Mark, _MARK, (_mark(number, row) for number, row in marks))
    copy_rows(
        MarkPart,
        _PART,
        (
            _part(number, row, ordinal, *place)
            for number, row in marks
            for ordinal, place in enumerate(row.places)
        ),
    )
    proposed_claims.store([(number, row.told) for number, row in marks if row.told])


def _mark(number: int, row: _Row) -> tuple[Any, ...]:
    values = (row.value.pk if row.kind == kind else None for kind in MarkKind.values)
    whose = (number, row.article.capture_id, row.article.pk, row.kind.value)
    return (*whose, *values, SHARED_LAYER, row.origin, RULES_VERSION, row.score, False)


def _part(number: int, row: _Row, ordinal: int, start: int, end: int) -> tuple[Any, ...]:
    place = anchor(row.article.capture.text, start, end)
    return (row.article.capture_id, number, ordinal, place.start, place.end, place.quote)


def _places(topic: TopicFound) -> Sequence[Span]:
    if topic.start is None or topic.end is None:
        return []
    return [(topic.start, topic.end)]
