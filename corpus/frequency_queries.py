"""How often words stand in selections: per million words, in all and month by month."""

from collections.abc import Collection, Sequence
from datetime import date
from math import sqrt
from operator import add
from typing import NamedTuple

from django.db.models import F, FloatField, Func

from corpus.comparison_queries import FEW, Counted, Group, KeyOf, month_key
from corpus.models import SurfaceLemma
from corpus.search import Matches
from corpus.search.expressions import as_tsquery
from corpus.search.planning import by_lexemes
from corpus.text.fold import fold
from corpus.text.lexemes import folded_words, terms_of, tsquery
from corpus.text.morphology import LightAnalyser

PER = 1_000_000
_DEVIATIONS = 1.96
_LIGHT = LightAnalyser()


class Rate(NamedTuple):
    """How often something is said in a million words, give or take `margin`."""

    times: int
    words: int
    articles: int
    rate: float
    margin: float

    @property
    def is_doubtful(self) -> bool:
        """Whether it is of few articles, or might as well be half as much."""
        return self.articles < FEW or self.margin > self.rate / 2


class Word(NamedTuple):
    """A word to be counted, and the tsquery of it: one lexeme for each place where it stands."""

    text: str
    query: str


class Frequency(NamedTuple):
    """A word, and for each selection how often it stands there: in all, and by month."""

    word: str
    columns: list[Rate]
    by_month: list[list[Rate]]


class _Times(Func):
    """How often what a tsquery asks for stands in a tsvector.

    Its rank by cover density, where each place weighs 1: for a word or a phrase every cover is
    one occurrence. Unpacking the positions in SQL would take ten times as long.
    """

    function = "ts_rank_cd"
    template = "%(function)s('{1,1,1,1}', %(expressions)s)"
    output_field = FloatField()


def frequency(word: Word, selections: Sequence[Counted], months: Sequence[date]) -> Frequency:
    """How often a word stands in each selection."""
    keys = [month_key(it) for it in months]
    columns, by_month = [], []
    for one in selections:
        found = _found(one, word)
        columns.append(_rate(found.values(), one.all))
        by_month.append(
            [
                _rate([found[key]] if key in found else [], one.groups.get(key, Group()))
                for key in keys
            ]
        )
    return Frequency(word.text, columns, by_month)


class _Found(NamedTuple):
    """Of articles that have a word: how often, and the sums that its variance is made of."""

    times: float
    squares: float
    products: float


def _found(one: Counted, word: Word) -> dict[str, _Found]:
    """By the key of the month; undated articles at none.

    Summed here, so that the lexemes of an article are unpacked once and not for each sum.
    """
    query = as_tsquery(word.query)
    with by_lexemes():
        rows = one.rows.filter(Matches(F("lexemes"), query)).values_list(
            KeyOf(F("facets"), kinds="month"), _Times(F("lexemes"), query), "words"
        )
        sums: dict[str, _Found] = {}
        for month, times, words in rows:
            known = sums.get(month or "", _Found(0, 0, 0))
            this = _Found(times, times * times, times * words)
            sums[month or ""] = _Found(*map(add, known, this))
    return sums


def _rate(found: Collection[_Found], group: Group) -> Rate:
    """A ratio over articles with its margin at 95 %.

    Words come in clusters: it is articles that were drawn, not words.
    """
    if not group.words:
        return Rate(0, 0, group.articles, 0, 0)
    times, squares, products = (
        (sum(sums) for sums in zip(*found, strict=True)) if found else (0, 0, 0)
    )
    ratio = times / group.words
    spread = squares - 2 * ratio * products + ratio**2 * group.squares
    of_articles = group.articles / max(1, group.articles - 1)
    margin = _DEVIATIONS * sqrt(max(0, spread) * of_articles) / group.words
    return Rate(round(times), group.words, group.articles, ratio * PER, margin * PER)


def sought(text: str) -> Word | None:
    """What finds a word in any of its forms, or words side by side as written; None of no word."""
    terms = terms_of(text, _lemma, exact=len(folded_words(text)) > 1)
    return Word(text, tsquery(terms)) if terms else None


def _lemma(word: str) -> str:
    """What the analyser of the import said of the word, else of the word that it seems to be."""
    light = _LIGHT.lemma(word)
    asked = SurfaceLemma.objects.filter(surface__in=[fold(word), light])
    known = dict(asked.values_list("surface", "lemma"))
    return known.get(fold(word)) or known.get(light) or light
