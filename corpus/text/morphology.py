"""From a word as printed to its lemma, the key that search compares, and to its proclitics."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from corpus.text import lexicon
from corpus.text.almor import DATABASE
from corpus.text.camel import VERSION, Analysis, open_database
from corpus.text.clitics import WRITTEN, light_reading
from corpus.text.fold import fold, fold_with_map

# Raised when a rule of this package changes what a word's lemma is.
RULES = 1

_FEATURES = ("prc3", "prc2", "prc1", "prc0")
_LONGEST_WORD = 40
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


def load_analyser(data_dir: Path | None) -> Analyser:
    """The analyser of the installed database, else the light one; its version says which."""
    database = data_dir / DATABASE if data_dir else None
    return CamelAnalyser(database) if database and database.is_file() else LightAnalyser()


class LightAnalyser:
    """The field's lexicon; of other words what is left without their commonest affixes."""

    version = f"light-{RULES}"

    def __init__(self) -> None:
        self.read = lru_cache(maxsize=100_000)(lambda surface: _read_lightly(fold(surface)))

    def lemma(self, surface: str) -> str:
        return self.read(surface).lemma

    def proclitic_length(self, surface: str) -> int:
        return _raw_length(surface, self.read(surface).proclitics)


class CamelAnalyser:
    """The field's lexicon, then the database; words that neither knows are read lightly."""

    def __init__(self, database: Path) -> None:
        digest = hashlib.sha256(database.read_bytes()).hexdigest()
        self.version = f"camel-{VERSION}-{digest[:12]}-{RULES}"
        self._analyses = open_database(database)
        self.read = lru_cache(maxsize=100_000)(self._read)

    def lemma(self, surface: str) -> str:
        return self.read(surface).lemma

    def proclitic_length(self, surface: str) -> int:
        return _raw_length(surface, self.read(surface).proclitics)

    def _read(self, surface: str) -> Reading:
        folded = fold(surface)
        if lexicon.known(folded) or not _is_word(folded):
            return _read_lightly(folded)
        for spelling in dict.fromkeys((surface, folded)):
            analyses = [found for found in self._analyses(spelling) if _is_known(found)]
            if analyses:
                best = max(analyses, key=_likeness)
                return Reading(_proclitics(best, folded), fold(str(best["lex"])))
        return _read_lightly(folded)


def _is_word(folded: str) -> bool:
    return len(folded) <= _LONGEST_WORD and bool(_ARABIC_WORD.fullmatch(folded))


def _read_lightly(folded: str) -> Reading:
    known = lexicon.known(folded)
    if known:
        return Reading(*known)
    if not _is_word(folded):
        return Reading("", folded)
    return Reading(*light_reading(folded))


def _is_known(analysis: Analysis) -> bool:
    return analysis["source"] in ("lex", "spvar")


def _likeness(analysis: Analysis) -> tuple[bool, bool, float]:
    """Spelled exactly as printed first (ة is not ه, ى not ي); news seldom says "your"."""
    return (
        analysis["source"] != "spvar",
        not str(analysis["enc0"]).startswith("2"),
        float(analysis["pos_lex_logprob"]),
    )


def _proclitics(analysis: Analysis, folded: str) -> str:
    """The proclitics as written; none where the word does not begin with them."""
    names = (str(analysis[feature]).partition("_")[0] for feature in _FEATURES)
    written = "".join(WRITTEN.get(name, "") for name in names).replace("لال", "لل")
    return written if folded.startswith(written) else ""


def _raw_length(surface: str, proclitics: str) -> int:
    return fold_with_map(surface).raw_span(0, len(proclitics))[1]
