"""From the tree of a query to a condition on index rows."""

from datetime import date, datetime, time, timedelta

from django.db.models import F, Q
from django.db.models.lookups import Contains
from django.utils.timezone import make_aware

from corpus.search.expressions import Holds, Matches, as_tsquery, folded
from corpus.search.values import as_value, keys_called, nearest_label
from corpus.text.fold import fold
from corpus.text.query_lexemes import LemmaOf, leaf_tsquery, near_tsquery, text_tsquery
from corpus.text.query_tokens import Amiss, Problem
from corpus.text.query_tree import And, Dates, Field, Near, Node, Not, Or

_DAY = timedelta(days=1)
# Before everything that is dated, after the beginning of time where the undated stand.
_FIRST_DAY = date(1000, 1, 1)


class Conditions:
    """The conditions of one query's tree; values that nothing has are problems."""

    def __init__(self, text: str, lemma_of: LemmaOf) -> None:
        self._text = text
        self._lemma_of = lemma_of
        self.problems: list[Problem] = []

    def of(self, node: Node) -> Q:
        """The condition; all the words of a node are one question to the index of lexemes."""
        if words := text_tsquery(node, self._lemma_of):
            return Q(Matches(F("lexemes"), as_tsquery(words)))
        if isinstance(node, Near):
            return self._near(node)
        if isinstance(node, And | Or):
            return self._joined(node)
        if isinstance(node, Not):
            return ~self.of(node.node)
        if isinstance(node, Dates):
            return _between(node)
        if isinstance(node, Field):
            return _by_author(node.value) if node.name == "author" else self._with_value(node)
        raise TypeError(node)

    def _near(self, node: Near) -> Q:
        words = as_tsquery(leaf_tsquery(node, self._lemma_of))
        near = as_tsquery(near_tsquery(node, self._lemma_of))
        return Q(Matches(F("lexemes"), words)) & Q(Holds(F("lexemes"), near))

    def _joined(self, node: And | Or) -> Q:
        words = [it for it in node.nodes if text_tsquery(it, self._lemma_of)]
        others = [it for it in node.nodes if it not in words]
        together = [type(node)(tuple(words))] if len(words) > 1 else words
        connector = Q.AND if isinstance(node, And) else Q.OR
        return Q(*(self.of(it) for it in [*together, *others]), _connector=connector)

    def _with_value(self, asked: Field) -> Q:
        keys = keys_called(asked.name, asked.value)
        if not keys:
            self._unknown(asked)
        return Q(facets__overlap=keys)

    def _unknown(self, asked: Field) -> None:
        start, end = asked.place
        label = nearest_label(asked.name, asked.value)
        name = self._text[start:end].partition(":")[0]
        instead = f"{self._text[:start]}{name}:{as_value(label)}{self._text[end:]}" if label else ""
        self.problems.append(Problem(Amiss.UNKNOWN_VALUE, start, end, instead))


def _by_author(name: str) -> Q:
    """The name in the byline of the article, however its letters are written."""
    return Q(Contains(folded("article__author"), fold(name)))


def _between(days: Dates) -> Q:
    """Dated articles from the first day to the last."""
    dated = Q(sorted_at__gte=_midnight(days.first or _FIRST_DAY))
    return dated & Q(sorted_at__lt=_midnight(days.last + _DAY)) if days.last else dated


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
