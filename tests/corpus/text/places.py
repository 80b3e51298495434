"""What the tests of places share: every place that a reader of text finds in it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from corpus.text.dates import find_dates
from corpus.text.finders import suggest
from corpus.text.fold import fold_with_map
from corpus.text.names import Gazetteer, Name
from corpus.text.quantities import find_quantities
from corpus.text.reading import Span
from corpus.text.sentences import sentences
from corpus.text.tokens import tokenize

ENTITIES = Path(__file__).parents[3] / "seeds" / "entities.jsonl"

Places = dict[str, list[Span]]


def entities() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ENTITIES.read_text("utf-8").splitlines()]


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer(
        Name(
            entity["key"],
            entity["kind"],
            tuple(filter(None, (entity["latin"], entity["ar"], *entity["aliases"]))),
            tuple(entity["short"]),
        )
        for entity in entities()
    )


def told_apart(text: str) -> Places:
    """The places of what follows each other and never overlaps."""
    return {
        "tokens": [(token.start, token.end) for token in tokenize(text)],
        "sentences": sentences(text),
        "quantities": [(each.start, each.end) for each in find_quantities(text)],
        "dates": [(each.start, each.end) for each in find_dates(text)],
    }


def suggested(text: str) -> Places:
    """The places that the finders propose."""
    found = suggest(text, [(0, len(text))] if text else [], None, gazetteer())
    return {
        "names": [(each.start, each.end) for each in found.mentions],
        "cited": [(each.start, each.end) for each in found.cited],
        "cues": [(each.cue_start, each.cue_end) for each in found.cited],
        "topics": [
            (each.start, each.end)
            for each in found.topics
            if each.start is not None and each.end is not None
        ],
    }


def quoted(text: str) -> list[tuple[Span, str]]:
    """The places whose finder says itself what stands there."""
    tokens = [((token.start, token.end), token.text) for token in tokenize(text)]
    return tokens + [((each.start, each.end), each.quote) for each in find_quantities(text)]


def folded(text: str) -> list[Span]:
    """Where each folded character came from."""
    map_ = fold_with_map(text)
    return list(zip(map_.starts, map_.ends, strict=True))
