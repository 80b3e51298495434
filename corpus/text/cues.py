"""The cues of attribution as their data file gives them, each word looked up as it stands in text."""

import tomllib
from collections.abc import Iterable, Iterator
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
    sense: str = "says"  # a row of claims.toml
    alone: str = ""  # whose word it is when the content follows and nobody stands between


def words(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(map(phrase, forms))


def with_proclitics(forms: Iterable[str]) -> frozenset[str]:
    """Each form as it stands and with everything that is written onto its front."""
    known = words(forms)
    fused = {
        f"{joint}لل{form[2:]}" for form in known if form[:2] == "ال" for joint in ("", "و", "ف")
    }
    return frozenset(fused | {before + form for form in known for before in ("", *PROCLITICS)})


def _joined(forms: Iterable[str]) -> list[str]:
    return [joint + phrase(form) for form in forms for joint in ("", "و", "ف")]


def _rows() -> Iterator[tuple[Iterable[str], Cue]]:
    """Forms with what they start."""
    for verb in RULES["verb"]:
        drops, hearer = verb.get("drops", False), verb.get("hearer", False)
        sense, alone = verb.get("sense", "says"), verb.get("alone", "")
        needs = words(verb["needs"])
        yield _joined(verb["forms"]), Cue("verb", needs, drops, hearer, sense=sense, alone=alone)
    for row in RULES["preposition"]:
        frame, sense = "to" if row.get("to") else "preposition", row.get("sense", "says")
        yield words(row["forms"]), Cue(frame, sense=sense)
    for row in RULES["echo"]:
        yield words(row["forms"]), Cue("echo", sense=row.get("sense", "says"))
    for row in RULES["opening"]:
        yield _joined(row["forms"]), Cue("opening", sense=row["sense"], alone=row["alone"])
    for frame in ("relay", "publishing"):
        yield _joined(RULES[frame]["forms"]), Cue(frame)
    yield words(RULES["appearing"]["forms"]), Cue("preposition")
    yield words(RULES["published_by"]["forms"]), Cue("published_by")
    yield words(RULES["pretext"]["forms"]), Cue("pretext", sense=RULES["pretext"]["sense"])
    yield with_proclitics(RULES["interview"]["nouns"]), Cue("interview")
    clause = RULES["clause"]
    verbs = [phrase(verb) + suffix for verb in clause["verbs"] for suffix in clause["pronouns"]]
    yield _after_openers(verbs, words(clause["openers"])), Cue("preposition")
    yield from _participles()


def _participles() -> Iterator[tuple[Iterable[str], Cue]]:
    hal = RULES["hal"]
    senses = {form: sense for sense, forms in hal["senses"].items() for form in forms}
    for form in hal["forms"]:
        yield words([form]), Cue("hal", words(hal["needs"]), sense=senses.get(form, "says"))


def _cues() -> dict[str, list[Cue]]:
    cues: dict[str, list[Cue]] = {}
    for forms, cue in _rows():
        for form in forms:
            *before, last = form.split()
            cues.setdefault(last, []).append(cue._replace(before=tuple(before)))
    return {last: sorted(rows, key=_longest_first) for last, rows in cues.items()}


def _after_openers(verbs: list[str], openers: frozenset[str]) -> list[str]:
    return [f"{opener} {verb}" for opener in openers for verb in verbs]


def _longest_first(cue: Cue) -> int:
    return -len(cue.before)


CUES = _cues()
THAT = words(RULES["words"]["that"])
NOT_ADJECTIVES = words(RULES["words"]["not_adjectives"])
PREPOSITIONS = frozenset(
    form for row in RULES["preposition"] for form in words(row["forms"]) if " " not in form
)
ADVERBS = words(RULES["words"]["adverbs"])
PARTICIPLES = words(RULES["hal"]["forms"])
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
