"""Batches of what travels through an import: some many items, or few large ones."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

# The longest text of a page, in code points, which is a book of five hundred pages. What the
# analysis of a text holds while it lasts is 300 bytes for each, over the 250 MB of an analyst.
LONGEST_TEXT = 1_000_000
# How much a batch weighs before it is full: a code point 1, and a byte, which is only kept, 1/8.
_FULL, _BYTES = 2 * LONGEST_TEXT, 8


def batches(items: Iterable[Item], most: int) -> Iterator[list[Item]]:
    """The items in their order; memory is bounded whatever the size of each."""
    batch: list[Item] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += _weight(item)
        if len(batch) == most or weight >= _FULL:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _weight(item: object) -> int:
    """What a record weighs, or the draft of one; what is neither weighs nothing."""
    record = getattr(item, "record", item)
    return len(getattr(record, "text", "")) + len(getattr(record, "data", b"")) // _BYTES
