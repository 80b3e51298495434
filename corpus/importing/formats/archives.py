"""Archives of files: ZIP and tar. Nothing is ever written where a member's name says."""

import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, cast

from corpus.importing.formats.source import CHUNK, Format, Found, Readable, Reading, Source

_IN_MEMORY = 8 * 1024 * 1024
_ENCRYPTED = 1
_BROKEN_MEMBER = (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error)


def _zip(source: Source, reading: Reading) -> Iterator[Found]:
    if source.file is not None:
        yield from _zip_members(source, source.stream)
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        shutil.copyfileobj(source.stream, copy, CHUNK)
        yield from _zip_members(source, copy)


def _zip_members(source: Source, file: IO[bytes]) -> Iterator[Found]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.is_dir() or _is_hidden(info.filename):
                continue
            if info.flag_bits & _ENCRYPTED:
                yield source.rejected("encrypted", info.filename)
                continue
            yield from _zip_member(source, archive, info)


def _zip_member(source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Found]:
    try:
        with archive.open(info) as stream:
            yield source.member(
                info.filename, cast("Readable", stream), partial(int, info.compress_size)
            )
    except _BROKEN_MEMBER as error:
        yield source.rejected("broken-archive", f"{info.filename}: {error}")


def _tar(source: Source, reading: Reading) -> Iterator[Found]:
    with tarfile.open(fileobj=source.stream, mode="r|") as archive:
        for info in archive:
            if _is_hidden(info.name) or not info.isfile():
                continue
            stream = cast("Readable", archive.extractfile(info))
            yield source.member(info.name, stream, partial(int, info.size))


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in parts)


def _looks_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


ZIP = Format("zip", (".zip",), lambda head: head.startswith((b"PK\3\4", b"PK\5\6")), _zip)
TAR = Format("tar", (".tar",), _looks_tar, _tar)
