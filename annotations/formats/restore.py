"""Bring an export back: what people decided and what was captured; the rest is derived anew."""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from django.utils.dateparse import parse_datetime
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from annotations.formats.jsonl import FORMAT
from annotations.formats.restore_claims import Claims
from annotations.formats.restore_labels import Labels
from annotations.formats.restore_marks import Decisions
from annotations.formats.restore_registries import Registries, moment, moment_or_none, person
from annotations.formats.written import Record
from corpus.errors import IsnadError
from corpus.importing.load import Derive, Outcome
from corpus.models import Article, Capture, Event, Page, Segment
from corpus.services import captures
from corpus.services.registry import OutletNames

BATCH = 200
_PLACED = frozenset(
    {"header", "capture", "article", "decision", "relabelling", "pointing", "event"}
)
# What reading a record that somebody else wrote can come to.
BROKEN = (
    ArithmeticError,
    AttributeError,
    DatabaseError,
    LookupError,
    ObjectDoesNotExist,
    TypeError,
    ValidationError,
    ValueError,
)


class BadExport(IsnadError):
    """A line that is not what the format says."""


def restore(
    path: Path,
    *,
    derivation: Callable[[], Derive],
    dry_run: bool = False,
    changed: Callable[[], None] = lambda: None,
) -> Iterator[Outcome]:
    """Load an export as one transaction and yield an outcome for each capture.

    What is here already stays as it is; `changed` is called when something was not. BadExport,
    and nothing loaded, when a line is broken or lacks what a restored corpus needs.
    """
    with transaction.atomic():
        reader = _Reader()
        for number, record in _records(path):
            try:
                reader.take(record)
            except BROKEN as error:
                reason = _("Line %(line)s is not a record of this format: %(why)s")
                raise BadExport(reason % {"line": number, "why": error}) from error
        try:
            reader.finish()
        except BROKEN as error:
            reason = _("The records of this export do not fit together: %(why)s")
            raise BadExport(reason % {"why": error}) from error
        if not dry_run and reader.derive(derivation):
            changed()
        transaction.set_rollback(dry_run)
    yield from reader.outcomes


def _records(path: Path) -> Iterator[tuple[int, Record]]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line.decode("utf-8"))
            except (ValueError, RecursionError) as error:
                reason = _("Line %(line)s is not JSON.") % {"line": number}
                raise BadExport(reason) from error
            yield number, record


class _Reader:
    """Takes the records in the order of the file; remembers what it has made."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self._captures: dict[tuple[str, str], Capture] = {}
        self._articles: set[int] = set()
        self._pages: dict[str, Page] = {}
        self._events: dict[str, Event] = {}
        self._met: Counter[tuple[str, str, str]] = Counter()
        self._continues: list[tuple[int, str]] = []
        self._registries = Registries()
        self._claims = Claims()
        self._decisions = Decisions()
        self._labels = Labels()
        self._outlets: OutletNames | None = None

    def take(self, record: Record) -> None:
        """Load one record of any kind."""
        kind = record["record"]
        if kind in self._registries.kinds:
            self._registries.take(record)
        elif kind in self._claims.kinds:
            self._claims.take(record)
        elif kind in _PLACED:
            getattr(self, f"_{kind}")(record)
        else:
            raise ValueError(f"unknown record {kind!r}")

    def finish(self) -> None:
        """Join what points from one record to another, and let the marks follow the decisions."""
        self._registries.finish()
        for article, key in self._continues:
            older = Article.objects.get(key=key)
            Article.objects.filter(pk=article).update(continues=older)
        self._decisions.finish()
        self._labels.finish()
        self._claims.finish()

    def derive(self, derivation: Callable[[], Derive]) -> bool:
        """Choose current captures and derive everything that the file does not hold.

        Says whether there was anything to derive.
        """
        fallen = captures.choose_current(self._pages.values())
        captures.hold(fallen)
        changed = self._decisions.captures | self._labels.captures | self._claims.captures
        decided = Article.objects.filter(capture__in=changed)
        touched = self._articles.union(
            (article.pk for article in fallen), decided.values_list("pk", flat=True)
        )
        derive = derivation() if touched else None
        stream = iter(sorted(touched))
        while derive and (batch := list(islice(stream, BATCH))):
            articles = Article.objects.filter(pk__in=batch).select_related("capture__page")
            derive(list(articles))
        return self._claims.derive(self._decisions.captures) or bool(touched)

    def _header(self, record: Record) -> None:
        if record["format"] != FORMAT:
            raise BadExport(_("This export has another format version."))
        if record["options"]["filters"]:
            raise BadExport(_("This export holds only some articles, so it cannot be restored."))

    def _capture(self, record: Record) -> None:
        known = Capture.objects.filter(page__key=record["page"], sha256=record["sha256"])
        capture = known.select_related("page").first()
        self.outcomes.append(Outcome("already_here" if capture else "imported", record["page"]))
        capture = capture or self._new_capture(record)
        self._pages[record["page"]] = capture.page
        self._captures[record["page"], record["sha256"]] = capture

    def _new_capture(self, record: Record) -> Capture:
        """A capture that is not here; one whose text is left out is only known by what is here."""
        if "text" not in record or "bytes" not in record:
            raise BadExport(
                _("This export leaves out the captured text, so it cannot be restored.")
            )
        text: str = record["text"]
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        if digest != record["sha256"]:
            raise ValueError("the text is not the one that sha256 names")
        page, _is_new = Page.objects.get_or_create(
            key=record["page"], defaults={"url": record["url"] or ""}
        )
        return Capture.objects.create(
            page=page,
            text=text,
            data=base64.b64decode(record["bytes"], validate=True),
            sha256=digest,
            length=len(text),
            encoding=record["encoding"],
            extractor=record["extractor"],
            extractor_version=record["extractor_version"],
            fields=_fields(record["fields"]),
            captured_at=moment_or_none(record["captured_at"]),
            published=moment_or_none(record["published"]),
            updated=moment_or_none(record["updated"]),
        )

    def _capture_of(self, place: Record) -> Capture:
        return self._captures[place["page"], place["sha256"]]

    def _article(self, record: Record) -> None:
        capture = self._capture_of(record["capture"])
        known = Article.objects.select_for_update().filter(key=record["id"]).first()
        if known and known.capture_id != capture.pk:
            raise ValueError(f"the key {known.key} is of another page")
        self._decisions.of_article(known or self._new_article(capture, record), record)

    def _new_article(self, capture: Capture, record: Record) -> Article:
        outlets = self._outlets = self._outlets or OutletNames()
        article = Article.objects.create(
            capture=capture,
            key=record["id"],
            start=record["start"],
            end=record["end"],
            title=record["title"],
            title_derived=record["title_derived"],
            outlet_name=record["outlet"] or "",
            outlet=outlets.entity(record["outlet"]),
            host_name=record["host"] or "",
            host=outlets.entity(record["host"]),
            author=record["author"] or "",
            url=record["url"] or "",
            language=record["language"],
            published=_day(record["published"]),
            published_precision=record["published_precision"] or "",
            ai_generated=record["ai_generated"],
            retired_at=moment_or_none(record["retired_at"]),
        )
        if record["continues"]:
            self._continues.append((article.pk, record["continues"]))
        Segment.objects.bulk_create(
            Segment(capture=capture, article=article, **segment) for segment in record["segments"]
        )
        self._articles.add(article.pk)
        return article

    def _decision(self, record: Record) -> None:
        self._decisions.take(self._capture_of(record["capture"]), record)

    def _pointing(self, record: Record) -> None:
        self._claims.pointing(self._capture_of(record["capture"]), record)

    def _relabelling(self, record: Record) -> None:
        self._labels.take(self._capture_of(record["capture"]), record)

    def _event(self, record: Record) -> None:
        batch = record["id"].partition("/")[0]
        same = (batch, record["object"], record["verb"])
        known = Event.objects.filter(batch=batch, object_key=same[1], verb=same[2]).order_by("pk")
        self._met[same] += 1
        here = known[self._met[same] - 1 :].first()
        self._events[record["id"]] = here or Event.objects.create(
            at=moment(record["at"]),
            by=person(record["by"]) if record["by"] else None,
            verb=record["verb"],
            object_type=record["object_type"],
            object_key=record["object"],
            article_key=record["article"] or "",
            before=record["before"],
            after=record["after"],
            batch=batch,
            undoes=self._events.get(record["undoes"]),
        )


def _fields(said: Any) -> dict[str, str]:
    """What a record said beside its text: words under names, nothing deeper."""
    if not isinstance(said, dict) or not all(isinstance(it, str) for it in said.values()):
        raise ValueError("fields are words under names")
    return said


def _day(value: str | None) -> datetime | None:
    """A publication date of any precision as the point where it begins."""
    if not value:
        return None
    whole = {7: f"{value}-01T00:00:00", 10: f"{value}T00:00:00"}.get(len(value), value)
    found = parse_datetime(whole)
    if found is None:
        raise ValueError(f"{value!r} is no date")
    return found if found.tzinfo else make_aware(found)
