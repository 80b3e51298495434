"""The best analysis of a word by a morphology database.

camel-tools merges every feature of every analysis into a dictionary of its own. Isnad asks for few
things of one analysis, so it keeps them in tuples and joins what fits: the same answer, sooner.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from sys import intern
from typing import NamedTuple

from corpus.text.camel import Entries, Features, normalised, open_database, without_marks
from corpus.text.clitics import WRITTEN

_PROCLITICS = ("prc3", "prc2", "prc1", "prc0")
_ENCLITIC = "enc0"
_SPEAKING = ("2", "1s")
_UNSAID = ("", "-")
_WORDS = ("lex", "spvar")  # other sources stand for what no database holds
_TATWEEL = "\u0640"
# What becomes of the signs between the parts of a word once they are joined.
_JOINED = {ord("+"): "", ord("#"): "", ord("\u0671"): "\u0627"}


class Clitics(NamedTuple):
    """What is written before the word, and whether the pronoun after it is "you" or "I".

    None leaves it to the stem.
    """

    before: tuple[str | None, ...]
    speaks: bool | None

    def over(self, other: "Clitics") -> "Clitics":
        before = (
            theirs if own is None else own
            for own, theirs in zip(self.before, other.before, strict=True)
        )
        return Clitics(tuple(before), other.speaks if self.speaks is None else self.speaks)


class Affix(NamedTuple):
    category: str
    spelling: str
    clitics: Clitics


class Stem(NamedTuple):
    category: str
    spelling: str
    clitics: Clitics
    lemma: str
    likelihood: float


class Frame(NamedTuple):
    """A prefix and a suffix, to stand around a stem."""

    before: str
    after: str
    clitics: Clitics


class Analysis(NamedTuple):
    lemma: str
    proclitics: str


# Around the stems of each category, for one prefix.
Frames = dict[str, list[Frame]]


class _Letters(dict[int, str]):
    """What each character becomes, asked once."""

    def __init__(self, become: Callable[[str], str]) -> None:
        super().__init__()
        self._become = become

    def __missing__(self, code: int) -> str:
        self[code] = letters = self._become(chr(code))
        return letters


_SPELLED = _Letters(lambda letter: without_marks(letter).replace(_TATWEEL, ""))
_NORMAL = _Letters(lambda letter: normalised(without_marks(letter)))
_IN_DATABASE = _Letters(lambda letter: without_marks(letter).translate(_JOINED))


class Database:
    def __init__(self, path: Path) -> None:
        tables = open_database(path)
        self._prefixes = _affixes(tables.prefixes)
        self._suffixes = _affixes(tables.suffixes)
        self._stems = _stems(tables.stems)
        self._prefix_stems = tables.prefix_stems
        self._stem_suffixes = tables.stem_suffixes
        self._prefix_suffixes = tables.prefix_suffixes
        self._longest_prefix = max(map(len, self._prefixes))
        self._longest_suffix = max(map(len, self._suffixes))
        self._around = cache(self._frames)

    def best(self, word: str) -> Analysis | None:
        """The likeliest analysis that is spelled as the word is (ة is not ه, nor ى ي), else of
        another spelling; news seldom says "your" or "my". The first of equals."""
        spelled = word.translate(_SPELLED)
        best, highest = None, (False, False, 0.0)
        for stem, frame in self._analyses(word.translate(_NORMAL)):
            speaks = frame.clitics.speaks
            rank = (
                frame.before + stem.spelling + frame.after == spelled,
                not (stem.clitics.speaks if speaks is None else speaks),
                stem.likelihood,
            )
            if best is None or rank > highest:
                best, highest = (stem, frame), rank
        return _analysis(*best) if best else None

    def _analyses(self, word: str) -> Iterator[tuple[Stem, Frame]]:
        for stems, around in self._cuts(word):
            for frames in around:
                for stem in stems:
                    for frame in frames.get(stem.category, ()):
                        yield stem, frame

    def _cuts(self, word: str) -> Iterator[tuple[tuple[Stem, ...], list[Frames]]]:
        """The stems inside the word, each with what can stand around it there."""
        length = len(word)
        ends = [
            end
            for end in range(max(1, length - self._longest_suffix), length + 1)
            if word[end:] in self._suffixes
        ]
        for start in range(min(self._longest_prefix, length - 1) + 1):
            if word[:start] in self._prefixes:
                for end in ends:
                    stems = self._stems.get(word[start:end])
                    if stems:
                        yield stems, self._around(word[:start], word[end:])

    def _frames(self, prefix: str, suffix: str) -> list[Frames]:
        found = (
            self._frames_of(before, self._suffixes[suffix]) for before in self._prefixes[prefix]
        )
        return [frames for frames in found if frames]

    def _frames_of(self, prefix: Affix, suffixes: tuple[Affix, ...]) -> Frames:
        suitable = self._prefix_suffixes.get(prefix.category, ())
        frames: Frames = {}
        for suffix in suffixes:
            if suffix.category in suitable:
                clitics = prefix.clitics.over(suffix.clitics)
                frame = Frame(prefix.spelling, suffix.spelling, clitics)
                for category in self._stems_between(prefix.category, suffix.category):
                    frames.setdefault(category, []).append(frame)
        return frames

    def _stems_between(self, prefix: str, suffix: str) -> Iterator[str]:
        for stem in self._prefix_stems.get(prefix, ()):
            if suffix in self._stem_suffixes.get(stem, ()):
                yield stem


def _analysis(stem: Stem, frame: Frame) -> Analysis:
    written = frame.clitics.over(stem.clitics).before
    return Analysis(stem.lemma, "".join(filter(None, written)))


def _affixes(entries: Entries) -> dict[str, tuple[Affix, ...]]:
    """Affixes that differ in nothing which is asked for are one."""
    return {
        form: tuple(
            dict.fromkeys(
                Affix(category, _spelling(features), _clitics(features))
                for category, features in affixes
            )
        )
        for form, affixes in entries.items()
    }


def _stems(entries: Entries) -> dict[str, tuple[Stem, ...]]:
    """The stems by form; what is read is let go, so that both never stand in memory whole."""
    stems: dict[str, tuple[Stem, ...]] = {}
    while entries:
        form, found = entries.popitem()
        stems[form] = tuple(
            Stem(
                category,
                _spelling(features),
                _clitics(features),
                intern(features["lex"]),
                float(features["pos_lex_logprob"]),
            )
            for category, features in found
            if features["source"] in _WORDS
        )
    return stems


def _spelling(features: Features) -> str:
    return intern(features.get("diac", "").translate(_IN_DATABASE))


def _clitics(features: Features) -> Clitics:
    return _read(features.get(_ENCLITIC, ""), *map(features.get, _PROCLITICS))


@cache
def _read(enclitic: str, *proclitics: str | None) -> Clitics:
    """Few differ, so all entries share them."""
    return Clitics(tuple(map(_written, proclitics)), _speaks(enclitic))


def _written(proclitic: str | None) -> str | None:
    """How wa_conj is written; "" for a name that has no writing."""
    if not proclitic or proclitic in _UNSAID:
        return None
    return WRITTEN.get(proclitic.partition("_")[0], "")


def _speaks(enclitic: str) -> bool | None:
    return None if enclitic in _UNSAID else enclitic.startswith(_SPEAKING)
