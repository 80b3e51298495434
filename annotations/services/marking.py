"""Marking: every change that a person makes to an article's marks, each an event.

Each function takes the article's row lock first, so that two tabs or two editors come one after
the other, and answers a repeated `request_key` with what the first call did.
"""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.errors import NothingToRedo, NothingToUndo, UnknownValue, ValueNeeded
from annotations.models import Mark, MarkKind, Verdict
from annotations.queries import history as history_queries
from annotations.queries.marks import value_key_of
from annotations.services import covering, facets, values
from annotations.services.states import (
    State,
    current_state,
    mention_state,
    natural_key,
    new_state,
    settled_mark,
    value_of,
    write_state,
)
from corpus.anchors import Anchor, AnchorError, checked
from corpus.errors import Conflict, TextMismatch
from corpus.models import Article, Event, User
from corpus.permissions import Action, check_can
from corpus.services import history

__all__ = ["ValueNeeded", "accept", "change", "make", "redo", "reject", "remove", "undo"]

Change = tuple[State | None, State | None]


@dataclass
class _Step:
    """One step of work: the decisions that it sets and the events that tell of it."""

    article: Article
    by: User
    verb: str
    request_key: str = ""
    undoes: Sequence[Event] = ()
    batch: uuid.UUID = field(default_factory=uuid.uuid4)
    written: int = 0

    def set(self, wanted: State, *, withdrawn: bool = False) -> Mark | None:
        """Write one decision and its event; returns the settled mark when it stands."""
        before = current_state(self.article, wanted, self.by)
        mark = write_state(self.article, wanted, self.by, withdrawn=withdrawn)
        after = current_state(self.article, wanted, self.by)
        undoes = self.undoes[self.written] if self.undoes else None
        history.record(
            by=self.by,
            verb=self.verb,
            object_type="decision",
            object_key=object_key(self.article, wanted, self.by),
            article_key=self.article.key,
            before=before,
            after=after,
            batch=self.batch,
            undoes=undoes,
            request_key=self.request_key if self.written == 0 else "",
        )
        self.written += 1
        return mark

    def finish(self) -> None:
        """Bring what is derived from decisions into step."""
        covering.refresh([self.article])
        facets.refresh([self.article])


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


def _locked(article: Article) -> Article:
    return (
        Article.objects.select_for_update(of=("self",))
        .select_related("capture__page")
        .get(pk=article.pk)
    )


def _answered(by: User, request_key: str) -> Event | None:
    if not request_key:
        return None
    return Event.objects.filter(by=by, request_key=request_key).first()


def _mark_of(article: Article, event: Event) -> Mark:
    """The mark that an answered request made; Conflict when it no longer stands."""
    mark = settled_mark(article, event.after) if event.after else None
    if mark is None or mark.removed_at:
        raise Conflict
    return mark


@transaction.atomic
def make(
    article: Article,
    *,
    kind: str,
    anchors: Sequence[Anchor],
    by: User,
    value_key: str = "",
    request_key: str = "",
) -> Mark:
    """Mark a place, or with no anchors the whole article.

    Without `value_key` the words choose the value; ValueNeeded when they do not. TextMismatch
    when a quote does not stand at its place or the place is not in the article.
    """
    check_can(by, Action.ANNOTATE)
    article = _locked(article)
    if event := _answered(by, request_key):
        return _mark_of(article, event)
    anchors = _checked_anchors(article, anchors)
    quote = " ".join(anchor.quote for anchor in anchors)
    value = values.chosen(kind, value_key, quote=quote, article=article, anchors=anchors, by=by)
    wanted = new_state(kind, value, [(it.start, it.end, it.quote) for it in anchors])
    if kind == MarkKind.CLAIM:
        wanted["mention"] = values.first_mention(quote)
    step = _Step(article, by, "mark", request_key)
    mark = step.set(wanted)
    step.finish()
    if mark is None:  # a reviewer's rejection stands before it
        raise Conflict(_("A reviewer has rejected this. Your decision is kept beside theirs."))
    return mark


def _checked_anchors(article: Article, anchors: Sequence[Anchor]) -> list[Anchor]:
    text = article.capture.text
    try:
        good = [checked(text, it.start, it.end, it.quote) for it in anchors]
    except AnchorError as error:
        raise TextMismatch from error
    if any(it.start < article.start or it.end > article.end for it in good):
        raise TextMismatch(_("The selected words are not all inside this article."))
    if any(not it.quote.strip() for it in good):
        raise TextMismatch(_("Select at least one word."))
    return good


def _state_of(mark: Mark) -> State:
    """What accepting the mark would decide."""
    return new_state(
        mark.kind,
        value_key_of(mark.value) if mark.by_id is None else _decided_key(mark),
        [(part.start, part.end, part.quote) for part in mark.parts.all()],
        layer=mark.layer,
        origin=mark.origin,
        score=mark.score,
        mention=mention_state(mark),
    )


def _decided_key(mark: Mark) -> str:
    return mark.value_key


def _fresh(mark: Mark) -> Mark:
    """The mark as it is now; Conflict when it is gone, removed or covered."""
    found = Mark.objects.select_related(
        "entity__merged_into", "source__entity__merged_into", "topic", "claim"
    ).filter(pk=mark.pk)
    fresh = found.first()
    if fresh is None or fresh.removed_at or fresh.covered:
        raise Conflict
    return fresh


@transaction.atomic
def accept(mark: Mark, *, by: User, request_key: str = "") -> Mark:
    """Decide that a suggestion, or somebody else's mark, is right."""
    check_can(by, Action.ANNOTATE)
    article = _locked(mark.article)
    if event := _answered(by, request_key):
        return _mark_of(article, event)
    step = _Step(article, by, "accept", request_key)
    settled = step.set(_state_of(_fresh(mark)))
    step.finish()
    if settled is None:
        raise Conflict(_("A reviewer has rejected this. Your decision is kept beside theirs."))
    return settled


@transaction.atomic
def reject(mark: Mark, *, by: User, request_key: str = "") -> None:
    """Decide that a suggestion, or somebody else's mark, is wrong."""
    check_can(by, Action.ANNOTATE)
    article = _locked(mark.article)
    if _answered(by, request_key):
        return
    step = _Step(article, by, "reject", request_key)
    step.set(_rejection(_state_of(_fresh(mark))))
    step.finish()


def _rejection(state: State) -> State:
    rejected = State(**{**state, "verdict": Verdict.REJECTED.value, "mention": None})
    rejected["parts"] = state["parts"][:1]
    return rejected


@transaction.atomic
def remove(mark: Mark, *, by: User, request_key: str = "") -> None:
    """Take one's own mark back; of somebody else's mark, decide that it is wrong."""
    check_can(by, Action.ANNOTATE)
    article = _locked(mark.article)
    if _answered(by, request_key):
        return
    step = _Step(article, by, "remove", request_key)
    _take_away(step, _state_of(_fresh(mark)))
    step.finish()


def _take_away(step: _Step, state: State) -> None:
    mine = current_state(step.article, state, step.by)
    if mine and step.set(mine, withdrawn=True) is None:
        return
    step.set(_rejection(state))


@transaction.atomic
def change(
    mark: Mark,
    *,
    by: User,
    value_key: str = "",
    anchors: Sequence[Anchor] | None = None,
    request_key: str = "",
) -> Mark:
    """Give a mark another value or other bounds: one step that removes it and makes the new one."""
    check_can(by, Action.ANNOTATE)
    article = _locked(mark.article)
    if event := _answered(by, request_key):
        last = Event.objects.filter(batch=event.batch).order_by("-id").first()
        return _mark_of(article, last or event)
    old = _state_of(_fresh(mark))
    new = State(**old)
    new["origin"], new["score"] = "person", None
    if value_key:
        if value_of(mark.kind, value_key) is None:
            raise UnknownValue
        new["value"] = value_key
    if anchors is not None:
        new["parts"] = [(it.start, it.end, it.quote) for it in _checked_anchors(article, anchors)]
    step = _Step(article, by, "change", request_key)
    if natural_key(article, new) != natural_key(article, old):
        _take_away_or_reject(step, old)
    settled = step.set(new)
    step.finish()
    if settled is None:
        raise Conflict
    return settled


def _take_away_or_reject(step: _Step, state: State) -> None:
    """Take away a person's mark; a suggestion that was corrected is a rejected one."""
    if settled_mark(step.article, state):
        _take_away(step, state)
    else:
        step.set(_rejection(state))


@transaction.atomic
def undo(article: Article, *, by: User, request_key: str = "") -> str:
    """Take back the person's last step in the article; returns the verb of that step."""
    return _turn_back(article, by, request_key, "undo", history_queries.undoable, NothingToUndo)


@transaction.atomic
def redo(article: Article, *, by: User, request_key: str = "") -> str:
    """Do again what the person last took back; returns the verb of that undo."""
    return _turn_back(article, by, request_key, "redo", history_queries.redoable, NothingToRedo)


def _turn_back(
    article: Article,
    by: User,
    request_key: str,
    verb: str,
    next_step: Callable[[Article, User], list[Event]],
    nothing: type[Exception],
) -> str:
    """Set each decision of a step to what it was before, if it still is as the step left it."""
    check_can(by, Action.ANNOTATE)
    article = _locked(article)
    if event := _answered(by, request_key):
        return event.verb
    events = next_step(article, by)
    if not events:
        raise nothing
    newest_first = list(reversed(events))
    step = _Step(article, by, verb, request_key, newest_first)
    for event in newest_first:
        known: State = event.after or event.before  # type: ignore[assignment]
        if _plain(current_state(article, known, by)) != event.after:
            raise Conflict(_("This was changed since. Look at the history before undoing it."))
        step.set(event.before or known, withdrawn=event.before is None)
    step.finish()
    return events[0].verb


def _plain(state: State | None) -> object:
    """A state as JSON gives it back."""
    return json.loads(json.dumps(state))
