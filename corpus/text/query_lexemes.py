"""What the words of a query ask of the index of lexemes, as the text that PostgreSQL reads."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from corpus.text.lexemes import Term, terms_of, tsquery
from corpus.text.query_tree import And, Near, Node, Not, Or, Prefix, Text, Word

LemmaOf = Callable[[str], str]
Side = tuple[Term, ...]


def phrases_of(leaf: Text, lemma_of: LemmaOf) -> list[Side]:
    """What to look for and mark: words alone, or words that stand side by side."""
    if isinstance(leaf, Word | Near):
        return [(term,) for term in terms_of(leaf.text, lemma_of, exact=False)]
    terms = terms_of(leaf.text, lemma_of, exact=True)
    if isinstance(leaf, Prefix):
        terms[-1] = replace(terms[-1], lemma=terms[-1].surface, prefix=True)
    return [tuple(terms)]


def positive_texts(node: Node) -> Iterator[Text]:
    """The words that are asked for, not against."""
    if isinstance(node, And | Or):
        for inner in node.nodes:
            yield from positive_texts(inner)
    elif isinstance(node, Text):
        yield node


def texts_in(node: Node) -> Iterator[Text]:
    """All the words of a query."""
    if isinstance(node, And | Or):
        for inner in node.nodes:
            yield from texts_in(inner)
    elif isinstance(node, Not):
        yield from texts_in(node.node)
    elif isinstance(node, Text):
        yield node


def positive_tsquery(node: Node, lemma_of: LemmaOf) -> str:
    """What the words that are asked for ask together; empty where there are none."""
    if isinstance(node, Text):
        return leaf_tsquery(node, lemma_of)
    if isinstance(node, And | Or):
        return joined(node, [positive_tsquery(inner, lemma_of) for inner in node.nodes])
    return ""


def text_tsquery(node: Node, lemma_of: LemmaOf) -> str:
    """The tsquery that asks for all of it; empty where it asks for more than words.

    Nearness is more: as so many phrases it would be sought in the index twenty times slower than
    its words are, and so it is asked of what has the words.
    """
    if isinstance(node, Near):
        return ""
    if isinstance(node, Text):
        return leaf_tsquery(node, lemma_of)
    if isinstance(node, Not):
        inner = text_tsquery(node.node, lemma_of)
        return f"!({inner})" if inner else ""
    if isinstance(node, And | Or):
        parts = [text_tsquery(inner, lemma_of) for inner in node.nodes]
        return joined(node, parts) if all(parts) else ""
    return ""


def joined(node: And | Or, parts: Iterable[str]) -> str:
    """The parts that are there, as the node joins them."""
    there = [part for part in parts if part]
    joint = " & " if isinstance(node, And) else " | "
    return there[0] if len(there) == 1 else f"({joint.join(there)})" if there else ""


def needs_a_word(node: Node) -> bool:
    """Whether nothing answers without one of the words, so that the index of lexemes leads to it."""
    if isinstance(node, And):
        return any(map(needs_a_word, node.nodes))
    if isinstance(node, Or):
        return all(map(needs_a_word, node.nodes))
    return isinstance(node, Text)


def leaf_tsquery(leaf: Text, lemma_of: LemmaOf) -> str:
    """What asks for the words, of near ones wherever they stand."""
    sides = [_side(phrase) for phrase in phrases_of(leaf, lemma_of)]
    return sides[0] if len(sides) == 1 else f"({' & '.join(sides)})"


def near_tsquery(leaf: Near, lemma_of: LemmaOf) -> str:
    """What asks that each of the words stands near the next, in either order."""
    sides = [_side(phrase) for phrase in phrases_of(leaf, lemma_of)]
    return " & ".join(_near(first, second, leaf.distance) for first, second in pairwise(sides))


def _side(phrase: Side) -> str:
    """A phrase as written; a word alone in any form, which it may be written as itself."""
    term = phrase[0]
    if len(phrase) > 1 or (term.exact and not term.prefix):
        return f"({tsquery(phrase)})"
    any_form, as_written = replace(term, exact=False), replace(term, exact=True)
    return f"({tsquery([any_form])} | {tsquery([as_written])})"


def _near(first: str, second: str, distance: int) -> str:
    steps = [f"<{step}>" for step in range(1, distance + 1)]
    orders = ((first, second), (second, first))
    return f"({' | '.join(f'{a} {step} {b}' for step in steps for a, b in orders)})"
