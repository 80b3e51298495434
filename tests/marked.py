"""Articles in which something is marked and counted, as an import and a decision leave them."""

from typing import Any

from annotations.models import (
    AttributionStep,
    Claim,
    ClaimMention,
    Known,
    Mark,
    MarkKind,
    Question,
)
from annotations.services import facets
from corpus.models import Article, Entity, Source, Topic
from tests.factories import EntityFactory, MarkFactory, UserFactory
from tests.reading import readable_article


def article_about(*values: Entity | Source | Topic, words: str = "", **fields: Any) -> Article:
    """An article that has each value marked, the first on `words`, the others as a whole."""
    article = readable_article("عنوان", words or "كلام", **fields)
    for place, value in enumerate(values):
        kind = MarkKind(type(value).__name__.lower())
        parts = [words] if words and not place else []
        MarkFactory(article=article, kind=kind, parts=parts, **{kind: value})
    facets.refresh([article])
    return article


def outlet(key: str, name: str, **fields: Any) -> Entity:
    return EntityFactory(key=key, kind="outlet", name_ar=name, name_latin=key.title(), **fields)


def claimed(article: Article, *chain: Source | None, subject: Entity | None = None) -> Mark:
    """A claim mark in the article with its chain, the nearest source first."""
    number = Claim.objects.count()
    question = Question.objects.create(key=f"q-{number}", text_ar="كم كلّف؟", subject=subject)
    claim = Claim.objects.create(
        key=f"c-{number}", question=question, statement_ar=f"كلّف التدريب {number} ألف دولار"
    )
    mark = MarkFactory(article=article, kind=MarkKind.CLAIM, claim=claim, by=UserFactory())
    mention = ClaimMention.objects.create(capture=article.capture, mark=mark)
    for ordinal, source in enumerate(chain):
        AttributionStep.objects.create(
            capture=article.capture,
            mention=mention,
            ordinal=ordinal,
            source=source,
            how=Known.EXPLICIT,
        )
    return mark
