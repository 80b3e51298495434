"""Words that bound a figure: at least, at most, about."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from corpus.text.fold import fold
from corpus.text.numerals import DATA, Word

Bound = Literal["exact", "at least", "at most", "about", "range"]

_PROCLITICS = frozenset(("", *map(fold, DATA["numbers"]["onto_digits"])))
_ATTACHED = ("ه", "ها", "هم", "هما")


class Bounding(NamedTuple):
    """A bound and the word that its phrase starts at, or the word after its end."""

    kind: Bound
    place: int
    start: int  # the character where the phrase starts, without what is written onto it
    within: bool = False


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    kind: Bound
    within: bool
    gap: bool


def _phrases(side: str) -> dict[str, list[_Phrase]]:
    """By the word beside the number: the last of those before it, the first of those after."""
    phrases: dict[str, list[_Phrase]] = {}
    for row in DATA["bound"]:
        for phrase in row.get(side, ()):
            words = tuple(fold(phrase).split())
            rule = _Phrase(words, row["kind"], row.get("within", False), row.get("gap", False))
            phrases.setdefault(words[-1 if side == "before" else 0], []).append(rule)
    for rules in phrases.values():
        rules.sort(key=lambda rule: -len(rule.words))
    return phrases


_BEFORE, _AFTER = _phrases("before"), _phrases("after")
_LONGEST_PROCLITIC = max(map(len, _PROCLITICS))


def bound_before(words: Sequence[Word], at: int) -> Bounding | None:
    return _ending_at(words, at, gap=False) or (
        _ending_at(words, at - 1, gap=True) if _is_object(words, at - 1) else None
    )


def bound_after(words: Sequence[Word], at: int) -> Bounding | None:
    for rule in _AFTER.get(words[at].text, ()) if at < len(words) else ():
        stop = at + len(rule.words)
        if tuple(word.text for word in words[at:stop]) == rule.words:
            return Bounding(rule.kind, stop, words[at].start)
    return None


def _is_object(words: Sequence[Word], at: int) -> bool:
    """Whether the word can stand between a verb and its figure: تكلفته, التكلفة."""
    if at < 1 or words[at].kind != "arabic":
        return False
    return words[at].text.startswith("ال") or words[at].text.endswith(_ATTACHED)


def _ending_at(words: Sequence[Word], stop: int, *, gap: bool) -> Bounding | None:
    if stop < 1:
        return None
    last = words[stop - 1].text
    for cut in range(min(_LONGEST_PROCLITIC, len(last)) + 1):
        for rule in _BEFORE.get(last[cut:], ()):
            start = stop - len(rule.words)
            if start < 0 or (gap and not rule.gap) or (cut and len(rule.words) > 1):
                continue
            if (onto := _onto(words[start:stop], rule.words)) is not None:
                return Bounding(rule.kind, start, words[start].start + onto, rule.within)
    return None


def _onto(words: Sequence[Word], phrase: tuple[str, ...]) -> int | None:
    """How many letters are written onto the front of the phrase, or None when it is another."""
    first, *rest = phrase
    onto = len(words[0].text) - len(first)
    same = [word.text for word in words[1:]] == rest and words[0].text.endswith(first)
    return onto if same and words[0].text[:onto] in _PROCLITICS else None
