"""The chain, the figures and the further words of a claim: what is kept and what is refused."""

from typing import Any

import pytest

from annotations.errors import CannotTell
from annotations.models import AttributionStep, ClaimMention, Figure, Mark
from annotations.services import marking, telling
from corpus.errors import TextMismatch
from corpus.models import Article, User
from tests.factories import SourceFactory
from tests.told_claims import (
    FT,
    PEOPLE,
    SAID,
    TIMES,
    anchor,
    chain_of,
    made,
    said_by,
    step,
    told_article,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return told_article()


@pytest.fixture
def claim(article: Article, editor: User) -> Mark:
    return made(article, editor)


def test_a_chain_of_thirty_is_kept_in_order(claim: Mark, editor: User) -> None:
    sources = [SourceFactory() for _ in range(30)]

    telling.change(claim, {**said_by(claim), "chain": [step(it.key) for it in sources]}, by=editor)

    assert [name for name, *_ in chain_of(claim)] == [it.name for it in sources]
    assert ClaimMention.objects.get(mark=claim).origin == sources[-1]


def test_a_source_that_comes_round_again_is_refused(claim: Mark, editor: User) -> None:
    chain = [step(FT), step(TIMES), step(FT)]

    with pytest.raises(CannotTell, match=r"فايننشال تايمز|financial"):
        telling.change(claim, {**said_by(claim), "chain": chain}, by=editor)


def test_unknown_steps_may_come_again(claim: Mark, editor: User) -> None:
    telling.change(claim, {**said_by(claim), "chain": [step(), step(FT), step()]}, by=editor)

    assert [name for name, *_ in chain_of(claim)] == [None, "فايننشال تايمز", None]


def test_another_number_of_people_is_another_source(claim: Mark, editor: User) -> None:
    chain = [step(descriptor=PEOPLE, count=count) for count in (2, 4)]

    telling.change(claim, {**said_by(claim), "chain": chain}, by=editor)

    steps = AttributionStep.objects.filter(mention__mark=claim)
    assert [it.source.count for it in steps if it.source] == [2, 4]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"chain": [step("nobody")]}, CannotTell),
        ({"chain": [step(FT, how="guessed")]}, CannotTell),
        ({"chain": [step(FT, cue=[0, 5, "xxxxx"])]}, TextMismatch),
        ({"chain": [step(FT, place=[9_000, 9_001, "x"])]}, TextMismatch),
        ({"chain": [step(FT, cue="نقلت")]}, TextMismatch),
        ({"chain": [step()] * 41}, CannotTell),
        ({"chain": [step(descriptor="ناس", count="3")]}, CannotTell),
        ({"stance": "swears"}, CannotTell),
        ({"said": "yesterday"}, CannotTell),
    ],
)
def test_what_cannot_be_said_is_refused(
    claim: Mark, editor: User, fields: dict[str, Any], error: type[Exception]
) -> None:
    before = said_by(claim)

    with pytest.raises(error):
        telling.change(claim, {**before, **fields}, by=editor)

    assert said_by(claim) == before


def figure(article: Article, raw: str = "294 ألف دولار", **fields: Any) -> dict[str, Any]:
    at = anchor(article, raw)
    said = {"start": at.start, "end": at.end, "raw": raw, "value": "1", "bound": "exact"}
    return {**said, **fields}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"value": str(10**30)}, str(10**30)),
        ({"value": "1e30"}, str(10**30)),
        ({"value": "0"}, "0"),
        ({"value": "صفر"}, "0"),
        ({"value": "294,000.5"}, "294000.5"),
        ({"value": "٢٩٤٬٠٠٠٫٥"}, "294000.5"),
        ({"value": "-0.000000000001"}, "-0.000000000001"),
        ({"value": "1", "value_max": "2", "bound": "range"}, "1"),
    ],
)
def test_a_figure_is_kept_exactly(
    claim: Mark, article: Article, editor: User, given: dict[str, str], kept: str
) -> None:
    telling.change(claim, {**said_by(claim), "figures": [figure(article, **given)]}, by=editor)

    assert said_by(claim)["figures"][0]["value"] == kept


@pytest.mark.parametrize(
    "given",
    [
        {"value": "many"},
        {"value": ""},
        {"value": "NaN"},
        {"value": "-Infinity"},
        {"value": "1_000"},
        {"value": "1e40"},
        {"value": "1e999999999"},
        {"value": "1e-999999999"},
        {"value": "0.0000000000001"},
        {"bound": "range"},
        {"value": "2", "value_max": "2", "bound": "range"},
        {"value_max": "3"},
        {"bound": "roughly"},
        {"start": 0, "end": 5, "raw": "عنوان"},
    ],
)
def test_a_figure_that_cannot_be_kept_is_refused(
    claim: Mark, article: Article, editor: User, given: dict[str, Any]
) -> None:
    with pytest.raises((CannotTell, TextMismatch)):
        telling.change(claim, {**said_by(claim), "figures": [figure(article, **given)]}, by=editor)

    assert Figure.objects.get(mention__mark=claim).value == 294_000


def test_further_words_belong_to_the_claim(claim: Mark, article: Article, editor: User) -> None:
    more = [anchor(article, "الشركة صامتة")]

    mark = telling.change(claim, said_by(claim), by=editor, more=more)
    assert [it.quote for it in mark.parts.all()] == [SAID, "الشركة صامتة"]
    marking.undo(article, by=editor)

    assert [it.quote for it in claim.parts.all()] == [SAID]


def test_words_of_the_claim_are_not_taken_twice(
    claim: Mark, article: Article, editor: User
) -> None:
    with pytest.raises(CannotTell):
        telling.change(claim, said_by(claim), by=editor, more=[anchor(article, "دولار ثم")])


def test_figures_fall_away_with_the_words_that_hold_them(
    claim: Mark, article: Article, editor: User
) -> None:
    mark = marking.change(claim, by=editor, anchors=[anchor(article, "أجّلت نموذجها")])

    assert said_by(mark)["figures"] == []
