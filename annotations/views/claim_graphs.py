"""The chains of a claim as its page draws and lists them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotations.chain_graph import Chain, ChainGraph, GraphNode, chain_graph
from annotations.models import AttributionStep
from annotations.queries.claim_mentions import ShownMention
from annotations.queries.marks import root
from corpus.models import Article, SourceKind

ROWS = 30


@dataclass(frozen=True, slots=True)
class Chains:
    """The graph for wide screens and for narrow ones, and its chains for a table."""

    wide: ChainGraph
    narrow: ChainGraph
    rows: Sequence[tuple[Sequence[GraphNode], int]]
    more: int


def chains_of(mentions: Sequence[ShownMention]) -> Chains | None:
    """The chains of these mentions, equal ones as one; None where there is none."""
    if not mentions:
        return None
    counted = Counter(_nodes(it) for it in mentions)
    chains = [Chain(nodes, count) for nodes, count in counted.most_common()]
    rtl = get_language() != "en"
    return Chains(
        wide=chain_graph(chains, rtl=rtl),
        narrow=chain_graph(chains, rtl=rtl, narrow=True),
        rows=[(it.nodes, it.count) for it in chains[:ROWS]],
        more=max(0, len(chains) - ROWS),
    )


def _nodes(mention: ShownMention) -> tuple[GraphNode, ...]:
    outlet = _outlet(mention.article)
    if not mention.chain:
        narrated = GraphNode("~", _("Unattributed"), "unattributed", "", "explicit", True)
        return (outlet, narrated)
    return (outlet, *map(_step, mention.chain))


def _outlet(article: Article) -> GraphNode:
    if article.outlet:
        entity = root(article.outlet)
        kind = "agency" if entity.agency else "outlet"
        return GraphNode(entity.key, entity.name, kind, entity.get_absolute_url(), "explicit", True)
    name = article.outlet_name or _("Outlet unknown")
    return GraphNode(f"~{name}", name, "outlet", "", "explicit", True)


def _step(step: AttributionStep) -> GraphNode:
    source = step.source
    if source is None:
        return GraphNode("~?", _("Unknown step"), "unknown", "", step.how, step.confirmed)
    key = source.entity.key if source.entity else source.key
    kind = SourceKind(source.kind).value
    return GraphNode(key, source.name, kind, source.get_absolute_url(), step.how, step.confirmed)
