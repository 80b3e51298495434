"""What Arabic writes onto the front and the end of a word, as data, and the light stem without it."""

import re
import tomllib
from itertools import product
from pathlib import Path

from corpus.text.fold import fold

_RULES = tomllib.loads((Path(__file__).parent / "data" / "clitics.toml").read_text("utf-8"))


def _longest_first(strings: set[str]) -> tuple[str, ...]:
    return tuple(sorted(strings, key=lambda string: (-len(string), string)))


# Every allowed string of proclitics, folded.
PROCLITICS: tuple[str, ...] = _longest_first(
    {fold("".join(parts)) for parts in product(*_RULES["proclitics"])} - {""}
)
PRONOUNS: tuple[str, ...] = tuple(map(fold, _RULES["pronouns"]))
# Features such as prc2 "wa_conj" name a proclitic by what stands before the underscore.
WRITTEN: dict[str, str] = {name: fold(text) for name, text in _RULES["written"].items()}
_LIGHT = re.compile(
    "(?P<proclitics>(?:{proclitics})(?=.{{{shortest}}}))?(?P<stem>.{{{shortest},}}?)(?:{suffixes})?".format(
        proclitics="|".join(
            (*(proclitic for proclitic in PROCLITICS if len(proclitic) > 1), *_RULES["single"])
        ),
        suffixes="|".join(map(fold, _RULES["suffixes"])),
        shortest=_RULES["shortest_stem"],
    )
)

_ACCUSATIVE = re.compile(_RULES["accusative"])
_STRICT = _RULES["strict"]
_STRICT_PROCLITICS = re.compile("|".join(f"(?:{rule})" for rule in _STRICT["proclitics"]))
_ENDINGS = [(re.compile(f"{ending}$"), written) for ending, written in _STRICT["endings"]]


def without_accusative(word: str) -> str:
    return _ACCUSATIVE.sub("", word)


def strict_reading(spelled: str) -> tuple[str, str]:
    """The proclitics of a word that nobody knows, and what is left, without its ending, folded."""
    proclitics = _STRICT_PROCLITICS.match(spelled)
    written = proclitics[0] if proclitics else ""
    return fold(written), fold(_without_ending(spelled[len(written) :]))


def _without_ending(word: str) -> str:
    for ending, written in _ENDINGS:
        stem, cut = ending.subn(written, word)
        if cut:
            return stem
    return word


def light_reading(folded: str) -> tuple[str, str]:
    """The proclitics of a folded word and what is left without them and without one suffix.

    Of each the longest that leaves a stem; a single letter before a short one may belong to it.
    """
    parts = _LIGHT.fullmatch(folded)
    return (parts["proclitics"] or "", parts["stem"]) if parts else ("", folded)
