"""Names of things in a query: fields become keys, and words that are a name find every spelling."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, islice

from corpus.models import Alias
from corpus.search.values import as_value, keys_called, nearest_label
from corpus.text.fold import fold
from corpus.text.lexemes import folded_words
from corpus.text.query_tokens import Amiss, Problem
from corpus.text.query_tree import (
    And,
    Byline,
    Field,
    Keyed,
    Named,
    Node,
    Not,
    Or,
    Phrase,
    Text,
    Word,
    all_of,
)

_LONGEST_NAME = 4  # words
_MOST_SPELLINGS = 30

# The entities that a name is of, by the name folded: their keys by their ids.
Entities = Mapping[str, Mapping[int, str]]


class Names:
    """Reads the names of one query; values that nothing has are problems."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.problems: list[Problem] = []

    def known(self, tree: Node) -> Node:
        """The tree with keys for the values of fields, and with the names among its words."""
        return _named(self._keyed(tree))

    def _keyed(self, node: Node) -> Node:
        if isinstance(node, Field):
            return Byline(node.value) if node.name == "author" else self._with_value(node)
        if isinstance(node, Not):
            return Not(self._keyed(node.node))
        if isinstance(node, And | Or):
            return replace(node, nodes=tuple(map(self._keyed, node.nodes)))
        return node

    def _with_value(self, asked: Field) -> Keyed:
        keys = keys_called(asked.name, asked.value)
        if not keys:
            self._unknown(asked)
        return Keyed(tuple(keys))

    def _unknown(self, asked: Field) -> None:
        start, end = asked.place
        label = nearest_label(asked.name, asked.value)
        name = self._text[start:end].partition(":")[0]
        instead = f"{self._text[:start]}{name}:{as_value(label)}{self._text[end:]}" if label else ""
        self.problems.append(Problem(Amiss.UNKNOWN_VALUE, start, end, instead))


def _named(tree: Node) -> Node:
    """The tree with the names among its words."""
    asked: set[str] = set()

    def collect(run: Sequence[Word]) -> Sequence[Word]:
        asked.update(name for name, _ in _stretches(run))
        return run

    _mapped(tree, collect)
    found = _entities(asked)
    return (
        _mapped(tree, partial(_replaced, found=found, spelled=_spellings(found))) if found else tree
    )


def _entities(names: Collection[str]) -> Entities:
    """The entities that these names are of, read through merges."""
    found: dict[str, dict[int, str]] = {}
    if names:
        aliases = Alias.objects.filter(folded__in=names, is_short=False, is_line=False)
        for alias in aliases.select_related("entity__merged_into"):
            entity = alias.entity.merged_into or alias.entity
            found.setdefault(alias.folded, {})[entity.pk] = entity.key
    return found


def _spellings(found: Entities) -> dict[str, list[str]]:
    """Every spelling of the entities, by their keys."""
    keys = {pk: key for entities in found.values() for pk, key in entities.items()}
    spelled: dict[str, list[str]] = {key: [] for key in keys.values()}
    full = Alias.objects.filter(is_short=False, is_line=False)
    rows = full.filter(entity__in=keys).values_list("entity", "text")
    merged = full.filter(entity__merged_into__in=keys).values_list("entity__merged_into", "text")
    for pk, text in rows.union(merged).order_by("text"):
        if folded_words(text):
            spelled[keys[pk]].append(text)
    return spelled


def _mapped(node: Node, change: Callable[[Sequence[Word]], Iterable[Node]]) -> Node:
    """The tree with something in place of each run of words that must all be found."""
    if isinstance(node, Word):
        return next(iter(change((node,))))
    if isinstance(node, Not):
        return Not(_mapped(node.node, change))
    if isinstance(node, Or):
        return Or(tuple(_mapped(it, change) for it in node.nodes))
    if not isinstance(node, And):
        return node
    nodes: list[Node] = []
    for _, group in groupby(node.nodes, lambda it: isinstance(it, Word)):
        inner = list(group)
        run = [it for it in inner if isinstance(it, Word)]
        nodes += change(run) if run else [_mapped(it, change) for it in inner]
    return all_of(nodes) or node


def _stretches(run: Sequence[Word]) -> Iterator[tuple[str, int]]:
    """Each stretch of the words that may be a name, folded, with how many words it has; from
    every place the longest first."""
    for first in range(len(run)):
        for count in range(min(_LONGEST_NAME, len(run) - first), 0, -1):
            yield fold(" ".join(word.text for word in run[first : first + count])), count


def _replaced(
    run: Sequence[Word], found: Entities, spelled: Mapping[str, Sequence[str]]
) -> Iterator[Node]:
    """The words, names in place of those that are one; the longest name counts."""
    while run:
        here = islice(_stretches(run), min(_LONGEST_NAME, len(run)))
        name, count = next(((name, count) for name, count in here if name in found), ("", 1))
        written = all_of(run[:count])
        if name and written:
            keys = sorted(found[name].values())
            texts = [it for key in keys for it in spelled[key]][:_MOST_SPELLINGS]
            yield Named(written, tuple(f"entity:{it}" for it in keys), tuple(map(_spelling, texts)))
        else:
            yield run[0]
        run = run[count:]


def _spelling(text: str) -> Text:
    return Phrase(text) if " " in text.strip() else Word(text)
