"""What a query asks of the index of lexemes, as the text that PostgreSQL reads.

A question to the index is cheap where it asks for words and keys wherever they stand; that words
stand side by side or near each other is checked in each article that has them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.text.lexemes import ANY, Term, byline_lexemes, facet_lexeme, terms_of, tsquery
from corpus.text.query_tree import (
    And,
    Byline,
    Keyed,
    Named,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Text,
    Word,
)

LemmaOf = Callable[[str], str]
Side = tuple[Term, ...]

# The key of no facet, which asks for what no article has.
_NOTHING = facet_lexeme("")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the index, and what of each article that it leads to; empty asks nothing."""

    index: str = ""
    check: str = ""


def phrases_of(leaf: Text, lemma_of: LemmaOf) -> list[Side]:
    """What to look for and mark: words alone, or words that stand side by side."""
    if isinstance(leaf, Word | Near):
        return [(term,) for term in terms_of(leaf.text, lemma_of, exact=False)]
    terms = terms_of(leaf.text, lemma_of, exact=True)
    if isinstance(leaf, Prefix):
        terms[-1] = replace(terms[-1], lemma=terms[-1].surface, prefix=True)
    return [tuple(terms)]


def positive_texts(node: Node) -> Iterator[Text]:
    """The words that are asked for, not against, and all spellings of names among them."""
    if isinstance(node, And | Or):
        for inner in node.nodes:
            yield from positive_texts(inner)
    elif isinstance(node, Named):
        yield from positive_texts(node.written)
        yield from node.spellings
    elif isinstance(node, Text):
        yield node


def texts_in(node: Node) -> Iterator[Text]:
    """All the words of a query."""
    if isinstance(node, Not):
        yield from texts_in(node.node)
    elif isinstance(node, And | Or):
        for inner in node.nodes:
            yield from texts_in(inner)
    else:
        yield from positive_texts(node)


def names_in(node: Node) -> Iterator[str]:
    """The names among the words that are asked for, as written."""
    if isinstance(node, Named):
        yield " ".join(text.text for text in positive_texts(node.written))
    elif isinstance(node, And | Or):
        for inner in node.nodes:
            yield from names_in(inner)


def positive_tsquery(node: Node, leaf: Callable[[Text], str]) -> str:
    """What the words that are asked for ask together; empty where there are none."""
    if isinstance(node, Text):
        return leaf(node)
    if isinstance(node, Named):
        spelled = [leaf(it) for it in node.spellings]
        return any_of([positive_tsquery(node.written, leaf), *spelled])
    if isinstance(node, And | Or):
        return _joined(node, [positive_tsquery(inner, leaf) for inner in node.nodes])
    return ""


def question_of(node: Node, lemma_of: LemmaOf) -> Question | None:
    """What the node asks; None where it asks for more than words and keys."""
    if isinstance(node, Near):
        return Question(leaf_tsquery(node, lemma_of), near_tsquery(node, lemma_of))
    if isinstance(node, Phrase | Prefix):
        (terms,) = phrases_of(node, lemma_of)
        words = all_of(tsquery([replace(term, joined=False)]) for term in terms)
        whole = leaf_tsquery(node, lemma_of)
        return Question(words, whole) if len(terms) > 1 else Question(whole)
    asked = index_tsquery(node, lemma_of)
    return Question(asked) if asked else None


def index_tsquery(node: Node, lemma_of: LemmaOf) -> str:
    """The one question to the index that asks for all of it; empty where there is none."""
    if isinstance(node, Near):
        return ""
    if isinstance(node, Text):
        return leaf_tsquery(node, lemma_of)
    if isinstance(node, Keyed):
        return any_of(map(facet_lexeme, node.keys)) or _NOTHING
    if isinstance(node, Byline):
        return all_of(byline_lexemes(node.text)) or _NOTHING
    if isinstance(node, Named):
        return any_of([index_tsquery(node.written, lemma_of), *map(facet_lexeme, node.keys)])
    if isinstance(node, Not):
        inner = index_tsquery(node.node, lemma_of)
        return f"!({inner})" if inner else ""
    if isinstance(node, And | Or):
        parts = [index_tsquery(inner, lemma_of) for inner in node.nodes]
        return _joined(node, parts) if all(parts) else ""
    return ""


def anchored(node: Node) -> bool:
    """Whether nothing answers without one of the words or keys, so that the index leads to it."""
    if isinstance(node, And):
        return any(map(anchored, node.nodes))
    if isinstance(node, Or):
        return all(map(anchored, node.nodes))
    return isinstance(node, Text | Keyed | Byline | Named)


def all_of(parts: Iterable[str]) -> str:
    """What asks for every one of the parts that are there."""
    return _bracketed(" & ", parts)


def any_of(parts: Iterable[str]) -> str:
    """What asks for at least one of the parts that are there."""
    return _bracketed(" | ", parts)


def none_of(parts: Iterable[str]) -> str:
    """What asks that none of the parts is there, of any article."""
    asked = any_of(parts)
    return f"({ANY} & !{asked})" if asked else ""


def _bracketed(joint: str, parts: Iterable[str]) -> str:
    there = [part for part in parts if part]
    return there[0] if len(there) == 1 else f"({joint.join(there)})" if there else ""


def _joined(node: And | Or, parts: Iterable[str]) -> str:
    return all_of(parts) if isinstance(node, And) else any_of(parts)


def leaf_tsquery(leaf: Text, lemma_of: LemmaOf) -> str:
    """What asks for the words, of near ones wherever they stand."""
    sides = [_side(phrase) for phrase in phrases_of(leaf, lemma_of)]
    return sides[0] if len(sides) == 1 else f"({' & '.join(sides)})"


def tier_tsquery(leaf: Text, tier: str, lemma_of: LemmaOf) -> str:
    """What asks for the lemmas of the words where an article is strongest: `t` its title, `h`
    what it says often."""
    terms = [term for phrase in phrases_of(leaf, lemma_of) for term in phrase]
    plain = (replace(term, exact=False, joined=False) for term in terms)
    return all_of(f"'{tier}{tsquery([term])[2:]}" for term in plain)


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
