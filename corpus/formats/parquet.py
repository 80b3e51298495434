"""Tables as Parquet, with real lists and times, written a group of rows at a time."""

from collections.abc import Iterable, Iterator, Sequence
from io import RawIOBase
from itertools import islice
from typing import TYPE_CHECKING

from corpus.export_queries import Taken
from corpus.formats.columns import Column, Kind

if TYPE_CHECKING:
    import pyarrow

GROUP = 2_000


def parquet_bytes(rows: Iterable[Taken], columns: Sequence[Column]) -> Iterator[bytes]:
    """The table, each group of rows as soon as it is full."""
    # It takes 60 MB, which only those pay who ask for it.
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    drain, schema, rest = _Drain(), _schema(columns), iter(rows)
    with ParquetWriter(drain, schema, compression="zstd") as writer:
        while group := list(islice(rest, GROUP)):
            contents = {column.name: [column.of(it) for it in group] for column in columns}
            writer.write_table(pyarrow.table(contents, schema=schema))
            yield drain.emptied()
    yield drain.emptied()


def _schema(columns: Sequence[Column]) -> "pyarrow.Schema":
    import pyarrow

    types = {
        Kind.TEXT: pyarrow.string(),
        Kind.NUMBER: pyarrow.int32(),
        Kind.LIST: pyarrow.list_(pyarrow.string()),
        Kind.MOMENT: pyarrow.timestamp("us", tz="UTC"),
    }
    return pyarrow.schema([(column.name, types[column.kind]) for column in columns])


class _Drain(RawIOBase):
    """A file that keeps what is written to it until somebody takes it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._pieces.append(bytes(data))
        return len(data)

    def emptied(self) -> bytes:
        """What was written since the last time."""
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data
