"""Who says what in an article: each cue with its content and the chain that leads to it."""

from collections.abc import Sequence
from typing import NamedTuple

from corpus.text.chains import (
    StepFound,
    carried,
    chained,
    cue_of,
    is_outlet,
    spoken,
    step_of,
    unknown,
)
from corpus.text.clauses import RULES, Clauses
from corpus.text.contents import Piece, pieces_behind, pieces_beside
from corpus.text.cues import CUES, THAT
from corpus.text.reading import Span, phrase
from corpus.text.said import Said
from corpus.text.scene import Scene
from corpus.text.speakers import introduces, speaker_at

_BEHIND = frozenset(map(phrase, ("نقلا", "ونقلا")))
_RIGHT = ("verb", "hal", "relay", "opening", "pretext", "headline")
_SPEAKING = ("verb", "hal", "relay", "headline")
_BREAKING = ("preposition", "to", "hal", "behind", "echo", "pretext")
_NEAR = 12  # cues around one that may stand around it in the text
_DEEPEST = 2
_INHERITED_REACH = 90  # words
_STRANGER_WORDS = 8


class Saying(NamedTuple):
    """A cue with what it says and by which chain."""

    said: Said
    pieces: list[Piece]
    chain: tuple[StepFound, ...]


class _Met:
    """A cue on the way to its saying."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.pieces: list[Piece] = []
        self.own: list[StepFound] = []
        self.chain: tuple[StepFound, ...] = ()
        self.stranger: Span | None = None

    @property
    def is_preposition(self) -> bool:
        return self.said.rule.frame in ("preposition", "to", "echo")

    def holds(self, word: int) -> bool:
        return any(piece.first <= word < piece.stop for piece in self.pieces)


class Sayings:
    """The sayings of a scene, from what was heard of it."""

    def __init__(self, scene: Scene, heard: Sequence[Said]) -> None:
        self.scene = scene
        speaking = {said.first for said in heard if said.rule.frame in _RIGHT}
        breaking = {
            said.first
            for said in heard
            if said.rule.frame in _BREAKING
            or (said.rule.frame in _RIGHT and _is_joined(scene.words[said.first]))
        }
        self.clauses = Clauses(scene, speaking, breaking)
        self.met: list[_Met] = []
        for said in heard:
            self._meet(said)
        for index, met in enumerate(self.met):
            self._locate(index, met)
        self.met = [met for met in self.met if met.pieces or met.said.whose != "stranger"]
        for index, met in enumerate(self.met):
            met.own = self._own(index, met)
        for index, met in enumerate(self.met):
            met.chain = chained(self._around(index, met))

    def all(self) -> list[Saying]:
        return [
            Saying(met.said, [] if self._is_idle(index, met) else met.pieces, met.chain)
            for index, met in enumerate(self.met)
            if met.said.rule.frame not in ("publishing", "published_by")
        ]

    def _is_idle(self, index: int, met: _Met) -> bool:
        """Whether what the cue says is said by a cue beside it."""
        if met.said.whose == "page":
            near = self.met[max(index - _NEAR, 0) : index]
            return any(it.holds(met.said.cue) for it in near)
        return self._only_leads(index, met)

    def _only_leads(self, index: int, met: _Met) -> bool:
        """Whether the preposition only leads to a verb of saying: وفقاً لـX، قال Y إن."""
        near = self.met[max(index - _NEAR, 0) : index + _NEAR]
        return met.is_preposition and any(
            it.said.rule.frame in _SPEAKING and it.pieces and met.holds(it.said.cue) for it in near
        )

    def _meet(self, said: Said) -> None:
        """A source behind another joins it: نقلت S1 عن S2، نقلاً عن S2."""
        met = _Met(said)
        if met.is_preposition and said.whose == "stranger":
            met.stranger = self._until_comma(said.after, self.clauses.sentence(said.cue)[1])
            met.said = said = said._replace(after=met.stranger[1])
        before = self.met[-1] if self.met else None
        is_behind = said.rule.frame == "behind" or (
            said.rule.before and said.rule.before[0] in _BEHIND
        )
        if is_behind and before and self._is_same_sentence(before.said, said):
            before.own += spoken(self.scene, said)
            if said.rule.frame == "behind":
                before.said = before.said._replace(after=said.after)
            return
        self.met.append(met)

    def _is_same_sentence(self, one: Said, other: Said) -> bool:
        return self.clauses.sentence(one.cue) == self.clauses.sentence(other.cue)

    def _locate(self, index: int, met: _Met) -> None:
        frame = met.said.rule.frame
        if frame in _RIGHT:
            if met.said.whose != "page" or self.clauses.opens(met.said.first):
                met.pieces = pieces_behind(self.clauses, met.said)
        elif met.is_preposition:
            met.pieces = pieces_beside(self.clauses, met.said, self._free(index))

    def _free(self, index: int) -> int:
        """The first word that a preposition before this cue has not taken."""
        before = self.met[index - 1] if index else None
        return before.said.after if before and before.is_preposition else 0

    def _own(self, index: int, met: _Met) -> list[StepFound]:
        """The steps of the cue, and of those behind it."""
        cue, said = cue_of(self.scene, met.said), met.said
        if said.whose == "page":
            return []
        if said.whose == "nobody":
            return [unknown(self.scene, cue)]
        if said.whose == "speaker":
            return spoken(self.scene, said) + met.own
        if said.whose == "same" or self._is_in_it(said):
            before = self._spoke_before(index)
            steps = carried(before.own, cue) if before else [unknown(self.scene, cue)]
            return steps + met.own
        return self._stranger(index, met, cue) + met.own

    def _is_in_it(self, said: Said) -> bool:
        """نشرت X مقالاً قالت فيه إن."""
        return self.scene.text_at(said.cue + 1) in _IN_IT

    def _spoke_before(self, index: int) -> _Met | None:
        cue = self.met[index].said.cue
        for met in reversed(self.met[max(index - _NEAR, 0) : index]):
            frame = met.said.rule.frame
            if cue - met.said.cue > _INHERITED_REACH:
                return None
            if frame in (*_SPEAKING, "publishing") and met.said.whose not in ("page", "nobody"):
                return met
        return None

    def _stranger(self, index: int, met: _Met, cue: Span | None) -> list[StepFound]:
        """Who published what speaks, or the words between the cue and what is said."""
        said = met.said
        first = met.pieces[0].first if met.pieces else said.after
        for it in self.met[index + 1 : index + 3]:
            if it.said.rule.frame == "published_by" and said.cue < it.said.cue < first:
                return spoken(self.scene, it.said._replace(cue=said.cue, first=said.first))
        stop = first - (self.scene.text_at(first - 1) in THAT)
        if said.told:
            stop = min(stop, self.scene.first_of(said.told))
        words = met.stranger or self._until_comma(said.after, stop)
        return [*spoken(self.scene, said), unknown(self.scene, cue, words)]

    def _until_comma(self, first: int, stop: int) -> Span:
        stop = min(stop, first + _STRANGER_WORDS)
        comma = (i for i in range(first + 1, stop) if self.clauses.follows_comma(i))
        return first, next(comma, stop)

    def _of_document(self, met: _Met) -> list[StepFound]:
        """The outlet of the document that opens the sentence: في وثائق نشرتها X، قالت Y."""
        first = self.clauses.sentence(met.said.cue)[0]
        if self.scene.text_at(first) not in _IN or not introduces(self.scene, first + 1):
            return []
        speaker = speaker_at(self.scene, first + 1)
        if speaker is None or speaker.last >= met.said.cue:
            return []
        step = step_of(self.scene, speaker, None)
        return [step] if is_outlet(self.scene, step) else []

    def _around(self, index: int, met: _Met) -> list[StepFound]:
        """The steps of the cues whose content this cue stands in, and its own."""
        near = self.met[max(index - _NEAR, 0) : index + _NEAR]
        first = met.pieces[0].first if met.pieces else met.said.after
        outer = [
            it
            for it in near
            if it is not met
            and it.own
            and it.said.rule.frame != "echo"
            and (
                it.holds(met.said.cue) or (it.is_preposition and met.said.cue < it.said.cue < first)
            )
            and not (met.is_preposition and it.is_preposition)
        ]
        steps = self._of_document(met) if met.said.rule.frame == "verb" else []
        behind: list[StepFound] = []
        for it in sorted(outer, key=lambda it: not it.is_preposition)[-_DEEPEST:]:
            ends = it.is_preposition and it.said.cue > met.said.cue
            is_nearer = met.own and is_outlet(self.scene, met.own[0])
            if ends and is_nearer and not is_outlet(self.scene, it.own[0]):
                behind += it.own
            else:
                steps += it.own
        own = [] if steps and met.said.whose == "nobody" else met.own
        return [*steps, *own, *behind]


_IN = frozenset(map(phrase, RULES["content"]["in"]))
_IN_IT = frozenset(map(phrase, RULES["content"]["in_it"]))


def _is_joined(word: str) -> bool:
    return word[:1] in ("و", "ف") and word[1:] in CUES
