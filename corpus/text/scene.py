"""An article's words with the mentions laid over them: where the frames of attribution look."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from corpus.text.cues import NOT_ADJECTIVES, proclitic_of
from corpus.text.names import Mention
from corpus.text.reading import Reading
from corpus.text.referents import Referents

_OPENING = frozenset('"«“„')
_ONLY_OPENING = frozenset("«“„")
_STOPS = frozenset("\n.!?؟:؛…")
_NISBA = ("ي", "يه", "يين", "يون")
_SHORTEST_NISBA = 4


class Speaker(NamedTuple):
    """Words first to last of the reading; no mention for the unnamed."""

    first: int
    last: int
    mention: Mention | None
    score: float
    people: int | None = None
    back: str = ""
    told: Mention | None = None


class Scene:
    """A reading with its mentions laid over its words."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention]) -> None:
        self.reading = reading
        self.words = reading.words
        self.gaps = ["\n", *reading.gaps[1:-1], "\n"]
        self.places = reading.places
        self.mentions: dict[int, tuple[Mention, int]] = {}
        self.ends: dict[int, int] = {}
        self._starts = [start for start, _ in self.places]
        for mention in mentions:
            first = self.first_of(mention)
            last = self.word_at(reading.place(mention.end - 1))
            self.mentions[first] = mention, last
            self.ends[last] = first
        self._referents: dict[str, Referents] = {}
        self.outlets = {it.key for it in mentions if it.kind in ("outlet", "document")}

    def referents(self, kind: str) -> Referents:
        """The names of the kind."""
        if kind not in self._referents:
            found = self.mentions.items()
            named = ((place, it.key) for place, (it, _) in found if it.kind == kind)
            self._referents[kind] = Referents(named)
        return self._referents[kind]

    def first_of(self, mention: Mention) -> int:
        """The word at which the mention begins, or that it is written onto."""
        return self.word_at(self.reading.place(mention.start))

    def word_at(self, place: int) -> int:
        """The word that stands at the place of the reading, or the one before it."""
        return bisect_right(self._starts, place) - 1

    def text_at(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """What stands between the word before and this one."""
        return self.gaps[index] if 0 <= index < len(self.gaps) else "\n"

    def is_given_to(self, index: int) -> bool:
        """Whether ل is written onto the word: لرويترز، لوكالة."""
        word = self.text_at(index)
        if index in self.mentions:
            start = self.reading.place(self.mentions[index][0].start)
            return start > self.places[index][0] and word.startswith("ل")
        return word.startswith("ل") and word[proclitic_of(word) :] != word

    def goes_on(self, index: int) -> bool:
        """Whether the words before and at this place are of one sentence."""
        gap = self.gap(index)
        return gap == " " or _STOPS.isdisjoint(gap)

    def reaches(self, index: int) -> bool:
        """Whether nothing but white space stands before this word."""
        return not self.gap(index).strip(" ")

    def is_quoted_on(self, index: int) -> bool:
        gap = self.gap(index)
        return gap[-1:] in _OPENING or not _ONLY_OPENING.isdisjoint(gap)


def is_nisba(word: str) -> bool:
    return len(word) >= _SHORTEST_NISBA and word.endswith(_NISBA) and word not in NOT_ADJECTIVES
