import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.sentences import sentences

TEXT = st.text(st.sampled_from("اد. 3\n!؟”»،ـa\r\u00a0"))


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        ("", []),
        ("قال. ثم مضى", ["قال.", "ثم مضى"]),
        ("هل جاء؟ نعم! حسنا…", ["هل جاء؟", "نعم!", "حسنا…"]),
        ("عنوان\nنص أول. نص ثان.", ["عنوان", "نص أول.", "نص ثان."]),
        ("قال: ”انتهى.” ثم مضى", ["قال: ”انتهى.”", "ثم مضى"]),
        ("قال «نعم.» ثم", ["قال «نعم.»", "ثم"]),
        ("كلف 5.6 مليون. وزاد", ["كلف 5.6 مليون.", "وزاد"]),
        ("قال د. أحمد ذلك", ["قال د. أحمد ذلك"]),
        ("عام 1446 هـ. الموافق", ["عام 1446 هـ. الموافق"]),
        ("في ج.م.ع. اليوم", ["في ج.م.ع. اليوم"]),
        ("كتب J. Smith ورقة", ["كتب J. Smith ورقة"]),
        ("يوم 27. 01. 2025 صدر", ["يوم 27. 01. 2025 صدر"]),
        ("في عام 2025. ثم", ["في عام 2025.", "ثم"]),
        ("انتهى الأمر.وقال آخر", ["انتهى الأمر.", "وقال آخر"]),
        ("أولا، ثانيا؛ ثالثا", ["أولا، ثانيا؛ ثالثا"]),
        ("نشر DeepSeek-R1.5 اليوم", ["نشر DeepSeek-R1.5 اليوم"]),
        ("\u00a0\n\n \r\nنص", ["نص"]),
    ],
)
def test_it_cuts_at_stops_and_lines(raw: str, texts: list[str]) -> None:
    assert [raw[start:end] for start, end in sentences(raw)] == texts


def test_it_stays_inside_the_window() -> None:
    raw = "أول. ثان. ثالث."

    assert [raw[start:end] for start, end in sentences(raw, 5, 9)] == ["ثان."]


@given(TEXT)
def test_sentences_follow_each_other_and_hold_all_that_is_not_white_space(raw: str) -> None:
    end = 0

    for start, next_end in sentences(raw):
        assert not raw[end:start].strip()
        assert raw[start:next_end] == raw[start:next_end].strip() != ""
        end = next_end
    assert not raw[end:].strip()
