import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.reading import phrase, read


def test_it_joins_the_segments_and_leads_each_place_back() -> None:
    raw = "عنوان\n\nقال: إنْفيديا – هنا"

    reading = read(raw, [(0, 5), (7, len(raw))])
    start = reading.text.index(phrase("إنفيديا هنا"))

    assert reading.text == "عنوان\nقال: انفيديا هنا"
    assert raw[slice(*reading.raw_span(start, len(reading.text)))] == "إنْفيديا – هنا"


def test_it_parts_words_where_the_script_changes() -> None:
    raw = "من نوع H800إنفيديا"

    assert read(raw, [(0, len(raw))]).words == ["من", "نوع", "h800", "انفيديا"]


def test_a_number_or_an_initial_ends_no_sentence() -> None:
    raw = "بلغ 5.6 مليون وقال د. أحمد. ثم"

    reading = read(raw, [(0, len(raw))])

    assert reading.is_one_sentence(0, reading.text.index("احمد"))
    assert not reading.is_one_sentence(0, reading.text.index("ثم"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.integers(0, 80))
def test_every_word_lies_where_its_place_says(raw: str, cut: int) -> None:
    spans = [(0, min(cut, len(raw))), (min(cut, len(raw)), len(raw))]

    reading = read(raw, spans)

    for word, (start, end) in zip(reading.words, reading.places, strict=True):
        raw_start, raw_end = reading.raw_span(start, end)
        assert reading.text[start:end] == word
        assert word in phrase(raw[raw_start:raw_end]) or phrase(raw[raw_start:raw_end]) in word
        assert any(first <= raw_start < raw_end <= last for first, last in spans)


@pytest.mark.parametrize(
    ("raw", "name", "printed"),
    [
        pytest.param(
            "قال  \u200f أحمَدُ\u200f هنا", "احمد", "أحمَدُ", id="a chunk that folds to nothing"
        ),
        pytest.param("نموذج –GPT-4o– الجديد", "gpt 4o", "GPT-4o", id="joiners around and inside"),
        pytest.param("قال ﷺ نعم", "الله عليه", "ﷺ", id="words in one character"),
        pytest.param(" \u00a0في الصين\t", "الصين", "الصين", id="white space around"),
    ],
)
def test_it_leads_words_back_to_what_is_printed(raw: str, name: str, printed: str) -> None:
    reading = read(f"عنوان\n{raw}", [(0, 5), (5, 5), (6, 6 + len(raw))])
    start = reading.text.index(name)

    first, last = reading.raw_span(start, start + len(name))

    assert reading.raw[first:last] == printed
    assert reading.place(first) == reading.text.index(phrase(printed))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_words_and_gaps_make_up_the_text(raw: str) -> None:
    reading = read(raw, [(0, len(raw))])

    woven = zip(reading.gaps, [*reading.words, ""], strict=True)

    assert "".join(part for pair in woven for part in pair) == reading.text == phrase(raw)
