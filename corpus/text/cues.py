"""The cues of attribution as their data file gives them, each word looked up as it stands in text."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from corpus.text.clitics import PROCLITICS
from corpus.text.reading import phrase

RULES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "data" / "attribution.toml").read_text("utf-8")
)


class Cue(NamedTuple):
    """What one word, or the last word of a phrase, starts."""

    frame: str
    needs: frozenset[str] = frozenset()
    drops: bool = False
    hearer: bool = False
    before: tuple[str, ...] = ()


def words(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(map(phrase, forms))


def with_proclitics(forms: Iterable[str]) -> frozenset[str]:
    """Each form as it stands and with everything that is written onto its front."""
    return frozenset(proclitic + form for form in words(forms) for proclitic in ("", *PROCLITICS))


def _joined(forms: Iterable[str]) -> list[str]:
    return [joint + phrase(form) for form in forms for joint in ("", "و", "ف")]


def _cues() -> dict[str, list[Cue]]:
    cues: dict[str, list[Cue]] = {}

    def add(forms: Iterable[str], cue: Cue) -> None:
        for form in forms:
            *before, last = form.split()
            cues.setdefault(last, []).append(cue._replace(before=tuple(before)))

    for verb in RULES["verb"]:
        needs, hearer = words(verb["needs"]), verb.get("hearer", False)
        add(_joined(verb["forms"]), Cue("verb", needs, verb.get("drops", False), hearer))
    for row in RULES["preposition"]:
        add(words(row["forms"]), Cue("to" if row.get("to") else "preposition"))
    for frame in ("relay", "publishing"):
        add(_joined(RULES[frame]["forms"]), Cue(frame))
    add(words(RULES["appearing"]["forms"]), Cue("preposition"))
    add(words(RULES["published_by"]["forms"]), Cue("published_by"))
    add(with_proclitics(RULES["interview"]["nouns"]), Cue("interview"))
    add(words(RULES["hal"]["forms"]), Cue("hal", words(RULES["hal"]["needs"])))
    clause = RULES["clause"]
    verbs = [phrase(verb) + suffix for verb in clause["verbs"] for suffix in clause["pronouns"]]
    add(_after_openers(verbs, words(clause["openers"])), Cue("preposition"))
    return {last: sorted(rows, key=_longest_first) for last, rows in cues.items()}


def _after_openers(verbs: list[str], openers: frozenset[str]) -> list[str]:
    return [f"{opener} {verb}" for opener in openers for verb in verbs]


def _longest_first(cue: Cue) -> int:
    return -len(cue.before)


CUES = _cues()
THAT = words(RULES["words"]["that"])
NOT_ADJECTIVES = words(RULES["words"]["not_adjectives"])
TYPES = with_proclitics(RULES["before_a_name"]["types"])


def _introducing() -> frozenset[str]:
    before, unnamed = RULES["before_a_name"], RULES["anonymous"]
    lists = [before[field] for field in ("types", "roles", "spokesmen", "documents")]
    lists += [unnamed[field] for field in ("one_of", "some", "reports", "definite")]
    lists += [*unnamed["heads"].values(), *unnamed["numbers"].values(), *RULES["back"].values()]
    return words(word for forms in lists for word in forms)


_INTRODUCING = _introducing()


def proclitic_of(word: str) -> int:
    """How many characters before what introduces a speaker are written onto it: ل of لصحيفة."""
    for cut in (0, 1, 2):
        if word[cut:] in _INTRODUCING or word[cut:].removeprefix("ال") in _INTRODUCING:
            return cut
    fused = word.find("لل")
    return fused + 1 if 0 <= fused < 2 else 0
