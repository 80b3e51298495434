"""Who was asked and did not answer: declined to comment, did not reply, neither confirmed nor denied."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.text.chains import StepFound, step_of
from corpus.text.clauses import RULES, Phrases
from corpus.text.cues import ADVERBS
from corpus.text.names import Mention
from corpus.text.reading import Reading, Span, phrase
from corpus.text.scene import Scene
from corpus.text.speakers import speaker_at, speaker_before

_FRAMES = [
    (Phrases(row["verbs"]), frozenset(map(phrase, row["then"]))) for row in RULES["declined"]
]
_FIRST = frozenset(
    joint + first for verbs, _ in _FRAMES for first in verbs.firsts for joint in ("", "و")
)
_REACH = 14
_LONGEST_CUE = 3


@dataclass(frozen=True, slots=True)
class DeclinedFound:
    """A source that gave no answer; key of a named one, else its printed words and how many."""

    start: int
    end: int
    key: str | None
    descriptor: str
    count: int | None
    cue: Span


def declined_in(reading: Reading, mentions: Sequence[Mention]) -> list[DeclinedFound]:
    return declined_of(Scene(reading, mentions))


def declined_of(scene: Scene) -> list[DeclinedFound]:
    return list(_declined(scene))


def _declined(scene: Scene) -> Iterator[DeclinedFound]:
    for index in [at for at, word in enumerate(scene.words) if word in _FIRST]:
        if cue := _cue(scene, index):
            yield _found(scene, index, *cue)


def is_declined(scene: Scene, index: int) -> bool:
    """Whether an answer is declined here."""
    return scene.words[index] in _FIRST and _cue(scene, index) is not None


def _cue(scene: Scene, index: int) -> Span | None:
    """How many words the cue at the word has, and the word that ends it."""
    bare = scene.words[index].removeprefix("و")
    for verbs, then in _FRAMES:
        length = verbs.at(scene.words, index) or verbs.at(
            [bare, *scene.words[index + 1 : index + _LONGEST_CUE]], 0
        )
        if length and (end := _answered(scene, index + length, then)):
            return length, end
    return None


def _answered(scene: Scene, first: int, then: frozenset[str]) -> int | None:
    """The word by which the verb is about an answer: رفض S التعليق."""
    for index in range(first, first + _REACH):
        if not scene.goes_on(index):
            return None
        if scene.text_at(index) in then:
            return index
    return None


def _found(scene: Scene, index: int, length: int, end: int) -> DeclinedFound:
    cut = int(scene.words[index].startswith("و"))
    start = scene.places[index][0] + cut
    cue = scene.reading.raw_span(start, scene.places[index + length - 1][1])
    speaker = speaker_at(scene, index + length) or speaker_before(scene, index)
    step = (
        step_of(scene, speaker, cue)
        if speaker
        else StepFound(None, "", "unknown", None, "explicit", cue, None)
    )
    descriptor = step.descriptor or _asked(scene, index + length, end) if not step.key else ""
    span = scene.reading.raw_span(start, scene.places[end][1])
    first, last = min(span[0], (step.place or span)[0]), max(span[1], (step.place or span)[1])
    return DeclinedFound(first, last, step.key, descriptor, step.count, cue)


def _asked(scene: Scene, first: int, stop: int) -> str:
    """The words between the cue and the answer: رفضت الحكومة التعليق."""
    while stop > first and scene.words[stop - 1] in ADVERBS:
        stop -= 1
    if first >= stop:
        return ""
    start, end = scene.reading.raw_span(scene.places[first][0], scene.places[stop - 1][1])
    return scene.reading.raw[start:end]
