"""The matched words as printed. Nothing here reads an article's text from the database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.search.asking import Places, Search
from corpus.text.fold import fold
from corpus.text.tokens import Token, tokenize

_LONGEST_WINDOW = 40
_WORDS_BEFORE = 8
_LONGEST_OPENING = 2_000


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text exactly as printed, marked where it is what was sought."""

    text: str
    marked: bool = False


def marked(text: str, search: Search | None) -> list[Run]:
    """The whole text with what is sought marked, letter for letter as printed."""
    if search is None or not search.may_stand_in(text):
        return [Run(text)]
    words = _words(text)
    places = search.places([fold(word.text) for word in words])
    return list(_runs(text, 0, len(text), _spans(words, places)))


def excerpt(paragraphs: Iterable[str], search: Search | None) -> list[Run]:
    """The forty words in which most of what is sought stands, else the first forty."""
    opening, best, most = "", None, 0
    for paragraph in paragraphs:
        opening = opening or paragraph
        if search is None:
            break
        if not search.may_stand_in(paragraph):
            continue
        words = _words(paragraph)
        places = search.places([fold(word.text) for word in words])
        first, found = _window(places)
        if found > most:
            best, most = _cut(paragraph, words, first, places), found
        if most == len(search.phrases):
            break
    return best or _cut(opening, _words(opening[:_LONGEST_OPENING]), 0, {})


def _words(text: str) -> list[Token]:
    return [token for token in tokenize(text) if token.is_word]


def _window(places: Places) -> tuple[int, int]:
    """The first word of the best window, and how many phrases are met in it."""
    best = (0, 0)
    for place in sorted(places):
        first = max(place - _WORDS_BEFORE, 0)
        met = {
            phrase for at, (phrase, _) in places.items() if place <= at < first + _LONGEST_WINDOW
        }
        if len(met) > best[1]:
            best = (first, len(met))
    return best


def _cut(text: str, words: Sequence[Token], first: int, places: Places) -> list[Run]:
    last = first + _LONGEST_WINDOW
    start = words[first].start if first else 0
    end = words[last - 1].end if last < len(words) else len(text)
    runs = list(_runs(text, start, end, _spans(words, places)))
    return [Run("… ")] * (start > 0) + runs + [Run("…")] * (end < len(text))


def _spans(words: Sequence[Token], places: Places) -> list[tuple[int, int]]:
    """The raw spans to mark, each of one whole phrase."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for place, phrase in sorted(places.items()):
        start = spans[phrase][0] if phrase in spans else words[place].start
        spans[phrase] = (start, words[place].end)
    return list(spans.values())


def _runs(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> Iterator[Run]:
    done = start
    for span_start, span_end in spans:
        if done <= span_start and span_end <= end:
            if done < span_start:
                yield Run(text[done:span_start])
            yield Run(text[span_start:span_end], marked=True)
            done = span_end
    if done < end:
        yield Run(text[done:end])
