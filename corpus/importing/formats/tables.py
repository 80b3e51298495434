"""Tables: CSV and TSV with a row of column names over them, quotation marks and newlines in cells."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence

from corpus.importing.formats.columns import Place, known_columns, record_from
from corpus.importing.formats.encodings import NotText, decoded_line, encoding_of
from corpus.importing.formats.source import (
    Format,
    Found,
    RawLine,
    Reading,
    Source,
    raw_lines,
)

_DELIMITERS = ",\t;|"
# A row is not longer than this: a quotation mark that nothing closes would take all rows after it.
_LONGEST_ROW = 8 * 1024 * 1024


class _Broken(Exception):
    """A row that cannot be read; its first line, and why."""

    def __init__(self, reason: str, detail: str, byte: int | None = None) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.byte = reason, detail, byte


class _Rows:
    """Rows with the lines that each was read from, going on after those that are broken."""

    def __init__(self, source: Source, delimiter: str) -> None:
        self.encoding = encoding_of(source.head)
        self.delimiter = delimiter
        self.lines: list[RawLine] = []
        self._waiting: deque[RawLine] = deque()
        self._coming = raw_lines(source.stream, self.encoding)

    def __iter__(self) -> Iterator[list[str] | _Broken]:
        while line := self._next():
            self._waiting.appendleft(line)
            self.lines = []
            yield self._row()

    def _next(self) -> RawLine | None:
        return self._waiting.popleft() if self._waiting else next(self._coming, None)

    def _row(self) -> list[str] | _Broken:
        try:
            return next(csv.reader(self._texts(), delimiter=self.delimiter, strict=True), [])
        except _Broken as error:
            return error
        except csv.Error as error:
            return self._as_letters() or self._open_quote(str(error))

    def _texts(self) -> Iterator[str]:
        size = 0
        while line := self._next():
            self.lines.append(line)
            if line.data is None:
                raise _Broken("too-large", "a line longer than a page may be")
            size += len(line.data)
            if size > _LONGEST_ROW:
                if len(self.lines) > 1:
                    raise csv.Error("a quotation mark that nothing closes")
                raise _Broken("too-large", f"a row of more than {_LONGEST_ROW} bytes")
            yield self._text(line, line.data)

    def _text(self, line: RawLine, data: bytes) -> str:
        try:
            text, _ = decoded_line(data, self.encoding)
        except NotText as error:
            raise _Broken(error.reason, error.detail, line.byte + error.byte) from error
        return text.removeprefix("\ufeff") if line.number == 1 else text

    def _as_letters(self) -> list[str] | None:
        """The first line with its quotation marks as letters, as some write tab-separated files."""
        first = self.lines[0]
        if self.delimiter != "\t" or first.data is None:
            return None
        self._waiting.extendleft(reversed(self.lines[1:]))
        self.lines = [first]
        text = self._text(first, first.data).rstrip("\r\n")
        return next(csv.reader([text], delimiter="\t", quoting=csv.QUOTE_NONE))

    def _open_quote(self, detail: str) -> _Broken:
        """The first line is given up, those after it are read again."""
        self._waiting.extendleft(reversed(self.lines[1:]))
        self.lines = self.lines[:1]
        return _Broken("csv", detail)


def _read(source: Source, reading: Reading) -> Iterator[Found]:
    csv.field_size_limit(_LONGEST_ROW)
    rows = _Rows(source, _delimiter(source.head, reading) or _by_suffix(source))
    names: list[str] | None = None
    for number, row in enumerate(rows):
        first = rows.lines[0]
        if isinstance(row, _Broken):
            byte = first.byte if row.byte is None else row.byte
            yield source.rejected(row.reason, row.detail, first.number, byte)
        elif not any(cell.strip() for cell in row):
            continue
        elif names is None:
            names = [name.strip() for name in row]
            if not known_columns(names, reading):
                yield source.rejected("no-text", f"columns: {', '.join(names)[:300]}", 1, 0)
                return
        elif len(row) > len(names):
            detail = f"{len(row)} cells under {len(names)} column names"
            yield source.rejected("csv", detail, first.number, first.byte)
        else:
            data = b"".join(line.data or b"" for line in rows.lines)
            place = Place(first.number, first.byte, data, rows.encoding, number)
            yield record_from(dict(zip(names, row, strict=False)), source, place, reading, "csv")


def _by_suffix(source: Source) -> str:
    return "\t" if source.suffix in (".tsv", ".tab") else ","


def _header(head: bytes) -> str:
    text = head.decode(encoding_of(head), "ignore").removeprefix("\ufeff").lstrip("\r\n")
    return text.partition("\n")[0][:5000]


def _delimiter(head: bytes, reading: Reading) -> str | None:
    """What stands between the column names: that which makes most of them known."""
    header = _header(head)
    counts = {each: known_columns(_cells(header, each), reading) for each in _DELIMITERS}
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] else None


def _cells(header: str, delimiter: str) -> Sequence[str]:
    return [cell.strip().strip('"') for cell in header.split(delimiter)]


def _looks(head: bytes) -> bool:
    delimiter = _delimiter(head, Reading())
    return delimiter is not None and known_columns(_cells(_header(head), delimiter), Reading()) > 1


FORMAT = Format("csv", (".csv", ".tsv", ".tab"), _looks, _read)
