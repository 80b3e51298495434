"""One step of a person's work in an article: its lock, its decisions and its events."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from annotations.models import Claim, Mark, MarkKind
from annotations.services import besides, board, covering, facets
from annotations.services.decided import Decided, settled_mark
from annotations.services.states import State, natural_key, value_of
from corpus.errors import Conflict, Stale
from corpus.models import Article, Event, User
from corpus.services import history


@dataclass
class Step:
    """One step of work: the decisions that it sets and the events that tell of it.

    They are the person's own, or `whose` where a reviewer takes another's work back. What it
    changes beside decisions (annotations.services.besides) stands in the same history.
    """

    article: Article
    by: User
    verb: str
    request_key: str = ""
    undoes: Sequence[Event] = ()
    batch: uuid.UUID = field(default_factory=uuid.uuid4)
    written: list[State] = field(default_factory=list)
    whose: User | None = None
    events: int = 0

    def set(
        self, wanted: State, *, withdrawn: bool = False, undoes: Event | None = None
    ) -> Mark | None:
        """Write one decision and its event; returns the settled mark when it stands."""
        whose = self.whose or self.by
        decided = Decided(self.article, wanted, whose)
        before = decided.state()
        mark = decided.write(wanted, withdrawn=withdrawn)
        named = ("decision", object_key(self.article, wanted, whose))
        self._record(named, before, decided.state(), undoes)
        self.written.append(wanted)
        return mark

    def set_beside(
        self, kind: str, key: str, wanted: dict[str, Any] | None, undoes: Event | None = None
    ) -> None:
        """Change something beside the decisions, with its event."""
        before = besides.state(self.article, kind, key)
        besides.write(self.article, kind, key, wanted, self.by)
        self._record((kind, key), before, wanted, undoes)

    def set_back(self) -> None:
        """Set each object of what is undone to what it was, if it is as that left it."""
        for event in self.undoes:
            if event.object_type != "decision":
                self._set_beside_back(event)
                continue
            known: State = event.after or event.before  # type: ignore[assignment]
            now = Decided(self.article, known, self.whose or self.by).state()
            if _plain(now) != event.after:
                raise Stale(event.object_key, event.after, _plain(now))
            self.set(event.before or known, withdrawn=event.before is None, undoes=event)

    def _set_beside_back(self, event: Event) -> None:
        now = besides.state(self.article, event.object_type, event.object_key)
        if now != event.after:
            raise Stale(event.object_key, event.after, now)
        self.set_beside(event.object_type, event.object_key, event.before, event)

    def _record(
        self,
        named: tuple[str, str],
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any] | None,
        undoes: Event | None,
    ) -> None:
        """The event of one change; the first of a step answers a repeated request."""
        kind, key = named
        history.record(
            by=self.by,
            verb=self.verb,
            object_type=kind,
            object_key=key,
            article_key=self.article.key,
            before=before,
            after=after,
            batch=self.batch,
            undoes=undoes,
            request_key="" if self.events else self.request_key,
        )
        self.events += 1

    def finish(self) -> None:
        """Bring what is derived from decisions into step."""
        claims = board.hold(here) if (here := self._claims()) else []
        covering.refresh([self.article], self.written)
        others = board.refresh(claims, within=[self.article]) if claims else []
        facets.refresh([self.article, *others])

    def _claims(self) -> list[Claim]:
        """The claims of which it is said otherwise now; all here when their chains may be too."""
        told = [it["value"] for it in self.written if it["kind"] == MarkKind.CLAIM]
        of_these = Q(key__in=told)
        is_beside = self.events > len(self.written)
        if is_beside:  # what words mean here, or what a claim is about
            of_these |= Q(marks__article=self.article, marks__by__isnull=False)
        return list(Claim.objects.filter(of_these).distinct()) if told or is_beside else []


def _plain(state: State | None) -> object:
    """A state as JSON gives it back."""
    return json.loads(json.dumps(state))


def object_key(article: Article, state: State, by: User) -> str:
    """The decision's natural key in one line, for the history."""
    key = natural_key(article, state)
    place = key["article_key"] or f"{key['start']}-{key['end']}"
    return ":".join(
        [
            article.capture.sha256[:16],
            key["kind"],
            place,
            key["value_key"],
            key["layer"],
            by.username,
        ]
    )


def locked(article: Article) -> Article:
    """The article once its row is ours, so that steps in it come one after the other."""
    rows = Article.objects.select_for_update(of=("self",)).select_related("capture__page")
    return rows.defer("capture__data").get(pk=article.pk)


def answered(by: User, request_key: str) -> Event | None:
    """The first event of a request that was answered before."""
    if not request_key:
        return None
    return Event.objects.filter(by=by, request_key=request_key).first()


def mark_of(article: Article, event: Event) -> Mark:
    """The mark that an answered request made; Conflict when it no longer stands."""
    after: State | None = event.after
    value = value_of(after["kind"], after["value"]) if after else None
    mark = settled_mark(article, after, value) if after else None
    if mark is None or mark.removed_at:
        raise Conflict
    return mark
