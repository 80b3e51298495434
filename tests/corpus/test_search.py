"""What a reader's words find, and what of it is marked as printed."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from corpus.models import ArticleIndex
from corpus.search import Run, excerpt, marked, matching, search_for
from corpus.text.morphology import LightAnalyser
from tests.factories import written_article
from tests.indexing import index_texts

FATHA, SHADDA, TATWEEL = "\u064e", "\u0651", "\u0640"


def indexed(title, *paragraphs):
    article = written_article(title, *(paragraphs or ("…",)))
    index_texts([article], LightAnalyser())
    return article


def found(text: str) -> list[str]:
    search = search_for(text)
    assert search is not None
    rows = ArticleIndex.objects.filter(matching(search)).order_by("article")
    return list(rows.values_list("article__title", flat=True))


def marks(runs: list[Run]) -> list[str]:
    return [run.text for run in runs if run.marked]


def whole(runs: list[Run]) -> str:
    return "".join(run.text for run in runs)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        pytest.param("رقائق هواوي", "الرقائق", id="the definite finds the indefinite"),
        pytest.param("تصدير الرقائق", "رقائق", id="the indefinite finds the definite"),
        pytest.param("وللشركات موقف", "شركة", id="proclitics and the plural"),
        pytest.param("أرباح إنفيديا", "انفيديا", id="without hamza"),
        pytest.param("أرباح انفيديا", "إنفيديا", id="with hamza"),
        pytest.param("عام ٢٠٢٥", "2025", id="Arabic-Indic digits in the text"),
        pytest.param("عام 2025", "٢٠٢٥", id="Arabic-Indic digits in the query"),
        pytest.param(f"شر{SHADDA}كة هـ{TATWEEL}واوي", "هواوي", id="marks and tatweel in the text"),
        pytest.param("هواوي", f"ه{FATHA}واوي", id="marks in the query"),
        pytest.param("نموذج DeepSeek", "deepseek", id="Latin in any case"),
        pytest.param("شريحة H800إنفيديا", "إنفيديا", id="squeezed to a Latin word"),
        pytest.param("هواوي وإنفيديا", "إنفيديا هواوي", id="several words in any order"),
        pytest.param("الذكاء الاصطناعي", '"الذكاء الاصطناعي"', id="a phrase"),
        pytest.param("الذكاء الاصطناعي", "«الذكاء الاصطناعي»", id="a phrase in Arabic quotes"),
        pytest.param("كلفة 294 ألف", "294", id="a number"),
        pytest.param("نموذج R2", "r2", id="a letter and a digit"),
    ],
)
def test_it_finds(printed, asked):
    indexed(printed)
    indexed("مادة عن الزراعة")

    assert found(asked) == [printed]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        pytest.param("هواوي", "هواوي إنفيديا", id="only one of two words"),
        pytest.param("الاصطناعي والذكاء", '"الذكاء الاصطناعي"', id="a phrase in another order"),
        pytest.param("رقائق", '"الرقائق"', id="another form of a quoted word"),
        pytest.param("الذكاء غير الاصطناعي", '"الذكاء الاصطناعي"', id="a word in between"),
    ],
)
def test_it_does_not_find(printed, asked):
    indexed(printed)

    assert found(asked) == []


@pytest.mark.django_db
def test_a_phrase_does_not_reach_from_the_title_into_the_body():
    indexed("الذكاء", "الاصطناعي")

    assert found('"الذكاء الاصطناعي"') == []


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "   ", "؟!…", '""', "«»", "\\", "'", "&|!():*<->", TATWEEL])
def test_there_is_no_search_without_a_word(asked):
    assert search_for(asked) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    ["O'Brien", "a\\b", "هواوي & !إنفيديا", "x:*", "l:هواوي", "'); DROP TABLE", '"a" <-> b:A'],
)
def test_signs_of_the_query_language_are_only_signs(asked):
    indexed(asked)

    assert found(asked) == [asked]


class AnyText(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=60))
    @example("'\\'\\\\''")
    @example('" « “ ”')
    def test_no_text_breaks_the_search(self, text):
        search = search_for(text)

        if search is not None:
            list(ArticleIndex.objects.filter(matching(search)))
            assert whole(marked(text, search)) == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("printed", "asked", "expected"),
    [
        ("تصدير والرقائق إليها", "رقائق", ["والرقائق"]),
        ("أرباح إنفيديا", "انفيديا", ["إنفيديا"]),
        (f"ش{FATHA}ر{SHADDA}كة", "شركة", [f"ش{FATHA}ر{SHADDA}كة"]),
        (f"هـ{TATWEEL}واوي!", "هواوي", [f"هـ{TATWEEL}واوي"]),
        ("عام ٢٠٢٥.", "2025", ["٢٠٢٥"]),
        ("شريحة H800إنفيديا", "إنفيديا", ["إنفيديا"]),
        ("عن الذكاء الاصطناعي والذكاء", '"الذكاء الاصطناعي"', ["الذكاء الاصطناعي"]),
        ("هواوي وهواوي", "هواوي", ["هواوي", "وهواوي"]),
        ("شريك", "شركة", []),
        ("<b>هواوي</b>", "هواوي", ["هواوي"]),
    ],
)
def test_it_marks_words_as_printed(printed, asked, expected):
    indexed(printed)

    runs = marked(printed, search_for(asked))

    assert marks(runs) == expected
    assert whole(runs) == printed


@pytest.mark.django_db
def test_nothing_is_marked_when_nothing_is_sought():
    assert marked("هواوي", None) == [Run("هواوي")]


@pytest.mark.django_db
def test_an_excerpt_is_the_window_with_most_of_what_is_sought():
    filler = " ".join(["كلام"] * 60)
    paragraphs = [f"هواوي {filler}", f"{filler} هواوي مع إنفيديا {filler}"]
    indexed("مادة", *paragraphs)

    runs = excerpt(paragraphs, search_for("هواوي إنفيديا"))

    assert marks(runs) == ["هواوي", "إنفيديا"]
    assert whole(runs).strip("… ") in paragraphs[1]
    assert whole(runs).startswith("…")
    assert len(whole(runs).split()) <= 42


@pytest.mark.django_db
def test_an_excerpt_without_a_match_is_the_opening():
    runs = excerpt(["فقرة أولى", "فقرة ثانية"], None)

    assert runs == [Run("فقرة أولى")]


@pytest.mark.django_db
def test_an_excerpt_of_nothing_is_empty():
    assert excerpt([], search_for("هواوي")) == []


@pytest.mark.django_db
def test_a_long_opening_is_cut_at_a_word():
    runs = excerpt(["كلمة أخرى " * 100], None)

    assert whole(runs) == " ".join(["كلمة أخرى"] * 20) + "…"


@pytest.mark.django_db
def test_it_asks_few_questions(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        search_for("رقائق هواوي في الصين")
