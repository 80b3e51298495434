"""The graph's geometry: nothing overlaps, nothing leaves the frame, and more is thicker."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.graph import MOST, Graph, Neighbour, graph_of
from annotations.labels import Box

names = st.text(alphabet="ابتثجحخدذ abcXYZW,'-", max_size=60).filter(str.strip)
neighbours = st.lists(st.builds(Neighbour, names, st.just("/"), st.integers(1, 10**6)), max_size=14)


def of(*counts: int) -> Graph:
    return graph_of("هواوي", [Neighbour(f"كيان {count}", "/", count) for count in counts])


def apart(one: Box, other: Box) -> bool:
    return (
        abs(one.x - other.x) >= (one.width + other.width) / 2
        or abs(one.y - other.y) >= (one.height + other.height) / 2
    )


@given(names, neighbours)
def test_no_two_labels_overlap(name, others) -> None:
    graph = graph_of(name, others)

    assert all(apart(*pair) for pair in combinations([graph.hub, *graph.nodes], 2))


@given(names, neighbours)
def test_every_label_stands_inside_the_frame(name, others) -> None:
    graph = graph_of(name, others)

    for node in [graph.hub, *graph.nodes]:
        assert node.left >= 0
        assert node.left + node.width <= graph.width
        assert node.top >= 0
        assert node.top + node.height <= graph.height


@given(names, neighbours)
def test_the_more_two_share_the_thicker_their_edge(name, others) -> None:
    edges = graph_of(name, others).edges

    counts = [it.count for it in others[:MOST]]
    ordered = sorted(zip(counts, (edge.thickness for edge in edges), strict=True))

    assert [thickness for _, thickness in ordered] == sorted(edge.thickness for edge in edges)


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, 1), (5, 5), (10, 10), (11, 10), (40, 10)])
def test_it_shows_ten_at_most(count, shown) -> None:
    graph = of(*range(count, 0, -1))

    assert len(graph.nodes) == len(graph.edges) == shown


def test_the_first_stands_above_the_hub_and_the_second_to_its_right() -> None:
    graph = of(9, 8, 7, 6)

    first, second, *_ = graph.nodes

    assert (first.x, first.y < graph.hub.y) == (graph.hub.x, True)
    assert (second.x > graph.hub.x, second.y) == (True, graph.hub.y)


def test_edges_end_in_the_middle_of_their_nodes() -> None:
    graph = of(9, 8, 7)

    assert [(edge.x, edge.y) for edge in graph.edges] == [(it.x, it.y) for it in graph.nodes]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Nvidia", ["Nvidia"]),
        ("فايننشال تايمز", ["فايننشال تايمز"]),
        ("معهد ماساتشوستس للتكنولوجيا", ["معهد ماساتشوستس", "للتكنولوجيا"]),
        ("Bundesverfassungsgericht", ["Bundesverfassu…"]),
        ("هيئة كذا وكذا وكذا وكذا وكذا وكذا وكذا", ["هيئة كذا وكذا…", "وكذا وكذا وكذا…"]),
    ],
)
def test_a_long_name_takes_two_lines_and_is_cut_after_them(name, lines) -> None:
    node = graph_of(name, []).hub

    assert [line.text for line in node.lines] == lines
    assert node.is_cut == lines[-1].endswith("…")
