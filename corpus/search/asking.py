"""From what a reader types to what the database is asked, and what of it was not understood.

Words are sought by lemma, and as written; «what stands in quotes» is a phrase as written. Fields
and dates are conditions beside the lexemes. Every value reaches the database as a parameter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from django.db.models import Q

from corpus.models import SurfaceLemma
from corpus.search.conditions import Conditions, conditions_of
from corpus.search.naming import Names
from corpus.text.fold import fold
from corpus.text.lexemes import Term
from corpus.text.morphology import LightAnalyser
from corpus.text.query import parse
from corpus.text.query_lexemes import (
    LemmaOf,
    leaf_tsquery,
    names_in,
    phrases_of,
    positive_texts,
    positive_tsquery,
    texts_in,
    tier_tsquery,
)
from corpus.text.query_tokens import Problem
from corpus.text.query_tree import Node

_LIGHT = LightAnalyser()
# So many of the surfaces that begin like a prefix in another form (الرقائق for رقا) are marked.
_MOST_BEGUN = 1_000

Places = dict[int, tuple[int, int]]


@dataclass(frozen=True)
class Search:
    """What is sought: conditions on index rows, and the phrases of it that a text may hold."""

    conditions: Conditions
    # The tsquery of the words asked for, by which hits are ranked; empty where there are none.
    words: str
    # The same, asked of where articles are strongest: first of titles, then of what comes often.
    tiers: tuple[str, ...]
    phrases: tuple[tuple[Term, ...], ...]
    # Every surface of the corpus by which one of the terms would be found, with its lemma.
    surfaces: dict[str, str]

    @property
    def condition(self) -> Q:
        """The condition on an index row."""
        return self.conditions.condition

    @cached_property
    def _candidate(self) -> re.Pattern[str]:
        words = {term.surface for phrase in self.phrases for term in phrase} | set(self.surfaces)
        return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))

    def may_stand_in(self, text: str) -> bool:
        """Whether it is worth cutting the text into words."""
        return bool(self.phrases and self._candidate.search(fold(text)))

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
        if term.prefix:
            lemma = "" if term.joined else self.surfaces.get(word, "")
            return word.startswith(term.surface) or lemma.startswith(term.surface)
        return not term.exact and self.surfaces.get(word) == term.lemma


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a text asks for, as far as it was understood, and what is amiss in it."""

    text: str
    search: Search | None
    problems: tuple[Problem, ...] = ()
    # The words that are names, and so are found in every spelling.
    names: tuple[str, ...] = ()

    @property
    def asks_for_nothing(self) -> bool:
        """Whether what was not understood is all there is."""
        return self.search is None and bool(self.problems)


def ask(text: str) -> Inquiry:
    """What the text asks for."""
    parsed = parse(text)
    if parsed.tree is None:
        return Inquiry(text, None, parsed.problems)
    names = Names(text)
    tree = names.known(parsed.tree)
    problems = sorted((*parsed.problems, *names.problems), key=lambda it: it.start)
    search = _search(tree, _lemmas_of_the_corpus(tree))
    return Inquiry(text, search, tuple(problems), tuple(names_in(tree)))


def search_for(text: str) -> Search | None:
    """The search that the text asks for; None when there is nothing to search for in it."""
    return ask(text).search


def matching(search: Search) -> Q:
    """The condition on an index row."""
    return search.condition


def _search(tree: Node, lemma_of: LemmaOf) -> Search:
    phrases = [it for text in positive_texts(tree) for it in phrases_of(text, lemma_of)]
    tiers = (partial(tier_tsquery, tier=tier, lemma_of=lemma_of) for tier in "th")
    return Search(
        conditions_of(tree, lemma_of),
        positive_tsquery(tree, partial(leaf_tsquery, lemma_of=lemma_of)),
        tuple(positive_tsquery(tree, leaf) for leaf in tiers),
        tuple(dict.fromkeys(phrases)),
        _surfaces([term for phrase in phrases for term in phrase]),
    )


def _surfaces(terms: Sequence[Term]) -> dict[str, str]:
    """The surfaces of the corpus by which the terms would be found."""
    found: dict[str, str] = {}
    for term in terms:
        if term.prefix and not term.joined:
            begun = SurfaceLemma.objects.filter(lemma__startswith=term.surface)
            found |= dict(begun.order_by("surface").values_list("surface", "lemma")[:_MOST_BEGUN])
    lemmas = {term.lemma for term in terms if not term.exact}
    if lemmas:
        known = SurfaceLemma.objects.filter(lemma__in=lemmas)
        found |= dict(known.values_list("surface", "lemma"))
    return found


def _lemmas_of_the_corpus(tree: Node) -> LemmaOf:
    """What the analyser of the import said of each word, else of the word that it seems to be."""
    phrases = (it for text in texts_in(tree) for it in phrases_of(text, _LIGHT.lemma))
    asked = {word for phrase in phrases for it in phrase for word in (it.surface, it.lemma)}
    known = dict(
        SurfaceLemma.objects.filter(surface__in=asked).values_list("surface", "lemma")
        if asked
        else ()
    )

    def lemma_of(word: str) -> str:
        light = _LIGHT.lemma(word)
        return known.get(fold(word)) or known.get(light) or light

    return lemma_of
