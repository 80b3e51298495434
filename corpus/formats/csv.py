"""Tables as CSV in UTF-8 (RFC 4180), safe to open in a spreadsheet, written as they are read."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

BOM = "\ufeff"
_CHUNK = 16_384
# A spreadsheet runs a cell that begins so; in full width too, where the keyboard is Asian.
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_bytes(
    rows: Iterable[Sequence[str]], *, header: Sequence[str], bom: bool = False
) -> Iterator[bytes]:
    """The table in pieces of some kilobytes; Excel knows UTF-8 only by the byte order mark.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    buffer = StringIO(BOM if bom else "")
    buffer.seek(0, 2)
    writer = csv.writer(buffer)
    writer.writerow(map(_inert, header))
    for row in rows:
        if buffer.tell() >= _CHUNK:
            yield _emptied(buffer)
        writer.writerow(map(_inert, row))
    yield _emptied(buffer)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUN) else cell


def _emptied(buffer: StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data
