"""From files to drafts: one list of steps, run lazily over one record after the other."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from corpus.importing.batches import LONGEST_TEXT
from corpus.importing.formats import Reading, read_path
from corpus.importing.mojibake import mojibake_of
from corpus.importing.records import CaptureDraft, Record, Rejected
from corpus.importing.steps import (
    Page,
    believe_fields,
    draft_articles,
    name_outlets,
    read_lines,
    split_lines,
    split_stories,
)

STEPS: tuple[Callable[[Page], Page], ...] = (
    split_lines,
    read_lines,
    split_stories,
    draft_articles,
    name_outlets,
    believe_fields,
)


def drafts(
    paths: Iterable[Path], reading: Reading | None = None
) -> Iterator[CaptureDraft | Rejected]:
    """A draft or a rejection for each record below the paths, in their order."""
    for record in records(paths, reading):
        yield record if isinstance(record, Rejected) else draft_of(record)


def records(paths: Iterable[Path], reading: Reading | None = None) -> Iterator[Record | Rejected]:
    """What stands below the paths, in their order."""
    for path in paths:
        for record in read_path(path, reading):
            yield _too_large(record) or record


def _too_large(item: Record | Rejected) -> Rejected | None:
    """Refused before many of its kind are in memory together."""
    if isinstance(item, Rejected) or len(item.text) <= LONGEST_TEXT:
        return None
    detail = f"{len(item.text)} characters, more than {LONGEST_TEXT}"
    return Rejected(item.origin, item.line, item.byte, "too-large", detail)


def draft_of(record: Record) -> CaptureDraft | Rejected:
    data = _encoded(record)
    if isinstance(data, Rejected):
        return data
    unreadable = _unreadable(record)
    if unreadable:
        return unreadable
    page = Page(record)
    for step in STEPS:
        page = step(page)
    return CaptureDraft(record, record.text, hashlib.sha256(data).hexdigest(), page.articles)


def _encoded(record: Record) -> bytes | Rejected:
    """The text as it is hashed, unless the database cannot hold it."""
    if "\0" in record.text:
        place = record.text.index("\0")
        return _at(record, place, "nul-character", "U+0000 stands in the text")
    try:
        return record.text.encode()
    except UnicodeEncodeError as error:
        return _at(record, error.start, "lone-surrogate", "half of a character")


def _unreadable(record: Record) -> Rejected | None:
    text = record.text
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        return Rejected(record.origin, record.line, record.byte, "empty", "no text")
    broken = mojibake_of(text)
    if broken:
        return Rejected(record.origin, record.line, record.byte, "mojibake", broken)
    return None


def _at(record: Record, place: int, reason: str, detail: str) -> Rejected:
    if record.whole:
        return Rejected(record.origin, record.line, record.byte, reason, detail)
    line = record.text.count("\n", 0, place) + 1
    byte = len(record.text[:place].encode("utf-8", "surrogatepass"))
    return Rejected(record.origin, line, byte, reason, detail)
