"""How sure a content is: by its cue, and by the words inside that hedge it."""

from corpus.text.clauses import RULES, Phrases
from corpus.text.contents import Piece
from corpus.text.reading import phrase
from corpus.text.scene import Scene

_HEDGES = RULES["hedges"]
_BY_WORDS = {sure: Phrases(_HEDGES[sure]) for sure in ("possible", "probable")}
_MAY = frozenset(map(phrase, _HEDGES["may"]))
_ANY = _MAY.union(*(phrases.firsts for phrases in _BY_WORDS.values()))
_IMPERFECT = tuple(_HEDGES["imperfect"])
_LEVELS = ("possible", "probable", "certain")


def hedged(scene: Scene, piece: Piece, certainty: str) -> str:
    """The certainty of the content, which a hedge inside it lowers."""
    words = scene.words
    level = _LEVELS.index(certainty)
    for index in [i for i in range(piece.first, piece.stop) if words[i] in _ANY]:
        if words[index] in _MAY and _is_imperfect(scene.text_at(index + 1)):
            level = 0
        for sure, phrases in _BY_WORDS.items():
            if phrases.at(words, index):
                level = min(level, _LEVELS.index(sure))
    return _LEVELS[level]


def _is_imperfect(word: str) -> bool:
    """قد تصل, and no قد تلقت: a past ends in the ت of its feminine."""
    return word.startswith(_IMPERFECT) and not (word.startswith("ت") and word.endswith("ت"))
