"""Text decoded by the wrong table is known for what it is; no other text is taken for it."""

import pytest

from corpus.importing.mojibake import mojibake_of
from corpus.importing.pipeline import drafts
from corpus.importing.records import Rejected
from tests.corpus.importing.layouts import layouts
from tests.corpus.importing.reading import BODY, article


def broken(text: str, real: str, taken: str) -> str:
    return text.encode(real).decode(taken, "ignore")


@pytest.mark.parametrize(
    ("real", "taken"),
    [
        ("utf-8", "cp1252"),
        ("utf-8", "latin-1"),
        ("utf-8", "cp1256"),
        ("cp1256", "cp1252"),
        ("cp1256", "latin-1"),
    ],
)
def test_it_knows_arabic_read_by_the_wrong_table(real, taken):
    assert mojibake_of(broken(BODY * 3, real, taken))


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Le président français a annoncé à Genève que l'été dernier fut très chaud.",
        "ÅÄÖ på svenska är många bokstäver, och så även Ø på norsk.",
        "ظل طوال الليل يطالع ظروف طلابه وطبيعة طرقهم",
        "ط§ظ„ سطر واحد مكسور في نص طويل سليم لا يعيبه شيء غير هذا السطر.",
    ],
)
def test_it_leaves_other_languages_and_single_slips_alone(text):
    assert mojibake_of(text) is None


@pytest.mark.parametrize("page", list(layouts()), ids=lambda page: page.name)
def test_it_finds_none_in_pages_of_any_layout(page):
    assert mojibake_of(page.text) is None


def test_such_a_record_is_refused_and_the_next_one_read(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(article(text=broken(BODY, "utf-8", "latin-1"), title="") + article())

    refused, _ = drafts([file])

    assert isinstance(refused, Rejected)
    assert (refused.reason, refused.line, refused.byte) == ("mojibake", 1, 0)
