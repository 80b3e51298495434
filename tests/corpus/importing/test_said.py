"""A person's word on a stretch holds over whatever segments the rules make of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.importing.records import ArticleDraft, SegmentDraft, SegmentKind
from corpus.importing.said import Said, as_people_say, still_learnt
from corpus.text.analysis import Analyst
from corpus.text.morphology import LightAnalyser


def article(*segments: tuple[SegmentKind, int, int], start: int = 0, end: int = 50) -> ArticleDraft:
    drafts = tuple(SegmentDraft(kind, first, last, "text") for kind, first, last in segments)
    return ArticleDraft(
        start, end, "عنوان", False, None, None, None, None, "ar", None, "", False, drafts
    )


def labels(drafted: ArticleDraft) -> list[tuple[str, int, int, str]]:
    return [(it.kind, it.start, it.end, it.rule) for it in drafted.segments]


def said(drafted: ArticleDraft, *words: Said) -> list[tuple[str, int, int, str]]:
    return labels(as_people_say([drafted], words)[0])


def test_a_line_gets_the_label_that_a_person_gave_it():
    drafted = article(("title", 0, 10), ("boilerplate", 11, 20))

    assert said(drafted, Said(11, 20, "paragraph")) == [
        ("title", 0, 10, "text"),
        ("paragraph", 11, 20, "person"),
    ]


def test_a_segment_is_cut_where_the_stretch_begins_and_ends():
    drafted = article(("paragraph", 0, 30))

    assert said(drafted, Said(10, 20, "boilerplate")) == [
        ("paragraph", 0, 10, "text"),
        ("boilerplate", 10, 20, "person"),
        ("paragraph", 20, 30, "text"),
    ]


def test_of_two_that_overlap_the_later_holds():
    drafted = article(("paragraph", 0, 30))

    found = said(drafted, Said(0, 30, "boilerplate"), Said(10, 20, "byline"))

    assert [it[:3] for it in found] == [
        ("boilerplate", 0, 10),
        ("byline", 10, 20),
        ("boilerplate", 20, 30),
    ]


@pytest.mark.parametrize(("kind", "end"), [("paragraph", 70), ("boilerplate", 50)])
def test_the_window_grows_to_what_is_the_articles_own_and_never_shrinks(kind, end):
    drafted = article(("paragraph", 0, 50), ("boilerplate", 60, 70))

    assert as_people_say([drafted], [Said(60, 70, kind)])[0].end == end


def test_what_was_learnt_stays_but_not_against_a_person():
    drafted = article(("paragraph", 0, 9), ("title", 10, 19), ("paragraph", 20, 29))
    drafted = as_people_say([drafted], [Said(20, 29, "paragraph")])[0]

    found = still_learnt(drafted, {(0, 9), (10, 19), (20, 29)})

    assert [it[::3] for it in labels(found)] == [
        ("boilerplate", "learnt paragraph text"),
        ("title", "text"),
        ("paragraph", "person"),
    ]


def analysed(drafted: ArticleDraft) -> ArticleDraft:
    segments, words = drafted.segments, "كلمة " * 10
    analysis = Analyst(LightAnalyser(), []).analyse(words, drafted.title, segments)
    return replace(drafted, analysis=analysis)


def test_what_was_read_off_other_segments_is_dropped():
    drafted = analysed(article(("paragraph", 0, 9), ("paragraph", 10, 19)))

    assert as_people_say([drafted], [Said(0, 4, "boilerplate")])[0].analysis is None
    assert still_learnt(drafted, {(0, 9)}).analysis is None


def test_what_was_read_off_the_same_segments_stays():
    drafted = analysed(article(("paragraph", 0, 9), ("paragraph", 10, 19)))

    assert as_people_say([drafted], [Said(30, 40, "boilerplate")]) == (drafted,)
    assert still_learnt(drafted, {(0, 5)}) == drafted


stretches = st.lists(st.integers(0, 60), min_size=2, max_size=12, unique=True).map(sorted)
words = st.tuples(
    st.integers(0, 60), st.integers(1, 20), st.sampled_from(["paragraph", "boilerplate"])
)


@given(stretches, st.lists(words, max_size=4))
def test_segments_never_overlap_and_hold_the_same_characters(edges, spoken):
    places = list(zip(edges[::2], edges[1::2], strict=False))
    drafted = article(*(("byline", start, end) for start, end in places))

    found = said(drafted, *(Said(start, start + size, kind) for start, size, kind in spoken))

    characters = [at for _, start, end, _ in found for at in range(start, end)]
    assert characters == [at for start, end in places for at in range(start, end)]
