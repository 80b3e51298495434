"""What a format reads: a named stream of bytes, whole or line by line, within bounds."""

import io
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from corpus.importing.records import Record, Rejected

LARGEST = 64 * 1024 * 1024
HEAD = 64 * 1024
CHUNK = 256 * 1024
DEEPEST = 6
MEMBERS = 2_000_000
# Text packs to a tenth, the same page again and again to a hundredth; a bomb to a thousandth.
RATIO = 250
_UNSUSPECTED = 32 * 1024 * 1024
TOTAL = 256 * 1024 * 1024 * 1024


class Bomb(Exception):
    """An archive that unpacks to more than anybody would pack."""


class Readable(Protocol):
    """What an archive opens; asked for what one step unpacks, so that what is whole is not lost
    with what is broken after it."""

    def read1(self, size: int = -1, /) -> bytes: ...


@dataclass(slots=True)
class Budget:
    """What has come out of the outermost file so far, however deep."""

    size: int = 0
    members: int = 0

    def spend(self, size: int) -> None:
        self.size += size
        if self.size > TOTAL:
            raise Bomb(f"more than {TOTAL} bytes unpacked")

    def count(self) -> None:
        self.members += 1
        if self.members > MEMBERS:
            raise Bomb(f"more than {MEMBERS} members")


@dataclass(slots=True)
class Meter:
    """How many bytes of the files there are, and how many have been read."""

    total: int = 0
    _passed: int = 0
    _file: BinaryIO | None = None

    @contextmanager
    def reading(self, file: BinaryIO) -> Iterator[None]:
        """Count this file while it is read."""
        self._file = file
        yield
        self._passed, self._file = self.done(), None

    def done(self) -> int:
        return self._passed + (self._file.tell() if self._file else 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the user said of the input: which column is which, and when it was captured.

    `meter` says how far the reading is.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    captured_at: datetime | None = None
    meter: Meter = field(default_factory=Meter)


@dataclass(slots=True)
class Source:
    """A stream with the name that people know it by and the key that its pages are called by."""

    origin: str
    key: str
    name: str
    stream: BinaryIO
    head: bytes
    layers: int = 0
    budget: Budget = field(default_factory=Budget)
    file: os.stat_result | None = None

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()

    def rejected(
        self, reason: str, detail: str, line: int | None = None, byte: int | None = None
    ) -> Rejected:
        return Rejected(self.origin, line, byte, reason, detail)

    def member(self, name: str, stream: Readable, packed: Callable[[], int]) -> "Source":
        """A file inside this archive."""
        self.budget.count()
        name = printable(name)
        return self._inner(f"!{name}", name, stream, packed)

    def unpacked(self, stream: Readable, packed: Callable[[], int]) -> "Source":
        """What this file is when its one layer of compression is off."""
        return self._inner("", self.name.rpartition(".")[0], stream, packed)

    def _inner(
        self, place: str, name: str, stream: Readable, packed: Callable[[], int]
    ) -> "Source":
        if self.layers >= DEEPEST:
            raise Bomb(f"more than {DEEPEST} archives in one another")
        counted = io.BufferedReader(Unpacked(stream, self.budget, packed), CHUNK)
        return source_of(
            counted, self.origin + place, self.key + place, name, self.layers + 1, self.budget
        )

    def whole(self) -> bytes | Rejected:
        """All bytes, when they are not too many and nobody is writing to the file."""
        data = self.stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            return self.rejected("too-large", f"more than {LARGEST} bytes")
        if self.file is None:
            return data
        after = os.fstat(self.stream.fileno())
        if _state(self.file) != _state(after) or len(data) != after.st_size:
            detail = f"{self.file.st_size} bytes at first, {after.st_size} in the end"
            return self.rejected("changed-while-reading", detail)
        return data


Found = Record | Rejected | Source


class Format(NamedTuple):
    """A format: how its first bytes look, and what is in it; a container gives sources."""

    name: str
    suffixes: tuple[str, ...]
    looks: Callable[[bytes], bool]
    read: Callable[[Source, Reading], Iterator[Found]]


class Unpacked(io.RawIOBase):
    """A stream out of an archive that says when it swells as only a bomb does."""

    def __init__(self, stream: Readable, budget: Budget, packed: Callable[[], int]) -> None:
        self._stream, self._budget, self._packed, self._size = stream, budget, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        data = self._stream.read1(len(buffer))
        buffer[: len(data)] = data
        self._size += len(data)
        self._budget.spend(len(data))
        if self._size > _UNSUSPECTED and self._size > RATIO * max(1, self._packed()):
            raise Bomb(f"more than {RATIO} times its packed size")
        return len(data)


class _Again(io.RawIOBase):
    """A stream whose head was looked at, from its beginning."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = memoryview(head), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] if self._head else self._stream.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def source_of(
    stream: BinaryIO,
    origin: str,
    key: str,
    name: str,
    layers: int = 0,
    budget: Budget | None = None,
) -> Source:
    """A source over a stream that is read once, from here on."""
    head = stream.read(HEAD)
    again = io.BufferedReader(_Again(head, stream), CHUNK)
    return Source(origin, key, name, again, head, layers, budget or Budget())


def file_source(file: BinaryIO, path: Path, key: str) -> Source:
    """A source over an open file, which can be gone back in."""
    state = os.fstat(file.fileno())
    head = file.read(HEAD)
    file.seek(0)
    return Source(printable(str(path)), printable(key), path.name, file, head, file=state)


class RawLine(NamedTuple):
    """A line as it stands in the file; without its bytes when they are too many."""

    number: int
    byte: int
    data: bytes | None


def raw_lines(stream: BinaryIO, encoding: str) -> Iterator[RawLine]:
    """Every line with its newline, none ever held that is longer than a page may be."""
    number = byte = 0
    while True:
        data, size = _next_line(stream, encoding)
        if not size:
            return
        number += 1
        yield RawLine(number, byte, data)
        byte += size


def _next_line(stream: BinaryIO, encoding: str) -> tuple[bytes | None, int]:
    wide = {"utf-16-le": b"\n\0", "utf-16-be": b"\0\n"}.get(encoding)
    data = _wide_line(stream, wide) if wide else stream.readline(LARGEST + 1)
    if len(data) <= LARGEST:
        return data, len(data)
    size, part = len(data), data
    while part and not part.endswith(b"\n"):
        part = stream.readline(CHUNK)
        size += len(part)
    return None, size


def _wide_line(stream: BinaryIO, newline: bytes) -> bytes:
    data = bytearray()
    while part := stream.readline(LARGEST + 1 - len(data)):
        data += part
        if newline == b"\n\0" and len(data) % 2:
            data += stream.read(1)
        if len(data) > LARGEST or (len(data) % 2 == 0 and data.endswith(newline)):
            break
    return bytes(data)


def printable(name: str) -> str:
    """A file's name as text that the database holds, whatever bytes it is made of."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\0")


def _state(seen: os.stat_result) -> tuple[int, int]:
    return seen.st_size, seen.st_mtime_ns
