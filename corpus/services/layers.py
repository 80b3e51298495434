"""How far each derived layer has come, so that a rebuild that was stopped goes on from there.

Progress is written in the transaction of what it speaks of, so it is never ahead or behind.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, models
from django.db.models import Count, F
from django.utils import timezone

from corpus.models import ArticleIndex, Capture, Fingerprint, LayerState
from corpus.text import shingles

_REBUILD = 0x15_4AD  # the number of the lock that a rebuild holds


@contextmanager
def alone(waiting: Callable[[], None]) -> Iterator[None]:
    """One rebuild at a time: two would take each other's progress for their own."""
    if not _asked("SELECT pg_try_advisory_lock(%s)"):
        waiting()
        _asked("SELECT pg_advisory_lock(%s)")
    try:
        yield
    finally:
        _asked("SELECT pg_advisory_unlock(%s)")


def _asked(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_REBUILD])
        return cursor.fetchone()[0]


def begin(versions: Mapping[str, str]) -> None:
    """Begin these layers anew, whatever was done of them."""
    now = timezone.now()
    LayerState.objects.filter(name__in=versions).delete()
    LayerState.objects.bulk_create(
        LayerState(name=name, version=version, started_at=now) for name, version in versions.items()
    )


def left(versions: Mapping[str, str]) -> list[str]:
    """What is left to do of the same layers, begun together with the same versions, in order.

    Layers read those before them, so all that follow the first unfinished one are left.
    """
    states = LayerState.objects.in_bulk(list(versions))
    if {name: state.version for name, state in states.items()} != dict(versions):
        return []
    if len({state.started_at for state in states.values()}) > 1:
        return []
    names = list(versions)
    unfinished = [name for name in names if states[name].finished_at is None]
    return names[names.index(unfinished[0]) :] if unfinished else []


def advance(name: str, *, through: Capture, articles: int) -> None:
    """Note that a layer is made up to this capture, with so many articles more."""
    LayerState.objects.filter(name=name).update(
        page=through.page.key, sha256=through.sha256, articles=F("articles") + articles
    )


def finish(name: str, version: str) -> None:
    """Note that a layer is made."""
    made = {"version": version, "finished_at": timezone.now(), "page": "", "sha256": ""}
    LayerState.objects.update_or_create(
        name=name, defaults=made, create_defaults=made | {"started_at": timezone.now()}
    )


def drift(index_version: str, versions: Mapping[str, str]) -> list[str]:
    """Name what other versions made than today's, what was never made, and what was not finished."""
    states = LayerState.objects.in_bulk()
    begun = [it for it in states.values() if it.finished_at is None]
    return [
        *_older(ArticleIndex.objects.all(), index_version, "indexed articles were read"),
        *_older(Fingerprint.objects.all(), shingles.VERSION, "signatures were made"),
        *(
            f"{name} was made by {states[name].version}, not by {version}: run rebuild"
            for name, version in versions.items()
            if name in states and states[name].version != version
        ),
        *(
            f"{name} was never made: run rebuild"
            for name in versions
            if name not in states and ArticleIndex.objects.exists()
        ),
        *(f"{it} was begun and not finished: run rebuild" for it in sorted(begun, key=str)),
    ]


def _older(rows: models.QuerySet[models.Model], version: str, made: str) -> Iterator[str]:
    """The rows that another version made, counted by it."""
    counted = rows.exclude(version=version).values_list("version").annotate(Count("pk"))
    for other, count in counted.order_by("version"):
        yield f"{count} {made} by {other}, not by {version}: run rebuild"
