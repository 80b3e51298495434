"""Accepting a spelling and finding, at once, the mentions that it hid."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from annotations.models import MarkKind, MarkPart
from annotations.services import facets, suggestions
from annotations.services.suggestions import Found
from corpus.models import Alias, Article, Entity, Event, User
from corpus.services import captures, registry, spellings, texts
from corpus.spelling_queries import articles_holding
from corpus.text.body import Body
from corpus.text.finders import suggest
from corpus.text.names import Gazetteer

MOST_AT_ONCE = 200  # articles, about a second


@dataclass(frozen=True, slots=True)
class Changed:
    """How many suggested mentions came and went."""

    new: int
    gone: int


@transaction.atomic
def accept(spelling: str, entity: Entity, *, by: User) -> Changed | None:
    """Make the spelling a name of the entity, and find it in the articles that hold it.

    None says that too many do.
    """
    spellings.accept(spelling, entity, by=by)
    return find_in(holding([spelling]))


@transaction.atomic
def take_back(event: Event, *, by: User) -> Changed | None:
    """Undo an acceptance or a refusal, and let the suggestions of an acceptance go."""
    accepted = Alias.objects.filter(entity__key=event.object_key.partition("/")[0])
    texts = [it.text for it in accepted if event.object_key.endswith(f"/{it.text}")]
    spellings.take_back(event, by=by)
    return find_in(holding(texts))


def holding(forms: Iterable[str]) -> list[Article] | None:
    """The articles in which one of the forms stands; None says that too many hold one."""
    articles = list(articles_holding(forms).order_by("key")[: MOST_AT_ONCE + 1])
    return articles if len(articles) <= MOST_AT_ONCE else None


def find_in(articles: list[Article] | None) -> Changed | None:
    """Find all names again in these articles; in too many, nothing is done."""
    if not articles:
        return articles if articles is None else Changed(0, 0)
    return find_again(articles, Gazetteer(registry.names()))


@transaction.atomic
def find_again(articles: list[Article], gazetteer: Gazetteer) -> Changed:
    """Replace what the rules suggest in these articles; decisions are not touched."""
    captures.hold(articles)
    before = _mentions(articles)
    suggestions.replace(
        [
            Found(it, suggest(it.capture.text, body.spans, body.title, gazetteer))
            for it, segments in texts.with_segments(articles)
            for body in [Body.of(segments)]
        ]
    )
    facets.refresh(articles)
    after = _mentions(articles)
    return Changed(len(after - before), len(before - after))


def _mentions(articles: list[Article]) -> set[tuple[Any, ...]]:
    found = MarkPart.objects.filter(
        mark__article__in=articles, mark__kind=MarkKind.ENTITY, mark__by=None
    )
    return set(found.values_list("mark__article", "mark__entity", "start", "end"))
