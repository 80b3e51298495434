"""What of a query stands under the caret: the value of a field, or the last words before it."""

import re
from dataclasses import dataclass

from corpus.text.fold import fold
from corpus.text.query_tokens import FIELDS, OPERATORS

_MOST_WORDS = 3
_QUOTES = '"“”«»'
_PIECE = re.compile(
    rf"(?P<name>[^\s():{_QUOTES}]+):"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}])?|(?P<value>[^\s(){_QUOTES}]*))"
    rf"|[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]?(?:~\d*)?|[()]|(?P<word>[^\s(){_QUOTES}]+)"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the query in whose place a name may come, and what of a name it says."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class UnderCaret:
    """The stretches that may be a name, longest first; all are a value where there is a field.

    `name` is the field's name as typed.
    """

    stretches: tuple[Stretch, ...] = ()
    field: str = ""
    name: str = ""


def under_caret(query: str, caret: int) -> UnderCaret:
    """What somebody is typing."""
    words: list[Stretch] = []
    for piece in _PIECE.finditer(query):
        if piece.start() >= caret:
            break
        field = FIELDS.get(fold(piece["name"] or ""))
        if field and caret <= piece.end():
            return _value(field, piece, caret)
        if field or not _is_word(piece):
            words = []
        else:
            words.append(Stretch(*piece.span(), piece[0]))
    last = words[-_MOST_WORDS:]
    return UnderCaret(tuple(_joined(last[first:]) for first in range(len(last))))


def _value(field: str, piece: re.Match[str], caret: int) -> UnderCaret:
    """The whole value; of a quotation that is not closed, what stands before the caret."""
    if caret <= piece.end("name"):
        return UnderCaret()
    is_open = piece["quoted"] is not None and not piece["closed"]
    end = caret if is_open else piece.end()
    text = piece["value"] if piece["quoted"] is None else piece["quoted"]
    typed = text[: caret - piece.start("quoted")] if is_open else text
    return UnderCaret((Stretch(piece.start(), end, typed),), field, piece["name"])


def _is_word(piece: re.Match[str]) -> bool:
    is_word = piece["word"] is not None or piece["value"] is not None
    return is_word and piece[0] not in OPERATORS and fold(piece[0]) not in OPERATORS


def _joined(words: list[Stretch]) -> Stretch:
    return Stretch(words[0].start, words[-1].end, " ".join(it.text for it in words))
