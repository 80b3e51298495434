"""The registries of an export, brought back by their permanent keys; what is here stays."""

from datetime import datetime

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from annotations.formats.written import Record
from corpus.models import Alias, Entity, NotSame, RefusedSpelling, Source, Topic, User


def moment(value: str) -> datetime:
    """A point in time as the export writes it; ValueError when it is none."""
    found = parse_datetime(value)
    if found is None:
        raise ValueError(f"{value!r} is no date-time")
    return found


def moment_or_none(value: str | None) -> datetime | None:
    """The same where there may be none."""
    return moment(value) if value is not None else None


def person(username: str) -> User:
    """The account of a name; an unknown name gets one that cannot sign in."""
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User(username=username, is_active=False)
        user.set_unusable_password()
        user.save()
    return user


def _merge(entity: Entity, into: Entity) -> None:
    """Merge as the export has it, unless the entity was merged here; merges are one step deep."""
    into = into.merged_into or into
    if entity.merged_into is None and entity != into:
        Entity.objects.filter(Q(pk=entity.pk) | Q(merged_into=entity)).update(merged_into=into)


class Registries:
    """Takes entity, source and topic records; links them when all are here."""

    kinds = frozenset({"entity", "source", "topic"})

    def __init__(self) -> None:
        self._merges: list[tuple[str, str]] = []
        self._different: list[tuple[str, Record]] = []
        self._told: list[tuple[str, str]] = []

    def take(self, record: Record) -> None:
        """Load one record unless its key is here."""
        getattr(self, f"_{record['record']}")(record)

    def finish(self) -> None:
        """Set what points from one row of a registry to another."""
        for key, into in self._merges:
            _merge(Entity.objects.get(key=key), Entity.objects.get(key=into))
        for key, told in self._told:
            Source.objects.filter(key=key).update(told=Source.objects.get(key=told))
        for key, pair in self._different:
            first, second = Entity.objects.get(key=key), Entity.objects.get(key=pair["entity"])
            first, second = sorted((first, second), key=lambda entity: entity.pk)
            NotSame.objects.get_or_create(
                first=first,
                second=second,
                defaults={"by": person(pair["by"]), "at": moment(pair["at"])},
            )

    def _entity(self, record: Record) -> None:
        entity, _ = Entity.objects.get_or_create(
            key=record["id"],
            defaults={
                "kind": record["kind"],
                "name_ar": record["ar"],
                "name_latin": record["latin"],
                "agency": record["agency"],
            },
        )
        Alias.objects.bulk_create(
            (
                Alias.of(entity, it["text"], is_short=it["short"], is_line=it["line"])
                for it in record["aliases"]
            ),
            ignore_conflicts=True,
        )
        for it in record.get("not_its_name", []):  # exports made before there were any have none
            RefusedSpelling.objects.get_or_create(
                folded=it["spelling"],
                entity=entity,
                defaults={"by": person(it["by"]), "at": moment(it["at"])},
            )
        if record["merged_into"]:
            self._merges.append((record["id"], record["merged_into"]))
        self._different += [(record["id"], pair) for pair in record["not_the_same"]]

    def _source(self, record: Record) -> None:
        entity = Entity.objects.get(key=record["entity"]) if record["entity"] else None
        Source.objects.get_or_create(
            key=record["id"],
            defaults={
                "kind": record["kind"],
                "entity": entity,
                "descriptor": record["descriptor"],
                "count": record["count"],
                "scope": record["page"] or "",
            },
        )
        if record["told"]:
            self._told.append((record["id"], record["told"]))

    def _topic(self, record: Record) -> None:
        parent = Topic.objects.get(path=record["parent"]) if record["parent"] else None
        Topic.objects.get_or_create(
            path=record["id"],
            defaults={
                "parent": parent,
                "name_ar": record["ar"],
                "name_en": record["en"],
                "scope": record["scope"],
                "ordinal": record["ordinal"],
            },
        )
