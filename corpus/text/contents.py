"""Where the content of a cue stands: the clause or the quotation behind it, the clause before it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from corpus.text.clauses import RULES, Clauses, Stretch
from corpus.text.cues import PREPOSITIONS, THAT, TYPES
from corpus.text.reading import Span, phrase
from corpus.text.said import Said
from corpus.text.scene import Scene
from corpus.text.sentences import sentences

_CONTENT = RULES["content"]
_TO: int = _CONTENT["to"]
_LEAST: int = _CONTENT["least"]
_LEAST_SAID: int = _CONTENT["least_said"]
_PREPOSITIONS = frozenset(map(phrase, _CONTENT["prepositions"]))
_QUOTES = {"«": "»", "“": "”", "„": "”", '"': '"', "”": "”", "‘": "’"}
_LONGEST_QUOTATION = 3_000
_LONGEST_UNCLOSED = 600
_WHO_IS = frozenset(map(phrase, _CONTENT["who_is"]))
_SO = frozenset(map(phrase, _CONTENT["so"]))
_MARKS = re.compile('["«»“”„‘’]')
_MOST_MARKS = 40
_MOST_SENTENCES = 4
_CLOSING = frozenset('"»”')
_NOT_THAT = frozenset(map(phrase, _CONTENT["not_that"]))
_QUOTED = re.compile('[^"»”]+(?=["»”])')
_OPENS_WORD = frozenset(' \t\n([:«“"،,')
_APPOSITION = 9  # words of what is said of a source
_SO_REACH = 14
_SPEAKERS_ZONE = 2  # words before a preposition that opens its sentence


class Piece(NamedTuple):
    """One content: its raw place, its words, and whether it is a quotation by itself."""

    start: int
    end: int
    first: int
    stop: int
    is_quoted: bool = False
    more: tuple[Span, ...] = ()


class Place(NamedTuple):
    """Where the content of a cue begins, and the first letters to leave out."""

    first: int
    cut: int = 0
    is_quotation: bool = False
    is_named: bool = False


def pieces_behind(clauses: Clauses, said: Said) -> list[Piece]:
    """The content to the right of the cue: أن P، «P»، عن NP."""
    place = place_behind(clauses, said)
    if place is None:
        return []
    if place.is_quotation and clauses.scene.is_quoted_on(place.first):
        return _quotation(clauses.scene, place.first)
    least = _LEAST if place.is_named else _LEAST_SAID
    found = _pieces(clauses, clauses.after(place.first, place.cut), least)
    return [piece._replace(is_quoted=place.is_quotation) for piece in found]


def pieces_beside(clauses: Clauses, said: Said, free: int) -> list[Piece]:
    """The content of a preposition: what follows it when it opens the clause, else what precedes."""
    first, stop = clauses.sentence(said.first)
    first = max(first, free)
    opened, _ = clauses.opened(first, said.first)
    word = clauses.scene.words[said.first]
    opens = said.first - opened <= _SPEAKERS_ZONE
    joined = word[0] == "و" and word[1:] in PREPOSITIONS and clauses.follows_comma(said.first)
    if not (opens or joined):
        found = [*_pieces(clauses, clauses.before(said.first, first))]
        return [*found[:-1], *(_continued(clauses, said, it, stop) for it in found[-1:])]
    after = _behind_so(clauses, said.after, stop) or _that_near(clauses, said.after)
    after = after or _behind_apposition(clauses, said.after, stop)
    return [*_pieces(clauses, clauses.after(after))] if after < stop else []


def _continued(clauses: Clauses, said: Said, piece: Piece, stop: int) -> Piece:
    """With what goes on behind the source: P، بحسب S، P."""
    after = said.after
    if after >= stop or clauses.is_break(after) or not clauses.is_parted(after):
        return piece
    if piece.stop != said.first or clauses.scene.words[after][0] in ("و", "ف"):
        return piece
    rest = _pieces(clauses, clauses.after(after), _LEAST_SAID)
    return piece._replace(more=tuple((it.start, it.end) for it in [*rest][:1]))


def _behind_so(clauses: Clauses, first: int, stop: int) -> int | None:
    """The word behind the فإن that opens the main clause: بحسب S، رئيس X، فإن P."""
    near = range(first, min(first + _SO_REACH, stop - 1))
    return next((i + 1 for i in near if clauses.scene.words[i] in _SO), None)


def _that_near(clauses: Clauses, first: int) -> int | None:
    """The word behind the أن that follows the source: جاء في X أن."""
    scene = clauses.scene
    for index in range(first, first + 4):
        if index > first and not scene.goes_on(index):
            return None
        if opens_content(scene, index):
            return index + 1
        if clauses.is_cue(index):
            return None
    return None


def _behind_apposition(clauses: Clauses, first: int, stop: int) -> int:
    """The word behind the comma that ends what is said of the source: بحسب S، رئيس X، P."""
    if clauses.follows_comma(first) or clauses.scene.text_at(first - 1) in THAT:
        return first
    near = range(first, min(first + _APPOSITION, stop))
    comma = (i for i in near if clauses.follows_comma(i))
    return next(comma, first)


def place_behind(clauses: Clauses, said: Said) -> Place | None:
    """The first word of what is said: after أن, a colon or a quotation mark; or the thing named."""
    scene = clauses.scene
    for index in range(said.after, min(said.after + _TO, len(scene.words))):
        gap = scene.gap(index)
        if ":" in gap:
            return Place(index, 0, True)
        if index > said.after and _ends(clauses, said, index):
            break
        if opens_content(scene, index) or (index == said.after and scene.words[index] in THAT):
            return Place(index + 1) if index + 1 < len(scene.words) else None
        if scene.is_quoted_on(index) and not _is_name(scene, index):
            return Place(index, 0, True)
    return None if said.whose == "stranger" else _named(clauses, said)


def _ends(clauses: Clauses, said: Said, index: int) -> bool:
    """Whether what is said does not follow any more: another cue, or after a stranger a clause."""
    if not clauses.scene.goes_on(index) or clauses.is_cue(index):
        return True
    word = clauses.scene.words[index]
    if said.whose != "stranger" or word in _WHO_IS:
        return False
    is_joined = word[0] == "و" and word[:3] != "وال" and clauses.follows_comma(index)
    return is_joined or clauses.is_break(index)


def opens_content(scene: Scene, index: int) -> bool:
    """Whether the word is an أن of what is said, and not of بمجرد أن."""
    return scene.text_at(index) in THAT and scene.text_at(index - 1) not in _NOT_THAT


def _is_name(scene: Scene, index: int) -> bool:
    """Whether what is quoted here is a name or a few words: في برنامج «بوليتيكا»."""
    if index in scene.mentions or scene.text_at(index - 1) in TYPES:
        return True
    return any(not _CLOSING.isdisjoint(scene.gap(index + ahead)) for ahead in (1, 2, 3))


def _named(clauses: Clauses, said: Said) -> Place | None:
    """كشف S عن NP, اعترف S بـNP, توقع S NP."""
    scene = clauses.scene
    needs = said.rule.needs - {"that"}
    for index in range(said.after, min(said.after + 5, len(scene.words) - 1)):
        if not scene.goes_on(index):
            return None
        word = scene.words[index]
        if word in needs:
            return Place(index + (word == "ب" or word in _PREPOSITIONS), is_named=True)
        if "ب" in needs and word.startswith("ب") and len(word) > 3 and index not in scene.mentions:
            return Place(index, 1, is_named=True)
    if "" not in needs or said.rule.sense == "says":
        return None
    first, stop = said.after, clauses.sentence(said.cue)[1]
    return Place(_behind_name(clauses, first, stop), is_named=True) if first < stop else None


def _behind_name(clauses: Clauses, first: int, stop: int) -> int:
    """The word behind what stands between commas after a name: توقع S، رئيس X، NP."""
    if not clauses.follows_comma(first):
        return first
    near = range(first + 1, min(first + _APPOSITION, stop))
    return next((i for i in near if clauses.follows_comma(i)), first)


def _pieces(clauses: Clauses, stretches: Iterator[Stretch], least: int = _LEAST) -> Iterator[Piece]:
    for stretch in stretches:
        if stretch.stop - stretch.first >= least:
            start, end = clauses.raw(stretch)
            yield _unquoted(clauses.scene, Piece(start, end, stretch.first, stretch.stop))


def _unquoted(scene: Scene, piece: Piece) -> Piece:
    """Without the marks around it, when it is one quotation."""
    raw = scene.reading.raw[piece.start : piece.end]
    if raw[:1] in _QUOTES and raw[-1:] == _QUOTES[raw[:1]] and raw[:1] != "":
        inner = raw[1:-1]
        if not any(sign in inner for sign in (raw[0], raw[-1])) and inner.strip():
            return piece._replace(start=piece.start + 1, end=piece.end - 1)
    return piece


def _quotation(scene: Scene, first: int) -> list[Piece]:
    """The sentences of the quotation that opens before the word."""
    raw = scene.reading.raw
    start = scene.reading.raw_span(*scene.places[first])[0]
    opening = raw[start - 1 : start]
    limit = min(scene.reading.segment(start)[1], start + _LONGEST_QUOTATION)
    end = _closing(raw, start, limit, _QUOTES.get(opening, '"'))
    if end is None:
        limit = min(limit, start + _LONGEST_UNCLOSED)
        end = next((stop for _, stop in sentences(raw, start, limit)), limit)
    spans = _joined(raw, sentences(raw, start, end))[:_MOST_SENTENCES]
    found = []
    for begin, stop in spans:
        place = scene.reading.place(begin), scene.reading.place(stop - 1)
        words = scene.word_at(place[0]), scene.word_at(place[1]) + 1
        found.append(Piece(begin, _without_stop(raw, begin, stop), *words, True))
    return [piece for piece in found if piece.stop - piece.first >= _LEAST]


def _joined(raw: str, spans: list[Span]) -> list[Span]:
    """Sentences, with the short ones joined to the one before."""
    kept: list[Span] = []
    for start, end in spans:
        if kept and len(raw[start:end].split()) <= _LEAST:
            kept[-1] = kept[-1][0], end
        else:
            kept.append((start, end))
    return kept


def _without_stop(raw: str, start: int, end: int) -> int:
    while end > start and raw[end - 1] in ".،,؛ ":
        end -= 1
    return end


def _closing(raw: str, start: int, limit: int, closing: str) -> int | None:
    """Where the quotation closes; straight marks open where a word starts and close where it ends."""
    depth = 0
    for mark in islice(_MARKS.finditer(raw, start, limit), _MOST_MARKS):
        place = mark.start()
        if raw[place] != closing:
            depth += raw[place] in _QUOTES and closing == _QUOTES[raw[place]] != raw[place]
            continue
        if (
            closing == '"'
            and raw[place - 1] in _OPENS_WORD | {"و", "ب", "ل"}
            and _starts_word(raw, place)
        ):
            depth += 1
        elif depth:
            depth -= 1
        else:
            return place
    return None


def _starts_word(raw: str, place: int) -> bool:
    return raw[place + 1 : place + 2].isalnum() and raw[place - 1] != ":"


def has_quotation(scene: Scene, piece: Piece) -> bool:
    """Whether words that are no name are quoted in the content, or it is all that is quoted."""
    raw = scene.reading.raw
    for index in range(piece.first, piece.stop):
        if scene.is_quoted_on(index) and index not in scene.mentions:
            start = scene.reading.raw_span(*scene.places[index])[0]
            quoted = _QUOTED.match(raw, start, max(piece.end, start) + 1)
            if quoted and len(quoted[0].split()) > 1:
                return True
    return False
