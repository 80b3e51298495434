"""Entities as the registry lists them, and the one that a key is read as."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from corpus.models import Alias, Entity, FacetValue, Source
from corpus.text.fold import fold


@dataclass(frozen=True, slots=True)
class Family:
    """An entity with those that were merged into it, and the sources that they are."""

    root: Entity
    members: list[Entity]
    sources: list[Source] = field(default_factory=list)


def entity_with(key: str) -> Entity:
    """The entity of a key, with what it is read as; Entity.DoesNotExist."""
    return Entity.objects.select_related("merged_into").get(key=key)


def family_of(root: Entity) -> Family:
    """All that is read as this entity."""
    members = [root, *root.merged.order_by("key")]
    sources = Source.objects.filter(entity__in=members).select_related("entity__merged_into")
    return Family(root, members, list(sources.order_by("key")))


def listed(facet: str, kind: str = "", find: str = "") -> "QuerySet[Entity]":
    """The entities, those first that most articles carry as this facet (`articles`).

    Without words to find, only those that some article carries.
    """
    carried = FacetValue.objects.filter(key=Concat(Value(f"{facet}:"), OuterRef("key")))
    entities = Entity.objects.filter(merged_into=None).annotate(
        articles=Coalesce(Subquery(carried.values("count")), 0)
    )
    if kind == "agency":
        entities = entities.filter(agency=True)
    elif kind:
        entities = entities.filter(kind=kind)
    if find:
        entities = entities.filter(pk__in=_called(find))
    if facet != "entity" or not find:
        entities = entities.filter(articles__gt=0)
    return entities.order_by("-articles", "key")


def _called(find: str) -> "QuerySet[Alias, int]":
    """The ids of entities with a spelling that holds the words, read through merges."""
    spelled = Alias.objects.filter(folded__contains=fold(find).strip())
    return spelled.values_list(Coalesce("entity__merged_into", "entity"), flat=True)
