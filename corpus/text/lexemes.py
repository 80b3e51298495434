"""The search index of a text and the query into it, both as the text that PostgreSQL reads.

Every word gives two lexemes at one position: `l:` its lemma and `s:` itself, folded. Two more
have no position and say where an article is strongest, so that the best of very many hits are
found without reading all: `t:` a lemma of the title, `h:` one that comes often. `f:` is a facet's
key, `a:` a word of the byline, `k:` the tenth of the articles that it is drawn into, and every
article has the lexeme ANY.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from corpus.text.fold import fold
from corpus.text.morphology import Analyser
from corpus.text.tokens import words_of

# What a tsvector can hold; of the whole a little less, for what stands around its lexemes.
_LAST_POSITION = 16_383
_MOST_POSITIONS = 255
_LONGEST_LEXEME = 2_046
_MOST_BYTES = 1_000_000
_BYTES_AROUND = 6
_IN_TITLE, _IN_BODY = (
    [f"{position}{weight}" for position in range(_LAST_POSITION + 1)] for weight in "AD"
)
# A lemma that comes so often is one that the article is about.
_OFTEN = 3
_LONG = 100  # a word that is worth remembering is shorter

ANY = "'any'"

_PHRASE = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»]")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a query: an exact one is sought as written, a joined one right after the last;
    of a prefix only the beginning is given."""

    surface: str
    lemma: str
    exact: bool = False
    joined: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class TextLexemes:
    """A tsvector as text, the lemma of each folded surface that is in it, how many words it has."""

    vector: str
    lemmas: dict[str, str]
    words: int


def folded_words(raw: str) -> list[str]:
    """The words of a text in their order, folded."""
    return [surface for _, surface in _words(raw)]


def surfaces(raw: str) -> set[str]:
    """The words of a text, folded."""
    return set(folded_words(raw))


class Lexer:
    """Makes the index of texts with one analyser; remembers what stands between white space,
    because words come again."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._indexed = lru_cache(maxsize=200_000)(self._read)

    def lexemes(self, titles: Iterable[str], body: Iterable[str]) -> TextLexemes:
        """The index of an article: its titles weigh A, its body D."""
        index: defaultdict[str, list[str]] = defaultdict(list)
        lemmas: dict[str, str] = {}
        position = count = 0
        for weight, texts in ((_IN_TITLE, titles), (_IN_BODY, body)):
            for text in texts:
                words = self._words(text)
                places = chain(weight[position + 1 : position + 1 + len(words)], repeat(weight[-1]))
                for word, place in zip(words, places, strict=False):
                    lemma_lexeme, surface_lexeme, surface, lemma = word
                    index[lemma_lexeme].append(place)
                    index[surface_lexeme].append(place)
                    lemmas[surface] = lemma
                position += len(words) + 1  # a phrase does not reach into the next text
                count += len(words)
        return TextLexemes(_vector({**index, **_tiers(index)}), lemmas, count)

    def _words(self, text: str) -> "list[_Indexed]":
        chunks = text.split()
        worth_keeping = max(map(len, chunks), default=0) < _LONG
        read = self._indexed if worth_keeping else self._read
        return list(chain.from_iterable(map(read, chunks)))

    def _read(self, chunk: str) -> "tuple[_Indexed, ...]":
        return tuple(
            _Indexed(_quoted(_lexeme("l", lemma)), _quoted(_lexeme("s", surface)), surface, lemma)
            for word, surface in _words(chunk)
            for lemma in [self._analyser.lemma(word)]
        )


class _Indexed(NamedTuple):
    """A word with its two lexemes, as PostgreSQL reads them."""

    lemma_lexeme: str
    surface_lexeme: str
    surface: str
    lemma: str


def _tiers(index: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The lemmas in which the article is strongest. A title's words come first."""
    tiers: dict[str, Sequence[str]] = {}
    for lexeme, places in index.items():
        if lexeme.startswith("'l:"):
            if places[0].endswith("A"):
                tiers[f"'t{lexeme[2:]}"] = ()
            if len(places) >= _OFTEN:
                tiers[f"'h{lexeme[2:]}"] = ()
    return tiers


def _vector(index: Mapping[str, Sequence[str]]) -> str:
    """What a tsvector can hold of the index, as PostgreSQL reads it."""
    lexemes = index.items() if _surely_fits(index) else _fitting(index)
    return " ".join(
        [
            f"{lexeme}:{','.join(places[:_MOST_POSITIONS])}" if places else lexeme
            for lexeme, places in lexemes
        ]
    )


def _surely_fits(index: Mapping[str, Sequence[str]]) -> bool:
    most = 4 * sum(map(len, index)) + _BYTES_AROUND * len(index)
    return most + 2 * sum(map(len, index.values())) < _MOST_BYTES


def _fitting(index: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    room = _MOST_BYTES
    for lexeme, places in index.items():
        room -= len(lexeme.encode()) + _BYTES_AROUND + 2 * min(len(places), _MOST_POSITIONS)
        if room < 0:
            return
        yield lexeme, places


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Each word as printed and folded."""
    for chunk in text.split():
        for word in words_of(chunk):
            if surface := fold(word):
                yield word, surface


def facet_lexeme(key: str) -> str:
    """What stands for a facet's key, as PostgreSQL reads it."""
    return _quoted(_lexeme("f", key))


def byline_lexemes(author: str) -> list[str]:
    """What stands for the words of a byline, as PostgreSQL reads them."""
    return [_quoted(_lexeme("a", word)) for word in dict.fromkeys(folded_words(author))]


def tenth_lexeme(number: int) -> str:
    """What stands for one of ten parts, into which articles are drawn."""
    return _quoted(_lexeme("k", str(number)))


def search_terms(query: str, lemma_of: Callable[[str], str]) -> list[Term]:
    """The words of a query in their order; what stands in quotes is a phrase as written."""
    terms: list[Term] = []
    end = 0
    for phrase in _PHRASE.finditer(query):
        terms += terms_of(query[end : phrase.start()], lemma_of, exact=False)
        terms += terms_of(phrase[1], lemma_of, exact=True)
        end = phrase.end()
    return terms + terms_of(query[end:], lemma_of, exact=False)


def terms_of(text: str, lemma_of: Callable[[str], str], *, exact: bool) -> list[Term]:
    """The words of a text; exact ones are a phrase."""
    return [
        Term(surface, lemma_of(word), exact, joined=exact and place > 0)
        for place, (word, surface) in enumerate(_words(text))
    ]


def tsquery(terms: Iterable[Term]) -> str:
    """The query that asks for every term; empty where there is none."""
    query = ""
    for term in terms:
        lexeme = _quoted(_lexeme("s", term.surface) if term.exact else _lexeme("l", term.lemma))
        lexeme += ":*" if term.prefix else ""
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
