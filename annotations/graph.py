"""Where the graph of one thing and those named beside it stands: pure geometry, drawn as SVG.

The others stand around the hub, the first above it, the rest clockwise. No two labels overlap
and none leaves the frame, whatever the names are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from annotations.labels import TALLEST, Box, box, thickness, widest

MOST = 10
_RADIUS_X, _RADIUS_Y, _MARGIN = 168.0, 196.0, 6.0
_WIDTH = 2 * (_RADIUS_X + _MARGIN) + widest()
_HEIGHT = 2 * (_RADIUS_Y + _MARGIN) + TALLEST
_STEPS = (0.0, 0.0, 130.0, 104.0, 82.0)  # between those of one side, by how many stand there


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What stands beside the hub: its name, where it leads, and how much the two share."""

    name: str
    href: str
    count: int


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
    hub: Box
    nodes: list[Box]
    edges: list[Edge]


def graph_of(name: str, neighbours: Sequence[Neighbour]) -> Graph:
    """The graph of a name and the first ten of those that share something with it."""
    shown = neighbours[:MOST]
    places = [(_WIDTH / 2 + x, _HEIGHT / 2 + y) for x, y in _places(len(shown))]
    greatest = max((it.count for it in shown), default=1)
    return Graph(
        width=_WIDTH,
        height=_HEIGHT,
        hub=box(name, "", _WIDTH / 2, _HEIGHT / 2),
        nodes=[box(it.name, it.href, *at) for it, at in zip(shown, places, strict=True)],
        edges=[
            Edge(round(x, 2), round(y, 2), thickness(it.count / greatest))
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
