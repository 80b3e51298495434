"""The spellings of an entity as they can be split off: which, and how often people decided on them."""

from dataclasses import dataclass

from django.db.models import Q

from annotations.queries.decided_marks import decided_by_form
from corpus.models import Alias, Entity
from corpus.text.fold import fold


@dataclass(frozen=True, slots=True)
class Spelling:
    """All writings of a spelling; a preferred one stays with its entity."""

    folded: str
    writings: list[str]
    is_preferred: bool
    decided: int


def splittable(entity: Entity) -> list[Spelling]:
    """The spellings of an entity and of what was merged into it, preferred ones last."""
    family = list(Entity.objects.filter(Q(pk=entity.pk) | Q(merged_into=entity)))
    writings: dict[str, list[str]] = {}
    for text, folded in (
        Alias.objects.filter(entity__in=family).order_by("text").values_list("text", "folded")
    ):
        written = writings.setdefault(folded.strip(), [])
        if text not in written:
            written.append(text)
    names = {fold(name).strip() for it in family for name in (it.name_ar, it.name_latin)}
    decided = decided_by_form(family, writings)
    found = [
        Spelling(folded, texts, folded in names, decided[folded])
        for folded, texts in writings.items()
    ]
    return sorted(found, key=lambda it: it.is_preferred)
