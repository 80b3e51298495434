"""Correct what lines are labelled as: a person's word, against which no rule ever holds."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpus.errors import Conflict, IsnadError
from corpus.import_queries import line_key
from corpus.labels import PERSON
from corpus.models import (
    CORRECTED_KINDS,
    Article,
    Capture,
    Event,
    Relabelling,
    Segment,
    SegmentKind,
    User,
)
from corpus.permissions import Action, check_can
from corpus.services import captures, history
from corpus.services.deriving import derive
from corpus.services.publishers import same_lines

LABEL = "label"  # what the history calls them
MOST = 500  # lines in one step
Place = tuple[int, int, int]  # capture, start, end


class NotALabel(IsnadError):
    """A title is what its article is called, not a line to correct."""

    message = _("A line cannot be given this label.")


@dataclass(frozen=True, slots=True)
class Corrected:
    """How many lines one step corrected, and how many it left for another."""

    lines: int
    left: int = 0


@transaction.atomic
def correct(place: Place, kind: str, *, shown: str, by: User, everywhere: bool) -> Corrected:
    """Say what a line is, that was shown under another label; or its like wherever it stands.

    Everywhere is where the same publisher has the same line under the same label, unless a
    person has said of it what it is.
    """
    check_can(by, Action.REVIEW)
    if kind not in CORRECTED_KINDS or shown == SegmentKind.TITLE:
        raise NotALabel
    segment = Segment.objects.filter(**_named(place), kind=shown).first()
    if segment is None:
        raise Conflict
    others = [pk for pk in same_lines(segment) if pk != segment.pk] if everywhere else []
    rest = Segment.objects.filter(pk__in=others).exclude(rule=PERSON)
    chosen = [segment.pk, *rest.order_by("pk").values_list("pk", flat=True)]
    step = _Step(by, "relabel", Segment.objects.filter(pk__in=chosen[:MOST], kind=shown))
    if segment not in step.lines:
        raise Conflict
    wanted = {"kind": kind, "rule": PERSON, "by": by.username, "at": step.at.isoformat()}
    for it in step.lines:
        step.set(it, {**step.state(it), **wanted})
    step.finish()
    return Corrected(len(step.lines), max(0, len(chosen) - MOST))


@transaction.atomic
def undo(batch: uuid.UUID, *, by: User) -> Corrected:
    """Give the lines of a step the labels that they had, while they are as the step left them."""
    check_can(by, Action.REVIEW)
    events = _by_place(Event.objects.filter(batch=batch, object_type=LABEL))
    named = Q()
    for place in events:
        named |= Q(**_named(place))
    step = _Step(by, "undo", Segment.objects.filter(named))
    if not events or len(step.lines) < len(events):
        raise Conflict
    for segment in step.lines:
        event = events[_place(segment)]
        if step.state(segment) != event.after or event.before is None:
            raise Conflict
        step.set(segment, event.before, undoes=event)
    step.finish()
    return Corrected(len(step.lines))


def _named(place: Place) -> dict[str, int]:
    return dict(zip(("capture", "start", "end"), place, strict=True))


def _place(it: Segment | Relabelling) -> Place:
    return it.capture_id, it.start, it.end


def _by_place(events: Iterable[Event]) -> dict[Place, Event]:
    """The events of a step by the line that each changed."""
    told = [(event, event.after or {}) for event in events]
    hashes = {after["sha256"] for _, after in told}
    rows = Capture.objects.filter(sha256__in=hashes).values_list("page__key", "sha256", "pk")
    known = {(page, sha256): pk for page, sha256, pk in rows}
    return {
        (known[after["page"], after["sha256"]], after["start"], after["end"]): event
        for event, after in told
    }


class _Step:
    """One step of a person's work on labels: its lines, held, and what is written of them."""

    def __init__(self, by: User, verb: str, lines: QuerySet[Segment]) -> None:
        self.by, self.verb, self.at, self.batch = by, verb, timezone.now(), uuid.uuid4()
        self._people = {by.username: by}
        self.articles = list(Article.objects.filter(segments__in=lines).distinct().order_by("pk"))
        captures.hold(self.articles)
        pages = Prefetch("capture", Capture.objects.select_related("page").defer("data"))
        self.lines: list[Segment] = list(lines.prefetch_related(pages).order_by("pk"))
        said = Relabelling.objects.filter(
            capture__in={it.capture_id for it in self.lines}
        ).select_related("by")
        self._said = {_place(it): it for it in said}

    def state(self, segment: Segment) -> dict[str, Any]:
        """A line and its label, by natural keys."""
        state = {
            "page": segment.capture.page.key,
            "sha256": segment.capture.sha256,
            "start": segment.start,
            "end": segment.end,
            "quote": segment.capture.text[segment.start : segment.end],
            "kind": str(segment.kind),
            "rule": segment.rule,
        }
        said = self._said.get(_place(segment))
        if said is not None and said.removed_at is None:
            state |= {"by": said.by.username, "at": said.at.isoformat()}
        return state

    def set(self, segment: Segment, wanted: dict[str, Any], undoes: Event | None = None) -> None:
        """Give one line its label, and write down whose word that is."""
        history.record(
            by=self.by,
            verb=self.verb,
            object_type=LABEL,
            object_key=line_key(segment),
            before=self.state(segment),
            after=wanted,
            batch=self.batch,
            undoes=undoes,
        )
        segment.kind, segment.rule = wanted["kind"], wanted["rule"]
        self._say(segment, wanted)

    def _say(self, segment: Segment, wanted: dict[str, Any]) -> None:
        said = self._said.get(_place(segment)) or Relabelling(
            capture=segment.capture, start=segment.start, end=segment.end, quote=wanted["quote"]
        )
        if wanted["rule"] == PERSON:
            said.kind, said.removed_at = wanted["kind"], None
            said.by = self._person(wanted["by"])
            said.at = datetime.fromisoformat(wanted["at"])
        else:
            said.removed_at = self.at
        self._said[_place(segment)] = said

    def _person(self, username: str) -> User:
        if username not in self._people:
            found = User.objects.filter(username=username).first()
            if found is None:
                raise Conflict
            self._people[username] = found
        return self._people[username]

    def finish(self) -> None:
        """Write the labels, let windows hold what is their article's own, and derive anew."""
        Segment.objects.bulk_update(self.lines, ["kind", "rule"], batch_size=500)
        Relabelling.objects.bulk_create(
            [self._said[_place(it)] for it in self.lines],
            update_conflicts=True,
            unique_fields=["capture", "start", "end"],
            update_fields=["kind", "by", "at", "removed_at"],
        )
        widen(self.articles, self.lines)
        derive(self.articles)


def widen(articles: Sequence[Article], lines: Sequence[Segment]) -> None:
    """Let each article hold its own lines; a window never shrinks, so marks stay inside."""
    by_pk = {article.pk: article for article in articles}
    wider = set()
    for line in lines:
        article = by_pk[line.article_id]
        start, end = min(article.start, line.start), max(article.end, line.end)
        if line.kind != SegmentKind.BOILERPLATE and (start, end) != (article.start, article.end):
            article.start, article.end = start, end
            wider.add(article)
    Article.objects.bulk_update(wider, ["start", "end"], batch_size=500)
