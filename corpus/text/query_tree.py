"""The tree of a query: what is asked, before anybody knows how to answer it.

`str(node)` is a query that gives the same tree again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, as written."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Near:
    """Words of which each stands at most so many places from the next, in either order."""

    text: str
    distance: int

    def __str__(self) -> str:
        return f'"{self.text}"~{self.distance}'


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a field, with where it was typed."""

    name: str
    value: str
    place: tuple[int, int] = field(default=(0, 0), compare=False)

    def __str__(self) -> str:
        return f'{self.name}:"{self.value}"'


@dataclass(frozen=True, slots=True)
class Dates:
    """Published from the first day to the last; one of them may be open."""

    first: date | None
    last: date | None

    def __str__(self) -> str:
        return f"date:{self.first or ''}..{self.last or ''}"


@dataclass(frozen=True, slots=True)
class Keyed:
    """One of these keys of facets: a field whose value is known."""

    keys: tuple[str, ...]

    def __str__(self) -> str:
        return " OR ".join(f'{kind}:"{value}"' for kind, _, value in map(_parted, self.keys))


@dataclass(frozen=True, slots=True)
class Byline:
    """Words in the name of the author."""

    text: str

    def __str__(self) -> str:
        return f'author:"{self.text}"'


@dataclass(frozen=True, slots=True)
class Named:
    """Words that are the name of something, which is found by its key and in every spelling."""

    written: "Node"
    keys: tuple[str, ...]
    spellings: tuple["Text", ...]

    def __str__(self) -> str:
        return str(self.written)


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"

    def __str__(self) -> str:
        return f"NOT {_bracketed(self.node, And, Or)}"


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " AND ".join(_bracketed(node, Or) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.nodes))


Text = Word | Prefix | Phrase | Near
Node = Text | Field | Dates | Keyed | Byline | Named | Not | And | Or


def all_of(nodes: Iterable[Node]) -> Node | None:
    """What asks for every one of them."""
    flat = tuple(it for node in nodes for it in (node.nodes if isinstance(node, And) else (node,)))
    return And(flat) if len(flat) > 1 else next(iter(flat), None)


def any_of(nodes: Iterable[Node]) -> Node | None:
    """What asks for at least one of them."""
    flat = tuple(it for node in nodes for it in (node.nodes if isinstance(node, Or) else (node,)))
    return Or(flat) if len(flat) > 1 else next(iter(flat), None)


def negated(node: Node) -> Node:
    """What asks for the opposite."""
    return node.node if isinstance(node, Not) else Not(node)


def _parted(key: str) -> tuple[str, str, str]:
    return key.partition(":")


def _bracketed(node: Node, *kinds: type[And | Or]) -> str:
    return f"({node})" if isinstance(node, kinds) else str(node)
