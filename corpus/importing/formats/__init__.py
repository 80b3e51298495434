"""The file formats that an import reads: one registry, each found by content before suffix."""

import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from backports.zstd import ZstdError
from warcio.exceptions import ArchiveLoadFailed

from corpus.importing.formats import (
    archives,
    html_page,
    json_file,
    json_lines,
    packed,
    tables,
    text,
    warc,
)
from corpus.importing.formats.columns import FIELDS
from corpus.importing.formats.source import (
    Bomb,
    Format,
    Meter,
    Reading,
    Source,
    file_source,
    printable,
    source_of,
)
from corpus.importing.formats.text import record_of
from corpus.importing.records import Record, Rejected

__all__ = [
    "FIELDS",
    "FORMATS",
    "STANDARD_INPUT",
    "Meter",
    "Reading",
    "read_path",
    "record_of",
    "size_of",
]

STANDARD_INPUT = Path("-")
FORMATS: tuple[Format, ...] = (
    packed.GZIP,
    packed.ZSTD,
    archives.ZIP,
    archives.TAR,
    warc.FORMAT,
    html_page.FORMAT,
    json_lines.FORMAT,
    json_file.FORMAT,
    tables.FORMAT,
    text.FORMAT,
)
_BROKEN = (
    OSError,
    EOFError,
    zlib.error,
    ZstdError,
    zipfile.BadZipFile,
    tarfile.TarError,
    ArchiveLoadFailed,
)
# Files that are ZIP inside, and hold no pages.
_NO_PAGES = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".apk", ".whl")


def read_path(path: Path, reading: Reading | None = None) -> Iterator[Record | Rejected]:
    """The records of a file, of all files of known formats below a folder, or of the input."""
    reading = reading or Reading()
    if path == STANDARD_INPUT:
        yield from _read_whole(source_of(sys.stdin.buffer, "-", "-", ""), reading, named=True)
    elif _is_folder(path):
        yield from _read_folder(path, path, reading)
    else:
        yield from _read_file(path, path.name, reading, named=True)


def size_of(path: Path) -> int:
    """The bytes of a file, or of all files below a folder; none where it cannot be told."""
    try:
        if path.is_dir():
            return sum(map(size_of, path.iterdir()))
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _read_folder(folder: Path, root: Path, reading: Reading) -> Iterator[Record | Rejected]:
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
            yield from _read_folder(entry, root, reading)
        else:
            key = entry.relative_to(root).as_posix()
            yield from _read_file(entry, key, reading, named=False)


def _read_file(
    path: Path, key: str, reading: Reading, *, named: bool
) -> Iterator[Record | Rejected]:
    try:
        if not path.is_file():
            path.stat()
            yield _unreadable(path, OSError(0, "not a regular file"))
            return
        file = path.open("rb")
    except OSError as error:
        yield _unreadable(path, error)
        return
    with file, reading.meter.reading(file):
        yield from _read_whole(file_source(file, path, key), reading, named=named)


def _read_whole(source: Source, reading: Reading, *, named: bool) -> Iterator[Record | Rejected]:
    """A file with all that is packed in it; a bomb ends the file, not the import.

    A file of a known format that gives nothing is accounted for, too.
    """
    found = _format_of(source) or (text.FORMAT if named else None)
    if found is None:
        return
    empty = True
    try:
        for item in _read(found, source, reading):
            empty = False
            yield item
        if empty:
            yield source.rejected("empty", "no page in it")
    except Bomb as error:
        yield source.rejected("archive-bomb", str(error))


def _read(found: Format, source: Source, reading: Reading) -> Iterator[Record | Rejected]:
    try:
        for item in found.read(source, reading):
            if not isinstance(item, Source):
                yield item
            elif inner := _format_of(item) or _inside_of(source, item):
                yield from _read(inner, item, reading)
    except _BROKEN as error:
        of_disk = isinstance(error, OSError) and error.errno is not None
        yield source.rejected("unreadable" if of_disk else "broken-archive", str(error)[:300])


def _inside_of(outer: Source, inner: Source) -> Format | None:
    """What one compressed file holds is a text when nothing else; members of archives are not."""
    return text.FORMAT if inner.origin == outer.origin and "." not in inner.name else None


def _format_of(source: Source) -> Format | None:
    if source.suffix in _NO_PAGES:
        return None
    by_content = (each for each in FORMATS if each.looks(source.head))
    by_suffix = (each for each in FORMATS if source.suffix in each.suffixes)
    return next(by_content, None) or next(by_suffix, None)


def _unreadable(path: Path, error: OSError) -> Rejected:
    detail = error.strerror or type(error).__name__
    return Rejected(printable(str(path)), None, None, "unreadable", detail)
