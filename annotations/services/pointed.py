"""Whom a word such as الصحيفة means in one article, as somebody pointed it out there."""

from typing import Any

from django.utils import timezone

from annotations.models import Pointing
from corpus.models import Article, Source, User
from corpus.text.fold import fold

_LONGEST = 100


def form_of(words: str) -> str:
    """Words as a pointing keeps them."""
    return fold(words).strip()[:_LONGEST]


def pointed_in(article: Article) -> dict[str, Source]:
    """The source that each pointed form means in the article."""
    here = Pointing.objects.filter(
        capture=article.capture_id, article_key=article.key, removed_at=None
    )
    return {it.form: it.source for it in here.select_related("source__entity")}


def state(article: Article, form: str) -> dict[str, Any] | None:
    """What the form means, as events keep it; None where nobody pointed it out."""
    source = pointed_in(article).get(form)
    return {"source": source.key} if source else None


def write(article: Article, form: str, wanted: dict[str, Any] | None, by: User) -> None:
    """Let the form mean this source, or nothing any more."""
    now = timezone.now()
    here = Pointing.objects.filter(capture=article.capture_id, article_key=article.key, form=form)
    if wanted is None:
        here.update(removed_at=now)
        return
    source = Source.objects.get(key=wanted["source"])
    if not here.update(source=source, by=by, at=now, removed_at=None):
        Pointing.objects.create(
            capture_id=article.capture_id,
            article_key=article.key,
            form=form,
            source=source,
            by=by,
            at=now,
        )
