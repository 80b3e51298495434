"""Unknown spellings of names: note them, and accept or refuse them for the registry."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpus.anchors import anchor
from corpus.errors import Conflict, IsnadError
from corpus.models import (
    Alias,
    Article,
    Entity,
    Event,
    RefusedSpelling,
    Segment,
    UnknownSpelling,
    User,
)
from corpus.permissions import Action, check_can
from corpus.services import history, texts, upkeep
from corpus.text.body import Body
from corpus.text.fold import fold
from corpus.text.rules import RULES_VERSION
from corpus.text.spellings import Spellings

REFUSED = {"object_type": "spelling", "verb": "refuse"}
ACCEPTED = {"object_type": "alias", "verb": "add"}
LONGEST = 200


class AlreadyAName(IsnadError):
    """The spelling is an alias of the entity."""

    message = _("This entity has the spelling already.")


@transaction.atomic
def note(articles: Sequence[Article], finder: Spellings) -> None:
    """Replace the unknown spellings of these articles by what the finder says now."""
    UnknownSpelling.objects.filter(article__in=articles).delete()
    entities = Entity.objects.in_bulk(field_name="key")
    UnknownSpelling.objects.bulk_create(
        row
        for article, segments in texts.with_segments(articles)
        for row in _rows(article, segments, finder, entities)
    )


def _rows(
    article: Article,
    segments: Iterable[Segment],
    finder: Spellings,
    entities: Mapping[str, Entity],
) -> Iterator[UnknownSpelling]:
    """Each spelling of an article once, at its first place, for each name that it may be of."""
    seen: set[str] = set()
    spans = Body.of(segments).spans
    for found in finder.find(article.capture.text, spans):
        place = anchor(article.capture.text, found.start, found.end)
        if found.folded in seen or len(place.quote) > LONGEST:
            continue
        seen.add(found.folded)
        for name in found.names:
            yield UnknownSpelling(
                capture=article.capture,
                article=article,
                entity=entities[name.name],
                folded=found.folded,
                start=place.start,
                end=place.end,
                quote=place.quote,
                score=name.score / 100,
                version=RULES_VERSION,
            )


@transaction.atomic
def accept(spelling: str, entity: Entity, *, by: User) -> Event:
    """Make the spelling a name of the entity, or of the one that it was merged into."""
    entity = entity.merged_into or entity
    if Alias.objects.filter(folded=fold(spelling), entity=entity).exists():
        raise AlreadyAName
    event = upkeep.save(Alias(entity=entity, text=spelling), by=by)
    if event is None:
        raise Conflict
    return event


@transaction.atomic
def refuse(spelling: str, entities: Iterable[Entity], *, by: User) -> None:
    """Remember that the spelling is no name of these entities; one step in the history."""
    check_can(by, Action.ADMINISTER)
    batch, folded = uuid.uuid4(), fold(spelling)
    for entity in entities:
        refused, is_new = RefusedSpelling.objects.get_or_create(
            folded=folded, entity=entity, defaults={"by": by, "at": timezone.now()}
        )
        if is_new:
            history.record(
                by=by,
                verb=REFUSED["verb"],
                object_type=REFUSED["object_type"],
                object_key=f"{entity.key}/{folded}",
                before=None,
                after=_stated(refused),
                batch=batch,
            )


@transaction.atomic
def take_back(event: Event, *, by: User) -> None:
    """Undo an acceptance or a refusal; Conflict when it no longer stands as it was made."""
    check_can(by, Action.ADMINISTER)
    kind = {"object_type": event.object_type, "verb": event.verb}
    step = Event.objects.filter(batch=event.batch, undone_by=None, **kind).order_by("pk")
    if kind not in (ACCEPTED, REFUSED) or not step:
        raise Conflict
    for each in step:
        _take_back(each, by)


def _take_back(event: Event, by: User) -> None:
    key, _slash, written = event.object_key.partition("/")
    if event.object_type == ACCEPTED["object_type"]:
        alias = Alias.objects.select_for_update().filter(entity__key=key, text=written).first()
        if alias is None or upkeep.state(alias) != event.after:
            raise Conflict
        upkeep.remove_alias(alias, by=by, undoes=event)
        return
    refused = RefusedSpelling.objects.select_for_update().filter(entity__key=key, folded=written)
    if not refused.delete()[0]:
        raise Conflict
    history.record(
        by=by,
        verb="allow",
        object_type=event.object_type,
        object_key=event.object_key,
        before=event.after,
        after=None,
        undoes=event,
    )


def _stated(refused: RefusedSpelling) -> dict[str, Any]:
    return {"spelling": refused.folded, "entity": refused.entity.key}
