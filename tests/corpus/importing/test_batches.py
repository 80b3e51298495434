"""Batches: so many items, or fewer where they are large."""

from dataclasses import replace

import pytest

from corpus.importing import batches
from corpus.importing.batches import LONGEST_TEXT
from corpus.importing.records import CaptureDraft, Known, Record, Rejected

RECORD = Record("a", None, "a", None, b"", "", "utf-8")


def sizes(items: list, most: int = 3) -> list[int]:
    found = list(batches.batches(items, most))
    assert [it for batch in found for it in batch] == items
    return [len(batch) for batch in found]


def test_items_come_by_their_number():
    small = replace(RECORD, text="نص")

    assert sizes([small] * 7) == [3, 3, 1]


@pytest.mark.parametrize(
    "large",
    [
        pytest.param(replace(RECORD, text="ن" * 2 * LONGEST_TEXT), id="text"),
        pytest.param(replace(RECORD, data=bytes(16 * LONGEST_TEXT)), id="bytes"),
        pytest.param(
            CaptureDraft(replace(RECORD, text="ن" * 2 * LONGEST_TEXT), "", "", ()), id="draft"
        ),
    ],
)
def test_what_is_large_ends_its_batch(large):
    assert sizes([RECORD, large, RECORD, large, large]) == [2, 2, 1]


def test_what_holds_no_text_weighs_nothing():
    assert sizes([Known("a"), Rejected("a", 1, 2, "empty", "")] * 3) == [3, 3]


def test_nothing_is_no_batch():
    assert sizes([]) == []
