"""The search index of a text and the query into it, both as the text that PostgreSQL reads.

Every word gives two lexemes at one position: `l:` its lemma and `s:` itself, folded.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from corpus.text.fold import fold
from corpus.text.morphology import Analyser
from corpus.text.tokens import tokenize

# What a tsvector can hold; of the whole a little less, for what stands around its lexemes.
_LAST_POSITION = 16_383
_MOST_POSITIONS = 255
_LONGEST_LEXEME = 2_046
_MOST_BYTES = 1_000_000
_BYTES_AROUND = 6

_PHRASE = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»]")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a query: an exact one is sought as written, a joined one right after the last."""

    surface: str
    lemma: str
    exact: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class TextLexemes:
    """A tsvector as text, and the lemma of each folded surface that is in it."""

    vector: str
    lemmas: dict[str, str]


def surfaces(raw: str) -> set[str]:
    """The words of a text, folded."""
    return {surface for _, surface in _words(raw)}


def lexemes(titles: Iterable[str], body: Iterable[str], analyser: Analyser) -> TextLexemes:
    """The index of an article: its titles weigh A, its body D."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    lemmas: dict[str, str] = {}
    for (word, surface), places in _places(titles, body).items():
        lemmas[surface] = lemma = analyser.lemma(word)
        index[_lexeme("l", lemma)] += places
        index[_lexeme("s", surface)] += places
    return TextLexemes(_vector(index), lemmas)


def _places(titles: Iterable[str], body: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """The positions, with their weights, of each word, as printed and folded."""
    places: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    position = 0
    for weight, texts in (("A", titles), ("D", body)):
        for text in texts:
            for word in _words(text):
                position = min(position + 1, _LAST_POSITION)
                places[word].append(f"{position}{weight}")
            position += 1  # a phrase does not reach from one text into the next
    return places


def _vector(index: dict[str, list[str]]) -> str:
    written = []
    room = _MOST_BYTES
    for lexeme, places in index.items():
        kept = places[:_MOST_POSITIONS]
        room -= len(lexeme.encode()) + _BYTES_AROUND + 2 * len(kept)
        if room < 0:
            break
        written.append(f"{_quoted(lexeme)}:{','.join(kept)}")
    return " ".join(written)


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Each word as printed and folded."""
    return chain.from_iterable(map(_words_of, text.split()))


@lru_cache(maxsize=65_536)
def _words_of(chunk: str) -> tuple[tuple[str, str], ...]:
    """The words of what stands between white space; kept, because it comes again."""
    words = ((token.text, fold(token.text)) for token in tokenize(chunk) if token.is_word)
    return tuple((word, surface) for word, surface in words if surface)


def search_terms(query: str, lemma_of: Callable[[str], str]) -> list[Term]:
    """The words of a query in their order; what stands in quotes is a phrase as written."""
    terms: list[Term] = []
    end = 0
    for phrase in _PHRASE.finditer(query):
        terms += _terms(query[end : phrase.start()], lemma_of, exact=False)
        terms += _terms(phrase[1], lemma_of, exact=True)
        end = phrase.end()
    return terms + _terms(query[end:], lemma_of, exact=False)


def _terms(text: str, lemma_of: Callable[[str], str], *, exact: bool) -> list[Term]:
    return [
        Term(surface, lemma_of(word), exact, joined=exact and place > 0)
        for place, (word, surface) in enumerate(_words(text))
    ]


def tsquery(terms: Iterable[Term]) -> str:
    """The query that asks for every term; empty where there is none."""
    query = ""
    for term in terms:
        lexeme = _quoted(_lexeme("s", term.surface) if term.exact else _lexeme("l", term.lemma))
        joint = " <-> " if term.joined else " & "
        query += f"{joint}{lexeme}" if query else lexeme
    return query


def _lexeme(kind: str, word: str) -> str:
    lexeme = f"{kind}:{word}"
    if len(lexeme) * 4 <= _LONGEST_LEXEME:
        return lexeme
    return lexeme.encode()[:_LONGEST_LEXEME].decode(errors="ignore")


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
