"""From a word as printed to its lemma, the key that search compares, and to its proclitics."""

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol
from unicodedata import normalize

from corpus.text import lexicon
from corpus.text.almor import DATABASE
from corpus.text.analyses import Database
from corpus.text.camel import VERSION
from corpus.text.clitics import light_reading, strict_reading, without_accusative
from corpus.text.fold import fold, fold_with_map

# Raised when a rule of this package changes what a word's lemma is.
RULES = 3

_LONGEST_WORD = 40
_SPELLINGS = "أإآة"
_ARABIC_WORD = re.compile(r"[\u0621-\u064A]+")


class Reading(NamedTuple):
    """What an analyser sees in a word: its folded proclitics and its folded lemma."""

    proclitics: str
    lemma: str


class Analyser(Protocol):
    @property
    def version(self) -> str: ...

    def read(self, surface: str) -> Reading: ...

    def lemma(self, surface: str) -> str: ...

    def proclitic_length(self, surface: str) -> int: ...

    @property
    def dictionary(self) -> Callable[[str], bool] | None: ...


def load_analyser(data_dir: Path | None) -> Analyser:
    """The analyser of the installed database, else the light one; its version says which."""
    database = data_dir / DATABASE if data_dir else None
    if database is None or not database.is_file():
        return LightAnalyser()
    return _opened(database, database.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _opened(database: Path, _written: int) -> Analyser:
    """The analyser of a file as it was written at a moment: it takes two seconds to open."""
    return CamelAnalyser(database)


class LightAnalyser:
    """The field's lexicon; of other words what is left without their commonest affixes."""

    version = f"light-{RULES}"
    dictionary = None

    def __init__(self) -> None:
        self.read = lru_cache(maxsize=100_000)(_read_lightly)

    def lemma(self, surface: str) -> str:
        return self.read(surface).lemma

    def proclitic_length(self, surface: str) -> int:
        return _raw_length(surface, self.read(surface).proclitics)


class CamelAnalyser:
    """The field's lexicon, then the database; a word that neither knows is mostly a name."""

    def __init__(self, database: Path) -> None:
        digest = hashlib.sha256(database.read_bytes()).hexdigest()
        self.version = f"camel-{VERSION}-{digest[:12]}-{RULES}"
        self._database = Database(database)
        self.read = lru_cache(maxsize=100_000)(self._read)

    def lemma(self, surface: str) -> str:
        return self.read(surface).lemma

    def proclitic_length(self, surface: str) -> int:
        return _raw_length(surface, self.read(surface).proclitics)

    def dictionary(self, surface: str) -> bool:
        """Whether the database has the word, in this spelling or another of the same letters."""
        return self._database.best(surface) is not None

    def _read(self, surface: str) -> Reading:
        folded = fold(surface)
        known = _known(folded)
        if known:
            return known
        for spelling in dict.fromkeys((surface, folded)):
            found = self._database.best(spelling)
            if found:
                return Reading(_as_written(found.proclitics, folded), fold(found.lemma))
        return Reading(*strict_reading(_spelled(without_accusative(surface))))


def _is_word(folded: str) -> bool:
    return len(folded) <= _LONGEST_WORD and bool(_ARABIC_WORD.fullmatch(folded))


def _known(folded: str) -> Reading | None:
    """The reading of a word of the field, and of what is no Arabic word: itself."""
    known = lexicon.known(folded)
    if known:
        return Reading(*known)
    return None if _is_word(folded) else Reading("", folded)


def _read_lightly(surface: str) -> Reading:
    known = _known(fold(surface))
    return known or Reading(*light_reading(fold(without_accusative(surface))))


def _spelled(surface: str) -> str:
    """The word folded, but for the hamzas and the ة that are printed."""
    folded = fold(surface)
    letters = [letter for letter in normalize("NFC", surface) if fold(letter)]
    if len(letters) != len(folded):
        return folded
    return "".join(
        printed if printed in _SPELLINGS else letter
        for printed, letter in zip(letters, folded, strict=True)
    )


def _as_written(proclitics: str, folded: str) -> str:
    """Nothing where the word does not begin with the proclitics."""
    written = proclitics.replace("لال", "لل")
    return written if folded.startswith(written) else ""


def _raw_length(surface: str, proclitics: str) -> int:
    return fold_with_map(surface).raw_span(0, len(proclitics))[1]
