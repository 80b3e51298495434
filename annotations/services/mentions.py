"""What a claim mark's mention says, as plain data that events keep, and back in rows.

A mention is a dictionary with mode, stance, certainty, polarity, said, meant, `chain` (a list of
steps: source key or None, how, confirmed, cue and place as [start, end, quote] or None) and
`figures` (numbers as decimal strings, for JSON knows no exact ones).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from annotations.models import AttributionStep, ClaimMention, Figure, Mark, MarkKind
from annotations.origins import origin_of
from corpus.models import Source

Said = dict[str, Any]
_DAYS = ("said", "meant")
_FIGURE = ("unit", "bound", "metric", "scope")


def mention_state(mark: Mark) -> Said | None:
    """What a claim mark's mention says, as plain data; None for other kinds."""
    if mark.kind != MarkKind.CLAIM:
        return None
    return state_of(mark.mentions.prefetch_related("chain__source", "figures").get())


def state_of(mention: ClaimMention) -> Said:
    """A mention with its chain and figures as plain data."""
    return {
        **said_in(mention),
        "chain": [
            {
                "source": step.source.key if step.source else None,
                "how": step.how,
                "confirmed": step.confirmed,
                "cue": _anchor(step.start, step.end, step.quote),
                "place": _anchor(step.place_start, step.place_end, step.place_quote),
            }
            for step in mention.chain.all()
        ],
        "figures": [
            {
                "start": it.start,
                "end": it.end,
                "raw": it.quote,
                "value": plain(it.value),
                "value_max": plain(it.value_max) if it.value_max is not None else None,
                **{name: getattr(it, name) for name in _FIGURE},
            }
            for it in mention.figures.all()
        ],
    }


def said_in(mention: ClaimMention) -> dict[str, str | None]:
    """How a mention makes its claim, as plain data, without its chain and figures."""
    return {
        "mode": mention.mode,
        "stance": mention.stance,
        "certainty": mention.certainty,
        "polarity": mention.polarity,
        "said": mention.said.isoformat() if mention.said else None,
        "meant": mention.meant.isoformat() if mention.meant else None,
    }


def inside(said: Said | None, parts: Sequence[tuple[int, int, str]]) -> Said | None:
    """The same without the figures that are in none of the places."""
    if said is None:
        return None
    kept = [
        figure
        for figure in said["figures"]
        if any(start <= figure["start"] and figure["end"] <= end for start, end, _ in parts)
    ]
    return {**said, "figures": kept}


def plain(value: Decimal) -> str:
    """A decimal as digits, without the zeros that its column adds."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_mention(mark: Mark, said: Mapping[str, Any] | None) -> ClaimMention:
    """Make a claim mark's mention say this."""
    said = said or {}
    mark.mentions.all().delete()
    steps = said.get("chain", [])
    sources = Source.objects.in_bulk(
        [step["source"] for step in steps if step["source"]], field_name="key"
    )
    chain = [sources[step["source"]] if step["source"] else None for step in steps]
    origin = origin_of(chain)
    fields = {name: it for name, it in said.items() if name not in ("chain", "figures")}
    for day in _DAYS:
        fields[day] = date.fromisoformat(fields[day]) if fields.get(day) else None
    mention = ClaimMention.objects.create(
        capture_id=mark.capture_id,
        mark=mark,
        origin=origin.source,
        origin_kind=origin.kind,
        **fields,
    )
    AttributionStep.objects.bulk_create(_steps(mention, steps, chain))
    Figure.objects.bulk_create(_figures(mention, said.get("figures", [])))
    return mention


def _steps(
    mention: ClaimMention, steps: Sequence[Said], chain: Sequence[Source | None]
) -> list[AttributionStep]:
    return [
        AttributionStep(
            capture_id=mention.capture_id,
            mention=mention,
            ordinal=ordinal,
            source=source,
            how=step["how"],
            confirmed=step.get("confirmed", False),
            **_columns(step["cue"], ""),
            **_columns(step.get("place"), "place_"),
        )
        for ordinal, (step, source) in enumerate(zip(steps, chain, strict=True))
    ]


def _figures(mention: ClaimMention, figures: Sequence[Said]) -> list[Figure]:
    return [
        Figure(
            capture_id=mention.capture_id,
            mention=mention,
            ordinal=ordinal,
            start=it["start"],
            end=it["end"],
            quote=it["raw"],
            value=Decimal(it["value"]),
            value_max=Decimal(it["value_max"]) if it["value_max"] is not None else None,
            **{name: it[name] for name in _FIGURE},
        )
        for ordinal, it in enumerate(figures)
    ]


def _anchor(start: int | None, end: int | None, quote: str) -> list[Any] | None:
    return [start, end, quote] if start is not None else None


def _columns(anchor: Sequence[Any] | None, prefix: str) -> dict[str, Any]:
    start, end, quote = anchor or (None, None, "")
    return {f"{prefix}start": start, f"{prefix}end": end, f"{prefix}quote": quote}
