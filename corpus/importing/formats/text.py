"""One page a file, as plain text: nothing is translated, not even its newlines."""

from collections.abc import Iterator

from corpus.importing.formats.encodings import NotText, decoded
from corpus.importing.formats.source import Format, Found, Reading, Source
from corpus.importing.records import Record, Rejected


def _read(source: Source, reading: Reading) -> Iterator[Found]:
    data = source.whole()
    if isinstance(data, Rejected):
        yield data
    else:
        yield record_of(data, source.origin, source.key, reading)


def record_of(
    data: bytes,
    origin: str,
    page_key: str,
    reading: Reading | None = None,
    url: str | None = None,
) -> Record | Rejected:
    """Decode the bytes of a page, or say where they are no text."""
    if not data.strip():
        return Rejected(origin, None, None, "empty", "no text")
    try:
        text, encoding = decoded(data)
    except NotText as error:
        line = data.count(b"\n", 0, error.byte) + 1
        return Rejected(origin, line, error.byte, error.reason, error.detail)
    captured_at = reading.captured_at if reading else None
    return Record(origin, None, page_key, url, data, text, encoding, captured_at)


FORMAT = Format("text", (".txt", ".text"), lambda head: False, _read)
