"""What the page of an entity shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotations.graph import Graph, Neighbour, graph_of
from annotations.queries import facts
from annotations.queries.claims import Speaker, ToldClaim, chains_of, claims_about
from annotations.queries.facts import Counted, Facts
from annotations.queries.registry import Family
from annotations.queries.spellings import Spellings, spellings_of
from corpus.card_queries import Card
from corpus.models import Entity, EntityKind

# The articles whose mentions are read for spellings.
_LATELY = 500


class Quoting(NamedTuple):
    """Somebody who quotes or is quoted: in how many articles, and in how many claims' chains."""

    key: str
    name: str
    articles: Counted | None
    claims: int


@dataclass(frozen=True, slots=True)
class EntityPage:
    """An entity: what is counted of it, how it is written, beside whom, and what is claimed."""

    family: Family
    mentioned: Facts
    cited: Facts
    published: Facts | None
    graph: Graph
    spellings: Spellings
    quoted_by: Sequence[Quoting]
    quotes: Sequence[Quoting]
    claims: Sequence[ToldClaim]
    cards: Sequence[Card]

    @property
    def entity(self) -> Entity:
        return self.family.root

    @property
    def beside(self) -> Sequence[Counted]:
        """The entities that are mentioned with it."""
        return self.mentioned.by_kind["entity"]


def entity_page(family: Family) -> EntityPage:
    """All that is known of an entity and of what was merged into it."""
    entity = family.root
    mentioned = facts.facts_of(f"entity:{entity.key}", "entity")
    cited = facts.facts_of(f"source:{entity.key}", "outlet")
    published = None
    if entity.kind == EntityKind.OUTLET:
        published = facts.facts_of(f"outlet:{entity.key}", "source")
    newest = mentioned.newest(_LATELY)
    chains = chains_of(family.sources)
    return EntityPage(
        family=family,
        mentioned=mentioned,
        cited=cited,
        published=published,
        graph=_graph(entity, mentioned.by_kind["entity"]),
        spellings=spellings_of(family, [row.article_id for row in newest]),
        quoted_by=_joined(cited.by_kind["outlet"], chains.quoted_by),
        quotes=_joined(published.by_kind["source"] if published else [], chains.quotes),
        claims=claims_about(family.members, family.sources),
        cards=facts.cards(newest),
    )


def _graph(entity: Entity, beside: Iterable[Counted]) -> Graph:
    neighbours = [
        Neighbour(it.label, Entity(key=it.key.partition(":")[2]).get_absolute_url(), it.count)
        for it in beside
    ]
    return graph_of(entity.name, neighbours)


def _joined(counted: Iterable[Counted], speakers: Iterable[tuple[Speaker, int]]) -> list[Quoting]:
    """Those counted in articles and those in chains, once each, the most articles first."""
    rows = {it.key.partition(":")[2]: Quoting(it.key, it.label, it, 0) for it in counted}
    for speaker, claims in speakers:
        name = str(speaker.value) if speaker.value else speaker.printed
        row = rows.get(speaker.key) or Quoting(_key(speaker), name, None, 0)
        rows[speaker.key] = row._replace(claims=claims)
    most = sorted(
        rows.values(), key=lambda row: (-(row.articles.count if row.articles else 0), -row.claims)
    )
    return most[: facts.LISTED]


def _key(speaker: Speaker) -> str:
    """The facet key by which a speaker's page is found."""
    return f"{'entity' if isinstance(speaker.value, Entity) else 'source'}:{speaker.key}"
