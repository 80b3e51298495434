"""Chains in layers: the same source at the same distance is one, and circles are found."""

from collections.abc import Sequence

import pytest

from annotations.chain_layers import Chain, GraphNode, Layers, circles, layers_of

KINDS = {"شخص": "person", "أحد": "anonymous", "مصادر": "anonymous", "؟": "unknown", "": "unattributed"}  # fmt: skip


def node(name: str, how: str = "explicit", is_confirmed: bool = False) -> GraphNode:
    kind = KINDS.get(name.split(" ")[0], "outlet")
    return GraphNode(name, name, kind, "/", how, is_confirmed)


def chain(*names: str, count: int = 1) -> Chain:
    return Chain([node(name) for name in names], count)


def drawn(*chains: Chain, most: int = 12) -> Layers:
    return layers_of(chains, most)


def keys(layers: Layers) -> list[list[str]]:
    return [[stop.key for stop in layer] for layer in layers.layers]


def names(pairs: Sequence[tuple[GraphNode, GraphNode]]) -> list[tuple[str, str]]:
    return [(one.name, other.name) for one, other in pairs]


def test_the_same_source_at_the_same_distance_is_one() -> None:
    layers = drawn(chain("أ", "رويترز", count=2), chain("ب", "رويترز", count=3))

    assert keys(layers) == [["ب", "أ"], ["رويترز"]]
    assert sorted(layers.hops.values()) == [2, 3]


def test_the_same_source_at_another_distance_is_another() -> None:
    assert keys(drawn(chain("أ", "ب", "رويترز"), chain("ج", "رويترز"))) == [
        ["أ", "ج"],
        ["ب", "رويترز"],
        ["رويترز"],
    ]


def test_mentions_of_one_hop_add_up() -> None:
    assert list(drawn(chain("أ", "ب", count=2), chain("أ", "ب", count=5)).hops.values()) == [7]


@pytest.mark.parametrize(
    ("path", "origin"),
    [
        (["أ", "ب", "مصادر"], {"ب"}),
        (["أ", "مصادر"], {"مصادر"}),
        (["أ", "ب", "شخص ما"], {"شخص ما"}),
        (["أ", "ب", "؟"], {"ب"}),
        (["أ", "؟"], set()),
        (["أ", ""], set()),
        (["أ"], set()),
    ],
)
def test_the_origin_is_the_last_named_source_or_the_unnamed_one(path, origin) -> None:
    assert {key for _, key in drawn(chain(*path)).origins} == origin


def test_a_hop_is_known_where_one_chain_names_it_or_somebody_confirmed_it() -> None:
    inferred = Chain([node("أ"), node("ب", "inferred")], 1)
    confirmed = Chain([node("أ"), node("ج", "resolved", is_confirmed=True)], 1)

    assert not drawn(inferred).known
    assert len(drawn(inferred, chain("أ", "ب")).known) == 1
    assert len(drawn(confirmed).known) == 1


@pytest.mark.parametrize(("hops", "gathered"), [(5, 0), (6, 2), (30, 26), (300, 296)])
def test_the_middle_of_a_long_chain_is_gathered(hops, gathered) -> None:
    layers = drawn(chain(*(f"جهة {it}" for it in range(hops))))

    assert len(layers.layers) == 5
    assert [stop.gathered for layer in layers.layers for stop in layer if stop.is_gap] == [
        *([gathered] if gathered else [])
    ]
    assert layers.hidden == gathered


def test_two_long_chains_do_not_share_hops_that_are_not_the_same() -> None:
    one, other = (chain("أ", "ب", *(f"{at} {it}" for it in range(9)), "ج") for at in "12")

    assert len(drawn(one, other).layers[2]) == 2


def test_the_lightest_of_a_layer_are_gathered() -> None:
    layers = drawn(*(chain(f"جهة {it}", "رويترز", count=it + 1) for it in range(40)))

    assert len(layers.layers[0]) == 12
    assert layers.layers[0][-1].gathered == layers.hidden == 29
    assert "جهة 39" in keys(layers)[0]
    assert sum(layers.hops.values()) == sum(range(1, 41))


def test_what_is_unattributed_stands_last() -> None:
    layers = drawn(chain("أ", "", count=9), chain("أ", "ب"), chain("أ", "ج"))

    assert keys(layers)[1][-1] == ""


def test_layers_are_ordered_so_that_hops_do_not_cross() -> None:
    layers = drawn(chain("أ", "س", count=3), chain("ب", "ص", count=2), chain("ج", "س"))

    assert keys(layers) == [["أ", "ج", "ب"], ["س", "ص"]]


@pytest.mark.parametrize(
    ("chains", "pairs"),
    [
        ([["أ", "ب", "أ"]], [("أ", "ب")]),
        ([["أ", "ب"], ["ب", "أ"]], [("أ", "ب")]),
        ([["أ", "ب"], ["ب", "ج"], ["ج", "أ"]], [("أ", "ب"), ("ب", "ج"), ("ج", "أ")]),
        ([["أ", "ب"], ["ج", "ب"]], []),
        ([["أ", "أ"]], []),
        ([["أ", "؟"], ["ج", "؟", "أ"]], []),
        ([], []),
    ],
)
def test_it_says_who_quote_each_other(chains, pairs) -> None:
    assert names(circles([chain(*path) for path in chains])) == pairs
