"""Wherever words stand, the places of claims are in the text and inside its segments."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from corpus.text.claims import ClaimFound, claim_at, claims_in, declined_in
from corpus.text.names import Gazetteer, Name
from corpus.text.reading import Span, read

NAMES = Gazetteer(
    [
        Name("huawei", "organisation", ("هواوي",)),
        Name("reuters", "outlet", ("رويترز",)),
        Name("altman", "person", ("سام ألتمان",)),
    ]
)
WORDS = [
    "قال", "هواوي", "إن", "أن", "وأن", "نقلت", "عن", "وفقاً", "بحسب", "لرويترز", "رويترز", "أحد", "المصادر", "لما",
    "نقله", "ل", "في", "وأضاف", "موضحاً", "الصحيفة", "نشرتها", "تقرير", ":", ".", "،", "«", "»", '"', "“", "”", "(", ")",
    "\n", "نقلاً عن", "يُقال", "من المتوقع", "مما", "الذي", "ويدفع", "لكن", "بحجة", "ثلاثة مصادر", "5 ملايين دولار",
    "30%", "رسوم", "تدريب", "رفض", "التعليق", "سام ألتمان", "ﷺ", "\u064b", "\u200f",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
)


def cut(text: str, places: list[int]) -> list[Span]:
    edges = sorted({min(place, len(text)) for place in places})
    return [span for span in zip(edges[::2], edges[1::2], strict=False) if text[slice(*span)]]


def spans_of(claim: ClaimFound) -> list[Span]:
    steps = [span for step in claim.chain for span in (step.cue, step.place) if span]
    return [(claim.start, claim.end), *claim.more, *steps]


@given(texts, st.lists(st.integers(0, 200), max_size=6))
def test_places_are_in_the_text_and_inside_a_segment(text: str, places: list[int]) -> None:
    segments = cut(text, places) or ([(0, len(text))] if text else [])
    reading = read(text, segments)
    mentions = NAMES.find_in(reading)

    claims = claims_in(reading, mentions)
    declined = declined_in(reading, mentions)

    for claim in claims:
        assert any(start <= claim.start < claim.end <= end for start, end in segments)
        assert text[claim.start : claim.end].strip() == text[claim.start : claim.end]
        assert all(0 <= start < end <= len(text) for start, end in spans_of(claim))
        for figure in claim.figures:
            assert claim.start <= figure.start < figure.end <= claim.end
            assert text[figure.start : figure.end] == figure.raw
    assert all(0 <= it.start < it.end <= len(text) for it in declined)
    assert len({(claim.start, claim.end) for claim in claims}) == len(claims)


@given(texts, st.lists(st.integers(0, 200), max_size=6), st.integers(0, 200), st.integers(0, 200))
def test_any_stretch_may_be_selected(text: str, places: list[int], one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    reading = read(text, cut(text, places))

    claim = claim_at(reading, NAMES.find_in(reading), start, end)

    assert start <= claim.start <= claim.end <= end
    assert text[claim.start : claim.end] == text[start:end].strip()


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python run, those of a loop each time: the same on any machine."""
    count = 0

    def follow(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return follow

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_a_line_without_an_end_takes_steps_in_proportion() -> None:
    def steps(times: int) -> int:
        text = "قال سام ألتمان لرويترز إن هواوي، وفقاً لما نقلته رويترز، تدفع 5 دولارات «ثم " * times
        reading = read(text, [(0, len(text))])
        mentions = NAMES.find_in(reading)
        return lines_run(lambda: claims_in(reading, mentions))

    steps(1)  # what is read once is read now
    assert steps(800) < 10 * steps(100)
