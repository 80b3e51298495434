"""The registries' upkeep: load entities and topics, and hand their names to the finders."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from corpus.models import Alias, Entity, EntityKind, RefusedSpelling, Topic
from corpus.text.fold import fold
from corpus.text.names import Name
from corpus.text.topics import load_tree

_LONGEST_BASE = 90  # of a key, which has 100 characters with its number


class OutletNames:
    """Recognises printed names of outlets and hosts; reads the registry once."""

    def __init__(self) -> None:
        aliases = Alias.objects.filter(
            is_short=False, entity__kind__in=[EntityKind.OUTLET, EntityKind.ORGANISATION]
        ).select_related("entity__merged_into")
        self._entities = {
            it.folded: it.entity.merged_into or it.entity
            for it in sorted(aliases, key=lambda it: it.entity.kind == EntityKind.OUTLET)
        }

    def entity(self, printed: str | None) -> Entity | None:
        """The entity of which the printed name is a spelling, or None."""
        return self._entities.get(fold(printed).strip()) if printed else None


def names() -> list[Name]:
    """Every entity with its spellings, those of merged entities included, for the gazetteer."""
    full: dict[Entity, list[str]] = {}
    short: dict[Entity, list[str]] = {}
    for entity in Entity.objects.select_related("merged_into").order_by("key"):
        printed = [name for name in (entity.name_ar, entity.name_latin) if name]
        full.setdefault(entity.merged_into or entity, []).extend(printed)
    for alias in (
        Alias.objects.filter(is_line=False).select_related("entity__merged_into").order_by("pk")
    ):
        root = alias.entity.merged_into or alias.entity
        (short if alias.is_short else full).setdefault(root, []).append(alias.text)
    return [
        Name(
            root.key,
            root.kind,
            tuple(dict.fromkeys(forms)),
            tuple(dict.fromkeys(short.get(root, ()))),
            root.agency,
        )
        for root, forms in full.items()
    ]


@transaction.atomic
def load_entities(rows: Iterable[dict[str, Any]]) -> int:
    """Add the entities and spellings that are not here yet; returns how many were added.

    What people changed stays: an entity that is here keeps its names, and only new spellings
    are added to it, none that somebody judged to be none of its name.
    """
    rows = list(rows)
    known = set(Entity.objects.values_list("key", flat=True))
    Entity.objects.bulk_create(_entity(row) for row in rows if row["key"] not in known)
    by_key = Entity.objects.in_bulk([row["key"] for row in rows], field_name="key")
    refused = set(RefusedSpelling.objects.values_list("entity", "folded"))
    spellings = (alias for row in rows for alias in _spellings(row, by_key[row["key"]]))
    Alias.objects.bulk_create(
        (it for it in spellings if (it.entity_id, it.folded.strip()) not in refused),
        ignore_conflicts=True,
    )
    return len(by_key.keys() - known)


def _entity(row: dict[str, Any]) -> Entity:
    return Entity(
        key=row["key"],
        kind=row["kind"],
        name_ar=row.get("ar", ""),
        name_latin=row.get("latin", ""),
        agency=row.get("agency", False),
    )


def _spellings(row: dict[str, Any], entity: Entity) -> Iterator[Alias]:
    """Each spelling of an entity once, with its limit; the freest reading wins."""
    full = [row.get("ar", ""), row.get("latin", ""), *row.get("aliases", [])]
    seen: set[str] = set()
    for limit, texts in (
        ("", full),
        ("is_short", row.get("short", [])),
        ("is_line", row.get("own_line", [])),
    ):
        for text in texts:
            if text and text not in seen:
                seen.add(text)
                limits = {limit: True} if limit else {}
                yield Alias.of(entity, text, **limits)


def free_key(name: str) -> str:
    """A permanent key for a new entity of this name: the name in Latin letters, else a number."""
    digest = hashlib.sha256(fold(name).encode()).hexdigest()[:16]
    base = slugify(name)[:_LONGEST_BASE] or f"n-{digest}"
    taken = set(Entity.objects.filter(key__startswith=base).values_list("key", flat=True))
    numbered = (f"{base}-{number}" for number in count(2))
    return next(key for key in chain([base], numbered) if key not in taken)


def entities_in(file: Path) -> list[dict[str, Any]]:
    """The entities of a JSONL file such as seeds/entities.jsonl."""
    with file.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


@transaction.atomic
def load_topics() -> int:
    """Add the topics of the tree that are not here yet; returns how many were added."""
    known = set(Topic.objects.values_list("path", flat=True))
    for ordinal, node in enumerate(load_tree()):
        if node.path not in known:
            Topic.objects.create(
                path=node.path,
                parent=Topic.objects.get(path=node.parent) if node.parent else None,
                name_ar=node.ar,
                name_en=node.en,
                scope=node.scope,
                ordinal=ordinal,
            )
    return Topic.objects.count() - len(known)
