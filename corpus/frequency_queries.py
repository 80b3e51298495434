"""How often words stand in selections: per million words, in all and month by month."""

from collections.abc import Collection, Sequence
from datetime import date
from math import sqrt
from typing import NamedTuple

from django.db import connection
from django.db.models import F

from corpus.comparison_queries import FEW, Counted, Group, month_key
from corpus.models import SurfaceLemma
from corpus.months import KIND
from corpus.search import Matches
from corpus.search.expressions import as_tsquery
from corpus.search.planning import by_lexemes
from corpus.text.fold import fold
from corpus.text.lexemes import folded_words, terms_of, tsquery
from corpus.text.morphology import LightAnalyser

PER = 1_000_000
_DEVIATIONS = 1.96
_LIGHT = LightAnalyser()

# How often a word stands in an article is its rank by cover density where each place weighs 1:
# for a word, and for words side by side, every cover is one occurrence. OFFSET 0 has the lexemes
# of an article unpacked once, not once for each sum.
_TIMES = """
SELECT to_char(sorted_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month,
    sum(times), sum(times * times), sum(times * words)
FROM (
    SELECT sorted_at, words, ts_rank_cd('{{1,1,1,1}}', lexemes, %s::tsquery)::float8 AS times
    FROM ({rows}) AS asked OFFSET 0
) AS counted GROUP BY month
"""


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
    """By the key of the month, which is none of ours for the undated."""
    there = one.rows.filter(Matches(F("lexemes"), as_tsquery(word.query)))
    query, values = there.values("sorted_at", "words", "lexemes").query.sql_with_params()
    with by_lexemes(), connection.cursor() as cursor:
        cursor.execute(_TIMES.format(rows=query), [word.query, *values])
        return {f"{KIND}:{month}": _Found(*sums) for month, *sums in cursor.fetchall()}


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
