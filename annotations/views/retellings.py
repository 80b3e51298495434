"""The tellings of a claim beside each other: what each lost or hardened against the fullest one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.models import Certainty, Polarity
from annotations.queries.claim_mentions import ShownMention
from annotations.retelling import Difference, Fig, Hop, Telling, differences, is_headline_harder
from corpus.models import SourceKind

SHOWN = 6
KINDS: dict[str, Promise] = {
    "attribution_lost": _("Attribution lost"),
    "fewer_hops": _("Fewer steps"),
    "source_multiplied": _("The source multiplied"),
    "hedge_lost": _("Hedge lost"),
    "stronger_word": _("Stronger word"),
    "bound_lost": _("Bound of a figure lost"),
    "figure_changed": _("Another figure"),
    "negation_flipped": _("Negation turned round"),
    "scope_lost": _("Scope changed"),
}
_SOFTEST = {Certainty.POSSIBLE: 0, Certainty.PROBABLE: 1}
_WORDS = {**dict(Certainty.choices), **dict(Polarity.choices)}


@dataclass(frozen=True, slots=True)
class Change:
    """One way in which a telling is harder or poorer, in words."""

    name: Promise
    before: str | Promise
    after: str | Promise


@dataclass(frozen=True, slots=True)
class Retelling:
    """A telling with what it lost or hardened."""

    mention: ShownMention
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Retellings:
    """The fullest telling, those that differ from it most, and headlines that say more."""

    first: ShownMention
    others: Sequence[Retelling]
    more: int
    headlines: Sequence[Retelling]


def retellings_of(
    mentions: Sequence[ShownMention], titles: Mapping[int, tuple[int, int]]
) -> Retellings | None:
    """Those of different articles compared; None where nothing was lost or hardened.

    `titles` are the places of the titles by article.
    """
    if len(mentions) < 2:
        return None
    told = {it.mark.pk: _telling(it) for it in mentions}
    first = min(mentions, key=_poverty)
    headlines = list(_headlines(mentions, told, titles))
    others = [
        Retelling(it, changes)
        for it in mentions
        if it.article.pk != first.article.pk
        and (changes := _said(differences(told[first.mark.pk], told[it.mark.pk])))
    ]
    if not others and not headlines:
        return None
    others.sort(key=lambda it: -len(it.changes))
    return Retellings(first, others[:SHOWN], max(0, len(others) - SHOWN), headlines[:SHOWN])


def _poverty(mention: ShownMention) -> tuple[int, int, str, int]:
    """Least of the telling with the longest chain and the most caution, then of the earliest."""
    said = mention.mention
    published = mention.article.published
    day = published.isoformat() if published else "~"
    return -len(mention.chain), _SOFTEST.get(Certainty(said.certainty), 2), day, mention.mark.pk


def _headlines(
    mentions: Sequence[ShownMention],
    told: Mapping[int, Telling],
    titles: Mapping[int, tuple[int, int]],
) -> Iterator[Retelling]:
    """Titles that say more than the fullest telling below them."""
    below: dict[int, ShownMention] = {}
    for it in sorted(mentions, key=_poverty):
        if not _is_title(it, titles):
            below.setdefault(it.article.pk, it)
    for it in mentions:
        body = below.get(it.article.pk)
        if body and _is_title(it, titles):
            found = is_headline_harder(told[it.mark.pk], told[body.mark.pk])
            if found:
                yield Retelling(it, _said(found))


def _is_title(mention: ShownMention, titles: Mapping[int, tuple[int, int]]) -> bool:
    start, end = titles.get(mention.article.pk, (0, 0))
    return bool(mention.parts) and start <= mention.parts[0].start < end


def _telling(mention: ShownMention) -> Telling:
    said = mention.mention
    return Telling(
        quote=" … ".join(part.quote for part in mention.parts),
        certainty=said.certainty,
        stance=said.stance,
        polarity=said.polarity,
        mode=said.mode,
        chain=[
            Hop(
                step.source.name if step.source else "",
                SourceKind(step.source.kind).value if step.source else "unknown",
                step.source.count if step.source else None,
                step.how,
            )
            for step in mention.chain
        ],
        figures=[
            Fig(it.value, it.value_max, it.unit, it.bound, it.metric) for it in mention.figures
        ],
    )


def _said(found: Sequence[Difference]) -> list[Change]:
    return [
        Change(KINDS[it.kind], _WORDS.get(it.before, it.before), _WORDS.get(it.after, it.after))
        for it in found
    ]
