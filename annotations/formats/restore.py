"""Bring an export back: what people decided and what was captured; the rest is derived anew."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from annotations.formats.jsonl import FORMAT
from annotations.formats.records import Record
from annotations.formats.restore_registries import Registries, moment, moment_or_none, person
from annotations.models import Decision, Mark, MarkPart
from annotations.services.states import value_of, write_mention
from corpus.anchors import AnchorError, checked
from corpus.errors import IsnadError
from corpus.importing.load import Outcome, Sink
from corpus.models import Article, Capture, Event, Page, Segment
from corpus.services import captures
from corpus.services.registry import OutletNames

BATCH = 200


class BadExport(IsnadError):
    """A line that is not what the format says."""


def restore(
    path: Path, *, derivations: Callable[[], Sequence[Sink]], dry_run: bool = False
) -> Iterator[Outcome]:
    """Load an export as one transaction and yield an outcome for each capture.

    What is here already stays as it is. BadExport, and nothing loaded, when a line is broken or
    lacks what a restored corpus needs.
    """
    with transaction.atomic():
        reader = _Reader()
        for number, record in _records(path):
            try:
                reader.take(record)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                reason = _("Line %(line)s is not a record of this format: %(why)s")
                raise BadExport(reason % {"line": number, "why": error}) from error
        if not dry_run:
            reader.derive(derivations())
        transaction.set_rollback(dry_run)
    yield from reader.outcomes


def _records(path: Path) -> Iterator[tuple[int, Record]]:
    with path.open(encoding="utf-8", newline="\n") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                reason = _("Line %(line)s is not JSON.") % {"line": number}
                raise BadExport(reason) from error
            yield number, record


class _Reader:
    """Takes the records in the order of the file; remembers what it has made."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self._captures: dict[tuple[str, str], Capture] = {}
        self._articles: list[int] = []
        self._pages: dict[str, Page] = {}
        self._events: dict[str, Event] = {}
        self._continues: list[tuple[int, str]] = []
        self._registries = Registries()
        self._outlets: OutletNames | None = None

    def take(self, record: Record) -> None:
        """Load one record of any kind."""
        kind = record["record"]
        if kind in self._registries.kinds:
            self._registries.take(record)
        elif kind in {"header", "capture", "article", "decision", "event"}:
            getattr(self, f"_{kind}")(record)
        else:
            raise ValueError(f"unknown record {kind!r}")

    def derive(self, sinks: Sequence[Sink]) -> None:
        """Choose current captures and derive everything that the file does not hold."""
        self._registries.finish()
        for article, key in self._continues:
            older = Article.objects.filter(key=key).first()
            Article.objects.filter(pk=article).update(continues=older)
        captures.choose_current(self._pages.values())
        for at in range(0, len(self._articles), BATCH):
            batch = Article.objects.filter(pk__in=self._articles[at : at + BATCH])
            articles = list(batch.select_related("capture__page"))
            for sink in sinks:
                sink(articles)

    def _header(self, record: Record) -> None:
        if record["format"] != FORMAT:
            raise BadExport(_("This export has another format version."))
        options = record["options"]
        if not (options["text"] and options["data"]):
            raise BadExport(
                _("This export leaves out the captured text, so it cannot be restored.")
            )

    def _capture(self, record: Record) -> None:
        text: str = record["text"]
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        if digest != record["sha256"]:
            raise ValueError("the text is not the one that sha256 names")
        page, _is_new = Page.objects.get_or_create(
            key=record["page"], defaults={"url": record["url"] or ""}
        )
        self._pages[page.key] = page
        known = Capture.objects.filter(page=page, sha256=digest).first()
        self.outcomes.append(Outcome("already_here" if known else "imported", page.key))
        self._captures[page.key, digest] = known or Capture.objects.create(
            page=page,
            text=text,
            data=base64.b64decode(record["bytes"], validate=True),
            sha256=digest,
            length=len(text),
            encoding=record["encoding"],
            extractor=record["extractor"],
            extractor_version=record["extractor_version"],
            captured_at=moment_or_none(record["captured_at"]),
            published=moment_or_none(record["published"]),
            updated=moment_or_none(record["updated"]),
        )

    def _capture_of(self, place: Record) -> Capture:
        return self._captures[place["page"], place["sha256"]]

    def _article(self, record: Record) -> None:
        self._outlets = self._outlets or OutletNames()
        capture = self._capture_of(record["capture"])
        if Article.objects.filter(capture=capture, key=record["id"]).exists():
            return
        article = Article.objects.create(
            capture=capture,
            key=record["id"],
            start=record["start"],
            end=record["end"],
            title=record["title"],
            title_derived=record["title_derived"],
            outlet_name=record["outlet"] or "",
            outlet=self._outlets.entity(record["outlet"]),
            host_name=record["host"] or "",
            host=self._outlets.entity(record["host"]),
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
        self._articles.append(article.pk)
        for kind, field in MARKS.items():
            for mark in record[field]:
                if mark["status"] == "accepted" and mark.get("role") != "publisher":
                    _settle(article, kind, mark)

    def _decision(self, record: Record) -> None:
        capture = self._capture_of(record["capture"])
        if record["start"] is not None:
            _check(capture, record)
        key = {
            "capture": capture,
            "article_key": record["article"] or "",
            "kind": record["kind"],
            "start": record["start"],
            "end": record["end"],
            "value_key": record["value"],
            "layer": record["layer"],
            "by": person(record["by"]),
        }
        if not Decision.objects.filter(**key).exists():
            Decision.objects.create(
                **key,
                quote=record["quote"] or "",
                verdict=record["verdict"],
                at=moment(record["at"]),
                as_reviewer=record["as_reviewer"],
                origin=record["origin"],
                score=record["score"],
                removed_at=moment_or_none(record["removed_at"]),
            )

    def _event(self, record: Record) -> None:
        batch = record["id"].partition("/")[0]
        known = Event.objects.filter(batch=batch, object_key=record["object"], verb=record["verb"])
        self._events[record["id"]] = known.first() or Event.objects.create(
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


MARKS = {"entity": "mentions", "topic": "topics", "source": "sources", "claim": "claims"}


def _day(value: str | None) -> datetime | None:
    """A publication date of any precision as the point where it begins."""
    if not value:
        return None
    whole = {7: f"{value}-01T00:00:00", 10: f"{value}T00:00:00"}.get(len(value), value)
    found = parse_datetime(whole)
    if found is None:
        raise ValueError(f"{value!r} is no date")
    return found if found.tzinfo else make_aware(found)


def _check(capture: Capture, at: Record) -> tuple[int, int, str]:
    """The place of a record, once its quote is found to stand there."""
    try:
        good = checked(capture.text, at["start"], at["end"], at["quote"])
    except AnchorError as error:
        raise ValueError(str(error)) from error
    return good.start, good.end, good.quote


def _settle(article: Article, kind: str, record: Record) -> None:
    """Make the mark that people's decisions stand for."""
    value = value_of(kind, _value_key(kind, record))
    if value is None:
        raise ValueError(f"no {kind} {_value_key(kind, record)!r}")
    places = [_check(article.capture, at) for at in _places(kind, record)]
    values: dict[str, Any] = {kind: value}
    mark = Mark.objects.create(
        capture=article.capture,
        article=article,
        kind=kind,
        layer=record["layer"],
        by=person(record["by"]),
        at=moment(record["at"]),
        origin=record["origin"],
        score=record["score"],
        **values,
    )
    MarkPart.objects.bulk_create(
        MarkPart(
            capture=article.capture, mark=mark, ordinal=ordinal, start=start, end=end, quote=quote
        )
        for ordinal, (start, end, quote) in enumerate(places)
    )
    if kind == "claim":
        write_mention(mark, _mention(record))


def _value_key(kind: str, record: Record) -> str:
    key: str = {
        "entity": lambda: record["entity"]["id"],
        "source": lambda: record["id"],
        "topic": lambda: record["topic"],
        "claim": lambda: record["claim"],
    }[kind]()
    return key


def _places(kind: str, record: Record) -> list[Record]:
    if kind == "source":
        return list(record["anchors"])
    return [record, *record["more"]] if record["start"] is not None else []


def _mention(record: Record) -> dict[str, Any]:
    fields = ("mode", "stance", "certainty", "polarity", "said", "meant")
    chain = [
        {
            "source": step["source"],
            "how": step["how"],
            "cue": [step["cue"][part] for part in ("start", "end", "quote")]
            if step["cue"]
            else None,
        }
        for step in record["chain"]
    ]
    return {**{field: record[field] for field in fields}, "chain": chain}
