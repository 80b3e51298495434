"""Labels on poles: none hides another, none leaves the frame, and one that has no room is left."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from annotations.flags import Foot, Span, flags

LENGTH = 720.0
feet = st.lists(
    st.builds(Foot, st.floats(0, LENGTH), st.just(8.0), st.text("ابتث 123", max_size=26)),
    max_size=25,
)


def placed(wanted):
    return [flag for flag in flags(wanted, [], LENGTH) if flag]


@given(feet)
def test_no_label_stands_on_another_or_on_its_pole(wanted) -> None:
    assert not any(one.hides(other) for one, other in combinations(placed(wanted), 2))


@given(feet)
def test_no_label_leaves_the_frame_or_its_pole(wanted) -> None:
    for flag in placed(wanted):
        assert 0 <= flag.span.start <= flag.span.end <= LENGTH
        assert flag.span.start - 4 <= flag.place <= flag.span.end + 4


@given(feet)
def test_no_label_stands_on_a_mark(wanted) -> None:
    marks = [Span(it.place - 8, it.place + 8, -8, 40) for it in wanted]

    assert not any(
        flag.span.meets(mark) for flag in flags(wanted, marks, LENGTH) if flag for mark in marks
    )


def test_a_label_alone_stands_over_its_mark() -> None:
    (flag,) = placed([Foot(300, 8, "294 ألف")])

    assert (flag.span.start + flag.span.end) / 2 == 300


def test_labels_of_one_place_stand_over_each_other() -> None:
    heights = [it.span.low for it in placed([Foot(300, 8, str(it)) for it in range(5)])]

    assert len(heights) == len(set(heights)) == 5


def test_the_same_words_at_the_same_place_stand_once() -> None:
    assert flags([Foot(300, 8, "30%"), Foot(300.5, 24, "30%")], [], LENGTH)[1] is None


def test_clusters_at_both_ends_keep_all_their_labels() -> None:
    places = [10, 14, 18, 22, 700, 704, 708, 712]

    assert len(placed([Foot(it, 8, f"294 ألف {it}") for it in places])) == len(places)


def test_what_finds_no_room_is_left_out() -> None:
    assert len(placed([Foot(300, 8, str(it)) for it in range(40)])) == 24
    assert placed([Foot(300, 8, "كلام" * 40)]) == []
