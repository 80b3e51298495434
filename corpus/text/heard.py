"""What an article has cited so far, and whom its next word for a source means."""

from dataclasses import dataclass, replace

from corpus.text.cues import proclitic_of
from corpus.text.groups import house_of
from corpus.text.names import Mention
from corpus.text.reading import Span
from corpus.text.scene import Scene, Speaker
from corpus.text.speakers import LOOKS_BACK, THROUGH_DOCUMENT

_INHERITED = 0.5
_SENTENCE_ENDS = 3  # between a speaker and the verb that goes on from him
_CLOSING = ('"', "»", "”")


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited source: `key` of a named one; else its printed descriptor, and how many it is.

    `kind` is named, anonymous or resolved (a word such as الصحيفة or a dropped subject). `told` is
    the key of the named source that it spoke to.
    """

    start: int
    end: int
    key: str | None
    descriptor: str
    count: int | None
    kind: str
    told: str | None
    cue_start: int
    cue_end: int
    score: float


class Heard:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.last: tuple[int, Cited] | None = None
        self._found: dict[tuple[int, int, str | None], Cited] = {}
        self._group: Cited | None = None
        self._speaker: tuple[int, Cited] | None = None  # whom a dropped subject means

    def cited(self) -> list[Cited]:
        return sorted(self._found.values(), key=lambda cited: (cited.start, cited.end))

    def cite(self, speaker: Speaker, cue: int, told: str | None = None) -> Cited | None:
        told = speaker.told.key if speaker.told else told
        cited = self._meant(speaker, cue, told) if speaker.back else self._cited(speaker, cue, told)
        if cited is None:
            return None
        self._keep(cited)
        self.last = cue, cited
        if cited.kind == "anonymous":
            self._group = cited
        if speaker.told:
            self.hears(speaker.told, cue)
        if speaker.mention is None and (house := house_of(self.scene, speaker)):
            self._keep(self._cited(house, cue, None))
        return cited

    def hears(self, outlet: Mention, cue: int) -> None:
        """The outlet to which it was said is cited, whoever said it."""
        index = self.scene.first_of(outlet)
        listener = Speaker(index, self.scene.mentions[index][1], outlet, THROUGH_DOCUMENT)
        self._keep(self._cited(listener, cue, None))

    def says(self, speaker: Speaker, cue: int, told: str | None = None) -> None:
        """The subject of a verb is cited, and is meant where the next verb has none."""
        cited = self.cite(speaker, cue, told)
        self._speaker = (cue, cited) if cited else None

    def forget(self) -> None:
        """Somebody speaks who is not known: the next dropped subject is not the last one known."""
        self._speaker = None

    def spoke_at(self, cue: int) -> bool:
        return self._speaker is not None and self._speaker[0] == cue

    def spoke_since(self, index: int) -> bool:
        return self._speaker is not None and self._speaker[0] >= index

    def inherit(self, cue: int, reach: int) -> None:
        """Whoever spoke last goes on at the cue."""
        if self._speaker is None or not self._is_near(self._speaker[0], cue, reach):
            return
        start, end = self._span(cue, cue)
        speaker = self._speaker[1]
        self._keep(
            replace(
                speaker,
                start=start,
                end=end,
                kind="resolved",
                cue_start=start,
                cue_end=end,
                score=_INHERITED,
            )
        )
        self._speaker = cue, speaker

    def _is_near(self, last: int, cue: int, reach: int) -> bool:
        if cue - last > reach:
            return False
        ends = sum(not self.scene.goes_on(index) for index in range(last + 1, cue + 1))
        return ends <= _SENTENCE_ENDS

    def _cited(self, speaker: Speaker, cue: int, told: str | None) -> Cited:
        start, end = self._span(speaker.first, speaker.last)
        descriptor = self.scene.reading.raw[start:end]
        if self._is_quoted(start, end):
            descriptor = self.scene.reading.raw[start : end + 1]
        kind = "named" if speaker.mention else "anonymous"
        key = None
        if speaker.mention:
            start, end, key = speaker.mention.start, speaker.mention.end, speaker.mention.key
        cue_span = self._span(cue, cue)
        return Cited(
            start, end, key, descriptor, speaker.people, kind, told, *cue_span, speaker.score
        )

    def _meant(self, speaker: Speaker, cue: int, told: str | None) -> Cited | None:
        """الصحيفة is the last outlet, else the next; الشركة the one most spoken of."""
        group = self._cited(speaker, cue, told)
        if speaker.back == "anonymous":
            if self._group is None:
                return None
            return replace(
                group,
                descriptor=self._group.descriptor,
                count=self._group.count,
                kind="resolved",
                told=self._group.told,
            )
        last = self.last[1].key if self.last else None
        is_report = speaker.back == "report"
        key = last if is_report else referent(self.scene, speaker.back, speaker.first)
        return replace(group, key=key, kind="resolved", score=LOOKS_BACK) if key else None

    def _is_quoted(self, start: int, end: int) -> bool:
        raw = self.scene.reading.raw
        inside = sum(raw[start:end].count(sign) for sign in ('"', "«", "“", "»", "”"))
        return inside % 2 == 1 and raw[end : end + 1] in _CLOSING

    def _span(self, first: int, last: int) -> Span:
        start = self.scene.places[first][0] + proclitic_of(self.scene.words[first])
        return self.scene.reading.raw_span(start, self.scene.places[last][1])

    def _keep(self, cited: Cited) -> None:
        place = cited.start, cited.end, cited.key
        if place not in self._found or self._found[place].score < cited.score:
            self._found[place] = cited


def referent(scene: Scene, kind: str, index: int) -> str | None:
    """Whom الصحيفة or الشركة at this word means: the last outlet, the firm most spoken of."""
    named = scene.referents(kind)
    return named.nearest(index) if kind == "outlet" else named.most(index)
