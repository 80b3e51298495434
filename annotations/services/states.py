"""The state of one person's decision as plain data: what events keep and undo restores.

A state is a dictionary with kind, value, parts, layer, verdict, origin and score, and for a
claim what its mention says. None stands for "nothing decided".
"""

from datetime import date
from typing import Any, TypedDict

from django.utils import timezone

from annotations.models import (
    SHARED_LAYER,
    AttributionStep,
    Claim,
    ClaimMention,
    Decision,
    Mark,
    MarkKind,
    MarkPart,
    Verdict,
)
from annotations.queries.marks import root, value_key_of
from corpus.models import Article, Entity, Source, Topic, User
from corpus.permissions import Action, can


class State(TypedDict):
    """One decision with all that its mark says."""

    kind: str
    value: str
    parts: list[tuple[int, int, str]]
    layer: str
    verdict: str
    origin: str
    score: float | None
    mention: dict[str, Any] | None


def value_of(kind: str, key: str) -> Entity | Source | Topic | Claim | None:
    """The value that a permanent key names, read through merges, or None."""
    if kind == MarkKind.ENTITY:
        entity = Entity.objects.select_related("merged_into").filter(key=key).first()
        return root(entity) if entity else None
    if kind == MarkKind.SOURCE:
        return Source.objects.select_related("entity__merged_into").filter(key=key).first()
    if kind == MarkKind.TOPIC:
        return Topic.objects.filter(path=key).first()
    return Claim.objects.filter(key=key).first()


def natural_key(article: Article, state: State) -> dict[str, Any]:
    """The fields that tell a decision from all others, save who made it."""
    whole = not state["parts"]
    start, end, _ = state["parts"][0] if state["parts"] else (None, None, "")
    return {
        "capture_id": article.capture_id,
        "article_key": article.key if whole else "",
        "kind": state["kind"],
        "start": start,
        "end": end,
        "value_key": state["value"],
        "layer": state["layer"],
    }


def decision_of(article: Article, state: State, by: User) -> Decision | None:
    """The person's decision under the state's natural key, also one that was withdrawn."""
    return Decision.objects.filter(by=by, **natural_key(article, state)).first()


def settled_mark(article: Article, state: State) -> Mark | None:
    """The mark that people's decisions under the key stand for, also a removed one."""
    marks = Mark.objects.filter(
        article=article, kind=state["kind"], layer=state["layer"], by__isnull=False
    ).select_related(
        "entity__merged_into", "source__entity__merged_into", "topic", "claim", "by", "article"
    )
    if state["parts"]:
        start, end, _ = state["parts"][0]
        marks = marks.filter(parts__ordinal=0, parts__start=start, parts__end=end)
    else:
        marks = marks.filter(parts=None)
    # Read through merges: a decision on a merged entity is one on what it was merged into.
    value = value_of(state["kind"], state["value"])
    wanted = value_key_of(value) if value else state["value"]
    return next((mark for mark in marks if value_key_of(mark.value) == wanted), None)


def current_state(article: Article, state: State, by: User) -> State | None:
    """What the person's decision under the same key says now."""
    decision = decision_of(article, state, by)
    if decision is None or decision.removed_at:
        return None
    mark = settled_mark(article, state)
    now = State(**{**state, "verdict": decision.verdict})
    now["origin"], now["score"] = decision.origin, decision.score
    if decision.verdict == Verdict.ACCEPTED and mark is not None:
        now["parts"] = [(part.start, part.end, part.quote) for part in mark.parts.all()]
        now["mention"] = mention_state(mark)
    else:
        now["parts"] = state["parts"][:1]
        now["mention"] = None
    return now


def standing_verdict(article: Article, state: State) -> str | None:
    """What holds among everybody's decisions under the key: a reviewer's before the latest."""
    decisions = Decision.objects.filter(removed_at=None, **natural_key(article, state))
    ranked = sorted(decisions, key=lambda it: (it.as_reviewer, it.at, it.pk))
    return ranked[-1].verdict if ranked else None


def mention_state(mark: Mark) -> dict[str, Any] | None:
    """What a claim mark's mention says, as plain data; None for other kinds."""
    mention = mark.mentions.prefetch_related("chain__source").first()
    if mention is None:
        return None
    return {
        "mode": mention.mode,
        "stance": mention.stance,
        "certainty": mention.certainty,
        "polarity": mention.polarity,
        "said": mention.said.isoformat() if mention.said else None,
        "meant": mention.meant.isoformat() if mention.meant else None,
        "chain": [
            {
                "source": step.source.key if step.source else None,
                "how": step.how,
                "cue": [step.start, step.end, step.quote] if step.start is not None else None,
            }
            for step in mention.chain.all()
        ],
    }


def write_mention(mark: Mark, said: dict[str, Any] | None) -> None:
    """Make the mark's claim mention say this; for other kinds there is nothing to write."""
    if mark.kind != MarkKind.CLAIM:
        return
    mark.mentions.all().delete()
    fields = {key: value for key, value in (said or {}).items() if key != "chain"}
    for day in ("said", "meant"):
        fields[day] = date.fromisoformat(fields[day]) if fields.get(day) else None
    mention = ClaimMention.objects.create(capture_id=mark.capture_id, mark=mark, **fields)
    chain = (said or {}).get("chain", [])
    sources = Source.objects.in_bulk(
        [step["source"] for step in chain if step["source"]], field_name="key"
    )
    AttributionStep.objects.bulk_create(
        AttributionStep(
            capture_id=mark.capture_id,
            mention=mention,
            ordinal=ordinal,
            source=sources.get(step["source"]),
            how=step["how"],
            start=step["cue"][0] if step["cue"] else None,
            end=step["cue"][1] if step["cue"] else None,
            quote=step["cue"][2] if step["cue"] else "",
        )
        for ordinal, step in enumerate(chain)
    )


def write_state(
    article: Article, state: State, by: User, *, withdrawn: bool = False
) -> Mark | None:
    """Make the person's decision say this, and the settled mark follow what stands.

    Returns the settled mark when it stands. The caller holds the article's lock.
    """
    quote = state["parts"][0][2] if state["parts"] else ""
    now = timezone.now()
    Decision.objects.update_or_create(
        by=by,
        **natural_key(article, state),
        defaults={
            "quote": quote,
            "verdict": state["verdict"],
            "at": now,
            "origin": state["origin"],
            "score": state["score"],
            "as_reviewer": can(by, Action.REVIEW),
            "removed_at": now if withdrawn else None,
        },
    )
    return _settle(article, state, by)


def _settle(article: Article, state: State, by: User) -> Mark | None:
    mark = settled_mark(article, state)
    if standing_verdict(article, state) != Verdict.ACCEPTED:
        if mark is not None and mark.removed_at is None:
            mark.removed_at = timezone.now()
            mark.save(update_fields=["removed_at"])
        return None
    if mark is None:
        return _new_mark(article, state, by)
    if mark.removed_at is not None:
        mark.removed_at = None
        mark.save(update_fields=["removed_at"])
    if state["verdict"] == Verdict.ACCEPTED:
        _write_parts(mark, state)
        write_mention(mark, state["mention"])
    return mark


def _new_mark(article: Article, state: State, by: User) -> Mark:
    mark = Mark.objects.create(
        capture_id=article.capture_id,
        article=article,
        kind=state["kind"],
        layer=state["layer"],
        by=by,
        at=timezone.now(),
        origin=state["origin"],
        score=state["score"],
        **{state["kind"]: value_of(state["kind"], state["value"])},
    )
    _write_parts(mark, state)
    write_mention(mark, state["mention"])
    return mark


def _write_parts(mark: Mark, state: State) -> None:
    wanted = [(start, end, quote) for start, end, quote in state["parts"]]
    if [(part.start, part.end, part.quote) for part in mark.parts.all()] == wanted:
        return
    mark.parts.all().delete()
    MarkPart.objects.bulk_create(
        MarkPart(
            capture_id=mark.capture_id,
            mark=mark,
            ordinal=ordinal,
            start=start,
            end=end,
            quote=quote,
        )
        for ordinal, (start, end, quote) in enumerate(wanted)
    )


def new_state(kind: str, value: str, parts: list[tuple[int, int, str]], **said: Any) -> State:
    """A state with the usual defaults: accepted by a person in the shared layer."""
    state = State(
        kind=kind,
        value=value,
        parts=parts,
        layer=SHARED_LAYER,
        verdict=Verdict.ACCEPTED.value,
        origin="person",
        score=None,
        mention=None,
    )
    state.update(said)  # type: ignore[typeddict-item]
    return state
