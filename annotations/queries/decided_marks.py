"""The marks by people that carry an entity, by the spelling that they stand on."""

from collections.abc import Collection

from django.db.models import Q

from annotations.models import Mark, MarkKind
from annotations.queries.values import bare_forms
from corpus.models import Entity

MOST_READ = 2000


def decided_on(entities: Collection[Entity], forms: Collection[str]) -> list[Mark]:
    """The standing marks by people of one of these entities on one of these folded spellings.

    Read of the newest ones alone where people made very many.
    """
    marks = Mark.objects.filter(
        Q(kind=MarkKind.ENTITY, entity__in=entities)
        | Q(kind=MarkKind.SOURCE, source__entity__in=entities),
        by__isnull=False,
        removed_at=None,
    )
    newest = marks.order_by("-pk").select_related("article").prefetch_related("parts")[:MOST_READ]
    return [mark for mark in newest if _stands_on(mark, forms)]


def _stands_on(mark: Mark, forms: Collection[str]) -> bool:
    parts = mark.parts.all()
    return bool(parts) and any(it in forms for it in bare_forms(parts[0].quote))
