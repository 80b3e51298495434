"""From the tree of a query to what the database is asked of an index row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import F, Q

from corpus.search.expressions import Holds, Matches, as_tsquery
from corpus.text.lexemes import ANY
from corpus.text.query_lexemes import (
    LemmaOf,
    all_of,
    anchored,
    index_tsquery,
    leaf_tsquery,
    near_tsquery,
    question_of,
)
from corpus.text.query_tree import And, Dates, Near, Node, Not, Or

_DAY = timedelta(days=1)
# Before everything that is dated, after the beginning of time where the undated stand.
_FIRST_DAY = date(1000, 1, 1)


@dataclass(frozen=True)
class Conditions:
    """What is asked of the index, what of each row that it leads to, and all other conditions.

    Empty where nothing is asked. A question to the index always has something to begin from.
    """

    index: str = ""
    checks: Sequence[str] = ()
    rest: Q = Q()  # noqa: RUF009 - a Q is never changed in place

    @property
    def checked(self) -> Q:
        """What is asked of each row that the index leads to, which reads its lexemes."""
        return Q(*(Q(Holds(F("lexemes"), as_tsquery(check))) for check in self.checks))

    @property
    def condition(self) -> Q:
        """All of it."""
        asked = Q(Matches(F("lexemes"), as_tsquery(self.index))) if self.index else Q()
        return asked & self.checked & self.rest


def conditions_of(tree: Node, lemma_of: LemmaOf) -> Conditions:
    """The conditions of a tree: of all that must be met as much as can be is asked of the index."""
    asked: list[str] = []
    checks: list[str] = []
    rest = Q()
    nodes = tree.nodes if isinstance(tree, And) else (tree,)
    for node in nodes:
        question = question_of(node, lemma_of)
        if question is None:
            rest &= _condition(node, lemma_of)
        else:
            asked.append(question.index)
            checks.append(question.check)
    if asked and not any(map(anchored, nodes)):
        asked.insert(0, ANY)
    return Conditions(all_of(asked), tuple(filter(None, checks)), rest)


def between(first: date | None, last: date | None) -> Q:
    """Dated articles from the first day to the last."""
    dated = Q(sorted_at__gte=_midnight(first or _FIRST_DAY))
    return dated & Q(sorted_at__lt=_midnight(last + _DAY)) if last else dated


def _condition(node: Node, lemma_of: LemmaOf) -> Q:
    """The condition of a node that is more than one question to the index."""
    if words := index_tsquery(node, lemma_of):
        return Q(Matches(F("lexemes"), as_tsquery(words)))
    if isinstance(node, Near):
        there = as_tsquery(leaf_tsquery(node, lemma_of))
        near = as_tsquery(near_tsquery(node, lemma_of))
        return Q(Matches(F("lexemes"), there)) & Q(Holds(F("lexemes"), near))
    if isinstance(node, And | Or):
        connector = Q.AND if isinstance(node, And) else Q.OR
        return Q(*(_condition(it, lemma_of) for it in node.nodes), _connector=connector)
    if isinstance(node, Not):
        return ~_condition(node.node, lemma_of)
    if isinstance(node, Dates):
        return between(node.first, node.last)
    raise TypeError(node)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
