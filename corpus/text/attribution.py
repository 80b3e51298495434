"""Suggest who an article cites: the commonest frames of Arabic attribution, run over its words."""

from collections.abc import Callable, Sequence

from corpus.text.ahead import (
    CONTENT_REACH,
    content,
    cue_start,
    goes_on,
    goes_on_from,
    later_listener,
    says,
    says_something,
    says_soon,
)
from corpus.text.cues import ADVERBS, CUES, RULES, THAT, Cue, words
from corpus.text.groups import house_of, outlet_at
from corpus.text.heard import Cited, Heard
from corpus.text.names import Mention
from corpus.text.reading import Reading, Span, phrase, read
from corpus.text.said import Said, Whose
from corpus.text.scene import Scene, Speaker
from corpus.text.speakers import (
    LOOKS_BACK,
    THROUGH_DOCUMENT,
    is_of_document,
    listener_at,
    may_be_source,
    publishes,
    speaker_at,
    speaker_before,
)

__all__ = ["Cited", "Said", "cited_in", "find_cited", "listen"]

_NOT_SAID = words(RULES["words"]["not_said"])
_RELAY_FROM = phrase(RULES["relay"]["from"])
_NOT_FROM = words(RULES["relay"]["not_from"])
_RELAY = phrase(RULES["relay"]["forms"][0])
_INTERVIEW_LINKS = words(RULES["interview"]["links"])
_INTERVIEW_REACH: int = RULES["interview"]["reach"]
_FILLERS = words(RULES["clause"]["fillers"])
_DOCUMENT_REACH: int = RULES["published_by"]["reach"]

_GOVERNING = words(RULES["words"]["governing"])
_BEFORE_ACTS = words(RULES["words"]["before_acts"])
_HEADLINE = Cue("headline")

_INHERITED_REACH = 90  # words over which a dropped subject is still the last speaker
_RELAY_REACH = 4
_HAL_REACH = 45


def find_cited(text: str, spans: Sequence[Span], mentions: Sequence[Mention]) -> list[Cited]:
    return cited_in(read(text, spans), mentions)


def cited_in(reading: Reading, mentions: Sequence[Mention]) -> list[Cited]:
    return listen(Scene(reading, mentions))[0]


def listen(scene: Scene) -> tuple[list[Cited], list[Said]]:
    """Who is cited, and each cue that was heard, in the order of the text."""
    listener = _Listener(scene)
    return listener.listen(), sorted(listener.said, key=lambda said: said.cue)


class _Listener:
    """Goes through the words once and remembers who spoke last."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.heard = Heard(scene)
        self.said: list[Said] = []
        self.frames: dict[str, Callable[[int, Cue], None]] = {
            "verb": self.verb,
            "preposition": self.preposition,
            "to": self.to,
            "relay": self.relay,
            "publishing": self.publishing,
            "published_by": self.published_by,
            "interview": self.interview,
            "hal": self.hal,
            "opening": self.opening,
            "echo": self.echo,
            "pretext": self.pretext,
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
        if words[index - 1] != before[-1] or words[max(start, 0) : index] != list(before):
            return False
        return all(self.scene.goes_on(place) for place in range(start + 1, index + 1))

    def verb(self, index: int, cue: Cue) -> None:
        """قال S إن P; S قال إن P; and with S dropped, whoever spoke last."""
        before = self.scene.text_at(index - 1)
        if before in _NOT_SAID or (before in _GOVERNING and self.scene.goes_on(index)):
            return
        listener, first = listener_at(self.scene, index + 1)
        speaker = speaker_at(self.scene, first)
        is_alone = cue.alone and self.scene.text_at(index + 1) in THAT
        if is_alone and not goes_on_from(self.scene, index):
            self.note(index, cue, "page" if cue.alone == "page" else "nobody", first)
        elif speaker and (weight := content(self.scene, speaker, cue.needs)):
            after = speaker.last + 1
            told = speaker.told or listener or later_listener(self.scene, after, cue)
            self.speaks(
                index, cue, speaker._replace(told=told, score=weight * speaker.score), after
            )
        elif (named := speaker_before(self.scene, index)) and says_soon(self.scene, first):
            self.speaks(index, cue, named, first)
        else:
            self.unnamed(index, cue, first, listener)

    def speaks(self, index: int, cue: Cue, speaker: Speaker, after: int) -> None:
        self.heard.says(speaker, index)
        self.note(index, cue, "speaker", after, speaker)

    def unnamed(self, index: int, cue: Cue, first: int, listener: Mention | None) -> None:
        """A verb without a speaker that is known: whoever spoke last, or a stranger."""
        follows = says(self.scene, first - 1)
        if hearer := listener or later_listener(self.scene, first, cue):
            self.heard.hears(hearer, index)
            self.heard.forget()
            self.note(index, cue, "stranger", first, told=hearer)
        elif cue.drops and follows and goes_on(self.scene, index):
            self.heard.inherit(index, _INHERITED_REACH)
            self.note(index, cue, "same", first)
        elif cue.alone and follows and goes_on_from(self.scene, index):
            self.note(index, cue, "same", first)
        elif says_something(self.scene, first, cue.needs):
            self.heard.forget()
            is_dropped = follows or self.scene.text_at(first) in ADVERBS
            if not is_dropped:
                self.note(index, cue, "stranger", first)
            elif goes_on(self.scene, index) and not cue.alone and cue.sense != "shows":
                self.note(index, cue, "same", first)

    def note(
        self,
        cue: int,
        rule: Cue,
        whose: Whose,
        after: int,
        speaker: Speaker | None = None,
        told: Mention | None = None,
    ) -> None:
        told = speaker.told if speaker else told
        first = cue_start(self.scene, cue, rule)
        self.said.append(Said(first, cue, rule, whose, speaker, after, told))

    def opening(self, index: int, cue: Cue) -> None:
        """من المتوقع أن: a clause that nobody says, or the page itself."""
        if self.scene.text_at(index + 1) in THAT:
            self.note(index, cue, "page" if cue.alone == "page" else "nobody", index + 1)

    def echo(self, index: int, cue: Cue) -> None:
        self.note(index, cue, "same", index + 1)

    def pretext(self, index: int, cue: Cue) -> None:
        """Who acts says it: أدرجت X الشريحة في القائمة بحجة أن."""
        actor = self.subject(self.sentence_at(index), ("organisation", "person", "place"))
        self.note(index, cue, "speaker" if actor else "stranger", index + 1, actor)

    def preposition(self, index: int, cue: Cue) -> None:
        """بحسب S, and clauses like لما ذكرته S or نقلته S1 عن S2."""
        first = index + 1
        is_relay = self.scene.text_at(index).startswith(_RELAY)
        while self.scene.text_at(first) in _FILLERS or (
            is_relay and self.scene.text_at(first) == _RELAY_FROM
        ):
            first += 1
        speaker = speaker_at(self.scene, first)
        if speaker is None and cue.sense == "says" and may_be_source(self.scene, index, first):
            self.note(index, cue, "stranger", first)
        if speaker:
            is_behind = self.scene.text_at(index) == _RELAY_FROM
            told = self.cited_just_before(index) if is_behind else None
            cited = self.heard.cite(speaker, index, told)
            self.note(index, cue, "speaker", speaker.last + 1, speaker)
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
            self.note(index, cue, "speaker" if first else "same", after, first)
            self.relayed(index, after, self.heard.cite(first, index) if first else None)

    def publishing(self, index: int, cue: Cue) -> None:
        speaker = speaker_at(self.scene, index + 1)
        is_outlet = speaker and speaker.mention and speaker.mention.kind == "outlet"
        if speaker and is_outlet and publishes(self.scene, speaker):
            self.heard.cite(speaker, index)
            self.note(index, cue, "speaker", speaker.last + 1, speaker)

    def published_by(self, index: int, cue: Cue) -> None:
        if is_of_document(self.scene, index, _DOCUMENT_REACH):
            speaker = speaker_at(self.scene, index + 1)
            if speaker and speaker.mention is None:
                speaker = house_of(self.scene, speaker)
            if speaker:
                self.heard.cite(speaker._replace(score=min(speaker.score, THROUGH_DOCUMENT)), index)
                self.note(index, cue, "speaker", speaker.last + 1, speaker)

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
        if not (self.scene.text_at(index + 1) in cue.needs or says(self.scene, index)):
            return
        first = self.sentence_at(index)
        if not self.heard.spoke_since(first) and (subject := self.subject(first)):
            self.heard.says(subject, index)
            self.note(index, cue, "speaker", index + 1, subject)
        else:
            self.heard.inherit(index, _HAL_REACH)
            self.note(index, cue, "same", index + 1)

    def sentence_at(self, index: int) -> int:
        """The first word of the sentence that the word stands in."""
        first = index
        while first > max(index - _HAL_REACH, 0) and self.scene.goes_on(first):
            first -= 1
        return first

    def subject(
        self, verb: int, kinds: tuple[str, ...] = ("organisation", "person")
    ) -> Speaker | None:
        """Who does what the sentence's first word says: أطلقت X نموذجاً، مؤكدة أن."""
        verb += self.scene.text_at(verb) in _BEFORE_ACTS
        speaker = speaker_at(self.scene, verb + 1)
        named = speaker and speaker.mention and speaker.mention.kind in kinds
        return speaker._replace(score=LOOKS_BACK) if speaker and named else None

    def headline(self, index: int) -> None:
        """ترامب: لا حاجة."""
        mention, last = self.scene.mentions[index]
        opens = "\n" in self.scene.gap(index)
        if opens and mention.kind in ("person", "organisation") and ":" in self.scene.gap(last + 1):
            speaker = Speaker(index, last, mention, THROUGH_DOCUMENT)
            self.heard.cite(speaker, index)
            self.note(index, _HEADLINE, "speaker", last + 1, speaker)

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
            rule = Cue("behind", sense=self.said[-1].rule.sense)
            self.note(self.from_at(after), rule, "speaker", origin.last + 1, origin)

    def from_at(self, after: int) -> int:
        return next(
            i for i in range(after, after + _RELAY_REACH) if self.scene.text_at(i) == _RELAY_FROM
        )

    def cited_just_before(self, index: int) -> str | None:
        """The outlet of وفقاً لما أوردته X، نقلاً عن."""
        cue, cited = self.heard.last or (-CONTENT_REACH, None)
        return cited.key if cited and index - cue <= CONTENT_REACH else None
