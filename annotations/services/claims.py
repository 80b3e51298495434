"""What people make of claims: their words, their questions, which are one and which are two."""

import hashlib
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from annotations.models import Claim, Mark, Question
from annotations.services import board, claim_changes, marking
from annotations.services.step import Step as ArticleStep
from annotations.services.step import locked as locked_article
from corpus.errors import Conflict, IsnadError
from corpus.models import Article, Event, User
from corpus.permissions import Action, check_can
from corpus.services import history

DESCRIBE, MERGE, SPLIT, ASK = "describe", "merge", "split", "ask"
_FIELDS = frozenset({"statement_ar", "statement_en", "scope", "question", "subject", "topics"})


class CannotBeOne(IsnadError):
    """The two claims cannot be merged."""

    message = _("These two claims cannot be made one.")


@transaction.atomic
def describe(claim: Claim, *, by: User, **fields: Any) -> Claim:
    """Change what the claim says, which question it answers, its subject, scope or topics."""
    check_can(by, Action.ANNOTATE)
    if unknown := fields.keys() - _FIELDS:
        raise ValueError(f"a claim has no {sorted(unknown)}")
    if "statement_ar" in fields and not fields["statement_ar"].strip():
        raise IsnadError(_("A claim has to say something."))
    now = _locked([claim])[0]
    if now.merged_into:
        raise Conflict
    before = claim_changes.claim(now)
    wanted = {**before, **{name: _plain(name, it) for name, it in fields.items()}}
    if wanted == before:
        return now
    claim_changes.Step(by, DESCRIBE).set("claim", {"key": now.key}, wanted)
    changed = Claim.objects.get(pk=now.pk)
    _follow([now, changed])
    return changed


@transaction.atomic
def ask(
    *,
    text_ar: str,
    text_en: str = "",
    subject: Any = None,
    metric: str = "",
    phase: str = "",
    by: User,
) -> Question:
    """A question on which claims can be compared; the same words are the same question."""
    check_can(by, Action.ANNOTATE)
    text = " ".join(text_ar.split())[:300]
    if not text:
        raise IsnadError(_("Write the question."))
    key = f"q-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    known = Question.objects.filter(key=key).first()
    if known:
        return known
    wanted = {
        "key": key,
        "text_ar": text,
        "text_en": " ".join(text_en.split())[:300],
        "subject": subject.key if subject else None,
        "metric": metric,
        "phase": phase,
    }
    claim_changes.Step(by, ASK).set("question", {"key": key}, wanted)
    return Question.objects.get(key=key)


@transaction.atomic
def merge(claim: Claim, *, into: Claim, by: User) -> Event:
    """Read `claim` as `into` from now on; its key, mentions and decisions stay as they are."""
    check_can(by, Action.REVIEW)
    here = {it.pk: it for it in _locked([claim, into])}
    claim, into = here[claim.pk], here[into.pk]
    if claim.pk == into.pk:
        raise CannotBeOne(_("A claim cannot be merged into itself."))
    if claim.merged_into_id or into.merged_into_id:
        raise CannotBeOne(_("One of these is merged already. Merge what it was merged into."))
    step = claim_changes.Step(by, MERGE)
    for one in [*Claim.objects.filter(merged_into=claim).order_by("pk"), claim]:
        wanted = {**claim_changes.claim(one), "merged_into": into.key}
        event: Event = step.set("claim", {"key": one.key}, wanted)
    _follow([claim, into])
    return event


@transaction.atomic
def split(claim: Claim, marks: Sequence[Mark], *, statement_ar: str, by: User) -> Claim:
    """Give some mentions of a claim to a new one, which answers the same question: one step."""
    check_can(by, Action.REVIEW)
    statement = statement_ar.strip()
    if not statement or not marks:
        raise IsnadError(_("Choose mentions, and write what the new claim says."))
    articles = _held(Article.objects.filter(marks__in=list(marks)))
    claim = _locked([claim])[0]
    theirs = Mark.objects.filter(Q(claim=claim) | Q(claim__merged_into=claim))
    if theirs.filter(pk__in=[it.pk for it in marks]).count() < len({it.pk for it in marks}):
        raise Conflict
    made = _made_of(claim, marks, statement, by)
    batch = uuid.uuid4()
    for article in articles:
        step = ArticleStep(article, by, SPLIT, batch=batch)
        for mark in marks:
            if mark.article_id == article.pk:
                marking.exchange(step, mark, made.key)
        step.finish()
    board.refresh([claim, made])
    return made


@transaction.atomic
def take_back(event: Event, *, by: User) -> None:
    """Undo a step on claims, whole: one's own, or as a reviewer another's."""
    check_can(by, Action.ANNOTATE if event.by_id == by.pk else Action.REVIEW)
    events = list(Event.objects.filter(batch=event.batch).order_by("id"))
    claim_changes.check_stands(event)
    if event.verb == SPLIT:
        _join_again(events, by)
        return
    if any(it.object_type != "claim" for it in events) or event.verb not in (MERGE, DESCRIBE):
        raise Conflict
    named = {key for it in events for key in _named(it)}
    before = _locked(list(Claim.objects.filter(key__in=named)))
    claim_changes.Step(by, "undo").take_back(events)
    _follow([*before, *Claim.objects.filter(key__in=named)])


def _named(event: Event) -> Collection[str]:
    states = [it for it in (event.before, event.after) if it]
    return {event.object_key, *(it["merged_into"] for it in states if it["merged_into"])}


def _join_again(events: Sequence[Event], by: User) -> None:
    """Give the mentions of a split back, article by article."""
    whose = events[0].by
    batch = uuid.uuid4()
    by_article: dict[str, list[Event]] = {}
    for event in events:
        by_article.setdefault(event.article_key, []).append(event)
    for article in _held(Article.objects.filter(key__in=by_article)):
        theirs = list(reversed(by_article[article.key]))
        step = ArticleStep(article, by, "undo", undoes=theirs, batch=batch, whose=whose)
        step.set_back()
        step.finish()


def _made_of(claim: Claim, marks: Sequence[Mark], statement: str, by: User) -> Claim:
    """The claim that is split off; the same mentions and words give the same one."""
    parts = [claim.key, statement, *sorted(str(mark.pk) for mark in marks)]
    key = f"c-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:16]}"
    made, is_new = Claim.objects.get_or_create(
        key=key,
        defaults={
            "statement_ar": statement,
            "question": claim.question,
            "subject": claim.subject,
            "scope": claim.scope,
        },
    )
    if is_new:
        made.topics.set(claim.topics.all())
        history.record(
            by=by,
            verb="add",
            object_type="claim",
            object_key=key,
            before=None,
            after=claim_changes.claim(made),
        )
    return made


def _held(articles: QuerySet[Article]) -> list[Article]:
    """These articles, in which nobody else decides until the end; held before any claim is."""
    return [locked_article(it) for it in articles.distinct().order_by("pk")]


def _follow(claims: Collection[Claim]) -> None:
    """What is derived of claims that say something else now: the board, and facets with labels."""
    changed = board.refresh(claims)
    board.refresh_facets([*changed, *board.articles_of(claims)])


def _locked(claims: Collection[Claim]) -> list[Claim]:
    """These claims as they are now and stay until the end, in one order for all.

    Rows that refer to them may come meanwhile; whoever makes those holds the board after.
    """
    rows = Claim.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("merged_into", "question")
    here = {it.pk: it for it in rows.filter(pk__in=[it.pk for it in claims]).order_by("pk")}
    return [here[it.pk] for it in claims]


def _plain(name: str, value: Any) -> Any:
    """A field as the history keeps it: what it points to by its key."""
    if name == "topics":
        return sorted(topic.path for topic in value)
    if name in ("question", "subject"):
        return value.key if value else None
    return value.strip()
