"""The file formats that an import reads, each a generator of records and rejections."""

import codecs
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from charset_normalizer import from_bytes

from corpus.importing.records import Record, Rejected

LARGEST = 64 * 1024 * 1024
_SAMPLE = 16 * 1024
_WIDE_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LEGACY = ("cp1256", "iso8859_6", "mac_arabic")
_COMMON = frozenset(
    ["في", "من", "على", "إلى", "أن", "التي", "الذي", "عن", "مع", "هذا", "هذه", "ما", "لا", "بعد"]
)


class Format(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    def read(self, path: Path, page_key: str) -> Iterator[Record | Rejected]: ...


class TextFormat:
    """One page a file, as plain text: nothing is translated, not even its newlines."""

    name = "text"
    suffixes = (".txt", ".text")

    def read(self, path: Path, page_key: str) -> Iterator[Record | Rejected]:
        data = _bytes_of(path)
        yield data if isinstance(data, Rejected) else record_of(data, str(path), page_key)


TEXT = TextFormat()
FORMATS: tuple[Format, ...] = (TEXT,)


def read_path(path: Path) -> Iterator[Record | Rejected]:
    """The records of a file, or of every file of a known format below a folder, in sorted order."""
    if _is_folder(path):
        yield from _read_folder(path, path)
    else:
        yield from (_format_of(path) or TEXT).read(path, path.name)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _read_folder(folder: Path, root: Path) -> Iterator[Record | Rejected]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
        folders = {entry for entry in entries if entry.is_dir() and not entry.is_symlink()}
    except OSError as error:
        yield _unreadable(folder, error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry in folders:
            yield from _read_folder(entry, root)
        else:
            yield from _read_file(entry, entry.relative_to(root).as_posix())


def _read_file(path: Path, page_key: str) -> Iterator[Record | Rejected]:
    found = _format_of(path)
    if found:
        yield from found.read(path, page_key)


def _format_of(path: Path) -> Format | None:
    return next((each for each in FORMATS if path.suffix.lower() in each.suffixes), None)


def _bytes_of(path: Path) -> bytes | Rejected:
    try:
        if not path.is_file():
            path.stat()
            return Rejected(str(path), None, None, "unreadable", "not a regular file")
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(LARGEST + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        return _unreadable(path, error)
    if len(data) > LARGEST:
        return Rejected(str(path), None, None, "too-large", f"more than {LARGEST} bytes")
    if _state(before) != _state(after) or len(data) != after.st_size:
        detail = f"{before.st_size} bytes at first, {after.st_size} in the end"
        return Rejected(str(path), None, None, "changed-while-reading", detail)
    return data


def _state(seen: os.stat_result) -> tuple[int, int]:
    return seen.st_size, seen.st_mtime_ns


def _unreadable(path: Path, error: OSError) -> Rejected:
    return Rejected(str(path), None, None, "unreadable", error.strerror or type(error).__name__)


def record_of(data: bytes, origin: str, page_key: str) -> Record | Rejected:
    """Decode the bytes of a page, or say where they are no text."""
    if not data.strip():
        return Rejected(origin, None, None, "empty", "no text")
    decoded = _decoded(data, origin)
    if isinstance(decoded, Rejected):
        return decoded
    text, encoding = decoded
    return Record(origin, None, page_key, None, data, text, encoding)


def _decoded(data: bytes, origin: str) -> tuple[str, str] | Rejected:
    for mark, wide in _WIDE_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(wide), wide
            except UnicodeDecodeError as error:
                return _misencoded(data, origin, error)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        legacy = _legacy_of(data)
        return (data.decode(legacy), legacy) if legacy else _misencoded(data, origin, error)


def _legacy_of(data: bytes) -> str | None:
    """A one-byte Arabic encoding, only where the evidence is plain: the commonest words come out."""
    if b"\0" in data:
        return None
    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_LEGACY)).best()
    if best is None or best.encoding not in _LEGACY:
        return None
    try:
        words = data.decode(best.encoding).split()
    except UnicodeDecodeError:
        return None
    return best.encoding if sum(word in _COMMON for word in words) > 0.05 * len(words) else None


def _misencoded(data: bytes, origin: str, error: UnicodeDecodeError) -> Rejected:
    line = data.count(b"\n", 0, error.start) + 1
    if error.encoding == "utf-8" and _is_surrogate(data[error.start : error.start + 3]):
        return Rejected(origin, line, error.start, "lone-surrogate", "a surrogate is no character")
    return Rejected(origin, line, error.start, "encoding", f"not {error.encoding}: {error.reason}")


def _is_surrogate(three: bytes) -> bool:
    return len(three) == 3 and three[0] == 0xED and 0xA0 <= three[1] <= 0xBF
