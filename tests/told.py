"""Claims as people accept them in articles: with chains, figures, questions and relations."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from annotations.models import (
    AttributionStep,
    Claim,
    ClaimLink,
    ClaimMention,
    Figure,
    Known,
    LinkBasis,
    LinkKind,
    LinkStatus,
    Mark,
    MarkKind,
    Question,
)
from annotations.origins import origin_of
from annotations.services import board
from annotations.services.ends import End, columns, key_of
from corpus.models import Article, Source, User
from tests.factories import DecisionFactory, MarkFactory
from tests.reading import readable_article

WORDS = "كلّف تدريب النموذج 294 ألف دولار"


def asked(key: str = "training-cost", text: str = "كم كلّف التدريب؟", **fields: Any) -> Question:
    return Question.objects.create(key=key, text_ar=text, **fields)


def claim_of(
    key: str, question: Question | None = None, statement: str = WORDS, **fields: Any
) -> Claim:
    return Claim.objects.create(key=key, question=question, statement_ar=statement, **fields)


def told(
    claim: Claim,
    by: User | None,
    *chain: Source | None,
    words: str = WORDS,
    article: Article | None = None,
    figures: Sequence[tuple[str, int, str]] = (),
    how: str = Known.EXPLICIT,
    said: date | None = None,
    **fields: Any,
) -> Mark:
    """An article that makes the claim in these words; figures are raw, value and unit."""
    article = article or readable_article("عنوان", words, **fields)
    capture = article.capture
    mark = MarkFactory(article=article, kind=MarkKind.CLAIM, claim=claim, by=by, parts=[words])
    origin = origin_of(chain)
    mention = ClaimMention.objects.create(
        capture=capture, mark=mark, origin=origin.source, origin_kind=origin.kind, said=said
    )
    for ordinal, source in enumerate(chain):
        AttributionStep.objects.create(
            capture=capture, mention=mention, ordinal=ordinal, source=source, how=how
        )
    for ordinal, (raw, value, unit) in enumerate(figures):
        start = capture.text.index(raw, capture.text.index(words))
        Figure.objects.create(
            capture=capture,
            mention=mention,
            ordinal=ordinal,
            start=start,
            end=start + len(raw),
            quote=raw,
            value=Decimal(value),
            unit=unit,
            metric="training cost",
        )
    if by:
        _decided(mark, by)
    board.refresh([claim])
    return mark


def _decided(mark: Mark, by: User) -> None:
    part = mark.parts.get()
    DecisionFactory(
        capture=mark.capture,
        kind=MarkKind.CLAIM,
        start=part.start,
        end=part.end,
        quote=part.quote,
        value_key=mark.value_key,
        by=by,
        at=mark.at,
    )


def end_of(mark: Mark, figure: int | None = None) -> End:
    """The end of a link that a claim's mark is."""
    part = mark.parts.get()
    assert mark.claim is not None
    return End(mark.claim, mark.article.key, part.start, part.end, figure)


def disputed(
    a: Mark,
    b: Mark,
    kind: LinkKind = LinkKind.CONTRADICTS,
    basis: LinkBasis = LinkBasis.FIGURES,
) -> ClaimLink:
    """What a rule proposes of two marks."""
    one, other = end_of(a), end_of(b)
    link = ClaimLink.objects.create(
        key=key_of(one, other),
        **columns(kind, one, other),
        kind=kind,
        basis=basis,
        status=LinkStatus.SUGGESTED,
        origin="person",
        score=0.8,
    )
    board.refresh([one.claim, other.claim])
    return link
