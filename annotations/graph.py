"""Where the graph of one thing and those named beside it stands: pure geometry, drawn as SVG.

The others stand around the hub, the first above it, the rest clockwise. No two labels overlap
and none leaves the frame, whatever the names are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

MOST = 10
_LETTERS = 15  # on a line; what is longer is cut
_LETTER, _LINE, _PADDING = 7.6, 17.0, 13.0
_WIDEST = _LETTERS * _LETTER + 2 * _PADDING
_RADIUS_X, _RADIUS_Y, _MARGIN = 168.0, 196.0, 6.0
_WIDTH = 2 * (_RADIUS_X + _MARGIN) + _WIDEST
_HEIGHT = 2 * (_RADIUS_Y + _LINE + _PADDING / 2 + _MARGIN)
_STEPS = (0.0, 0.0, 130.0, 104.0, 82.0)  # between those of one side, by how many stand there
_THINNEST, _THICKEST = 1.5, 8.0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What stands beside the hub: its name, where it leads, and how much the two share."""

    name: str
    href: str
    count: int


class Line(NamedTuple):
    """One line of a label."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Node:
    """A label in its box, around (x, y)."""

    name: str
    href: str
    x: float
    y: float
    width: float
    height: float
    lines: list[Line]

    @property
    def left(self) -> float:
        return round(self.x - self.width / 2, 2)

    @property
    def top(self) -> float:
        return round(self.y - self.height / 2, 2)

    @property
    def is_cut(self) -> bool:
        """Whether the label says less than the name."""
        return self.lines[-1].text.endswith("…")


class Edge(NamedTuple):
    """A line from the hub to a node, the thicker the more they share."""

    x: float
    y: float
    thickness: float


@dataclass(frozen=True, slots=True)
class Graph:
    """A hub in the middle of a frame, nodes around it and the edges to them."""

    width: float
    height: float
    hub: Node
    nodes: list[Node]
    edges: list[Edge]


def graph_of(name: str, neighbours: Sequence[Neighbour]) -> Graph:
    """The graph of a name and the first ten of those that share something with it."""
    shown = neighbours[:MOST]
    places = [(_WIDTH / 2 + x, _HEIGHT / 2 + y) for x, y in _places(len(shown))]
    greatest = max((it.count for it in shown), default=1)
    return Graph(
        width=_WIDTH,
        height=_HEIGHT,
        hub=_node(name, "", _WIDTH / 2, _HEIGHT / 2),
        nodes=[_node(it.name, it.href, *at) for it, at in zip(shown, places, strict=True)],
        edges=[
            Edge(_rounded(x), _rounded(y), _thickness(it.count / greatest))
            for it, (x, y) in zip(shown, places, strict=True)
        ],
    )


def _places(count: int) -> list[tuple[float, float]]:
    """Places around (0, 0): above, down one side, below where the number is even, up the other."""
    beside = (count - 1) // 2
    heights = [(place - (beside - 1) / 2) * _STEPS[beside] for place in range(beside)]
    side = [(_RADIUS_X * sqrt(1 - (y / _RADIUS_Y) ** 2), y) for y in heights]
    below = [(0.0, _RADIUS_Y)] if count % 2 == 0 else []
    around = [(0.0, -_RADIUS_Y), *side, *below, *((-x, y) for x, y in reversed(side))]
    return around[:count]


def _node(name: str, href: str, x: float, y: float) -> Node:
    texts = _lines(name)
    first = y - _LINE * (len(texts) - 1) / 2
    return Node(
        name=name,
        href=href,
        x=_rounded(x),
        y=_rounded(y),
        width=_rounded(max(map(len, texts)) * _LETTER + 2 * _PADDING),
        height=len(texts) * _LINE + _PADDING,
        lines=[Line(text, _rounded(first + _LINE * place)) for place, text in enumerate(texts)],
    )


def _lines(name: str) -> list[str]:
    """The name on one line, or on two broken at the space nearest to the middle."""
    words = name.split()
    whole = " ".join(words)
    if len(whole) <= _LETTERS or len(words) < 2:
        return [_cut(whole)]
    breaks = [(" ".join(words[:it]), " ".join(words[it:])) for it in range(1, len(words))]
    return [_cut(half) for half in min(breaks, key=lambda both: max(map(len, both)))]


def _cut(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1].rstrip()}…"


def _thickness(share: float) -> float:
    return round(_THINNEST + (_THICKEST - _THINNEST) * sqrt(share), 2)


def _rounded(number: float) -> float:
    return round(number, 2)
