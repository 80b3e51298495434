"""WARC: what a crawler captured, with its address and its time."""

import re
from collections.abc import Callable, Iterator

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from corpus.importing.formats.fields import canonical
from corpus.importing.formats.html_page import record_of_page
from corpus.importing.formats.source import CHUNK, LARGEST, Format, Found, Reading, Source
from corpus.importing.formats.text import record_of
from corpus.importing.moments import moment_of
from corpus.importing.records import Record, Rejected

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_KINDS = ("response", "resource", "conversion")


def _read(source: Source, reading: Reading) -> Iterator[Found]:
    archive = ArchiveIterator(source.stream)
    for record in _records(archive):
        if _is_page(record):
            yield _page(record, source, reading, archive.get_record_offset)


def _records(archive: Iterator[ArcWarcRecord]) -> Iterator[ArcWarcRecord]:
    """warcio takes it for granted that a response has an address."""
    try:
        yield from archive
    except AttributeError as error:
        raise ArchiveLoadFailed("a record without its address") from error


def _is_page(record: ArcWarcRecord) -> bool:
    headers = record.http_headers
    fine = headers is None or headers.get_statuscode() == "200"
    return record.rec_type in _KINDS and fine and _type(record).split(";")[0].strip() in _PAGES


def _type(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "").lower()


def _content(record: ArcWarcRecord) -> bytes:
    """The payload without its transfer and content encodings, up to one byte too many."""
    stream, data = record.content_stream(), bytearray()
    while len(data) <= LARGEST and (part := stream.read(CHUNK)):
        data += part
    return bytes(data)


def _page(
    record: ArcWarcRecord, source: Source, reading: Reading, where: Callable[[], int]
) -> Record | Rejected:
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "")
    data = _content(record)
    offset = where()  # reads what is left of the record
    if len(data) > LARGEST:
        return source.rejected("too-large", address[:300], None, offset)
    if getattr(record.raw_stream, "limit", 0):
        return source.rejected("truncated", address[:300], None, offset)
    date = moment_of(str(record.rec_headers.get_header("WARC-Date") or ""))
    captured_at = (date.value if date else None) or reading.captured_at
    url = canonical(address)
    key = url or f"{source.key}#{offset}"
    place = Source(source.origin, key, address, source.stream, b"")
    if _type(record).startswith("text/plain"):
        return record_of(data, source.origin, key, Reading(captured_at=captured_at), url)
    charset = _CHARSET.search(_type(record))
    return record_of_page(
        data, place, reading, url=url, charset=charset and charset[1], captured_at=captured_at
    )


FORMAT = Format("warc", (".warc",), lambda head: head.startswith(b"WARC/"), _read)
