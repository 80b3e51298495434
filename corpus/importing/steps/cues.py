"""The cues of corpus/text/data/cues.toml: what a line gives away by the words it has."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import corpus.text
from corpus.importing.records import SegmentKind
from corpus.importing.steps.lines import Line, words_in

_DATA = Path(corpus.text.__file__).parent / "data"
RULES: dict[str, Any] = tomllib.loads((_DATA / "cues.toml").read_text(encoding="utf8"))

Words = tuple[str, ...]
_MOST = max(table["most"] for table in RULES["cue"])
_FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Cue:
    name: str
    label: SegmentKind
    match: Literal["whole", "start", "within"]
    most: int
    then: Literal["line", "titles", "rest"]
    phrase: Words
    has: frozenset[Words]
    beside: re.Pattern[str] | None


def folded(phrase: str) -> Words:
    return words_in(phrase, 0, len(phrase))


def phrases(written: Iterable[str]) -> frozenset[Words]:
    return frozenset(folded(phrase) for phrase in written)


def single_words(written: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases(written) for word in phrase)


def listed(name: str) -> frozenset[Words]:
    """The phrases of a text file, one a line."""
    lines = (_DATA / name).read_text(encoding="utf8").splitlines()
    return phrases(line for line in lines if line and not line.startswith("#"))


def words_listed(name: str) -> frozenset[str]:
    """The words of a text file, several a line."""
    return frozenset(word for line in listed(name) for word in line)


@cache
def _index() -> dict[str, tuple[Cue, ...]]:
    """The cues by the first word of their phrase, the longest phrase first."""
    index: dict[str, list[Cue]] = {}
    for table in RULES["cue"]:
        has, beside = phrases(table.get("has", ())), table.get("beside")
        for written in table["phrases"]:
            phrase = folded(written)
            cue = Cue(
                name=table["name"],
                label=cast("SegmentKind", table["label"]),
                match=table["match"],
                most=table["most"],
                then=table["then"],
                phrase=phrase,
                has=has,
                beside=re.compile(beside, re.IGNORECASE) if beside else None,
            )
            index.setdefault(phrase[0], []).append(cue)
    return {word: tuple(sorted(cues, key=_rank)) for word, cues in index.items()}


def _rank(cue: Cue) -> tuple[bool, int]:
    return cue.match != "whole", -len(cue.phrase)


@cache
def _index_within() -> dict[str, tuple[Cue, ...]]:
    """Those of them that hold at any place of a line."""
    within = {
        word: tuple(cue for cue in cues if cue.match == "within") for word, cues in _index().items()
    }
    return {word: cues for word, cues in within.items() if cues}


def cue_of(line: Line) -> Cue | None:
    words, size = line.words, len(line.words)
    if not 0 < size <= _MOST:
        return None
    index, within = _index(), _index_within()
    begins = words[0] in index or words[0].isdecimal()
    has_within = not within.keys().isdisjoint(words)
    if not (begins or has_within):
        return None
    bare = words
    if any(map(str.isdecimal, words)):
        bare = tuple(word for word in words if not word.isdecimal())
    for place, word in enumerate(bare if has_within else bare[:1]):
        for cue in (within if place else index).get(word, ()):
            if size <= cue.most and _holds(cue, bare, place, line):
                return cue
    return None


def _holds(cue: Cue, bare: Words, place: int, line: Line) -> bool:
    if bare[place : place + len(cue.phrase)] != cue.phrase:
        return False
    if cue.beside and not cue.beside.search(line.text):
        return False
    if cue.has and not has_any(bare[len(cue.phrase) :], cue.has):
        return False
    if cue.match == "within":
        return not longest_start(bare, SPEECH) and (not line.stops or _is_near(cue, bare, place))
    if place:
        return False
    if cue.match == "whole":
        return len(bare) == len(cue.phrase)
    return bool(cue.has) or _begins(cue, line)


def _is_near(cue: Cue, bare: Words, place: int) -> bool:
    """Whether it is the head or most of a whole sentence."""
    return place <= 3 or len(bare) <= len(cue.phrase) + 6


def _begins(cue: Cue, line: Line) -> bool:
    """One common word begins many a sentence: it must be cut off, or the line have no others."""
    if len(cue.phrase) > 1:
        return not line.stops or len(line.words) <= cue.most // 2
    first = _FIRST_WORD.search(line.text)
    end = first.end() if first else 0
    cut_off = line.text[end : end + 3].lstrip()[:1] in (":", "|", "#", "-", "–", "•")
    return not line.stops and (cut_off or _all_alike(cue, line))


def _all_alike(cue: Cue, line: Line) -> bool:
    """A row of such words: the names of a share bar, a label with a number."""
    return all(
        word.isdecimal() or any(cue.name == other.name for other in _index().get(word, ()))
        for word in line.words
    )


def has_any(words: Words, wanted: frozenset[Words]) -> bool:
    index = _by_first(wanted)
    return not index.keys().isdisjoint(words) and any(
        words[place : place + len(phrase)] == phrase
        for place, word in enumerate(words)
        for phrase in index.get(word, ())
    )


@cache
def _by_first(wanted: frozenset[Words]) -> dict[str, tuple[Words, ...]]:
    index: dict[str, tuple[Words, ...]] = {}
    for phrase in wanted:
        index[phrase[0]] = (*index.get(phrase[0], ()), phrase)
    return index


def longest_start(words: Words, wanted: frozenset[Words]) -> int:
    """How many words the longest of the phrases takes at the start."""
    if not words:
        return 0
    found = _by_first(wanted).get(words[0])
    if not found:
        return 0
    return max((len(each) for each in found if words[: len(each)] == each), default=0)


SPEECH = phrases(RULES["speech"]["words"])
_LINKS = frozenset(
    folded(phrase)
    for table in RULES["cue"]
    if table["match"] == "whole" and table["name"] in RULES["links"]["cues"]
    for phrase in table["phrases"]
)


def is_link(words: Words) -> bool:
    return words in _LINKS


def is_row_of_links(words: Words) -> bool:
    """Two or more names of links and buttons, counts aside, and nothing else."""
    if not words or not (words[0] in _by_first(_LINKS) or words[0].isdecimal()):
        return False
    rest, links = tuple(word for word in words if not word.isdecimal()), 0
    while rest:
        taken = longest_start(rest, _LINKS)
        if not taken:
            return False
        rest, links = rest[taken:], links + 1
    return links > 1


_DISCLOSURE = RULES["disclosure"]
_SUBJECTS = phrases(_DISCLOSURE["subjects"])
_MAKERS = phrases(_DISCLOSURE["makers"])
_WAYS = phrases(_DISCLOSURE["ways"])
_OF_THIS = frozenset(
    making + this
    for making in phrases(_DISCLOSURE["making"])
    for this in phrases(_DISCLOSURE["this"])
)
_DENIALS = phrases(_DISCLOSURE["denials"])
_NEVER = phrases(_DISCLOSURE["never"])


def is_disclosure(words: Words) -> bool:
    """Whether the words are the page's own statement about a machine's part in it."""
    return (
        3 <= len(words) <= _DISCLOSURE["most"]
        and has_any(words, _MAKERS)
        and (_is_of_subject(words) or _is_of_this(words))
        and not has_any(words, _NEVER)
    )


def _is_of_subject(words: Words) -> bool:
    return bool(longest_start(words, _SUBJECTS)) and has_any(words, _WAYS)


def _is_of_this(words: Words) -> bool:
    return len(words) <= _DISCLOSURE["most_of_this"] and has_any(words, _OF_THIS)


_COMMENTS = phrases(RULES["comment_policy"]["comments"])
_TERMS = phrases(RULES["comment_policy"]["terms"])


def is_comment_policy(words: Words) -> bool:
    return has_any(words, _COMMENTS) and has_any(words, _TERMS)


def says_machine(words: Words) -> bool:
    return not has_any(words, _DENIALS)
