"""From what a reader types to a query over our own lexemes, and the matched words as printed.

Words are sought by lemma, and as written; «what stands in quotes» is a phrase as written. Nothing
here reads an article's text from the database.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.search import SearchQueryField
from django.db import connection, transaction
from django.db.models import BooleanField, F, FloatField, Func, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from corpus.models import SurfaceLemma
from corpus.text.fold import fold
from corpus.text.lexemes import Term, search_terms, tsquery
from corpus.text.morphology import LightAnalyser
from corpus.text.tokens import Token, tokenize

_LIGHT = LightAnalyser()
_LONGEST_WINDOW = 40
_WORDS_BEFORE = 8
_LONGEST_OPENING = 2_000


Places = dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text exactly as printed, marked where it is what was sought."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Search:
    """What is sought: phrases, each of one or more terms that stand side by side."""

    phrases: tuple[tuple[Term, ...], ...]
    # Every surface of the corpus by which one of the terms would be found, with its lemma.
    surfaces: dict[str, str]

    @property
    def query(self) -> Combinable:
        """The tsquery that asks for all of it."""
        return _as_tsquery(" & ".join(map(_phrase_query, self.phrases)))

    @property
    def title_query(self) -> Combinable:
        """The same, asked of titles alone."""
        query = " & ".join(map(_phrase_query, self.phrases))
        return _as_tsquery(_LEXEME.sub(r"\g<0>:A", query))

    @cached_property
    def _candidate(self) -> re.Pattern[str]:
        words = {term.surface for phrase in self.phrases for term in phrase} | set(self.surfaces)
        return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))

    def may_stand_in(self, text: str) -> bool:
        """Whether it is worth cutting the text into words."""
        return bool(self._candidate.search(fold(text)))

    def places(self, words: Sequence[str]) -> Places:
        """Which of the folded words are sought: each with its phrase and where that begins."""
        found: Places = {}
        for number, phrase in enumerate(self.phrases):
            for first in range(len(words) - len(phrase) + 1):
                there = words[first : first + len(phrase)]
                if all(map(self._is, there, phrase)):
                    found.update(dict.fromkeys(range(first, first + len(phrase)), (number, first)))
        return found

    def _is(self, word: str, term: Term) -> bool:
        if word == term.surface:
            return True
        return not term.exact and self.surfaces.get(word) == term.lemma


class Matches(Func):
    """Whether a tsvector holds what a tsquery asks for."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


class Rank(Func):
    """How well a tsvector answers a tsquery."""

    function = "ts_rank"
    output_field = FloatField()


_LEXEME = re.compile(r"'(?:[^'\\]|''|\\\\)*'")


def search_for(text: str) -> Search | None:
    """The search that the text asks for; None when there is no word in it."""
    terms = search_terms(text, _LIGHT.lemma)
    if not terms:
        return None
    terms = _with_lemmas_of_the_corpus(terms)
    lemmas = {term.lemma for term in terms if not term.exact}
    surfaces = (
        SurfaceLemma.objects.filter(lemma__in=lemmas) if lemmas else SurfaceLemma.objects.none()
    )
    return Search(tuple(_phrases(terms)), dict(surfaces.values_list("surface", "lemma")))


def matching(search: Search) -> Matches:
    """The condition on an index row."""
    return Matches(F("lexemes"), search.query)


def _with_lemmas_of_the_corpus(terms: Sequence[Term]) -> list[Term]:
    """What the analyser of the import said of each word, else of the word that it seems to be."""
    asked = {word for term in terms for word in (term.surface, term.lemma)}
    known = dict(SurfaceLemma.objects.filter(surface__in=asked).values_list("surface", "lemma"))
    return [
        Term(
            term.surface,
            known.get(term.surface) or known.get(term.lemma) or term.lemma,
            term.exact,
            term.joined,
        )
        for term in terms
    ]


def _phrases(terms: Iterable[Term]) -> Iterator[tuple[Term, ...]]:
    phrase: list[Term] = []
    for term in terms:
        if phrase and not term.joined:
            yield tuple(phrase)
            phrase = []
        phrase.append(term)
    yield tuple(phrase)


def _phrase_query(phrase: tuple[Term, ...]) -> str:
    if phrase[0].exact:
        return f"({tsquery(phrase)})"
    (term,) = phrase
    as_written = Term(term.surface, term.lemma, exact=True)
    return f"({tsquery([term])} | {tsquery([as_written])})"


def _as_tsquery(query: str) -> Combinable:
    return Cast(Value(query), SearchQueryField())


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
        if start <= span_start and span_end <= end:
            if done < span_start:
                yield Run(text[done:span_start])
            yield Run(text[span_start:span_end], marked=True)
            done = span_end
    if done < end:
        yield Run(text[done:end])


@contextmanager
def by_index(search: Search | None) -> Iterator[None]:
    """Let a search go through the index of lexemes.

    The planner does not know what it costs to unpack a row's lexemes, and so reads the whole
    table for any word that is not rare: 48 ms at 3,000 articles where the index takes 1.
    """
    if search is None:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")
