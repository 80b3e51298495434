"""The chains of a claim as layers by their distance from the articles, and whether they go round.

The same source at the same distance is one node. A chain gives each layer one node, so nothing
that is drawn can loop; that two quote each other is found on the chains and said beside them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

LAYERS = 5
_FIRST, _LAST = 2, 2  # of a longer chain these are drawn, and the hops between them gathered
_UNNAMED = ("anonymous", "unknown", "unattributed")
_NOBODY = ("unknown", "unattributed")
_MORE = "\x00more"


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One in a chain, and how the hop to it is known: explicit, resolved or inferred.

    Its kind is outlet, agency, person, organisation, document, anonymous, unknown or unattributed.
    """

    key: str
    name: str
    kind: str
    href: str
    how: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """From an article's outlet to the farthest source, and how many mentions have it."""

    nodes: Sequence[GraphNode]
    count: int


class Stop(NamedTuple):
    """What stands in a layer: one in a chain, hops of one (`is_gap`), or those of little weight."""

    key: str
    node: GraphNode | None
    gathered: int = 0
    is_gap: bool = False

    @property
    def is_apart(self) -> bool:
        return self.node is not None and self.node.kind == "unattributed"


class Hop(NamedTuple):
    """From a place in a layer to one in the next."""

    layer: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layers:
    """Stops in layers, and between them how many mentions go over each hop."""

    layers: list[list[Stop]]
    origins: set[tuple[int, str]]
    hops: dict[Hop, int]
    known: set[Hop]  # named in the sentence, or confirmed
    hidden: int


_At = tuple[int, str]


def layers_of(chains: Sequence[Chain], most: int) -> Layers:
    """The layers of the chains, so many stops in each; the rest of a layer are one stop."""
    paths = [(_shortened(it.nodes), it.count) for it in chains if it.nodes]
    layers, homes = _layers(paths, most)
    layers = _in_order(layers, paths, homes)
    places = [{stop.key: at for at, stop in enumerate(layer)} for layer in layers]
    hops: Counter[Hop] = Counter()
    known = set()
    for path, count in paths:
        for layer, (before, after) in enumerate(pairwise(path)):
            start, end = homes[layer, before.key], homes[layer + 1, after.key]
            hop = Hop(layer, places[layer][start], places[layer + 1][end])
            hops[hop] += count
            if after.node and (after.node.is_confirmed or after.node.how == "explicit"):
                known.add(hop)
    origins = {(layer, homes[layer, key]) for path, _ in paths for layer, key in _origin(path)}
    drawn = {stop.key for layer in layers for stop in layer}
    everyone = {node.key for chain in chains for node in chain.nodes}
    return Layers(layers, origins, dict(hops), known, len(everyone - drawn))


def circles(chains: Sequence[Chain]) -> list[tuple[GraphNode, GraphNode]]:
    """Each two of whom one quotes the other and is quoted by it in turn, straight or over others."""
    nodes: dict[str, GraphNode] = {}
    quoted: defaultdict[str, list[str]] = defaultdict(list)
    for chain in chains:
        for one, other in pairwise(_without_repeats(chain.nodes)):
            if one.kind not in _NOBODY and other.kind not in _NOBODY:
                nodes |= {one.key: one, other.key: other}
                quoted[one.key].append(other.key)
    reached = {key: _reached(key, quoted) for key in nodes}
    pairs: dict[frozenset[str], tuple[GraphNode, GraphNode]] = {}
    for key in nodes:
        for onward in quoted[key]:
            if key in reached[onward]:
                pairs.setdefault(frozenset((key, onward)), (nodes[key], nodes[onward]))
    return list(pairs.values())


def _reached(key: str, quoted: Mapping[str, Sequence[str]]) -> set[str]:
    seen: set[str] = set()
    ahead = [key]
    while ahead:
        new = set(quoted.get(ahead.pop(), ())) - seen
        seen |= new
        ahead.extend(new)
    return seen


def _without_repeats(nodes: Sequence[GraphNode]) -> list[GraphNode]:
    """An outlet that cites itself is one hop, and no circle."""
    return [it for at, it in enumerate(nodes) if at == 0 or nodes[at - 1].key != it.key]


def _shortened(nodes: Sequence[GraphNode]) -> list[Stop]:
    stops = [Stop(it.key, it) for it in _without_repeats(nodes)]
    if len(stops) <= LAYERS:
        return stops
    between = stops[_FIRST:-_LAST]
    key = "\x00".join(it.key for it in between)
    return [*stops[:_FIRST], Stop(key, None, len(between), is_gap=True), *stops[-_LAST:]]


def _origin(path: Sequence[Stop]) -> Iterator[_At]:
    """Where the chain's origin stands: its last named source, else the last of its unnamed."""
    steps = [(at, it) for at, it in enumerate(path) if at and it.node]
    named = [(at, it.key) for at, it in steps if it.node and it.node.kind not in _UNNAMED]
    unnamed = [(at, it.key) for at, it in steps if it.node and it.node.kind not in _NOBODY]
    yield from (named or unnamed)[-1:]


_Paths = Sequence[tuple[Sequence[Stop], int]]


def _layers(paths: _Paths, most: int) -> tuple[list[list[Stop]], dict[_At, str]]:
    """The stops of each layer, and the key of the stop under which each one is drawn."""
    weights: defaultdict[int, Counter[str]] = defaultdict(Counter)
    stops: dict[_At, Stop] = {}
    for path, count in paths:
        for layer, stop in enumerate(path):
            weights[layer][stop.key] += count
            stops.setdefault((layer, stop.key), stop)
    layers = []
    homes: dict[_At, str] = {}
    for layer, weighed in sorted(weights.items()):
        heaviest = [stops[layer, key] for key, _ in weighed.most_common()]
        heaviest.sort(key=lambda stop: stop.is_apart)
        kept = heaviest if len(heaviest) <= most else heaviest[: most - 1]
        more = [Stop(_MORE, None, len(heaviest) - len(kept))] if len(kept) < len(heaviest) else []
        layers.append([*kept, *more])
        homes |= {(layer, stop.key): stop.key for stop in kept}
        homes |= {(layer, stop.key): _MORE for stop in heaviest[len(kept) :]}
    return layers, homes


def _in_order(
    layers: Sequence[Sequence[Stop]], paths: _Paths, homes: Mapping[_At, str]
) -> list[list[Stop]]:
    """Each layer in the order of what stands beside it, so that hops cross little."""
    ordered = [list(layer) for layer in layers]
    onward = [(at, at - 1) for at in range(1, len(layers))]
    for at, beside in [*onward, *((before, at) for at, before in reversed(onward)), *onward]:
        pulls = _pulls(ordered[beside], at, beside, paths, homes)
        now = {stop.key: float(place) for place, stop in enumerate(ordered[at])}
        wanted = {key: (pulls.get(key, place), place) for key, place in now.items()}
        ordered[at].sort(key=lambda stop: (_last(stop), wanted[stop.key]))
    return ordered


def _pulls(
    layer: Sequence[Stop], at: int, beside: int, paths: _Paths, homes: Mapping[_At, str]
) -> dict[str, float]:
    """Where, in the mean, those stand in the layer beside with whom each stop is joined."""
    places = {stop.key: place for place, stop in enumerate(layer)}
    sums: Counter[str] = Counter()
    weights: Counter[str] = Counter()
    for path, count in paths:
        if len(path) > max(at, beside) and count > 0:
            key = homes[at, path[at].key]
            sums[key] += places[homes[beside, path[beside].key]] * count
            weights[key] += count
    return {key: sums[key] / weight for key, weight in weights.items()}


def _last(stop: Stop) -> tuple[bool, bool]:
    """What is unattributed stands below all others, and what is gathered above it."""
    return stop.is_apart, stop.key == _MORE
