"""Finding or making the source that somebody is: one per named entity, unnamed ones per page."""

import hashlib

from corpus.models import Entity, EntityKind, Page, Source, SourceKind
from corpus.text.fold import fold

LONGEST = 300  # characters of a description

# What sort of source an entity speaks as.
KIND_OF_ENTITY = {
    EntityKind.OUTLET: SourceKind.OUTLET,
    EntityKind.PERSON: SourceKind.PERSON,
    EntityKind.DOCUMENT: SourceKind.DOCUMENT,
}


def kind_of(entity: Entity) -> SourceKind:
    """The kind of source that an entity is when it speaks."""
    if entity.agency:
        return SourceKind.AGENCY
    return KIND_OF_ENTITY.get(EntityKind(entity.kind), SourceKind.ORGANISATION)


def named(entity: Entity) -> Source:
    """The source that points to the entity, made when it first speaks."""
    source, _ = Source.objects.get_or_create(
        entity=entity, defaults={"key": entity.key, "kind": kind_of(entity)}
    )
    return source


def reports_key(descriptor: str) -> str:
    """The permanent key of outlets that nobody names, in these words."""
    return f"reports-{hashlib.sha256(fold(descriptor).encode()).hexdigest()[:20]}"


def reports(descriptor: str) -> Source:
    """Outlets that nobody names (تقارير إعلامية), the same wherever these words stand."""
    source, _ = Source.objects.get_or_create(
        key=reports_key(descriptor),
        defaults={"kind": SourceKind.OUTLET, "descriptor": descriptor[:LONGEST]},
    )
    return source


def unnamed_key(page: Page, descriptor: str, told: str = "") -> str:
    """The permanent key of an unnamed source of a page."""
    digest = hashlib.sha256("\n".join([page.key, fold(descriptor), told]).encode())
    return f"unnamed-{digest.hexdigest()[:20]}"


def unnamed(
    page: Page, *, descriptor: str, count: int | None = None, told: Source | None = None
) -> Source:
    """The unnamed source of a page that these words describe.

    The same words with another number are other people.
    """
    key = unnamed_key(page, descriptor, told.key if told else "")
    first = Source.objects.filter(key=key).first()
    if first and count is not None and first.count != count:
        key = unnamed_key(page, f"{descriptor} {count}", told.key if told else "")
    source, _ = Source.objects.get_or_create(
        key=key,
        defaults={
            "kind": SourceKind.ANONYMOUS,
            "descriptor": descriptor,
            "count": count,
            "told": told,
            "scope": page.key,
        },
    )
    return source
