"""What the rules find of the gold claims of the seed pages, measured as score.py measures an export."""

import sys
from typing import Any

import pytest

from corpus.text.claims import ClaimFound, StepFound, claim_at
from corpus.text.sentences import sentences
from tests.corpus.text.seed_claims import (
    Page,
    fit,
    found_step,
    gold_sayings,
    gold_step,
    pages,
)

Saying = dict[str, Any]


def best(saying: Saying) -> ClaimFound | None:
    claims = [it for page in pages() if page.file == saying["file"] for it in page.claims]
    found = max(claims, key=lambda claim: fit(claim, saying))
    return found if fit(found, saying) >= 0.5 else None


def stated(saying: Saying) -> list[dict[str, Any]]:
    """The chain without what only the frame of the whole page tells."""
    return [step for step in saying["chain"] if step["how"] != "inferred"]


def test_enough_of_the_gold_claims_are_found() -> None:
    found = sum(best(saying) is not None for saying in gold_sayings())

    sys.stdout.write(f"claims found: {found}/{len(gold_sayings())}" + "\n")
    assert found >= 0.75 * len(gold_sayings())


def test_the_rules_suggest_no_more_than_two_and_a_half_for_each() -> None:
    suggested = sum(len(page.claims) for page in pages())

    sys.stdout.write(f"claims suggested: {suggested}" + "\n")
    assert suggested <= 2.5 * len(gold_sayings())


def test_enough_chains_are_equal() -> None:
    sayings = [saying for saying in gold_sayings() if stated(saying)]
    equal = 0

    for saying in sayings:
        claim = best(saying)
        full = [gold_step(step) for step in saying["chain"]]
        named = [gold_step(step) for step in stated(saying)]
        equal += claim is not None and [*map(found_step, claim.chain)] in (full, named)

    sys.stdout.write(f"chains equal: {equal}/{len(sayings)}" + "\n")
    assert equal >= 0.6 * len(sayings)


def test_enough_figures_are_found() -> None:
    wanted = right = 0

    for saying in gold_sayings():
        claim = best(saying)
        figures = {(float(it.value), it.unit) for it in claim.figures} if claim else set()
        wanted += len(saying["figures"])
        right += sum((it["value"], it["unit"]) in figures for it in saying["figures"])

    sys.stdout.write(f"figures: {right}/{wanted}" + "\n")
    assert right >= 0.8 * wanted


def around(saying: Saying) -> Page:
    mine = [
        page
        for page in pages()
        if page.file == saying["file"] and page.article.start <= saying["start"] < page.article.end
    ]
    return min(mine, key=lambda page: page.article.end - page.article.start)


def is_as_gold(steps: tuple[StepFound, ...], gold: list[dict[str, Any]]) -> bool:
    return [*map(found_step, steps)] == [*map(gold_step, gold)] and all(
        meets(step.cue, it["cue"]) for step, it in zip(steps, gold, strict=True)
    )


def meets(cue: tuple[int, int] | None, gold: dict[str, Any] | None) -> bool:
    if cue is None or gold is None:
        return cue is None and gold is None
    return bool(cue[0] < gold["end"] and gold["start"] < cue[1])


@pytest.mark.parametrize("whole", [False, True], ids=["clause", "sentence"])
def test_a_selection_gets_the_chain_of_the_gold(whole: bool) -> None:
    sayings = [saying for saying in gold_sayings() if stated(saying)]
    right = 0

    for saying in sayings:
        page = around(saying)
        start, end = saying["start"], saying["end"]
        if whole:
            cut = sentences(page.text, page.article.start, page.article.end)
            start, end = next(span for span in cut if span[0] <= start < span[1])
        claim = claim_at(page.reading, page.mentions, start, end)
        right += is_as_gold(claim.chain, stated(saying))

    sys.stdout.write(
        f"chains of selected {'sentences' if whole else 'clauses'}: {right}/{len(sayings)}" + "\n"
    )
    assert right >= 25
