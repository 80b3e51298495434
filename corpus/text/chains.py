"""The steps by which a saying reached the page: what each cue adds to the chain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.text.cues import ADVERBS, CUES, PREPOSITIONS, proclitic_of
from corpus.text.groups import TALKED, is_reports
from corpus.text.heard import referent
from corpus.text.names import Mention
from corpus.text.reading import Span, phrase
from corpus.text.said import Said
from corpus.text.scene import Scene, Speaker
from corpus.text.speakers import is_document

_UNNAMED = 3  # words of a document without a name: دراسة أمريكية حديثة
_PRINTED = {"المصدر": 1, "المصدران": 2, "المصدرين": 2}
_COUNTS = {phrase(word): count for word, count in _PRINTED.items()}


@dataclass(frozen=True, slots=True)
class StepFound:
    """One hop of a chain: who said it, how that is known, and the words that tell."""

    key: str | None
    descriptor: str
    kind: str
    count: int | None
    how: str
    cue: Span | None
    place: Span | None

    def words(self, text: str) -> str:
        """What describes a source of one page: unnamed people, or a name that is not known yet.

        A word that looks back to nobody known, and a hop that nobody names, describe no source.
        """
        if self.kind == "anonymous":
            return self.descriptor
        is_stranger = self.kind == "unknown" and self.how == "explicit" and self.place
        return text[slice(*self.place)] if is_stranger and self.place else ""


def spoken(scene: Scene, said: Said) -> list[StepFound]:
    """The steps that the cue itself gives, the nearest source first."""
    cue = cue_of(scene, said)
    steps = [_heard_by(scene, said.told, said)] if said.told else []
    if said.speaker:
        steps.append(step_of(scene, said.speaker, cue))
    return steps


def cue_of(scene: Scene, said: Said) -> Span | None:
    """The words of the cue, without the و that joins them to what stands before."""
    if said.rule.frame == "headline":
        return None
    word = scene.words[said.first]
    joined = word[:1] in ("و", "ف") and (word[1:] in CUES or word[1:] in PREPOSITIONS)
    start = scene.places[said.first][0] + joined
    return scene.reading.raw_span(start, scene.places[said.cue][1])


def step_of(scene: Scene, speaker: Speaker, cue: Span | None) -> StepFound:
    if speaker.back:
        return _looking_back(scene, speaker, cue)
    if speaker.mention:
        mention = speaker.mention
        place = mention.start, mention.end
        return StepFound(mention.key, "", "named", None, "explicit", cue, place)
    start, end = _place(scene, speaker.first, speaker.last)
    kind = "reports" if is_reports(scene, speaker) else "anonymous"
    words = _printed(scene, speaker.first, start, end)
    return StepFound(None, words, kind, speaker.people, "explicit", cue, (start, end))


def unknown(scene: Scene, cue: Span | None, words: Span | None = None) -> StepFound:
    """Nobody, somebody whom the registry does not know, or a document that is not named."""
    if words:
        words = words[0], _without_prepositions(scene, *words)
    if not words or words[0] >= words[1]:
        return StepFound(None, "", "unknown", None, "explicit", cue, None)
    start, end = _place(scene, words[0], words[1] - 1)
    if is_document(scene.words[words[0]]) and words[1] - words[0] <= _UNNAMED:
        descriptor = scene.reading.raw[start:end]
        return StepFound(None, descriptor, "reports", None, "explicit", cue, (start, end))
    return StepFound(None, "", "unknown", None, "explicit", cue, (start, end))


def _without_prepositions(scene: Scene, first: int, stop: int) -> int:
    while stop > first and scene.words[stop - 1] in ADVERBS:
        stop -= 1
    return stop


def carried(steps: Sequence[StepFound], cue: Span | None) -> list[StepFound]:
    """The chain of who spoke before, at the cue with which he goes on."""
    kept = [replace(step, how="resolved", cue=None, place=None) for step in steps]
    return [*kept[:-1], replace(kept[-1], cue=cue)] if kept else []


def chained(steps: Iterable[StepFound]) -> tuple[StepFound, ...]:
    """Without a source that the chain already has."""
    kept: list[StepFound] = []
    for step in steps:
        if not any(_is_same(step, other) for other in kept):
            kept.append(step)
    return tuple(kept)


def _is_same(step: StepFound, other: StepFound) -> bool:
    if step.key or other.key:
        return step.key == other.key
    return (step.kind, step.descriptor, step.place) == (other.kind, other.descriptor, other.place)


def _looking_back(scene: Scene, speaker: Speaker, cue: Span | None) -> StepFound:
    start, end = _place(scene, speaker.first, speaker.last)
    if speaker.back == "anonymous":
        words = _printed(scene, speaker.first, start, end)
        count = _COUNTS.get(scene.words[speaker.last])
        return StepFound(None, words, "anonymous", count, "resolved", cue, (start, end))
    key = referent(scene, "outlet" if speaker.back == "report" else speaker.back, speaker.first)
    kind = "named" if key else "unknown"
    return StepFound(key, "", kind, None, "resolved", cue, (start, end))


def _heard_by(scene: Scene, outlet: Mention, said: Said) -> StepFound:
    """The outlet to which it was said, by the words that say so: تحدثوا إلى X."""
    cue = None
    if said.speaker and scene.text_at(talked := said.speaker.last + 1) in TALKED:
        cue = scene.reading.raw_span(scene.places[talked][0], scene.places[talked + 1][1])
    return StepFound(outlet.key, "", "named", None, "explicit", cue, (outlet.start, outlet.end))


def _printed(scene: Scene, first: int, start: int, end: int) -> str:
    """The words as they would stand alone: المطلعين of للمطلعين."""
    word = scene.words[first]
    fused = word[: proclitic_of(word)].endswith("لل")
    return "ال" * fused + scene.reading.raw[start:end]


def _place(scene: Scene, first: int, last: int) -> Span:
    start = scene.places[first][0] + proclitic_of(scene.words[first])
    return scene.reading.raw_span(start, scene.places[last][1])


def is_outlet(scene: Scene, step: StepFound) -> bool:
    """Whether the step is an outlet, a document or reports: what people speak through."""
    if step.kind != "named":
        return step.kind == "reports"
    return step.key in scene.outlets
