"""What makes a sentence hard or soft: strong and weak words, hedges, words of scope, bounds.

The words are data (data/retelling.toml). None of them is a verdict on a sentence alone; two
tellings of one claim are compared by them.
"""

import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from corpus.text.clitics import light_reading
from corpus.text.fold import fold
from corpus.text.quantities import Quantity, find_quantities
from corpus.text.word_forms import AND, Lists, Word, phrases_of, stands_at, words_in

_RULES = tomllib.loads((Path(__file__).parent / "data" / "retelling.toml").read_text("utf-8"))
_NOT = _RULES["words"]["not"]
_EMPTY = frozenset(map(fold, _RULES["words"]["empty"]))
_HEDGE = _RULES["hedge"]
_MAY = frozenset((_HEDGE["may"], f"و{_HEDGE['may']}", f"ف{_HEDGE['may']}"))
_PAST_IN_T = frozenset(map(fold, _HEDGE["past_in_t"]))
_WILL = ("سي", "ست", "وسي", "وست", "فسي", "فست")
_SOON = frozenset(("سوف", "وسوف", "فسوف"))
_SHORTEST_FUTURE, _SHORTEST_WORD = 5, 3
_ONLY, _SOFT = (phrases_of(_RULES["scope"][name]) for name in ("only", "soft"))
_TA_MARBUTA = "ة"
_MOST = 4_096
# A quote is compared with many others; what is remembered of it is only read.
_remembered = lru_cache(maxsize=_MOST)
_LONGEST_BOUND = 4  # words
# Groups whose levels exclude each other, and those whose words are compared before one noun.
EXCLUDING, OF_A_NOUN = (
    frozenset(it["name"] for it in _RULES["group"] if it.get(flag))
    for flag in ("excludes", "same_noun")
)


def _lists(name: str, part: str) -> Lists:
    lists = Lists(_NOT)
    for row in _RULES[name]:
        for level, rules in enumerate(row[part]):
            lists.add(row["name"], level, rules, row)
    return lists


_GROUPS, _OPPOSITES = _lists("group", "level"), _lists("opposites", "side")
_HEDGES, _STAGES, _NOT_FUTURE = Lists(()), Lists(()), Lists(())
_HEDGES.add("hedge", 0, _HEDGE, {})
_NOT_FUTURE.add("not future", 0, _RULES["not_future"], {})
for _level, _row in enumerate(_RULES["stages"]):
    _STAGES.add("stage", _level, _row, {})


class Strength(NamedTuple):
    """A word of a group as printed, its level in the group, and the stem of the word after it."""

    level: int
    text: str
    noun: str


class Strengths(NamedTuple):
    """The weakest and the strongest word of one group that a text has."""

    weakest: Strength
    strongest: Strength


@_remembered
def strengths(text: str) -> dict[str, Strengths]:
    """By group, the words of the lexicon in a text; what is negated is not said."""
    return _by_key(text, _GROUPS)


@_remembered
def sides(text: str) -> dict[str, Strengths]:
    """By pair of opposites, the words of either side in a text."""
    return _by_key(text, _OPPOSITES)


def _by_key(text: str, lists: Lists) -> dict[str, Strengths]:
    words = words_in(text)
    found: dict[str, Strengths] = {}
    for key, level, at, length in lists.find(words):
        after = words[at + length].folded if at + length < len(words) else ""
        one = Strength(level, _printed(text, words[at : at + length]), light_reading(after)[1])
        last = found.get(key, Strengths(one, one))
        found[key] = Strengths(
            min(last.weakest, one, key=lambda it: it.level),
            max(last.strongest, one, key=lambda it: it.level),
        )
    return found


@_remembered
def hedges(text: str) -> list[str]:
    """What leaves a claim open, as printed: قد يُطلق, ربما, من المتوقع."""
    words = words_in(text)
    spans = [(it.at, it.at + it.length) for it in _HEDGES.find(words)]
    spans += [
        (at, at + 2)
        for at, word in enumerate(words[:-1])
        if word.folded in _MAY and _is_present(words[at + 1].folded)
    ]
    spans.sort(key=lambda span: (span[0], -span[1]))
    apart = [span for at, span in enumerate(spans) if all(it[1] <= span[0] for it in spans[:at])]
    return [_printed(text, words[start:end]) for start, end in apart]


def _is_present(folded: str) -> bool:
    """Whether the word after قد is a present: يطلق and تطلق, not أطلق, تحدثت or تراجع."""
    if folded.startswith(("ي", "لا")):
        return True
    is_past = folded.endswith(("ت", "وا")) or folded in _PAST_IN_T
    return folded.startswith("ت") and not is_past


@_remembered
def promises(text: str) -> list[str]:
    """What says that something will be, as printed: سيُطرح, سوف."""
    words = words_in(text)
    others = {found.at for found in _NOT_FUTURE.find(words)}
    return [
        word.text
        for at, word in enumerate(words)
        if word.folded in _SOON
        or (word.folded.startswith(_WILL) and len(word.folded) >= _SHORTEST_FUTURE)
        if at not in others
    ]


class Scope(NamedTuple):
    """A word of scope as printed; of an `only` word, whether it stands beside a figure."""

    phrase: tuple[str, ...]
    text: str
    of_figure: bool


@_remembered
def only_words(text: str) -> list[Scope]:
    """What shuts all else out: فقط, وحدها, حصراً."""
    return [it for it in _scopes(text, _ONLY) if not it.text.endswith(_TA_MARBUTA)]


@_remembered
def soft_words(text: str) -> list[Scope]:
    """What makes a claim say less than all: إلى حد كبير, في الأغلب."""
    return list(_scopes(text, _SOFT))


def _scopes(text: str, phrases: Sequence[tuple[str, ...]]) -> Iterator[Scope]:
    words = words_in(text)
    free = 0
    for at in range(len(words)):
        phrase = next((it for it in phrases if at >= free and stands_at(words, at, it, AND)), None)
        if phrase:
            free = at + len(phrase)
            start, end = words[at].start, words[free - 1].end
            yield Scope(phrase, text[start:end], _follows_figure(text, start))


def _follows_figure(text: str, place: int) -> bool:
    ends = [it.end for it in find_quantities(text) if it.end <= place]
    return bool(ends) and not text[ends[-1] : place].strip()


@_remembered
def _stages(text: str) -> frozenset[int]:
    return frozenset(it.level for it in _STAGES.find(words_in(text)))


def are_of_two_stages(a: str, b: str) -> bool:
    """Whether one text is of the last stage of something, the other of an earlier one."""
    one, other = _stages(a), _stages(b)
    return bool(one) and bool(other) and one.isdisjoint(other)


@_remembered
def content_words(text: str) -> set[str]:
    """The stems of what a text is about, without its small words and its clitics."""
    stems = set()
    for word in words_in(text):
        stem = light_reading(word.folded)[1]
        if len(stem) >= _SHORTEST_WORD and not {word.folded, stem} & _EMPTY:
            stems.add(stem)
    return stems


def figure_as_printed(text: str, value: Decimal) -> str:
    """A figure with the words that bound it: لم تتجاوز 294 ألف دولار; empty where it is not."""
    found = next((it for it in find_quantities(text) if it.value == value), None)
    return text[slice(*_with_bound(text, found))] if found else ""


def _with_bound(text: str, figure: Quantity) -> tuple[int, int]:
    """From the nearest word, or to it, with which the figure has its bound."""
    words = words_in(text)
    before = [it.start for it in words if it.start < figure.start][::-1][:_LONGEST_BOUND]
    after = [it.end for it in words if it.end > figure.end][:_LONGEST_BOUND]
    for start in [figure.start, *before]:
        if _reads_as(text, start, figure.end, figure):
            return start, figure.end
    for end in after:
        if _reads_as(text, figure.start, end, figure):
            return figure.start, end
    return figure.start, figure.end


def _reads_as(text: str, start: int, end: int, figure: Quantity) -> bool:
    return any(
        (it.value, it.bound) == (figure.value, figure.bound)
        for it in find_quantities(text, start, end)
    )


def _printed(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end]
