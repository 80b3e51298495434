"""The only importer of camel-tools.

Importing `camel_tools.data` makes a directory in HOME and fetches a catalogue from the network;
Isnad loads its database by path and needs neither, so an empty module stands in its place.
"""

import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import cast

from camel_tools.tokenizers.word import simple_word_tokenize

VERSION = version("camel-tools")
Analysis = dict[str, str | float]


def words_and_signs(text: str) -> list[str]:
    return cast("list[str]", simple_word_tokenize(text))


def open_database(path: Path) -> Callable[[str], list[Analysis]]:
    """Load a morphology database; the answer gives every analysis of a word."""
    _stand_in_for_the_catalogue()
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.database import MorphologyDB

    return cast("Callable[[str], list[Analysis]]", Analyzer(MorphologyDB(str(path))).analyze)


def _stand_in_for_the_catalogue() -> None:
    catalogue = ModuleType("camel_tools.data")
    vars(catalogue)["CATALOGUE"] = None
    sys.modules.setdefault(catalogue.__name__, catalogue)
