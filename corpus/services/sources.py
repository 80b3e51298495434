"""Finding or making the source that somebody is: one per named entity, unnamed ones per page."""

import hashlib

from corpus.models import Entity, EntityKind, Page, Source, SourceKind
from corpus.text.fold import fold

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


def reports(descriptor: str) -> Source:
    """Outlets that nobody names: whoever cites them in these words cites the same."""
    digest = hashlib.sha256(fold(descriptor).encode()).hexdigest()
    source, _ = Source.objects.get_or_create(
        key=f"reports-{digest[:20]}",
        defaults={"kind": SourceKind.OUTLET, "descriptor": descriptor},
    )
    return source
