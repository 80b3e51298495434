"""What the page of a source shows: a named one by its entity, an unnamed one by its one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotations.models import Mark
from annotations.queries import facts
from annotations.queries.claims import ToldClaim, claims_about
from annotations.queries.facts import Facts
from annotations.queries.marks import root
from annotations.queries.registry import Family, entity_with, family_of
from annotations.queries.source_claims import Originated, originated_by
from corpus.card_queries import Card
from corpus.models import ArticleIndex, Entity, FacetValue, Source

UNNAMED = "source:~unnamed"
_VOUCHED = 30


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A named source: who cites it, on what and when, and whom without a name it speaks for."""

    family: Family
    cited: Facts
    mentioned: int
    vouched: Sequence[Source]
    claims: Sequence[ToldClaim]
    originated: Originated
    cards: Sequence[Card]

    @property
    def entity(self) -> Entity:
        return self.family.root


@dataclass(frozen=True, slots=True)
class UnnamedPage:
    """A source without a name: whom it told, and the articles of its page that cite it."""

    source: Source
    claims: Sequence[ToldClaim]
    cards: Sequence[Card]


def source_with(key: str) -> Source:
    """The source of a key, or that of the entity of the key; Source.DoesNotExist.

    Facets and links carry the key of a named source's entity, through merges.
    """
    sources = Source.objects.select_related("entity__merged_into", "told__entity__merged_into")
    if source := sources.filter(key=key).first():
        return source
    try:
        entity = root(entity_with(key))
    except Entity.DoesNotExist as error:
        raise Source.DoesNotExist from error
    source = sources.filter(entity__in=family_of(entity).members).order_by("key").first()
    if source is None:
        raise Source.DoesNotExist
    return source


def unnamed_count() -> int:
    """How many articles cite a source without a name; all share one facet value."""
    counts = FacetValue.objects.filter(key=UNNAMED).values_list("count", flat=True)
    return counts.first() or 0


def source_page(entity: Entity) -> SourcePage:
    """All that is known of a named source."""
    family = family_of(entity)
    cited = facts.facts_of(f"source:{entity.key}", "outlet", "topic")
    mentioned = FacetValue.objects.filter(key=f"entity:{entity.key}").values_list(
        "count", flat=True
    )
    return SourcePage(
        family=family,
        cited=cited,
        mentioned=mentioned.first() or 0,
        vouched=list(Source.objects.filter(told__in=family.sources).order_by("-pk")[:_VOUCHED]),
        claims=claims_about([], family.sources),
        originated=originated_by(family.sources),
        cards=facts.cards(cited.newest(facts.CARDS)),
    )


def unnamed_page(source: Source) -> UnnamedPage:
    """All that is known of a source without a name."""
    marks = Mark.objects.filter(source=source, covered=False, removed_at=None)
    rows = ArticleIndex.objects.filter(article__in=marks.values("article")).defer("lexemes")
    return UnnamedPage(
        source,
        claims_about([], [source]),
        facts.cards(list(rows.order_by("-sorted_at", "-article")[: facts.CARDS])),
    )
