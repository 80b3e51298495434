"""The graph of a claim's chains: where its boxes and arrows stand; pure geometry, drawn as SVG.

The articles' outlets stand where reading begins and the origins where it ends, so that an arrow
points the way that the reader reads: المقال ← Financial Times ← ثلاثة أشخاص. On a phone the
layers stand below each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotations.chain_layers import Chain, GraphNode, Layers, Stop, circles, layers_of
from annotations.labels import LETTERS, Box, box, thickness

__all__ = ["Arrow", "Chain", "ChainGraph", "ChainNode", "GraphNode", "chain_graph"]

_MARGIN, _SPACE, _GAP, _APART = 10.0, 14.0, 60.0, 20.0
_MOST, _MOST_ON_A_PHONE = 12, 3
_NARROW, _NARROW_SPACE, _NARROW_GAP = 304.0, 6.0, 46.0
_NARROW_LETTERS = (0, 26, LETTERS, 9)  # on a line, by how many boxes stand beside each other
_GATHERED = "0" * 11  # what the template says of gathered hops takes no more room
_LTR = "\u200e"  # keeps the plus before its number
_HEAD = 8.0
_THICK_FROM = 5  # mentions; a single one is no thick arrow, even alone


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A box of the graph; `gathered` counts the hops (`is_gap`) or the nodes that it stands for."""

    box: Box
    kind: str
    is_origin: bool
    gathered: int
    is_gap: bool

    @property
    def inner(self) -> Box:
        """The inner of the two borders that an origin has."""
        return replace(self.box, width=self.box.width - 7, height=self.box.height - 7)


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a node to whom it quotes, the thicker the more mentions go over it."""

    path: str
    head: str
    thickness: float
    count: int
    is_dashed: bool
    is_circular: bool

    @property
    def core(self) -> float:
        """How thick the inside of a hollow arrow is."""
        return round(self.thickness * 0.45, 2)


@dataclass(frozen=True, slots=True)
class ChainGraph:
    """Boxes in layers; `hidden` counts the sources that none of them names."""

    width: float
    height: float
    nodes: list[ChainNode]
    edges: list[Arrow]
    hidden: int
    circular: list[tuple[GraphNode, GraphNode]]
    layers: int
    rtl: bool
    narrow: bool


def chain_graph(chains: Sequence[Chain], *, rtl: bool, narrow: bool = False) -> ChainGraph:
    """The graph of chains: from right to left or mirrored, or with `narrow` from top to bottom."""
    layers = layers_of(chains, _MOST_ON_A_PHONE if narrow else _MOST)
    circular = circles(chains)
    plan = _Plan(layers, rtl, narrow)
    boxes = plan.boxes()
    return ChainGraph(
        width=plan.width,
        height=plan.height,
        nodes=[
            _node(stop, boxes[layer][at], is_origin=(layer, stop.key) in layers.origins)
            for layer, stops in enumerate(layers.layers)
            for at, stop in enumerate(stops)
        ],
        edges=list(_arrows(layers, boxes, plan, {frozenset((a.key, b.key)) for a, b in circular})),
        hidden=layers.hidden,
        circular=circular,
        layers=len(layers.layers),
        rtl=rtl,
        narrow=narrow,
    )


def _node(stop: Stop, at: Box, *, is_origin: bool) -> ChainNode:
    kind = stop.node.kind if stop.node else "gathered"
    return ChainNode(at, kind, is_origin and stop.node is not None, stop.gathered, stop.is_gap)


class _Plan:
    """Where layers begin and end along the graph, and their boxes across it."""

    def __init__(self, layers: Layers, rtl: bool, narrow: bool) -> None:
        self.rtl, self.narrow = rtl, narrow
        self._layers = [[self._sized(it, len(stops)) for it in stops] for stops in layers.layers]
        self._before = [
            [self._room_before(it, at) for at, it in enumerate(stops)] for stops in layers.layers
        ]
        gap = _NARROW_GAP if narrow else _GAP
        self.spans: list[tuple[float, float]] = []
        start = _MARGIN
        for layer in self._layers:
            end = start + max(2 * self.reach(it) for it in layer)
            self.spans.append((start, end))
            start = end + gap
        self._length = round(max(start - gap, _MARGIN) + _MARGIN, 2)
        breadths = [self._breadth(at) for at in range(len(self._layers))]
        self._across = _NARROW if narrow else round(max(breadths, default=0.0) + 2 * _MARGIN, 2)

    @property
    def width(self) -> float:
        return self._across if self.narrow else self._length

    @property
    def height(self) -> float:
        return self._length if self.narrow else self._across

    def boxes(self) -> list[list[Box]]:
        """The boxes of each layer, in the middle of it."""
        return [list(self._standing(at)) for at in range(len(self._layers))]

    def _sized(self, stop: Stop, beside: int) -> Box:
        letters = _NARROW_LETTERS[beside] if self.narrow else LETTERS
        if stop.node:
            return box(stop.node.name.strip() or stop.node.key, stop.node.href, 0, 0, letters)
        return box(_GATHERED if stop.is_gap else f"{_LTR}+{stop.gathered}", "", 0, 0, letters)

    def _room_before(self, stop: Stop, at: int) -> float:
        """What stands free before a box; more before what is unattributed."""
        if self.narrow:
            return _NARROW_SPACE if at else 0.0
        return _SPACE + (_APART if stop.is_apart else 0.0) if at else 0.0

    def _size(self, it: Box) -> float:
        return it.width if self.narrow else it.height

    def _breadth(self, at: int) -> float:
        return sum(map(self._size, self._layers[at])) + sum(self._before[at])

    def _standing(self, at: int) -> Iterator[Box]:
        place = (self._across - self._breadth(at)) / 2
        for it, before in zip(self._layers[at], self._before[at], strict=True):
            place += before + self._size(it)
            yield self._moved(it, sum(self.spans[at]) / 2, place - self._size(it) / 2)

    def _moved(self, it: Box, along: float, across: float) -> Box:
        x, y = self.place(along, across)
        lines = [line._replace(y=round(line.y + y, 2)) for line in it.lines]
        return replace(it, x=x, y=y, lines=lines)

    def place(self, along: float, across: float) -> tuple[float, float]:
        """The place in the frame of one along the layers and across them."""
        x, y = (across, along) if self.narrow else (along, across)
        return round(self.width - x if self.rtl else x, 2), round(y, 2)

    def across(self, it: Box) -> float:
        """How far across a box stands."""
        return (self.width - it.x if self.rtl else it.x) if self.narrow else it.y

    def reach(self, it: Box) -> float:
        """How far along its layer a box reaches from its middle."""
        return (it.height if self.narrow else it.width) / 2


def _arrows(
    layers: Layers, boxes: Sequence[Sequence[Box]], plan: _Plan, circular: set[frozenset[str]]
) -> Iterator[Arrow]:
    """An arrow for each hop, the thickest first so that none hides a thin one."""
    greatest = max([_THICK_FROM, *layers.hops.values()])
    for hop, count in sorted(layers.hops.items(), key=lambda it: -it[1]):
        thick = thickness(max(0, count) / greatest)
        start, end = boxes[hop.layer][hop.start], boxes[hop.layer + 1][hop.end]
        path, head = _drawn(plan, hop.layer, start, end, thick)
        keys = (layers.layers[hop.layer][hop.start].key, layers.layers[hop.layer + 1][hop.end].key)
        is_circular = frozenset(keys) in circular
        yield Arrow(path, head, thick, count, hop not in layers.known, is_circular)


def _drawn(plan: _Plan, layer: int, start: Box, end: Box, thick: float) -> tuple[str, str]:
    """Straight out of its layer, bent between the two, and straight into the other box."""
    (first, leaves), (enters, last) = plan.spans[layer], plan.spans[layer + 1]
    one, other = plan.across(start), plan.across(end)
    tip = (enters + last) / 2 - plan.reach(end)
    barb, half = tip - _HEAD, 3 + thick * 0.6
    bend = (leaves + enters) / 2
    edge = (first + leaves) / 2 + plan.reach(start)
    corners = [(edge, one), (leaves, one), (bend, one), (bend, other), (enters - _HEAD, other)]
    places = [_xy(*plan.place(*it)) for it in [*corners, (barb, other)]]
    path = "M{}L{}C{} {} {}L{}".format(*places)
    head = [(barb, other - half), (tip, other), (barb, other + half)]
    return path, "M" + "L".join(_xy(*plan.place(*it)) for it in head) + "Z"


def _xy(x: float, y: float) -> str:
    return f"{x:g},{y:g}"
