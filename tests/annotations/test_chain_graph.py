"""The graph of chains: nothing overlaps, nothing leaves the frame, and it runs as one reads."""

import re
from itertools import combinations

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from annotations.chain_graph import Chain, ChainGraph, GraphNode, chain_graph
from annotations.labels import Box

KINDS = ["outlet", "agency", "person", "anonymous", "unknown", "unattributed"]
nodes = st.builds(
    GraphNode,
    st.sampled_from("أبتثجحخدذرزسشصض"),
    st.text("ابتث abcXYZW-", max_size=40),
    st.sampled_from(KINDS),
    st.sampled_from(["", "/"]),
    st.sampled_from(["explicit", "resolved", "inferred"]),
    st.booleans(),
)
chains = st.lists(st.builds(Chain, st.lists(nodes, max_size=9), st.integers(0, 10**9)), max_size=25)
bools = st.booleans()


def path(*names: str, how: str = "explicit", kind: str = "outlet", count: int = 1) -> Chain:
    return Chain([GraphNode(it, it, kind, "/", how, False) for it in names], count)


def apart(one: Box, other: Box) -> bool:
    return (
        abs(one.x - other.x) >= (one.width + other.width) / 2
        or abs(one.y - other.y) >= (one.height + other.height) / 2
    )


def places(graph: ChainGraph) -> list[tuple[float, float]]:
    written = "".join(edge.path + edge.head for edge in graph.edges)
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.e+]+),(-?[\d.e+]+)", written)]


@given(chains, bools, bools)
def test_no_two_boxes_overlap(drawn, rtl, narrow) -> None:
    graph = chain_graph(drawn, rtl=rtl, narrow=narrow)

    assert all(apart(a.box, b.box) for a, b in combinations(graph.nodes, 2))


@given(chains, bools, bools)
def test_everything_stands_inside_the_frame(drawn, rtl, narrow) -> None:
    graph = chain_graph(drawn, rtl=rtl, narrow=narrow)

    for node in graph.nodes:
        assert node.box.left >= 0
        assert node.box.left + node.box.width <= graph.width
        assert node.box.top >= 0
        assert node.box.top + node.box.height <= graph.height
    assert all(0 <= x <= graph.width and 0 <= y <= graph.height for x, y in places(graph))


@given(chains)
def test_from_right_to_left_it_is_mirrored(drawn) -> None:
    left, right = chain_graph(drawn, rtl=False), chain_graph(drawn, rtl=True)

    for one, other in zip(left.nodes, right.nodes, strict=True):
        assert one.box.x == pytest.approx(right.width - other.box.x, abs=0.1)
        assert one.box.y == other.box.y


@given(chains)
def test_the_more_mentions_the_thicker_the_arrow(drawn) -> None:
    edges = chain_graph(drawn, rtl=True).edges

    assert [it.thickness for it in edges] == sorted((it.thickness for it in edges), reverse=True)
    assert [it.count for it in edges] == sorted((it.count for it in edges), reverse=True)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("rtl", [False, True])
def test_arrows_lead_from_the_article_to_the_origin_as_one_reads(rtl, narrow) -> None:
    graph = chain_graph([path("المقال", "Financial Times")], rtl=rtl, narrow=narrow)
    article, origin = (node.box for node in graph.nodes)
    first, tip = places(graph)[0], places(graph)[-2]

    if narrow:
        assert article.y < first[1] < tip[1] < origin.y
    elif rtl:
        assert article.x > first[0] > tip[0] > origin.x
    else:
        assert article.x < first[0] < tip[0] < origin.x


def test_resolved_and_inferred_hops_are_dashed() -> None:
    hows = ["explicit", "resolved", "inferred"]

    drawn = [chain_graph([path("أ", "ب", how=how)], rtl=True).edges[0].is_dashed for how in hows]

    assert drawn == [False, True, True]


def test_origins_are_marked() -> None:
    graph = chain_graph([path("أ", "ب", "ج"), path("د", "ب")], rtl=True)

    assert {node.box.name for node in graph.nodes if node.is_origin} == {"ب", "ج"}


def test_a_circle_is_drawn_in_layers_and_said() -> None:
    graph = chain_graph([path("أ", "ب", "أ"), path("ج", "د")], rtl=True)

    assert [(one.key, other.key) for one, other in graph.circular] == [("أ", "ب")]
    assert sorted(edge.is_circular for edge in graph.edges) == [False, True, True]
    assert graph.layers == 3


def test_a_layer_has_twelve_boxes_at_most_and_three_on_a_phone() -> None:
    many = [path(f"جهة {it}", count=it) for it in range(40)]
    wide, narrow = (chain_graph(many, rtl=True, narrow=it) for it in (False, True))

    assert (len(wide.nodes), wide.nodes[-1].gathered, wide.hidden) == (12, 29, 29)
    assert (len(narrow.nodes), narrow.nodes[-1].gathered, narrow.hidden) == (3, 38, 38)
    assert narrow.width <= 320


def test_a_chain_of_thirty_is_five_layers_wide() -> None:
    graph = chain_graph([path(*(f"جهة {it}" for it in range(30)))], rtl=True)

    assert graph.layers == 5
    assert [node.gathered for node in graph.nodes] == [0, 0, 26, 0, 0]
    assert graph.width < 960


def test_no_chain_is_an_empty_graph() -> None:
    assert chain_graph([], rtl=True).nodes == chain_graph([Chain([], 3)], rtl=False).nodes == []


@pytest.mark.parametrize("narrow", [False, True])
def test_the_template_prints_places_that_svg_can_read(narrow) -> None:
    drawn = [path(*(f"جهة {it}" for it in range(30))), path("أ", kind="unknown"), path("أ", "ب")]

    html = render_to_string(
        "annotations/_chain_graph.html", {"graph": chain_graph(drawn, rtl=True, narrow=narrow)}
    )

    assert 'aria-hidden="true"' in html
    assert html.count(' href="') == html.count('tabindex="-1"') > 0
    assert not re.search(r' (?:x|y|cx|cy|width|height)="[^"]*,', html)
    assert "style=" not in html
    assert "؟" in html
