"""Entities as the registry lists them, and the one that a key is read as."""

from dataclasses import dataclass, field

from corpus.models import Entity, Source
from corpus.text.fold import fold

SHOWN = 60
_LAST_PAGE = 10_000

# An agency is an outlet that is marked as one. What nobody mentions is found by its name alone.
_LISTED = """
SELECT e.*, coalesce(v.count, 0) AS articles
FROM corpus_entity e LEFT JOIN corpus_facetvalue v ON v.key = %(facet)s || ':' || e.key
WHERE e.merged_into_id IS NULL
    AND (v.count > 0 OR (%(facet)s = 'entity' AND %(find)s <> ''))
    AND CASE %(kind)s WHEN '' THEN true WHEN 'agency' THEN e.agency ELSE e.kind = %(kind)s END
    AND (%(find)s = '' OR e.id IN (
        SELECT coalesce(named.merged_into_id, named.id)
        FROM corpus_alias a JOIN corpus_entity named ON named.id = a.entity_id
        WHERE strpos(a.folded, %(find)s) > 0
    ))
ORDER BY articles DESC, e.key LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True, slots=True)
class Family:
    """An entity with those that were merged into it, and the sources that they are."""

    root: Entity
    members: list[Entity]
    sources: list[Source] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the registry, with what paging asks of one."""

    entities: list[Entity]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


def entity_with(key: str) -> Entity:
    """The entity of a key, with what it is read as; Entity.DoesNotExist."""
    return Entity.objects.select_related("merged_into").get(key=key)


def family_of(root: Entity) -> Family:
    """All that is read as this entity."""
    members = [root, *root.merged.order_by("key")]
    sources = Source.objects.filter(entity__in=members).select_related("entity__merged_into")
    return Family(root, members, list(sources.order_by("key")))


def listed(facet: str, kind: str = "", find: str = "", page: int = 1) -> Listing:
    """The entities, those first that most articles carry as this facet (`articles`).

    `find` is sought in all spellings, also of what was merged into them.
    """
    page = min(page, _LAST_PAGE)
    asked = {"facet": facet, "kind": kind, "find": fold(find).strip()}
    limits = {"limit": SHOWN + 1, "offset": (page - 1) * SHOWN}
    entities = list(Entity.objects.raw(_LISTED, asked | limits))
    return Listing(entities[:SHOWN], page, len(entities) > SHOWN)
