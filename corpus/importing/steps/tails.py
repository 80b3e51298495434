"""The end of a paragraph that is the site's and not the article's: links, calls and sign-offs."""

import re
from collections.abc import Iterator

from corpus.importing.records import SegmentDraft
from corpus.importing.steps.cues import cue_of, is_disclosure
from corpus.importing.steps.lines import Line, stops, words_in
from corpus.importing.steps.signed import is_sign_off

_SENTENCE_END = re.compile(r"[.؟!?…](?<!\..)[\"'”’»)]*\s+(?=\S)")
_WINDOW = 320
_LEAST = 80
_LONGEST = 30


def tails_of(line: Line, text: str) -> Iterator[SegmentDraft]:
    """The last sentences of a line that are the site's, last first."""
    if line.end - line.start < _LEAST:
        return
    window = max(line.start + _LEAST // 2, line.end - _WINDOW)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, window, line.end)]
    last, open_end = line.end, not line.stops
    for start in reversed(ends):
        found = _tail(text, start, last)
        if found is None and not open_end:
            return
        if found:
            yield found
            last, open_end = line.start + len(text[line.start : start].rstrip()), False


def _tail(text: str, start: int, end: int) -> SegmentDraft | None:
    words = words_in(text, start, end)
    if is_disclosure(words):
        return SegmentDraft("disclosure", start, end, "AI disclosure")
    if is_sign_off(text[start:end]):
        return SegmentDraft("byline", start, end, "sign-off")
    sentence = text[start:end]
    line = Line(start, end, sentence, words, 0, stops(sentence))
    cue = cue_of(line) if 0 < len(words) <= _LONGEST else None
    if cue and cue.label == "boilerplate" and (len(cue.phrase) > 1 or cue.has):
        return SegmentDraft("boilerplate", start, end, cue.name)
    return None
