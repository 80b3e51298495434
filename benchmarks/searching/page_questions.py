"""What is asked of the other pages: the concordance, completion, comparison, entities, sources."""

from collections.abc import Callable, Iterator
from random import Random
from urllib.parse import urlencode

from django.urls import reverse

from benchmarks.searching import naive
from benchmarks.searching.naive import Question
from benchmarks.searching.questions import Kind, values_of
from benchmarks.searching.words import ASKED, Words
from corpus.comparison import SELECTIONS, SHARES, Compared, Comparison
from corpus.filters import Filters
from corpus.models import Alias

LINES = 25
_BEGUN = 4
_SHORTEST, _LONGEST = 6, 20


def questions_to_pages(words: Words, chance: Random) -> Iterator[Kind]:
    yield from _facets(words)
    yield from _concordance(words)
    yield from _completion(chance)
    yield from _comparison(words, chance)
    yield from _things()


def _facets(words: Words) -> Iterator[Kind]:
    """The commonest entities among what has a word, and among what is of a topic."""
    address = reverse("corpus:facet-values", args=["entity"])
    for name, asked in (
        ("facets of a common word", words.of_class("common")),
        ("facets of a word, neither common nor rare", words.of_class("mid")),
    ):
        ours = [address + Filters(text=it).address for it in asked]
        yield Kind(name, ours, [naive.facets_of(it) for it in asked])
    keys = values_of("topic")
    ours = [address + Filters(chosen=frozenset([key])).address for key in keys]
    slow = [naive.counted("facets && %s", [[key]])[1:] for key in keys]
    yield Kind("facets of a topic", ours, slow)


def _concordance(words: Words) -> Iterator[Kind]:
    address = reverse("corpus:concordance")
    for name, asked in (
        ("concordance of a common word", words.of_class("common")),
        ("concordance of a word, neither common nor rare", words.of_class("mid")),
        ("concordance of a phrase", words.phrases()),
    ):
        ours = [address + Filters(text=it).address for it in asked]
        yield Kind(name, ours, [naive.lines(it, LINES) for it in asked])


def _completion(chance: Random) -> Iterator[Kind]:
    """Spellings typed whole, begun, and with a letter left out."""
    known = Alias.objects.filter(is_short=False, entity__merged_into=None).order_by("pk")
    texts = [it for it in known.values_list("text", flat=True)[:9000] if _is_plain(it)]
    names = chance.sample(texts, min(ASKED, len(texts)))
    yield _completed("completion of a whole name", names, naive.names_with)
    begun = [it[:_BEGUN] for it in names]
    yield _completed("completion of a beginning", begun, naive.names_with)
    misspelt = [it[: len(it) // 2] + it[len(it) // 2 + 1 :] for it in names]
    yield _completed("completion of a misspelt name", misspelt, naive.names_like)


def _is_plain(text: str) -> bool:
    return text.isalpha() and _SHORTEST <= len(text) <= _LONGEST


def _completed(name: str, typed: list[str], naively: Callable[[str], Question]) -> Kind:
    address = reverse("corpus:search-complete")
    ours = [f"{address}?{urlencode({'q': it, 'at': len(it)})}" for it in typed]
    return Kind(name, ours, [naively(it) for it in typed])


def _comparison(words: Words, chance: Random) -> Iterator[Kind]:
    """Two selections each, by their words."""
    texts = [*words.of_class("common"), *words.of_class("mid")]
    chance.shuffle(texts)
    pairs = list(zip(texts[::2], texts[1::2], strict=False))
    address = reverse("corpus:comparison")
    asked = [
        Comparison(tuple(Compared(Filters(text=it), "") for it in pair), (), SELECTIONS, SHARES)
        for pair in pairs
    ]
    ours = [f"{address}?{it.query}" for it in asked]
    yield Kind("comparison of two words", ours, [naive.over_time(pair) for pair in pairs])


def _things() -> Iterator[Kind]:
    for kind in ("entity", "source", "topic"):
        keys = [key for key in values_of(kind) if "~" not in key]
        ours = [reverse(f"annotations:{kind}-detail", args=[key.partition(":")[2]]) for key in keys]
        slow = [naive.filtered("facets && %s", [[key]]) for key in keys]
        yield Kind(f"page of the {kind}", ours, slow)
