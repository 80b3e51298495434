"""Cut raw text into words and signs, each at its exact place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.camel import words_and_signs

Span = tuple[int, int]

# Signs inside one token: the point and comma of a number, the hyphen of GPT-4o.
_JOINER = re.compile(r"(?<=\d)[.,\u066B\u066C](?=\d)|(?<=[A-Za-z])[-\u2010\u2011](?=\d)")

_ARABIC = r"\u0610-\u061A\u0620-\u065F\u066E-\u06D3\u06D5-\u06ED\u06EE\u06EF\u06FA-\u06FF"
_ARABIC += r"\u0750-\u077F\u0870-\u08FF\uFB50-\uFDFB\uFE70-\uFEFC"
_CONTROL = r"\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF"
_ONE_SCRIPT = re.compile(f"[{_ARABIC}][{_ARABIC}{_CONTROL}]*|[^{_ARABIC}]+")
_MIXED = re.compile(f"[{_ARABIC}][^{_ARABIC}]|[^{_ARABIC}][{_ARABIC}]")
_WITHOUT_CONTROLS = re.compile(f"[^{_CONTROL}](?:.*[^{_CONTROL}])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str
    is_word: bool


def tokenize(raw: str) -> list[Token]:
    tokens = []
    for start, end in _joined(raw, _spans(raw)):
        for part_start, part_end in _parts(raw, start, end):
            text = raw[part_start:part_end]
            tokens.append(Token(part_start, part_end, text, any(map(str.isalnum, text))))
    return tokens


def _spans(raw: str) -> Iterator[Span]:
    """The tokenizer drops white space alone, so each token is the next thing in the text."""
    end = 0
    for text in words_and_signs(raw):
        start = raw.index(text, end)
        end = start + len(text)
        yield start, end


def _joined(raw: str, spans: Iterator[Span]) -> list[Span]:
    joiners = {joiner.start() for joiner in _JOINER.finditer(raw)}
    joined: list[Span] = []
    for start, end in spans:
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
