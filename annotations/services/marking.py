"""Marking: every change that a person makes to an article's marks, each an event.

Each function takes the article's row lock first, so that two tabs or two editors come one after
the other, and answers a repeated `request_key` with what the first call did.
"""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.errors import NothingToRedo, NothingToUndo, ValueNeeded
from annotations.models import Mark, MarkKind, Verdict
from annotations.queries import history as history_queries
from annotations.queries.marks import VALUES, value_key_of
from annotations.services import drafting, values
from annotations.services.decided import Decided, settled_mark
from annotations.services.mentions import inside, mention_state
from annotations.services.states import State, natural_key, new_state, value_of
from annotations.services.step import Step, answered, locked, mark_of
from corpus.anchors import Anchor, AnchorError, checked
from corpus.errors import Conflict, TextMismatch
from corpus.models import Article, Event, User
from corpus.permissions import Action, check_can

__all__ = ["ValueNeeded", "accept", "change", "make", "redo", "reject", "remove", "undo"]


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
    return standing(_make(article, kind, anchors, by, value_key, request_key))


def standing(mark: Mark | None) -> Mark:
    """The mark; Conflict, once the decision is kept, when a reviewer's rejection holds."""
    if mark is None:
        raise Conflict(_("A reviewer has rejected this. Your decision is kept beside theirs."))
    return mark


@transaction.atomic
def _make(
    article: Article,
    kind: str,
    anchors: Sequence[Anchor],
    by: User,
    value_key: str,
    request_key: str,
) -> Mark | None:
    check_can(by, Action.ANNOTATE)
    article = locked(article)
    if event := answered(by, request_key):
        return mark_of(article, event)
    anchors = checked_anchors(article, anchors)
    quote = " ".join(anchor.quote for anchor in anchors)
    value = values.chosen(kind, value_key, quote=quote, article=article, anchors=anchors, by=by)
    wanted = new_state(kind, value, [(it.start, it.end, it.quote) for it in anchors])
    if kind == MarkKind.CLAIM:
        here = Decided(article, wanted, by).mark
        said = mention_state(here) if here and not here.removed_at else None
        wanted["mention"] = said or drafting.draft(article, anchors)
    step = Step(article, by, "mark", request_key)
    mark = step.set(wanted)
    step.finish()
    return mark


def checked_anchors(article: Article, anchors: Sequence[Anchor]) -> list[Anchor]:
    """The places, once each is found to say what it says inside the article."""
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


def state_of(mark: Mark) -> State:
    """What accepting the mark would decide."""
    return new_state(
        mark.kind,
        # A person's mark keeps the key that it was decided under, also after a merge.
        value_key_of(mark.value) if mark.by_id is None else mark.value_key,
        [(part.start, part.end, part.quote) for part in mark.parts.all()],
        layer=mark.layer,
        origin=mark.origin,
        score=mark.score,
        mention=mention_state(mark),
    )


def fresh(mark: Mark) -> Mark:
    """The mark as it is now; Conflict when it is gone, removed or covered."""
    found = Mark.objects.select_related(*VALUES.values()).filter(pk=mark.pk).first()
    if found is None or found.removed_at or found.covered:
        raise Conflict
    return found


def accept(mark: Mark, *, by: User, request_key: str = "") -> Mark:
    """Decide that a suggestion, or somebody else's mark, is right."""
    return standing(_accept(mark, by, request_key))


@transaction.atomic
def _accept(mark: Mark, by: User, request_key: str) -> Mark | None:
    check_can(by, Action.ANNOTATE)
    article = locked(mark.article)
    if event := answered(by, request_key):
        return mark_of(article, event)
    step = Step(article, by, "accept", request_key)
    settled = step.set(state_of(fresh(mark)))
    step.finish()
    return settled


def reject(mark: Mark, *, by: User, request_key: str = "") -> None:
    """Decide that a suggestion, or somebody else's mark, is wrong."""
    _gone(_reject(mark, by, request_key))


def _gone(mark: Mark | None) -> None:
    """Conflict, once the decision is kept, when a reviewer's acceptance holds."""
    if mark is not None:
        raise Conflict(_("A reviewer has accepted this. Your decision is kept beside theirs."))


@transaction.atomic
def _reject(mark: Mark, by: User, request_key: str) -> Mark | None:
    check_can(by, Action.ANNOTATE)
    article = locked(mark.article)
    if answered(by, request_key):
        return None
    step = Step(article, by, "reject", request_key)
    left = step.set(_rejection(state_of(fresh(mark))))
    step.finish()
    return left


def _rejection(state: State) -> State:
    rejected = State(**{**state, "verdict": Verdict.REJECTED.value, "mention": None})
    rejected["parts"] = state["parts"][:1]
    return rejected


def remove(mark: Mark, *, by: User, request_key: str = "") -> None:
    """Take one's own mark back; of somebody else's mark, decide that it is wrong."""
    _gone(_remove(mark, by, request_key))


@transaction.atomic
def _remove(mark: Mark, by: User, request_key: str) -> Mark | None:
    check_can(by, Action.ANNOTATE)
    article = locked(mark.article)
    if answered(by, request_key):
        return None
    step = Step(article, by, "remove", request_key)
    left = _take_away(step, state_of(fresh(mark)))
    step.finish()
    return left


def _take_away(step: Step, state: State) -> Mark | None:
    """Withdraw one's own decision; while others' keeps the mark standing, decide against it."""
    mine = Decided(step.article, state, step.by).state()
    if mine and step.set(mine, withdrawn=True) is None:
        return None
    return step.set(_rejection(state))


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
    article = locked(mark.article)
    if event := answered(by, request_key):
        last = Event.objects.filter(batch=event.batch).order_by("-id").first()
        return mark_of(article, last or event)
    parts = None
    if anchors is not None:
        parts = [(it.start, it.end, it.quote) for it in checked_anchors(article, anchors)]
    step = Step(article, by, "change", request_key)
    settled = exchange(step, mark, value_key, parts)
    step.finish()
    if settled is None:
        raise Conflict
    return settled


def exchange(
    step: Step, mark: Mark, value_key: str, parts: list[tuple[int, int, str]] | None = None
) -> Mark | None:
    """Give a mark another value or other places, as part of a step."""
    old = state_of(fresh(mark))
    new = State(**old)
    new["origin"], new["score"] = "person", None
    if value_key:
        new["value"] = values.known_key(mark.kind, value_key)
    if parts is not None:
        new["parts"] = parts
        new["mention"] = inside(new["mention"], parts)
    if natural_key(step.article, new) != natural_key(step.article, old):
        _take_away_or_reject(step, old)
    return step.set(new)


def _take_away_or_reject(step: Step, state: State) -> None:
    """Take away a person's mark; a suggestion that was corrected is a rejected one."""
    if settled_mark(step.article, state, value_of(state["kind"], state["value"])):
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
    article = locked(article)
    if event := answered(by, request_key):
        return event.verb
    events = next_step(article, by)
    if not events:
        raise nothing
    newest_first = list(reversed(events))
    step = Step(article, by, verb, request_key, newest_first)
    step.set_back()
    step.finish()
    return events[0].verb
