"""What follows a cue, and what stands before it: whether it says anything, and to whom."""

from corpus.text.cues import CUES, PREPOSITIONS, RULES, THAT, Cue, words
from corpus.text.groups import outlet_at
from corpus.text.names import Mention
from corpus.text.scene import Scene, Speaker

_GOES_ON = words(RULES["words"]["goes_on"])

CONTENT_REACH = 25  # words from the speaker to أن
_PREPOSITION_REACH = 5
_LISTENER_REACH = 12
_BY_PREPOSITION = 0.7  # كشف عن and أعلن عن are acts as often as words


def cue_start(scene: Scene, cue: int, rule: Cue) -> int:
    """The first word of the phrase that the cue ends, with a preposition before: بحسب ما كشفته."""
    first = cue - len(rule.before)
    while rule.before and scene.goes_on(first) and scene.text_at(first - 1) in PREPOSITIONS:
        first -= 1
    return first


def content(scene: Scene, speaker: Speaker, needs: frozenset[str]) -> float:
    """What the speaker's score weighs by what follows: أن, a quotation, a preposition, nothing."""
    near = [
        scene.text_at(index)
        for index in range(speaker.last + 1, speaker.last + 1 + _PREPOSITION_REACH)
        if scene.goes_on(index)
    ]
    if speaker.mention and speaker.mention.kind == "place":
        return float(not THAT.isdisjoint(near))
    if says_something(scene, speaker.last + 1, needs):
        return 1.0
    is_said = any(word in needs or ("ب" in needs and word.startswith("ب")) for word in near)
    return _BY_PREPOSITION if is_said else float("" in needs)


def says_something(scene: Scene, first: int, needs: frozenset[str]) -> bool:
    """Whether a clause or a quotation follows in the sentence."""
    if not needs & {"", "that"}:
        return False
    for index in range(first, first + CONTENT_REACH):
        if ":" in scene.gap(index) or scene.text_at(index) in THAT:
            return True
        if index > first and not scene.goes_on(index):
            return False
        if opens_quotation(scene, index):
            return True
    return False


def later_listener(scene: Scene, first: int, cue: Cue) -> Mention | None:
    """The outlet to which a named speaker said it: قال X، رئيس الشركة، لرويترز إن."""
    if cue.hearer and (hearer := outlet_at(scene, first)):
        return hearer
    for index in range(first, first + _LISTENER_REACH):
        if not scene.goes_on(index) or scene.text_at(index) in THAT:
            return None
        if scene.is_given_to(index) and (hearer := outlet_at(scene, index)):
            return hearer
    return None


def opens_quotation(scene: Scene, index: int) -> bool:
    return scene.is_quoted_on(index) and index not in scene.mentions


def says(scene: Scene, index: int) -> bool:
    """Whether the content comes right after the cue."""
    after = scene.text_at(index + 1)
    if after in THAT or ":" in scene.gap(index + 1):
        return True
    if CUES.get(after, (Cue(""),))[0].frame == "hal":
        return True
    return scene.is_quoted_on(index + 1)


def goes_on_from(scene: Scene, index: int) -> bool:
    """Whether a name or its pronoun stands before the verb: لكنه يتوقع أن، X يتوقع أن."""
    before = scene.text_at(index - 1)
    return scene.goes_on(index) and (before in _GOES_ON or index - 1 in scene.ends)


def says_soon(scene: Scene, first: int) -> bool:
    """Whether أن follows in a few words of the sentence: ذكرت في وقت سابق أن."""
    if says(scene, first - 1):
        return True
    near = range(first, first + _PREPOSITION_REACH)
    goes_on = next((i for i in near if not scene.goes_on(i)), near.stop)
    return any(scene.text_at(index) in THAT for index in range(first, goes_on))


def goes_on(scene: Scene, index: int) -> bool:
    """Whether the verb opens a clause without a subject of its own."""
    word = scene.text_at(index)
    joined = word[:1] in ("و", "ف") and word[1:] in CUES
    return joined or not scene.goes_on(index) or scene.text_at(index - 1) in _GOES_ON
