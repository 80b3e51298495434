"""The query language of the search box: from what a reader types to a tree, and what is amiss.

Words stand in any form, "phrases" as written; AND, OR, NOT (or و, أو, بدون between terms),
brackets, `word*`, `"a b"~5` and `field:value`. What cannot be read is left out and named with its
place, so every text gives something: a tree of the rest, or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.text.query_tokens import (
    Amiss,
    Lexer,
    Problem,
    Token,
    balanced,
    with_arabic_operators,
)
from corpus.text.query_tree import Node, all_of, any_of, negated


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of what could be read, and what is amiss, in the order of places."""

    tree: Node | None
    problems: tuple[Problem, ...]


def parse(query: str) -> Parsed:
    lexer = Lexer(query)
    tokens = with_arabic_operators(balanced(lexer, list(lexer.tokens())))
    tree = _Parser(lexer, tokens).tree()
    return Parsed(tree, tuple(sorted(lexer.problems, key=lambda it: (it.start, it.end))))


class _Parser:
    """Reads balanced tokens by recursive descent: NOT binds closest, then AND, then OR."""

    def __init__(self, lexer: Lexer, tokens: Sequence[Token]) -> None:
        self._lexer = lexer
        self._tokens = tokens
        self._at = 0

    def tree(self) -> Node | None:
        """What any of the sides of OR asks for."""
        sides = [self._all()]
        while operator := self._take("or"):
            sides.append(self._all())
            if None in sides[-2:]:
                self._lone(operator)
        return any_of(side for side in sides if side)

    def _all(self) -> Node | None:
        terms: list[Node] = []
        waiting: Token | None = None
        while self._kind not in ("", "or", "close"):
            if operator := self._take("and"):
                if waiting or not terms:
                    self._lone(operator)
                else:
                    waiting = operator
            elif term := self._negated():
                terms.append(term)
                waiting = None
        if waiting:
            self._lone(waiting)
        return all_of(terms)

    def _negated(self) -> Node | None:
        operators: list[Token] = []
        while operator := self._take("not"):
            operators.append(operator)
        if self._kind not in ("term", "open"):
            self._lone(operators[-1])
            return None
        term = self._bracketed() if self._kind == "open" else self._next().term
        return negated(term) if term and len(operators) % 2 else term

    def _bracketed(self) -> Node | None:
        opened = self._next()
        inside = self.tree()
        closed = self._next()
        if inside is None:
            self._lexer.note(Amiss.EMPTY_BRACKETS, opened.start, closed.end, "")
        return inside

    def _lone(self, operator: Token) -> None:
        self._lexer.note(Amiss.LONE_OPERATOR, operator.start, operator.end, "")

    @property
    def _kind(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, kind: str) -> Token | None:
        return self._next() if self._kind == kind else None
