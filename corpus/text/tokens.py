"""Cut raw text into words and signs, each at its exact place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.text.camel import words_and_signs

Span = tuple[int, int]
Piece = tuple[int, int, str, bool]

_CHUNK = re.compile(r"\S+")

# Signs inside one token: the point and comma of a number, the hyphen of GPT-4o.
_JOINER = re.compile(r"(?<=\d)[.,\u066B\u066C](?=\d)|(?<=[A-Za-z])[-\u2010\u2011](?=\d)")

_ARABIC = r"\u0610-\u061A\u0620-\u065F\u066E-\u06D3\u06D5-\u06ED\u06EE\u06EF\u06FA-\u06FF"
_ARABIC += r"\u0750-\u077F\u0870-\u08FF\uFB50-\uFDFB\uFE70-\uFEFC"
_CONTROL = r"\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF"
_ONE_SCRIPT = re.compile(f"[{_ARABIC}][{_ARABIC}{_CONTROL}]*|[^{_ARABIC}]+")
_MIXED = re.compile(f"[{_ARABIC}][^{_ARABIC}]|[^{_ARABIC}][{_ARABIC}]")
_WITHOUT_CONTROLS = re.compile(f"[^{_CONTROL}](?:.*[^{_CONTROL}])?", re.DOTALL)

# What four chunks in five are, and the tokenizer would cut just so: a word, then signs.
_PLAIN = re.compile(r"([\u0621-\u063A\u0641-\u064A]+)([،.؛:؟!\"»)(«,“”]*)")


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str
    is_word: bool


def words_of(chunk: str) -> list[str]:
    """The words of what stands between white space."""
    return [text for _, _, text, is_word in _pieces(chunk) if is_word]


def tokenize(raw: str) -> list[Token]:
    tokens = []
    for chunk in _CHUNK.finditer(raw):
        offset = chunk.start()
        for start, end, text, is_word in _pieces(chunk[0]):
            tokens.append(Token(offset + start, offset + end, text, is_word))
    return tokens


@lru_cache(maxsize=65_536)
def _pieces(chunk: str) -> tuple[Piece, ...]:
    """The tokens of what stands between white space; kept, because words come again."""
    if plain := _PLAIN.fullmatch(chunk):
        end = plain.end(1)
        signs = ((at, at + 1, chunk[at], False) for at in range(end, len(chunk)))
        return ((0, end, plain[1], True), *signs)
    return _by_tokenizer(chunk)


def _by_tokenizer(chunk: str) -> tuple[Piece, ...]:
    spans = (part for span in _joined(chunk) for part in _parts(chunk, *span))
    return tuple(
        (start, end, chunk[start:end], any(map(str.isalnum, chunk[start:end])))
        for start, end in spans
    )


def _joined(chunk: str) -> list[Span]:
    """The tokenizer drops nothing inside a chunk, so each token begins where the last ended."""
    joiners = {joiner.start() for joiner in _JOINER.finditer(chunk)}
    joined: list[Span] = []
    end = 0
    for text in words_and_signs(chunk):
        start, end = end, end + len(text)
        if start in joiners or start - 1 in joiners:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _parts(raw: str, start: int, end: int) -> Iterator[Span]:
    """The runs of one script in a token, without the invisible controls at their edges."""
    text = raw[start:end]
    if text.isalnum() and not _MIXED.search(text):
        yield start, end
        return
    for run in _ONE_SCRIPT.finditer(text):
        kept = _WITHOUT_CONTROLS.search(run[0])
        if kept:
            yield start + run.start() + kept.start(), start + run.start() + kept.end()
