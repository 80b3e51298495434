"""Read who speaks beside a cue: a name behind its titles and documents, a group, a word for either."""

from corpus.text.cues import RULES, THAT, TYPES, with_proclitics, words
from corpus.text.groups import group_at, house_of, is_reports, outlet_at
from corpus.text.names import Mention
from corpus.text.scene import Scene, Speaker, is_nisba

_LEAD = RULES["before_a_name"]
_PRONOUNS = ("ها", "ه", "هم", "هما")
_THEIRS = ("ها", "هم", "هما")
_ROLES = with_proclitics(
    form
    for role in _LEAD["roles"]
    for form in (
        role,
        *(f"{role.removesuffix('ة')}{'ت' * role.endswith('ة')}{it}" for it in _PRONOUNS),
    )
)
_SPOKESMEN = with_proclitics(_LEAD["spokesmen"])
_TITLES = TYPES | _ROLES
_AFTER_ROLES = words(_LEAD["after_roles"])
_DOCUMENTS = with_proclitics([*_LEAD["documents"], *(noun + "ا" for noun in _LEAD["documents"])])
_AFTER_DOCUMENTS = words(_LEAD["after_documents"])
_ADDRESSED = words(_LEAD["addressed"])
_ISSUED = words(_LEAD["issued"])
_BACK = {word: kind for kind, forms in RULES["back"].items() for word in with_proclitics(forms)}
_CLAUSE_OPENERS = words([*RULES["words"]["goes_on"], *RULES["words"]["opens"]])
_BEFORE_VERB_WORDS = words(RULES["words"]["before_verb"])
_RELATIVE = words(RULES["words"]["relative"])
_NO_SOURCES = with_proclitics(RULES["words"]["no_sources"])
_NOT_OF_OFFICE = words(_LEAD["not_of_office"])
_ARTICLE, _FROM = "ال", "عن"

_SPEAKING = {"organisation": 0.9, "person": 0.9, "outlet": 0.9, "document": 0.9, "place": 0.5}
_OF_OFFICE = ("role", "spokesman")
_BEFORE_VERB = ("organisation", "person", "outlet")
_REACH = 11  # words from a cue to the name
_OFFICE = 8  # words from a title to the name of who holds it
THROUGH_DOCUMENT, BEFORE_VERB, ROLE, LOOKS_BACK = 0.8, 0.8, 0.7, 0.6


def speaker_at(scene: Scene, first: int) -> Speaker | None:
    """Who speaks in the words from `first` on: a name, its titles and documents passed over."""
    standing = ""
    for index in range(first, min(first + _REACH, len(scene.words))):
        if index > first and not scene.goes_on(index):
            return None
        if index in scene.mentions:
            return _named(scene, first, index, standing)
        if standing != "role" and scene.text_at(index) in _BACK:
            return Speaker(index, index, None, LOOKS_BACK, back=_BACK[scene.text_at(index)])
        if standing == "document" and (unnamed := group_at(scene, index)):
            return house_of(scene, unnamed)
        if standing in ("", "type") and (unnamed := group_at(scene, index)):
            return None if standing and is_reports(scene, unnamed) else unnamed
        stood, standing = standing, _standing(scene.text_at(index), standing)
        if not standing:
            return _holder(scene, first, index) if stood in _OF_OFFICE else None
    return None


def listener_at(scene: Scene, first: int) -> tuple[Mention | None, int]:
    """The outlet to which it was said, right after the verb: صرح لوكالة X; and the word after it."""
    listener = outlet_at(scene, first) if scene.is_given_to(first) else None
    if listener is None:
        return None, first
    last = next(scene.mentions[place][1] for place in (first, first + 1) if place in scene.mentions)
    return listener, last + 1


def speaker_before(scene: Scene, verb: int) -> Speaker | None:
    """A name that stands before its verb and opens the clause: لكن هواوي أعلنت أن."""
    is_relative = scene.text_at(verb - 1) in _RELATIVE
    last = verb - 1 - (is_relative or scene.text_at(verb - 1) in _BEFORE_VERB_WORDS)
    while is_nisba(scene.text_at(last)) and scene.goes_on(last) and last not in scene.ends:
        last -= 1
    first = scene.ends.get(last)
    if first is None or not scene.goes_on(verb):
        return None
    mention = scene.mentions[first][0]
    start = first
    while scene.goes_on(start) and (scene.text_at(start - 1) in _TITLES):
        start -= 1
    opens = "," in scene.gap(start) or "،" in scene.gap(start) or not scene.goes_on(start)
    if mention.kind not in _BEFORE_VERB:
        return None
    if not (opens or is_relative or scene.text_at(start - 1) in _CLAUSE_OPENERS):
        return None
    return Speaker(start, last, mention, BEFORE_VERB)


def publishes(scene: Scene, speaker: Speaker) -> bool:
    """Whether a document follows what may be its publisher: نشرت X مقالاً."""
    return any(
        scene.text_at(index) in _DOCUMENTS and scene.goes_on(index)
        for index in range(speaker.last + 1, speaker.last + 6)
    )


def is_of_document(scene: Scene, verb: int, reach: int) -> bool:
    """Whether what was published is a document: الأرقام التي نشرها."""
    for index in range(verb - 1, verb - 1 - reach, -1):
        if not scene.goes_on(index + 1):
            return False
        if scene.text_at(index) in _DOCUMENTS:
            return True
    return False


def introduces(scene: Scene, index: int) -> bool:
    """Whether the word is one that a source begins with, named or not: بحسب تقرير، وفقاً لوزارة."""
    return _standing(scene.text_at(index), "") not in ("", "issued") and scene.text_at(index) != "ل"


def may_be_source(scene: Scene, cue: int, first: int) -> bool:
    """Whether who stands behind بحسب may be somebody whom no registry knows, and is no norm."""
    word = scene.text_at(first)
    if introduces(scene, first):
        return True
    is_next = first == cue + 1 and scene.goes_on(first) and scene.text_at(cue - 1) != "كما"
    return is_next and word not in _NO_SOURCES and len(word) > 2 and not word.endswith(_THEIRS)


def is_document(word: str) -> bool:
    return word in _DOCUMENTS


def _standing(word: str, standing: str) -> str:
    """What the words so far are, with this one; empty when a name cannot follow."""
    for known, kind in ((_SPOKESMEN, "spokesman"), (_ROLES, "role"), (_DOCUMENTS, "document")):
        if word in known:
            return kind
    if word in TYPES or word == "ل":
        return standing or "type"
    if standing == "document" and word in _ISSUED:
        return "issued"
    if word == _FROM:
        return "document" if standing == "issued" else ""
    return standing if _may_follow(word, standing) else ""


def _may_follow(word: str, standing: str) -> bool:
    if word in _ADDRESSED:
        return False
    if standing in _OF_OFFICE and word in _AFTER_ROLES:
        return True
    if standing == "type" and word.startswith(_ARTICLE):
        return True
    if standing in ("document", "issued") and (word in _AFTER_DOCUMENTS or word.endswith("ه")):
        return True
    return bool(standing) and is_nisba(word)


def _named(scene: Scene, first: int, index: int, standing: str) -> Speaker | None:
    mention, last = scene.mentions[index]
    if standing in _OF_OFFICE and mention.kind != "person":
        holder = _holder(scene, first, last + 1)
        if holder is not None:
            return holder
        alone = scene.text_at(last + 1) in THAT
        return Speaker(first, last, mention, ROLE) if standing == "spokesman" or alone else None
    score = _SPEAKING.get(mention.kind)
    if score is None or (mention.kind == "place" and standing):
        return None
    if standing in ("document", "issued"):
        score = min(score, THROUGH_DOCUMENT)
    return Speaker(first, last, mention, score)


def _holder(scene: Scene, first: int, after: int) -> Speaker | None:
    """Who holds the office that goes on here: وزير الخزانة S، مؤسس DeepSeek S."""
    place = after
    while place < after + _OFFICE and scene.goes_on(place):
        mention, last = scene.mentions.get(place, (None, place))
        if mention and mention.kind == "person":
            return Speaker(first, last, mention, 0.9)
        word = scene.text_at(place)
        is_parted = not mention and scene.gap(place).strip()
        if is_parted or word in THAT or word in _NOT_OF_OFFICE:
            return None
        place = last + 1
    return None
