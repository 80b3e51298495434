"""Files with one layer of compression: gzip and zstd."""

import gzip
from collections.abc import Iterator
from typing import BinaryIO, cast

from backports import zstd

from corpus.importing.formats.source import Format, Found, Reading, Source


class _Metered:
    """A stream that knows how much was read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.size = stream, 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self.size += len(data)
        return data


def _gzip(source: Source, reading: Reading) -> Iterator[Found]:
    packed = _Metered(source.stream)
    yield source.unpacked(gzip.GzipFile(fileobj=cast("BinaryIO", packed)), lambda: packed.size)


def _zstd(source: Source, reading: Reading) -> Iterator[Found]:
    packed = _Metered(source.stream)
    yield source.unpacked(zstd.ZstdFile(cast("BinaryIO", packed)), lambda: packed.size)


GZIP = Format("gzip", (".gz", ".tgz"), lambda head: head.startswith(b"\x1f\x8b"), _gzip)
ZSTD = Format("zstd", (".zst",), lambda head: head.startswith(b"\x28\xb5\x2f\xfd"), _zstd)
