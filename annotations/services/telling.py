"""Saying what a claim's mention says: its chain, its figures, its stance. Each change is one step."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.errors import CannotTell
from annotations.models import Mark, MarkKind
from annotations.services import besides
from annotations.services.checking import checked_place, checked_said, known_source
from annotations.services.drafting import draft
from annotations.services.marking import checked_anchors, fresh, standing, state_of
from annotations.services.mentions import Said
from annotations.services.pointed import form_of
from annotations.services.states import State
from annotations.services.step import Step, answered, locked, mark_of
from corpus.anchors import Anchor, overlaps
from corpus.errors import Conflict
from corpus.models import Article, Event, User
from corpus.permissions import Action, check_can

__all__ = ["Pointed", "change", "confirm", "confirmed", "draft", "point", "version_of"]


class Pointed(NamedTuple):
    """In the article these words mean the source of this key, whose name stands at the place."""

    words: str
    source: str
    place: Anchor


def version_of(said: Said | None) -> str:
    """Differs whenever what a mention says does."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def confirmed(said: Mapping[str, Any]) -> Said:
    """The same with every step of the chain confirmed."""
    return {**said, "chain": [{**step, "confirmed": True} for step in said.get("chain") or []]}


def change(
    mark: Mark,
    said: Mapping[str, Any],
    *,
    by: User,
    more: Sequence[Anchor] | None = None,
    topics: Sequence[str] | None = None,
    pointed: Pointed | None = None,
    seen: str = "",
    request_key: str = "",
) -> Mark:
    """Let the mention say this, with these further places; of a suggestion, accept it so.

    Conflict when it no longer says what was `seen`. To say again what stands is no step.
    """
    return standing(_change(mark, said, by, more, topics, pointed, seen, request_key))


@transaction.atomic
def _change(
    mark: Mark,
    said: Mapping[str, Any],
    by: User,
    more: Sequence[Anchor] | None,
    topics: Sequence[str] | None,
    pointed: Pointed | None,
    seen: str,
    request_key: str,
) -> Mark | None:
    check_can(by, Action.ANNOTATE)
    article = locked(mark.article)
    if event := answered(by, request_key):
        return _answer(article, mark, event)
    old = _claim_state(mark)
    if seen and seen != version_of(old["mention"]):
        raise Conflict
    new = State(**old)
    if more is not None:
        new["parts"] = [*old["parts"][:1], *_further(article, old, more)]
    new["mention"] = checked_said(article, [Anchor(*part) for part in new["parts"]], said)
    step = Step(article, by, "tell", request_key)
    if pointed:
        _point(step, pointed)
    if topics is not None:
        _set_topics(step, new["value"], topics)
    left = step.set(new) if new != _claim_state(mark) or mark.by_id is None else fresh(mark)
    if step.events:
        step.finish()
    return left


def confirm(mark: Mark, *, by: User, request_key: str = "") -> Mark:
    """Stand for every step of the chain as it is shown; of a suggestion, accept it too."""
    said = _claim_state(mark)["mention"] or {}
    return change(mark, confirmed(said), by=by, request_key=request_key)


@transaction.atomic
def point(
    article: Article, form: str, source: str, anchor: Anchor, *, by: User, request_key: str = ""
) -> None:
    """In this article these words mean the source of this key, whose name stands at the place.

    Steps that nobody has confirmed follow.
    """
    check_can(by, Action.ANNOTATE)
    article = locked(article)
    if answered(by, request_key):
        return
    step = Step(article, by, "point", request_key)
    _point(step, Pointed(form, source, anchor))
    step.finish()


def _point(step: Step, pointed: Pointed) -> None:
    form = form_of(pointed.words)
    if not form:
        raise CannotTell(_("There is no word that could mean a source."))
    checked_place(step.article, pointed.place)
    wanted = {"source": known_source(pointed.source).key}
    if besides.state(step.article, besides.POINTING, form) != wanted:
        step.set_beside(besides.POINTING, form, wanted)


def _set_topics(step: Step, claim: str, topics: Sequence[str]) -> None:
    wanted = {"topics": sorted(set(topics))}
    if besides.state(step.article, besides.CLAIM, claim) != wanted:
        step.set_beside(besides.CLAIM, claim, wanted)


def _claim_state(mark: Mark) -> State:
    state = state_of(fresh(mark))
    if state["kind"] != MarkKind.CLAIM:
        raise CannotTell
    state["parts"] = [(start, end, quote) for start, end, quote in state["parts"]]
    return state


def _further(article: Article, state: State, more: Sequence[Anchor]) -> list[tuple[int, int, str]]:
    """Further places of a claim, none of them on another's words."""
    good = checked_anchors(article, more)
    places = [*((start, end) for start, end, _quote in state["parts"][:1])]
    for at in good:
        if any(overlaps(at.start, at.end, *place) for place in places):
            raise CannotTell(_("These words are in the claim already."))
        places.append((at.start, at.end))
    return [(it.start, it.end, it.quote) for it in good]


def _answer(article: Article, mark: Mark, event: Event) -> Mark:
    """What the request did when it first came: the mark that it left."""
    decisions = Event.objects.filter(batch=event.batch, object_type="decision")
    last = decisions.order_by("id").last()
    return mark_of(article, last) if last else fresh(mark)
