"""Claims about somebody or by somebody, and who quotes whom in their chains. Bounded, newest first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from annotations.models import AttributionStep, Claim, Mark
from annotations.queries.marks import root
from corpus.models import Article, Entity, Source
from corpus.text.fold import fold

CLAIMS = 12
# So many steps of chains, the newest, are read; and so many places of all the claims shown.
_STEPS, _PLACES = 500, 2_000


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim with the newest place where an article makes it, and how many articles do."""

    claim: Claim
    mark: Mark | None
    articles: int


class Speaker(NamedTuple):
    """Somebody in a chain: an entity or a source without a name; else the outlet's printed name.

    The key is that of their facet value, without its kind; it is empty at an unknown hop.
    """

    key: str
    value: Entity | Source | None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Chains:
    """Who quotes a source, and whom it quotes, each with the number of claims."""

    quoted_by: Sequence[tuple[Speaker, int]]
    quotes: Sequence[tuple[Speaker, int]]


def claims_about(entities: Sequence[Entity], sources: Sequence[Source]) -> list[ToldClaim]:
    """Claims of which these are the subject, or in whose chains they stand; none only proposed."""
    steps = AttributionStep.objects.filter(
        source__in=sources, mention__mark__by__isnull=False, mention__mark__removed_at=None
    )
    marks = Mark.objects.filter(
        mentions__chain__in=steps.order_by("-pk").values("pk")[:_STEPS]
    ).values("claim")
    newest = Claim.objects.filter(merged_into=None).order_by("-pk")
    about = newest.filter(Q(question__subject__in=entities) | Q(subject__in=entities))[:CLAIMS]
    told = newest.filter(Q(pk__in=marks) | Q(merged__in=marks)).distinct()[:CLAIMS]
    claims = list(about.union(told).order_by("-pk")[:CLAIMS])
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for claim_id, mark_id, article_id in _places(claims):
        places[claim_id].append((mark_id, article_id))
    first = _marks([found[0][0] for found in places.values()])
    return [
        ToldClaim(
            claim,
            first[places[claim.pk][0][0]] if claim.pk in places else None,
            len({article_id for _, article_id in places.get(claim.pk, ())}),
        )
        for claim in claims
    ]


def chains_of(sources: Sequence[Source]) -> Chains:
    """The neighbours of these sources in the chains of claims; an article quotes the first."""
    here = AttributionStep.objects.filter(
        source__in=sources,
        mention__mark__removed_at=None,
        mention__mark__by__isnull=False,
    )
    steps = list(
        here.select_related("mention__mark__article__outlet__merged_into").order_by("-pk")[:_STEPS]
    )
    chains = _chains({step.mention_id for step in steps})
    ours = {source.pk for source in sources}
    by, to = Counter[Speaker](), Counter[Speaker]()
    for step in steps:
        chain = chains[step.mention_id]
        if step.ordinal == 0:
            by[_publisher(step.mention.mark.article)] += 1
        elif before := _other(chain.get(step.ordinal - 1), ours):
            by[before] += 1
        if after := _other(chain.get(step.ordinal + 1), ours):
            to[after] += 1
    return Chains(by.most_common(), to.most_common())


def _places(claims: Sequence[Claim]) -> Iterable[tuple[int, int, int]]:
    standing = Mark.objects.filter(
        claim__in=claims,
        by__isnull=False,
        removed_at=None,
        capture__is_current=True,
        article__retired_at=None,
    )
    return standing.order_by("-pk").values_list("claim", "pk", "article")[:_PLACES]


def _marks(ids: Sequence[int]) -> Mapping[int, Mark]:
    related = ("article__outlet__merged_into",)
    return Mark.objects.select_related(*related).prefetch_related("parts").in_bulk(ids)


def _chains(mentions: Iterable[int]) -> Mapping[int, Mapping[int, AttributionStep]]:
    """The steps of chains by mention and ordinal."""
    chains: dict[int, dict[int, AttributionStep]] = defaultdict(dict)
    steps = AttributionStep.objects.filter(mention__in=mentions)
    for step in steps.select_related("source__entity__merged_into"):
        chains[step.mention_id][step.ordinal] = step
    return chains


def _other(step: AttributionStep | None, ours: set[int]) -> Speaker | None:
    """Who speaks at a step, unless there is none or it is one of us again."""
    if step is None or step.source_id in ours:
        return None
    return _speaker(step.source)


def _speaker(source: Source | None) -> Speaker:
    """A named source by its entity, so that articles and chains speak of the same."""
    if source is None:
        return Speaker("", None)
    if source.entity:
        entity = root(source.entity)
        return Speaker(entity.key, entity)
    return Speaker(source.key, source)


def _publisher(article: Article) -> Speaker:
    if article.outlet:
        outlet = root(article.outlet)
        return Speaker(outlet.key, outlet)
    return Speaker(f"~{fold(article.outlet_name)}", None, article.outlet_name)
