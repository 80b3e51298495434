"""Claims that people mark in articles, through the services, with whom they come from."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from annotations.models import Claim, ClaimMention, Mark, MarkKind, Question
from annotations.services.states import new_state
from annotations.services.step import Step, locked
from corpus.models import Article, Capture, Entity, Source, User
from corpus.services import sources
from tests.factories import EntityFactory
from tests.reading import readable_article

SAID = {"mode": "indirect", "stance": "reports", "certainty": "certain", "polarity": "positive"}


def asked(text: str = "كم كلّف التدريب؟", **fields: Any) -> Question:
    """A question that claims answer."""
    key = f"q-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    return Question.objects.create(key=key, text_ar=text, **fields)


def claim_of(question: Question | None = None, words: str = "إفادة", **fields: Any) -> Claim:
    """A claim that a person made, which nobody has marked yet."""
    key = f"c-{Claim.objects.count():03}"
    return Claim.objects.create(key=key, question=question, statement_ar=words, **fields)


def told(
    article: Article,
    words: str,
    claim: Claim,
    *,
    by: User,
    chain: Sequence[Source | None] = (),
    figures: Sequence[dict[str, Any]] = (),
    **said: Any,
) -> Mark:
    """The mark of a person who says that these words make the claim, as the page saves it."""
    start = article.capture.text.index(words)
    steps = [
        {
            "source": it.key if it else None,
            "how": "explicit",
            "confirmed": False,
            "cue": None,
            "place": None,
        }
        for it in chain
    ]
    mention = {**SAID, "said": None, "meant": None, **said, "chain": steps}
    mention["figures"] = [_placed(article.capture, start, it) for it in figures]
    wanted = new_state(
        MarkKind.CLAIM, claim.key, [(start, start + len(words), words)], mention=mention
    )
    with transaction.atomic():
        step = Step(locked(article), by, "mark")
        mark = step.set(wanted)
        step.finish()
    assert mark is not None
    return mark


def figure(raw: str, value: str | int, **fields: Any) -> dict[str, Any]:
    """A figure as printed and read: of training cost in dollars, exact, unless said otherwise."""
    usual = {"value_max": None, "unit": "USD", "bound": "exact", "metric": "training cost"}
    return {"raw": raw, "value": str(Decimal(value)), "scope": "", **usual, **fields}


def _placed(capture: Capture, start: int, given: dict[str, Any]) -> dict[str, Any]:
    at = capture.text.index(given["raw"], start)
    return {**given, "start": at, "end": at + len(given["raw"])}


def telling(words: str, claim: Claim, *, by: User, **said: Any) -> Mark:
    """The same in an article of its own, whose one paragraph is these words."""
    fields = said.pop("article", {})
    return told(readable_article("عنوان", words, **fields), words, claim, by=by, **said)


def claim_in(mark: Mark) -> Claim:
    """The claim that a mark is of."""
    assert mark.claim
    return mark.claim


def mention_of(mark: Mark) -> ClaimMention:
    """What a claim mark's mention says now."""
    return ClaimMention.objects.get(mark=mark)


def entity_of(source: Source) -> Entity:
    """The entity that a named source is."""
    assert source.entity
    return source.entity


def speaker(key: str = "financial-times", **fields: Any) -> Source:
    """A named source."""
    return sources.named(EntityFactory(key=key, kind="outlet", **fields))


def people(
    article: Article, words: str = "ثلاثة أشخاص مطلعين", *, told: Source | None = None
) -> Source:
    """The unnamed source of the article's page, who spoke to somebody."""
    return sources.unnamed(article.capture.page, descriptor=words, count=3, told=told)


def rumours(words: str = "تقارير إعلامية صينية") -> Source:
    """Outlets that nobody names."""
    return sources.reports(words)
