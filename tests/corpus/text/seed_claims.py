"""The seed pages as the import drafts them, with the claims that the gold holds of them."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from corpus.importing.pipeline import drafts
from corpus.importing.records import ArticleDraft, Rejected
from corpus.text.body import Body
from corpus.text.chains import StepFound
from corpus.text.claims import ClaimFound, claims_in
from corpus.text.names import Mention
from corpus.text.reading import Reading, read
from tests.corpus.text.places import entities, gazetteer

ROOT = Path(__file__).parents[3]

Step = tuple[str | None, str | int | None]


class Page(NamedTuple):
    """One article of a seed page and what the rules find in it."""

    file: str
    text: str
    article: ArticleDraft
    reading: Reading
    mentions: list[Mention]
    claims: list[ClaimFound]


@cache
def pages() -> list[Page]:
    return list(_pages())


def _pages() -> Iterator[Page]:
    files = sorted((ROOT / "seeds").glob("*.txt"))
    for file, draft in zip(files, drafts(files), strict=True):
        assert not isinstance(draft, Rejected)
        for article in draft.articles:
            reading = read(draft.text, Body.of(article.segments).spans)
            mentions = gazetteer().find_in(reading)
            claims = claims_in(reading, mentions)
            yield Page(file.name, draft.text, article, reading, mentions, claims)


@cache
def gold_sayings() -> list[dict[str, Any]]:
    gold = json.loads((ROOT / "tests" / "gold" / "claims.json").read_text("utf-8"))
    return [saying for claim in gold["claims"] for saying in claim["sayings"]]


@cache
def _named() -> dict[str, Step]:
    """How score.py compares an entity: an agency or a document as an outlet, a place as a body."""
    same = {"place": "organisation", "document": "outlet", "agency": "outlet"}
    return {
        entity["key"]: (entity["latin"] or entity["ar"], same.get(entity["kind"], entity["kind"]))
        for entity in entities()
    }


def found_step(step: StepFound) -> Step:
    if step.key:
        return _named()[step.key]
    if step.kind == "anonymous":
        return "anonymous", step.count
    return (step.descriptor, "outlet") if step.kind == "reports" else (None, step.kind)


def gold_step(step: dict[str, Any]) -> Step:
    if step["kind"] == "anonymous":
        return "anonymous", step["count"]
    return step["name"], "outlet" if step["kind"] in ("agency", "document") else step["kind"]


def fit(claim: ClaimFound, saying: dict[str, Any]) -> float:
    start, end = int(saying["start"]), int(saying["end"])
    both = min(claim.end, end) - max(claim.start, start)
    return both / max(claim.end - claim.start, end - start)
