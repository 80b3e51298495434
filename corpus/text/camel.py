"""The only importer of camel-tools.

Importing `camel_tools.data` makes a directory in HOME and fetches a catalogue from the network;
Isnad loads its database by path and needs neither, so an empty module stands in its place.
"""

import sys
from types import ModuleType
from typing import cast

from camel_tools.tokenizers.word import simple_word_tokenize as _tokenize


def _without_catalogue() -> None:
    stand_in = ModuleType("camel_tools.data")
    stand_in.CATALOGUE = None  # type: ignore[attr-defined]
    sys.modules.setdefault(stand_in.__name__, stand_in)


def words_and_signs(text: str) -> list[str]:
    return cast("list[str]", _tokenize(text))
