"""The state of one person's decision as plain data: what events keep and undo restores.

A state is a dictionary with kind, value, parts, layer, verdict, origin and score, and for a
claim what its mention says. None stands for "nothing decided".
"""

from datetime import date
from typing import Any, TypedDict

from annotations.models import (
    SHARED_LAYER,
    AttributionStep,
    Claim,
    ClaimMention,
    Mark,
    MarkKind,
    Verdict,
)
from annotations.queries.marks import root, value_key_of
from corpus.models import Article, Entity, Source, Topic


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
        return _source_of(key)
    if kind == MarkKind.TOPIC:
        return Topic.objects.filter(path=key).first()
    return Claim.objects.filter(key=key).first()


def _source_of(key: str) -> Source | None:
    """The source of a key; of an entity's key also one that speaks as what was merged into it."""
    sources = Source.objects.select_related("entity__merged_into")
    merged = sources.filter(entity__merged_into__key=key).order_by("key")
    return sources.filter(key=key).first() or merged.first()


def keys_read_as(value: Entity | Source | Topic | Claim | None) -> list[str]:
    """The permanent key of a value and the keys of what was merged into it."""
    if value is None:
        return []
    key = value_key_of(value)
    merged = Entity.objects.filter(merged_into__key=key).values_list("key", flat=True)
    return [key, *(merged if isinstance(value, Entity | Source) else ())]


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


def mention_state(mark: Mark) -> dict[str, Any] | None:
    """What a claim mark's mention says, as plain data; None for other kinds."""
    if mark.kind != MarkKind.CLAIM:
        return None
    mention = mark.mentions.prefetch_related("chain__source").get()
    return {
        **said_in(mention),
        "chain": [
            {
                "source": step.source.key if step.source else None,
                "how": step.how,
                "cue": [step.start, step.end, step.quote] if step.start is not None else None,
            }
            for step in mention.chain.all()
        ],
    }


def said_in(mention: ClaimMention) -> dict[str, str | None]:
    """How a mention makes its claim, as plain data, without its chain."""
    return {
        "mode": mention.mode,
        "stance": mention.stance,
        "certainty": mention.certainty,
        "polarity": mention.polarity,
        "said": mention.said.isoformat() if mention.said else None,
        "meant": mention.meant.isoformat() if mention.meant else None,
    }


def write_mention(mark: Mark, said: dict[str, Any] | None) -> None:
    """Make a claim mark's mention say this."""
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
