"""Suggest who an article cites: the commonest frames of Arabic attribution, run over its words."""

from collections.abc import Callable, Sequence

from corpus.text.cues import CUES, RULES, THAT, Cue, words
from corpus.text.groups import house_of, outlet_at
from corpus.text.heard import Cited, Heard
from corpus.text.names import Mention
from corpus.text.reading import Reading, Span, phrase, read
from corpus.text.scene import Scene, Speaker
from corpus.text.speakers import (
    LOOKS_BACK,
    THROUGH_DOCUMENT,
    is_of_document,
    listener_at,
    publishes,
    speaker_at,
    speaker_before,
)

__all__ = ["Cited", "cited_in", "find_cited"]

_NOT_SAID = words(RULES["words"]["not_said"])
_GOES_ON = words(RULES["words"]["goes_on"])
_RELAY_FROM = phrase(RULES["relay"]["from"])
_NOT_FROM = words(RULES["relay"]["not_from"])
_RELAY = phrase(RULES["relay"]["forms"][0])
_INTERVIEW_LINKS = words(RULES["interview"]["links"])
_INTERVIEW_REACH: int = RULES["interview"]["reach"]
_FILLERS = words(RULES["clause"]["fillers"])
_DOCUMENT_REACH: int = RULES["published_by"]["reach"]

_CONTENT_REACH = 25  # words from the speaker to أن
_PREPOSITION_REACH = 5
_INHERITED_REACH = 90  # words over which a dropped subject is still the last speaker
_RELAY_REACH = 4
_HAL_REACH = 45
_LISTENER_REACH = 12
_BY_PREPOSITION = 0.7  # كشف عن and أعلن عن are acts as often as words


def find_cited(text: str, spans: Sequence[Span], mentions: Sequence[Mention]) -> list[Cited]:
    return cited_in(read(text, spans), mentions)


def cited_in(reading: Reading, mentions: Sequence[Mention]) -> list[Cited]:
    return _Listener(Scene(reading, mentions)).listen()


class _Listener:
    """Goes through the words once and remembers who spoke last."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.heard = Heard(scene)
        self.frames: dict[str, Callable[[int, Cue], None]] = {
            "verb": self.verb,
            "preposition": self.preposition,
            "to": self.to,
            "relay": self.relay,
            "publishing": self.publishing,
            "published_by": self.published_by,
            "interview": self.interview,
            "hal": self.hal,
        }

    def listen(self) -> list[Cited]:
        for index in self.scene.mentions:
            self.headline(index)
        for index, word in [it for it in enumerate(self.scene.words) if it[1] in CUES]:
            for cue in CUES[word]:
                if not cue.before or self.follows(index, cue.before):
                    self.frames[cue.frame](index, cue)
                    break
        return self.heard.cited()

    def follows(self, index: int, before: tuple[str, ...]) -> bool:
        words, start = self.scene.words, index - len(before)
        return words[index - 1] == before[-1] and words[max(start, 0) : index] == list(before)

    def verb(self, index: int, cue: Cue) -> None:
        """قال S إن P; S قال إن P; and with S dropped, whoever spoke last."""
        if self.scene.text_at(index - 1) in _NOT_SAID:
            return
        listener, first = listener_at(self.scene, index + 1)
        speaker = speaker_at(self.scene, first)
        if speaker and (weight := self.content(speaker, cue.needs)):
            told = speaker.told or listener or self.later_listener(speaker.last + 1, cue)
            self.heard.says(speaker._replace(told=told, score=weight * speaker.score), index)
        elif (before := speaker_before(self.scene, index)) and self.says_soon(first):
            self.heard.says(before, index)
        elif hearer := listener or self.later_listener(first, cue):
            self.heard.hears(hearer, index)
            self.heard.forget()
        elif cue.drops and self.says(first - 1) and self.goes_on(index):
            self.heard.inherit(index, _INHERITED_REACH)
        elif self.says_something(first, cue.needs):
            self.heard.forget()

    def preposition(self, index: int, cue: Cue) -> None:
        """بحسب S, and clauses like لما ذكرته S or نقلته S1 عن S2."""
        first = index + 1
        is_relay = self.scene.text_at(index).startswith(_RELAY)
        while self.scene.text_at(first) in _FILLERS or (
            is_relay and self.scene.text_at(first) == _RELAY_FROM
        ):
            first += 1
        speaker = speaker_at(self.scene, first)
        if speaker:
            is_behind = self.scene.text_at(index) == _RELAY_FROM
            told = self.cited_just_before(index) if is_behind else None
            cited = self.heard.cite(speaker, index, told)
            if is_relay:
                self.relayed(index, speaker.last + 1, cited)

    def to(self, index: int, cue: Cue) -> None:
        """وفقاً لـS."""
        if self.scene.text_at(index + 1).startswith("ل"):
            self.preposition(index, cue)

    def relay(self, index: int, cue: Cue) -> None:
        """نقلت S1 عن S2."""
        first = speaker_at(self.scene, index + 1)
        after = first.last + 1 if first else index + 1
        origin = self.origin(after)
        if origin:
            self.relayed(index, after, self.heard.cite(first, index) if first else None)

    def publishing(self, index: int, cue: Cue) -> None:
        speaker = speaker_at(self.scene, index + 1)
        is_outlet = speaker and speaker.mention and speaker.mention.kind == "outlet"
        if speaker and is_outlet and publishes(self.scene, speaker):
            self.heard.cite(speaker, index)

    def published_by(self, index: int, cue: Cue) -> None:
        if is_of_document(self.scene, index, _DOCUMENT_REACH):
            speaker = speaker_at(self.scene, index + 1)
            if speaker and speaker.mention is None:
                speaker = house_of(self.scene, speaker)
            if speaker:
                self.heard.cite(speaker._replace(score=min(speaker.score, THROUGH_DOCUMENT)), index)

    def interview(self, index: int, cue: Cue) -> None:
        """في مقابلة مع X: the outlet that asked is cited, whoever answered."""
        for place in range(index + 1, index + 1 + _INTERVIEW_REACH):
            if not self.scene.goes_on(place):
                return
            is_link = self.scene.text_at(place) in _INTERVIEW_LINKS
            hearer = outlet_at(self.scene, place + is_link)
            if (is_link or self.scene.is_given_to(place)) and hearer:
                self.heard.hears(hearer, index)
                return

    def hal(self, index: int, cue: Cue) -> None:
        """P1، موضحاً أن P2: the speaker of the main verb goes on."""
        if self.heard.spoke_at(index - 1):
            return
        if not (self.scene.text_at(index + 1) in cue.needs or self.says(index)):
            return
        first = self.sentence_at(index)
        if not self.heard.spoke_since(first) and (subject := self.subject(first)):
            self.heard.says(subject, index)
        else:
            self.heard.inherit(index, _HAL_REACH)

    def sentence_at(self, index: int) -> int:
        """The first word of the sentence that the word stands in."""
        first = index
        while first > max(index - _HAL_REACH, 0) and self.scene.goes_on(first):
            first -= 1
        return first

    def subject(self, verb: int) -> Speaker | None:
        """Who does what the sentence's first word says: أطلقت X نموذجاً، مؤكدة أن."""
        speaker = speaker_at(self.scene, verb + 1)
        named = speaker and speaker.mention and speaker.mention.kind in ("organisation", "person")
        return speaker._replace(score=LOOKS_BACK) if speaker and named else None

    def headline(self, index: int) -> None:
        """ترامب: لا حاجة."""
        mention, last = self.scene.mentions[index]
        opens = "\n" in self.scene.gap(index)
        if opens and mention.kind in ("person", "organisation") and ":" in self.scene.gap(last + 1):
            self.heard.cite(Speaker(index, last, mention, THROUGH_DOCUMENT), index)

    def origin(self, after: int) -> Speaker | None:
        """Who stands behind عن, when a source does."""
        for index in range(after, after + _RELAY_REACH):
            if index > after and not self.scene.goes_on(index):
                return None
            if self.scene.text_at(index) == _RELAY_FROM:
                is_place = self.scene.text_at(index + 1) in _NOT_FROM
                return None if is_place else speaker_at(self.scene, index + 1)
        return None

    def relayed(self, cue: int, after: int, through: Cited | None) -> None:
        origin = self.origin(after)
        if origin:
            self.heard.says(origin, cue, through.key if through else None)

    def cited_just_before(self, index: int) -> str | None:
        """The outlet of وفقاً لما أوردته X، نقلاً عن."""
        cue, cited = self.heard.last or (-_CONTENT_REACH, None)
        return cited.key if cited and index - cue <= _CONTENT_REACH else None

    def content(self, speaker: Speaker, needs: frozenset[str]) -> float:
        """What the speaker's score weighs by what follows: أن, a quotation, a preposition, nothing."""
        near = [
            self.scene.text_at(index)
            for index in range(speaker.last + 1, speaker.last + 1 + _PREPOSITION_REACH)
            if self.scene.goes_on(index)
        ]
        if speaker.mention and speaker.mention.kind == "place":
            return float(not THAT.isdisjoint(near))
        if self.says_something(speaker.last + 1, needs):
            return 1.0
        is_said = any(word in needs or ("ب" in needs and word.startswith("ب")) for word in near)
        return _BY_PREPOSITION if is_said else float("" in needs)

    def says_something(self, first: int, needs: frozenset[str]) -> bool:
        """Whether a clause or a quotation follows in the sentence."""
        if not needs & {"", "that"}:
            return False
        for index in range(first, first + _CONTENT_REACH):
            if ":" in self.scene.gap(index) or self.scene.text_at(index) in THAT:
                return True
            if index > first and not self.scene.goes_on(index):
                return False
            if self.opens_quotation(index):
                return True
        return False

    def later_listener(self, first: int, cue: Cue) -> Mention | None:
        """The outlet to which a named speaker said it: قال X، رئيس الشركة، لرويترز إن."""
        if cue.hearer and (hearer := outlet_at(self.scene, first)):
            return hearer
        for index in range(first, first + _LISTENER_REACH):
            if not self.scene.goes_on(index) or self.scene.text_at(index) in THAT:
                return None
            if self.scene.is_given_to(index) and (hearer := outlet_at(self.scene, index)):
                return hearer
        return None

    def opens_quotation(self, index: int) -> bool:
        return self.scene.is_quoted_on(index) and index not in self.scene.mentions

    def says(self, index: int) -> bool:
        """Whether the content comes right after the cue."""
        after = self.scene.text_at(index + 1)
        if after in THAT or ":" in self.scene.gap(index + 1):
            return True
        if CUES.get(after, (Cue(""),))[0].frame == "hal":
            return True
        return self.scene.is_quoted_on(index + 1)

    def says_soon(self, first: int) -> bool:
        """Whether أن follows in a few words of the sentence: ذكرت في وقت سابق أن."""
        if self.says(first - 1):
            return True
        near = range(first, first + _PREPOSITION_REACH)
        goes_on = next((i for i in near if not self.scene.goes_on(i)), near.stop)
        return any(self.scene.text_at(index) in THAT for index in range(first, goes_on))

    def goes_on(self, index: int) -> bool:
        """Whether the verb opens a clause without a subject of its own."""
        word = self.scene.text_at(index)
        joined = word[:1] in ("و", "ف") and word[1:] in CUES
        return joined or not self.scene.goes_on(index) or self.scene.text_at(index - 1) in _GOES_ON
