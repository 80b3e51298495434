"""One JSON document: a record, a list of records, or an object with such a list in it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from corpus.importing.formats.columns import Place, list_in, record_from
from corpus.importing.formats.encodings import NotText, decoded, encoding_of
from corpus.importing.formats.source import Format, Found, Reading, Source
from corpus.importing.records import Rejected

_SPACE = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def _read(source: Source, reading: Reading) -> Iterator[Found]:
    data = source.whole()
    if isinstance(data, Rejected):
        yield data
        return
    try:
        text, encoding = decoded(data)
    except NotText as error:
        line = data.count(b"\n", 0, error.byte) + 1
        yield source.rejected(error.reason, error.detail, line, error.byte)
        return
    line, byte, seen = 1, 0, 0
    for number, (start, end, value) in enumerate(_values(text), start=1):
        line += text.count("\n", seen, start)
        byte += len(text[seen:start].encode(encoding))
        seen = start
        if isinstance(value, ValueError | RecursionError):
            yield source.rejected("json", str(value)[:300], line, byte)
        elif isinstance(value, dict):
            place = Place(line, byte, text[start:end].encode(encoding), encoding, number)
            yield record_from(value, source, place, reading, "json")
        else:
            detail = f"{type(value).__name__} where an object should be"
            yield source.rejected("not-a-record", detail, line, byte)


def _values(text: str) -> Iterator[tuple[int, int, Any]]:
    """Each record with its place; a list is read on up to where it breaks."""
    opening = _after_space(text, 1 if text.startswith("\ufeff") else 0)
    if text.startswith("[", opening):
        yield from _listed(text, opening + 1)
        return
    for start, end, value in _listed(text, opening):
        inner = list_in(value)
        if inner is None:
            yield start, end, value
        elif opened := re.compile(rf'"{re.escape(inner)}"\s*:\s*\[').search(text, start):
            yield from _listed(text, opened.end())


def _listed(text: str, place: int) -> Iterator[tuple[int, int, Any]]:
    while True:
        place = _after_space(text, place)
        if place == len(text) or text.startswith("]", place):
            return
        try:
            value, end = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            yield place, place, error
            return
        yield place, end, value
        place = end


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _looks(head: bytes) -> bool:
    text = head.decode(encoding_of(head), "ignore").removeprefix("\ufeff").lstrip()
    if re.match(r'\[\s*\{\s*"', text):
        return True
    first, newline, _ = text.partition("\n")  # without a newline it may as well be JSON lines
    return bool(re.match(r'\{\s*"', text)) and bool(newline or first.rstrip().endswith("}"))


FORMAT = Format("json", (".json",), _looks, _read)
