"""What words that somebody points at are taken for: a source, or the figures that stand in them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from annotations.errors import CannotTell
from annotations.models import Mark, MarkKind
from annotations.queries.values import entities_named
from annotations.services.drafting import is_sound
from annotations.services.mentions import plain
from corpus.anchors import Anchor
from corpus.models import Article, Entity
from corpus.text.groups import group_at
from corpus.text.quantities import Quantity, find_quantities
from corpus.text.reading import read
from corpus.text.scene import Scene

_ZERO = re.compile(r"\bصفر(?:اً|ًا|ا)?(?!\w)")


def entity_at(article: Article, at: Anchor) -> Entity | None:
    """The entity that is marked on the words, or of which they are a known spelling."""
    marks = Mark.objects.filter(
        article=article,
        kind=MarkKind.ENTITY,
        covered=False,
        removed_at=None,
        parts__start__lt=at.end,
        parts__end__gt=at.start,
    )
    marked = marks.select_related("entity__merged_into").order_by("by", "-score", "pk").first()
    if marked and marked.entity:
        return marked.entity.merged_into or marked.entity
    return next(iter(entities_named(at.quote)), None)


def speaker_at(article: Article, at: Anchor) -> dict[str, Any]:
    """Whoever the words speak of: the entity that they name, else somebody unnamed."""
    if entity := entity_at(article, at):
        return {"source": entity.key}
    return {"source": None, "descriptor": at.quote, "count": people_in(at.quote)}


def people_in(words: str) -> int | None:
    """How many people the words speak of, where they say it: ثلاثة أشخاص."""
    reading = read(words, [(0, len(words))])
    group = group_at(Scene(reading, []), 0) if reading.words else None
    return group.people if group else None


def _quantities(words: str) -> list[Quantity]:
    """What is counted in words at which somebody points: صفر is a number there, and no month."""
    if not (zero := _ZERO.search(words)):
        return find_quantities(words)
    width = zero.end() - zero.start()
    found = find_quantities(words[: zero.start()] + "0".ljust(width) + words[zero.end() :])
    return [
        replace(it, end=max(it.end, zero.end()), quote=words[it.start : max(it.end, zero.end())])
        if it.start == zero.start()
        else replace(it, quote=words[it.start : it.end])
        for it in found
    ] or [Quantity(*zero.span(), zero[0], Decimal(0), None, "", "exact")]


def figures_at(places: Sequence[Anchor]) -> list[dict[str, Any]]:
    """The figures that stand in the words; CannotTell when none does."""
    found = [(at, it) for at in places for it in _quantities(at.quote) if is_sound(it)]
    if not found:
        raise CannotTell(_("No number stands in these words."))
    return [
        {
            "start": at.start + it.start,
            "end": at.start + it.end,
            "raw": it.quote,
            "value": plain(it.value),
            "value_max": plain(it.value_max) if it.value_max is not None else None,
            "unit": it.unit,
            "bound": it.bound,
            "metric": "",
            "scope": "",
        }
        for at, it in found
    ]
