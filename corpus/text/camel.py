"""The only importer of camel-tools.

Importing `camel_tools.data` makes a directory in HOME and fetches a catalogue from the network;
Isnad loads its database by path and needs neither, so an empty module stands in its place.
"""

import sys
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, cast

from camel_tools.tokenizers.word import simple_word_tokenize
from camel_tools.utils.dediac import dediac_ar

VERSION = version("camel-tools")
Features = dict[str, str]
Entries = dict[str, list[tuple[str, Features]]]  # by form: each with its category
Company = dict[str, set[str]]  # which categories a category goes with


class Tables(NamedTuple):
    """A morphology database: the parts of words, and which parts go together."""

    prefixes: Entries
    stems: Entries
    suffixes: Entries
    prefix_stems: Company
    stem_suffixes: Company
    prefix_suffixes: Company


def words_and_signs(text: str) -> list[str]:
    return cast("list[str]", simple_word_tokenize(text))


def without_marks(text: str) -> str:
    return cast("str", dediac_ar(text))


def open_database(path: Path) -> Tables:
    _stand_in_for_the_catalogue()
    from camel_tools.morphology.database import MorphologyDB

    loaded = MorphologyDB(str(path))
    return Tables(
        loaded.prefix_hash,
        loaded.stem_hash,
        loaded.suffix_hash,
        loaded.prefix_stem_compat,
        loaded.stem_suffix_compat,
        loaded.prefix_suffix_compat,
    )


def normalised(text: str) -> str:
    """The text as the forms of a database are written."""
    _stand_in_for_the_catalogue()
    from camel_tools.morphology.analyzer import DEFAULT_NORMALIZE_MAP

    return cast("str", DEFAULT_NORMALIZE_MAP.map_string(text))


def _stand_in_for_the_catalogue() -> None:
    catalogue = ModuleType("camel_tools.data")
    vars(catalogue)["CATALOGUE"] = None
    sys.modules.setdefault(catalogue.__name__, catalogue)
