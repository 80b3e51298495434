"""What Arabic writes onto the front and the end of a word, as data, and the light stem without it."""

import tomllib
from itertools import product
from pathlib import Path

from corpus.text.fold import fold

_RULES = tomllib.loads((Path(__file__).parent / "data" / "clitics.toml").read_text("utf-8"))
_SHORTEST: int = _RULES["shortest_stem"]


def _longest_first(strings: set[str]) -> tuple[str, ...]:
    return tuple(sorted(strings, key=lambda string: (-len(string), string)))


# Every allowed string of proclitics, folded.
PROCLITICS: tuple[str, ...] = _longest_first(
    {fold("".join(parts)) for parts in product(*_RULES["proclitics"])} - {""}
)
PRONOUNS: tuple[str, ...] = tuple(map(fold, _RULES["pronouns"]))
# Features such as prc2 "wa_conj" name a proclitic by what stands before the underscore.
WRITTEN: dict[str, str] = {name: fold(text) for name, text in _RULES["written"].items()}
_SUFFIXES = _longest_first(set(map(fold, _RULES["suffixes"])))


def light_proclitic(folded: str) -> str:
    """The longest proclitics that the folded word can lose; one letter may belong to the word."""
    for proclitic in PROCLITICS:
        if folded.startswith(proclitic) and len(folded) - len(proclitic) >= _SHORTEST:
            return proclitic if len(proclitic) > 1 else ""
    return ""


def light_stem(folded: str) -> str:
    stem = folded.removeprefix(light_proclitic(folded))
    for suffix in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= _SHORTEST:
            return stem.removesuffix(suffix)
    return stem
