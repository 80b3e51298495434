"""The marks by people that carry an entity, by the spelling that they stand on."""

from collections import Counter
from collections.abc import Collection

from django.db.models import Q, QuerySet

from annotations.models import Mark, MarkKind
from annotations.queries.values import bare_forms
from corpus.models import Entity

MOST_READ = 2000


def decided_on(entities: Collection[Entity], forms: Collection[str]) -> list[Mark]:
    """The standing marks by people of one of these entities on one of these folded spellings."""
    return [mark for mark in _newest(entities) if _form_of(mark, forms)]


def decided_by_form(entities: Collection[Entity], forms: Collection[str]) -> Counter[str]:
    """How many such marks there are by the spelling."""
    return Counter(form for mark in _newest(entities) if (form := _form_of(mark, forms)))


def _newest(entities: Collection[Entity]) -> QuerySet[Mark]:
    """People's marks of these entities; where they made very many, the newest ones alone."""
    marks = Mark.objects.filter(
        Q(kind=MarkKind.ENTITY, entity__in=entities)
        | Q(kind=MarkKind.SOURCE, source__entity__in=entities),
        by__isnull=False,
        removed_at=None,
    )
    newest = marks.order_by("-pk").select_related("article").prefetch_related("parts")
    return newest[:MOST_READ]


def _form_of(mark: Mark, forms: Collection[str]) -> str:
    """Which of the spellings the mark stands on, or nothing."""
    parts = mark.parts.all()
    return next((it for it in bare_forms(parts[0].quote) if it in forms), "") if parts else ""
