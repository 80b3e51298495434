"""The sources of what rules find, in bulk: named ones by their entity, others as they are described."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, Self

from corpus.models import Entity, Page, Source, SourceKind
from corpus.services import sources
from corpus.text.attribution import Cited
from corpus.text.claims import DeclinedFound, StepFound


class Voice(NamedTuple):
    """Who speaks on a page: a named source by its entity's key, else its words and whom it told."""

    page: Page
    key: str = ""
    descriptor: str = ""
    people: int | None = None
    told: str = ""
    is_reports: bool = False

    @property
    def source_key(self) -> str:
        """The permanent key of the source; of a named one that of its entity."""
        if self.key:
            return self.key
        if self.is_reports:
            return sources.reports_key(self.descriptor)
        return sources.unnamed_key(self.page, self.descriptor, self.told)

    @classmethod
    def cited(cls, page: Page, it: Cited | DeclinedFound) -> Self:
        """The voice of a citation."""
        told = getattr(it, "told", None) or ""
        is_reports = getattr(it, "kind", "") == "reports"
        descriptor = it.descriptor[: sources.LONGEST]
        return cls(page, it.key or "", descriptor, it.count, told, is_reports)


def of_chain(page: Page, chain: Iterable[StepFound], text: str) -> list[Voice | None]:
    """The voices of a chain, none at an unknown hop; an unnamed one told the named one before it."""
    voices: list[Voice | None] = []
    told = ""
    for step in chain:
        is_reports = step.kind == "reports"
        words = step.descriptor if is_reports else step.words(text)
        if not step.key and not words.strip():
            voices.append(None)
            continue
        descriptor = "" if step.key else " ".join(words.split())[: sources.LONGEST]
        whom = "" if step.key or is_reports else told
        voices.append(Voice(page, step.key or "", descriptor, step.count, whom, is_reports))
        told = step.key or told
    return voices


def made(voices: Collection[Voice]) -> dict[str, Source]:
    """The source of each voice by its key, made where it speaks for the first time."""
    named = {it.key for it in voices if it.key} | {it.told for it in voices if it.told}
    entities = entities_of(named)
    speakers = _named(entities)
    silent = sorted(entities.keys() - speakers.keys())
    if silent:
        Source.objects.bulk_create(
            (
                Source(key=key, entity=entities[key], kind=sources.kind_of(entities[key]))
                for key in silent
            ),
            ignore_conflicts=True,
        )
        speakers = _named(entities)
    others = {it.source_key: _described(it, speakers) for it in voices if not it.key}
    Source.objects.bulk_create(others.values(), ignore_conflicts=True)
    return speakers | Source.objects.in_bulk(list(others), field_name="key")


def entities_of(keys: Iterable[str]) -> dict[str, Entity]:
    """Entities by their keys, with what they were merged into."""
    reading = Entity.objects.select_related("merged_into")
    return reading.in_bulk(list(set(keys)), field_name="key")


def _named(entities: Mapping[str, Entity]) -> dict[str, Source]:
    speaking = Source.objects.filter(entity__in=entities.values()).select_related(
        "entity__merged_into"
    )
    return {source.entity.key: source for source in speaking if source.entity}


def _described(it: Voice, named: Mapping[str, Source]) -> Source:
    if it.is_reports:
        return Source(key=it.source_key, kind=SourceKind.OUTLET, descriptor=it.descriptor)
    return Source(
        key=it.source_key,
        kind=SourceKind.ANONYMOUS,
        descriptor=it.descriptor,
        count=it.people,
        told=named.get(it.told),
        scope=it.page.key,
    )
