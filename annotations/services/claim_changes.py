"""What people change of claims, as plain data: each sort of row read and written for the history."""

from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone

from annotations.models import (
    Assessment,
    Claim,
    ClaimLink,
    Question,
)
from corpus.errors import Conflict
from corpus.models import Entity, Topic, User
from corpus.services import changes
from corpus.services.changes import State, Thing

_JUDGED = ("kind", "basis", "status", "reason", "origin", "score", "as_reviewer")


def question(it: Question) -> State:
    """A question as the history keeps it."""
    return {
        "key": it.key,
        "text_ar": it.text_ar,
        "text_en": it.text_en,
        "subject": it.subject.key if it.subject else None,
        "metric": it.metric,
        "phase": it.phase,
    }


def claim(it: Claim) -> State:
    """A claim as the history keeps it."""
    return {
        "key": it.key,
        "question": it.question.key if it.question else None,
        "subject": it.subject.key if it.subject else None,
        "topics": sorted(topic.path for topic in it.topics.all()),
        "statement_ar": it.statement_ar,
        "statement_en": it.statement_en,
        "scope": it.scope,
        "merged_into": it.merged_into.key if it.merged_into else None,
    }


def link(it: ClaimLink) -> State:
    """What is held of a pair, as the history keeps it; its ends do not change."""
    return {
        "key": it.key,
        **{name: getattr(it, name) for name in _JUDGED},
        "by": it.by.username if it.by else None,
        "at": it.at.isoformat() if it.at else None,
    }


def assessment(it: Assessment) -> State:
    """An assessment as the history keeps it."""
    return {
        "claim": it.claim.key,
        "by": it.by.username,
        "rating": it.rating,
        "rationale": it.rationale,
        "evidence": it.evidence,
        "at": it.at.isoformat(),
    }


def _read_question(named: State) -> State | None:
    found = Question.objects.select_related("subject").filter(key=named["key"]).first()
    return question(found) if found else None


def _write_question(named: State, wanted: State | None) -> None:
    if wanted is None:
        raise ValueError("a question is left without claims, never deleted")
    fields = {name: wanted[name] for name in ("text_ar", "text_en", "metric", "phase")}
    fields["subject"] = _of(Entity, wanted["subject"])
    Question.objects.update_or_create(key=named["key"], defaults=fields)


def _read_claim(named: State) -> State | None:
    rows = Claim.objects.select_related("question", "subject", "merged_into")
    found = rows.select_for_update(of=("self",), no_key=True).filter(key=named["key"]).first()
    return claim(found) if found else None


def _write_claim(named: State, wanted: State | None) -> None:
    if wanted is None:
        raise ValueError("a claim is merged, never deleted")
    fields: dict[str, Any] = {
        name: wanted[name] for name in ("statement_ar", "statement_en", "scope")
    }
    fields["question"] = _of(Question, wanted["question"])
    fields["subject"] = _of(Entity, wanted["subject"])
    fields["merged_into"] = _of(Claim, wanted["merged_into"])
    # Not update_or_create: it would keep rows that refer to the claim from being written.
    Claim.objects.filter(key=named["key"]).update(**fields)
    Claim.objects.get(key=named["key"]).topics.set(Topic.objects.filter(path__in=wanted["topics"]))


def _read_link(named: State) -> State | None:
    rows = ClaimLink.objects.select_related("by").select_for_update(of=("self",))
    found = rows.filter(key=named["key"]).first()
    return link(found) if found else None


def _write_link(named: State, wanted: State | None) -> None:
    """Set what is held of a pair; one that nobody holds any longer, and nobody discussed, goes."""
    found = ClaimLink.objects.get(key=named["key"])
    if wanted is None:
        if found.remarks.exists():
            raise Conflict
        found.delete()
        return
    for name in _JUDGED:
        setattr(found, name, wanted[name])
    found.by = User.objects.get(username=wanted["by"]) if wanted["by"] else None
    found.at = datetime.fromisoformat(wanted["at"]) if wanted["at"] else None
    found.save()


def _read_assessment(named: State) -> State | None:
    found = Assessment.objects.select_related("claim", "by").filter(
        claim__key=named["claim"], by__username=named["by"], removed_at=None
    )
    here = found.first()
    return assessment(here) if here else None


def _write_assessment(named: State, wanted: State | None) -> None:
    whose: dict[str, Any] = {
        "claim": Claim.objects.get(key=named["claim"]),
        "by": User.objects.get(username=named["by"]),
    }
    if wanted is None:
        Assessment.objects.filter(**whose).update(removed_at=timezone.now())
        return
    fields = {name: wanted[name] for name in ("rating", "rationale", "evidence")}
    fields |= {"at": datetime.fromisoformat(wanted["at"]), "removed_at": None}
    Assessment.objects.update_or_create(**whose, defaults=fields)


def _of(model: type[Any], key: str | None) -> Any:
    return model.objects.get(key=key) if key else None


THINGS = {
    "question": Thing(lambda it: str(it["key"]), _read_question, _write_question),
    "claim": Thing(lambda it: str(it["key"]), _read_claim, _write_claim),
    "link": Thing(lambda it: str(it["key"]), _read_link, _write_link),
    "assessment": Thing(
        lambda it: f"{it['claim']}/{it['by']}", _read_assessment, _write_assessment
    ),
}

Step = partial(changes.Step, things=THINGS)
check_stands = partial(changes.check_stands, things=THINGS)
