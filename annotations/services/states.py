"""The state of one person's decision as plain data: what events keep and undo restores.

A state is a dictionary with kind, value, parts, layer, verdict, origin and score, and for a
claim what its mention says. None stands for "nothing decided".
"""

from typing import Any, TypedDict

from annotations.models import SHARED_LAYER, Claim, MarkKind, Verdict
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
    claim = Claim.objects.select_related("merged_into").filter(key=key).first()
    return claim.merged_into or claim if claim else None


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
    if isinstance(value, Topic):
        return [key]
    model = Claim if isinstance(value, Claim) else Entity
    return [key, *model.objects.filter(merged_into__key=key).values_list("key", flat=True)]


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
