"""What a step changes beside decisions: whom a word means in the article, a claim's topics.

A pointing's key is its folded words, which mean one thing in the article; a claim's is its own.
"""

from typing import Any

from annotations.models import Claim
from annotations.services import pointed, spreading
from corpus.models import Article, Topic, User

POINTING, CLAIM = "pointing", "claim"


def state(article: Article, kind: str, key: str) -> dict[str, Any] | None:
    """What stands now, as events keep it."""
    if kind == POINTING:
        return pointed.state(article, key)
    topics = Claim.topics.through.objects.filter(claim__key=key)
    return {"topics": sorted(topics.values_list("topic__path", flat=True))}


def write(article: Article, kind: str, key: str, wanted: dict[str, Any] | None, by: User) -> None:
    """Make it stand so, with what follows from it in the article."""
    if kind == POINTING:
        pointed.write(article, key, wanted, by)
        spreading.spread(article, key)
    elif wanted is not None:
        claim = Claim.objects.get(key=key)
        claim.topics.set(Topic.objects.filter(path__in=wanted["topics"]))
