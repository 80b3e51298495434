"""Runs and lanes: what the reader sees is the text itself, cut where marks begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.rendering import LANES, Block, Piece, Span, blocks, laned, stretches

TEXT = "عودة DeepSeek\nإلى Nvidia"


def paragraph(start: int, end: int, kind: str = "paragraph") -> Piece:
    return Piece(kind, start, end)


def span(mark: int, start: int, end: int) -> Span:
    return Span(mark, "entity", False, start, end)


def cut(block: Block) -> list[tuple[str, list[int]]]:
    return [(run.text, [line.span.mark for line in run.lines]) for run in block.runs]


def test_it_prints_an_unmarked_segment_as_one_run() -> None:
    (block,) = blocks(TEXT, [paragraph(0, 13)], [])

    assert cut(block) == [("عودة DeepSeek", [])]


def test_it_cuts_runs_where_marks_begin_and_end() -> None:
    (block,) = blocks(TEXT, [paragraph(0, 13)], [span(7, 5, 13), span(8, 0, 9)])

    assert cut(block) == [("عودة ", [8]), ("Deep", [8, 7]), ("Seek", [7])]


def test_it_continues_a_mark_in_the_next_segment() -> None:
    first, second = blocks(TEXT, [paragraph(0, 13), paragraph(14, 24)], [span(1, 5, 17)])

    assert cut(first) == [("عودة ", []), ("DeepSeek", [1])]
    assert cut(second) == [("إلى", [1]), (" Nvidia", [])]
    assert (first.runs[1].begins, second.runs[0].begins) == ((1,), ())


def test_it_leaves_out_marks_that_only_touch_a_segment() -> None:
    (block,) = blocks(TEXT, [paragraph(5, 13)], [span(1, 0, 5), span(2, 13, 14)])

    assert cut(block) == [("DeepSeek", [])]


def test_it_cuts_runs_where_the_place_sought_begins_and_ends() -> None:
    (block,) = blocks(TEXT, [paragraph(0, 13)], [span(7, 5, 13)], (3, 9))

    assert [(run.text, run.sought_at) for run in block.runs] == [
        ("عود", None),
        ("ة ", 3),
        ("Deep", 5),
        ("Seek", None),
    ]


def test_it_makes_a_heading_of_the_first_title_only() -> None:
    printed = blocks(
        TEXT, [paragraph(0, 4, "title"), paragraph(5, 13, "title"), paragraph(14, 17)], []
    )

    assert [block.tag for block in printed] == ["h1", "p", "p"]


def test_it_folds_neighbouring_boilerplate_together() -> None:
    pieces = [
        paragraph(0, 4),
        paragraph(5, 9, "boilerplate"),
        paragraph(9, 13, "boilerplate"),
        paragraph(14, 17),
    ]

    folded = stretches(blocks(TEXT, pieces, []))

    assert [(it.folded, len(it.blocks)) for it in folded] == [(False, 1), (True, 2), (False, 1)]


@pytest.mark.parametrize(
    ("places", "lanes"),
    [
        ([(0, 5), (5, 9)], [0, 0]),
        ([(0, 9), (0, 5)], [0, 1]),
        ([(0, 5), (3, 9), (5, 7)], [0, 1, 0]),
        ([(0, 9)] * 6, [0, 1, 2, 3, 3, 3]),
    ],
    ids=["side by side", "the longer first", "a free lane is used again", "the last is shared"],
)
def test_it_keeps_overlapping_marks_in_lanes_apart(
    places: list[tuple[int, int]], lanes: list[int]
) -> None:
    lines = laned(span(number, *place) for number, place in enumerate(places))

    assert [line.lane for line in lines] == lanes


SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda it: (it[0], it[0] + it[1])),
    max_size=12,
)


@given(st.text(min_size=40, max_size=40), SPANS)
def test_it_prints_every_code_point_once_and_under_its_marks(
    text: str, places: list[tuple[int, int]]
) -> None:
    spans = [span(number, *place) for number, place in enumerate(places)]

    printed = blocks(text, [paragraph(0, 17), paragraph(20, 40)], spans)

    for block in printed:
        assert "".join(run.text for run in block.runs) == text[block.start : block.end]
        place = block.start
        for run in block.runs:
            over = {it.mark for it in spans if it.start <= place < it.end}
            assert {line.span.mark for line in run.lines} == over
            place += len(run.text)


@given(SPANS)
def test_it_never_draws_two_marks_in_one_free_lane(places: list[tuple[int, int]]) -> None:
    lines = laned(span(number, *place) for number, place in enumerate(places))

    for one in lines:
        for other in lines:
            apart = one.span.end <= other.span.start or other.span.end <= one.span.start
            assert one is other or apart or one.lane != other.lane or one.lane == LANES - 1
