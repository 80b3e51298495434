"""JSON lines: one object a line, each read by itself."""

import json
from collections.abc import Iterator

from corpus.importing.formats.columns import Place, list_in, record_from
from corpus.importing.formats.encodings import NotText, decoded_line, encoding_of
from corpus.importing.formats.source import (
    LARGEST,
    Format,
    Found,
    RawLine,
    Reading,
    Source,
    raw_lines,
)


def _read(source: Source, reading: Reading) -> Iterator[Found]:
    encoding = encoding_of(source.head)
    for line in raw_lines(source.stream, encoding):
        if line.data is None:
            yield source.rejected(
                "too-large", f"a line of more than {LARGEST} bytes", line.number, line.byte
            )
        elif line.data.strip(b" \t\r\n\0"):
            found = _record(source, line, line.data, encoding, reading)
            yield found
            if not isinstance(found, Source) and _is_export(found):
                return


def _record(source: Source, line: RawLine, data: bytes, encoding: str, reading: Reading) -> Found:
    try:
        text, encoding = decoded_line(data, encoding)
        row = json.loads(text.removeprefix("\ufeff"))
    except NotText as error:
        return source.rejected(error.reason, error.detail, line.number, line.byte + error.byte)
    except (ValueError, RecursionError) as error:
        return source.rejected("json", str(error)[:300], line.number, line.byte)
    if not isinstance(row, dict):
        detail = f"{type(row).__name__} where an object should be"
        return source.rejected("not-a-record", detail, line.number, line.byte)
    if line.number == 1 and row.get("record") == "header" and "format" in row:
        return source.rejected("export", "an export is imported by its own name", 1, 0)
    own = data if encoding.startswith("utf-16") else data.rstrip(b"\r\n")
    place = Place(line.number, line.byte, own, encoding, line.number)
    return record_from(row, source, place, reading, "jsonl")


def _is_export(found: object) -> bool:
    return getattr(found, "reason", None) == "export"


def _looks(head: bytes) -> bool:
    text = head.decode(encoding_of(head), "ignore").removeprefix("\ufeff").lstrip()
    if not text.startswith("{"):
        return False
    try:
        row = json.loads(text.partition("\n")[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and list_in(row) is None


FORMAT = Format("jsonl", (".jsonl", ".ndjson", ".jsonlines", ".jl"), _looks, _read)
