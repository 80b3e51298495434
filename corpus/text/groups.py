"""Read a source without a name: how many they are, what is said of them, and to whom they spoke."""

from collections.abc import Sequence

from corpus.text.clitics import PROCLITICS
from corpus.text.cues import RULES, THAT, TYPES, with_proclitics, words
from corpus.text.names import Mention
from corpus.text.scene import Scene, Speaker, is_nisba

_ANONYMOUS = RULES["anonymous"]


def _prefixed(forms: Sequence[str]) -> frozenset[str]:
    """Indefinite words: with a preposition or a و before them, but no article."""
    indefinite = [proclitic for proclitic in PROCLITICS if not proclitic.endswith(("ال", "لل"))]
    return frozenset(before + form for form in words(forms) for before in ("", *indefinite))


_HEADS = {
    word: int(number) for number, forms in _ANONYMOUS["heads"].items() for word in _prefixed(forms)
}
_NUMBERS = {
    word: int(number)
    for number, forms in _ANONYMOUS["numbers"].items()
    for word in _prefixed(forms)
}
_ONE_OF, _SOME = _prefixed(_ANONYMOUS["one_of"]), _prefixed(_ANONYMOUS["some"])
_REPORTS = _prefixed(_ANONYMOUS["reports"])
_DEFINITE = with_proclitics(_ANONYMOUS["definite"])
_BACK = with_proclitics(word for forms in RULES["back"].values() for word in forms)
_LINKING, _MODIFIERS = words(_ANONYMOUS["linking"]), words(_ANONYMOUS["modifiers"])
_EXPERTS = _prefixed(_ANONYMOUS["experts"])
_PLACES, TALKED = words(_ANONYMOUS["places"]), words(_ANONYMOUS["talked"])
_TALKED_TO = words(_ANONYMOUS["talked_to"])
_NOT_DESCRIBING = words(_ANONYMOUS["not_describing"])
_PLURALS = ("ون", "ين", "ات")
_OPENING = " \"'«“"
_UNNAMED, _GENERIC = 0.8, 0.6
_NEAR = 4  # words from a title to the name that it belongs to


def group_at(scene: Scene, index: int) -> Speaker | None:
    head, count, score = _head(scene, index)
    if head is None or _person_near(scene, head):
        return None
    last = _described(scene, head)
    return _with_listener(scene, Speaker(index, last, None, score, count))


def is_reports(scene: Scene, group: Speaker) -> bool:
    """Whether the group is reports of unnamed outlets and no people."""
    first, second = scene.text_at(group.first), scene.text_at(group.first + 1)
    return first in _REPORTS or f"{first} {second}" in _REPORTS


def _head(scene: Scene, index: int) -> tuple[int | None, int | None, float]:
    """Where the noun of the group stands, and how many they are."""
    word, after = scene.text_at(index), scene.text_at(index + 1)
    if word in _NUMBERS and after in _HEADS:
        return index + 1, _NUMBERS[word], _UNNAMED
    if word in _ONE_OF and (after in _DEFINITE or after in _BACK or after.endswith(_PLURALS)):
        return index + 1, 1, _UNNAMED
    if word in _SOME:
        head = index + 1 + (after in _LINKING)
        noun = scene.text_at(head)
        is_group = noun in _HEADS or noun.removeprefix("ال") in _HEADS
        return (head, None, _GENERIC) if is_group else (None, None, 0.0)
    if f"{word} {after}" in _REPORTS:
        return index + 1, None, _GENERIC
    if word in _REPORTS and not any(at in scene.mentions for at in (index + 1, index + 2)):
        return index, None, _GENERIC
    if word in _HEADS:
        return index, _HEADS[word] or None, _UNNAMED
    return (index, None, _GENERIC) if word in _DEFINITE else (None, None, 0.0)


def _person_near(scene: Scene, head: int) -> bool:
    """Whether the noun is a title before a name: قال خبير الأمن فلان."""
    for index in range(head + 1, head + 1 + _NEAR):
        if not scene.reaches(index):
            return False
        if index in scene.mentions:
            return scene.mentions[index][0].kind == "person"
    return False


def _described(scene: Scene, head: int) -> int:
    """The last word of what is said about the group."""
    field = scene.text_at(head + 1)
    is_field = field.startswith("ال") and field not in _NOT_DESCRIBING
    is_field = is_field and scene.text_at(head) not in _DEFINITE
    last = head + (is_field and scene.reaches(head + 1) and head + 1 not in scene.mentions)
    while scene.reaches(last + 1):
        word = scene.text_at(last + 1)
        if word in _PLACES:
            return _placed(scene, last + 1)
        if last + 1 in scene.mentions and scene.mentions[last + 1][0].kind != "outlet":
            return scene.mentions[last + 1][1] if not word.startswith("ل") else last
        if word in THAT or not (word in _MODIFIERS or is_nisba(word)):
            break
        last += 1
    return last


def _placed(scene: Scene, preposition: int) -> int:
    """The last word of في القطاع, مطلعين على الأمر, من الصين."""
    last = preposition
    for index in range(preposition + 1, preposition + 5):
        word = scene.text_at(index)
        if index in scene.mentions and not scene.gap(index).strip(_OPENING):
            return scene.mentions[index][1]
        if not scene.reaches(index) or word in THAT:
            break
        if index > preposition + 1 and not word.startswith("ال"):
            break
        last = index
    return last if last > preposition else preposition - 1


def _with_listener(scene: Scene, speaker: Speaker) -> Speaker:
    """The outlet to which they spoke: تحدثوا إلى X، قال مصدران لرويترز."""
    after = speaker.last + 1
    if scene.text_at(after) in TALKED and scene.is_given_to(after + 1):
        told = outlet_at(scene, after + 1)
    elif scene.text_at(after) in TALKED and scene.text_at(after + 1) in _TALKED_TO:
        told = outlet_at(scene, after + 2)
    else:
        told = outlet_at(scene, after) if scene.text_at(after).startswith("ل") else None
    return speaker._replace(told=told)


def house_of(scene: Scene, group: Speaker) -> Speaker | None:
    """The organisation whose analysts or researchers the group is."""
    is_expert = False
    for index in range(group.first, group.last + 1):
        is_expert = is_expert or scene.text_at(index) in _EXPERTS
        if is_expert and index in scene.mentions:
            mention, last = scene.mentions[index]
            return (
                Speaker(index, last, mention, _GENERIC) if mention.kind == "organisation" else None
            )
    return None


def outlet_at(scene: Scene, index: int) -> Mention | None:
    for place in (index, index + 1):
        if place in scene.mentions and scene.goes_on(place):
            mention = scene.mentions[place][0]
            return mention if mention.kind == "outlet" else None
        if scene.text_at(place) not in TYPES:
            return None
    return None
