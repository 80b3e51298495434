"""What follows when entities change: the derived rows of the articles that carry them, bounded.

Articles are held before entities are locked, as whoever marks in them does.
"""

from collections.abc import Collection, Iterator, Sequence

from django.db.models import Q, QuerySet

from annotations.models import Claim, Mark, MarkKind
from annotations.services import board, covering, facets
from corpus.models import Article, Entity
from corpus.services import captures

MOST_AT_ONCE = 500  # articles, a second or two


def family(entities: Collection[Entity]) -> list[Entity]:
    """These entities and what was merged into them."""
    keys = [it.pk for it in entities]
    return list(Entity.objects.filter(Q(pk__in=keys) | Q(merged_into__in=keys)).order_by("pk"))


def locked(entities: Collection[Entity]) -> list[Entity]:
    """These entities and what was merged into them, as they are now and stay until the end.

    Nobody marks with them meanwhile: a mark that came in between would be overlooked. One order
    for all, so that two who do this at once never wait in a circle.
    """
    keys = [it.pk for it in family(entities)]
    rows = Entity.objects.select_for_update(of=("self",)).select_related("merged_into")
    return list(rows.filter(pk__in=keys).order_by("pk"))


def held(entities: Collection[Entity]) -> list[Article] | None:
    """The articles in which one of them is marked, speaks, publishes or hosts; None: too many."""
    found: set[int] = set()
    for rows in _carrying(entities):
        found |= set(rows[: MOST_AT_ONCE + 1])
        if len(found) > MOST_AT_ONCE:
            return None
    articles = list(Article.objects.filter(pk__in=found).order_by("pk"))
    captures.hold(articles)
    return articles


def _carrying(entities: Collection[Entity]) -> Iterator[QuerySet[Article, int]]:
    for carried in (Q(entity__in=entities), Q(source__entity__in=entities)):
        marks = Mark.objects.filter(carried).order_by("article")
        yield marks.values_list("article", flat=True).distinct()  # type: ignore[misc]
    for carried in (Q(outlet__in=entities), Q(host__in=entities)):
        yield Article.objects.filter(carried).order_by("pk").values_list("pk", flat=True)


def follow(entities: Collection[Entity]) -> bool:
    """Let what is derived in their articles follow; False when they are too many.

    Marks keep the entity that they were given: they are read through merges, so taking one back
    finds them as they were. Suggestions that a rebuild made in between are of the other entity
    until the next one.
    """
    articles = held(entities)
    if articles is None:
        return False
    refresh(articles)
    board.refresh_rows(_claims_of(entities))
    return True


def _claims_of(entities: Collection[Entity]) -> list[Claim]:
    """The claims that are about these or come from them, or stand in what they publish; bounded."""
    made = Mark.objects.filter(kind=MarkKind.CLAIM, by__isnull=False, removed_at=None)
    theirs = made.filter(
        Q(mentions__origin__entity__in=entities)
        | Q(article__outlet__in=entities)
        | Q(claim__subject__in=entities)
        | Q(claim__question__subject__in=entities)
    )
    claims = Claim.objects.filter(pk__in=theirs.values("claim"))
    return list(claims.order_by("pk")[:MOST_AT_ONCE])


def refresh(articles: Sequence[Article]) -> None:
    """Let covered suggestions and facets of held articles follow."""
    covering.refresh(articles)
    facets.refresh(articles)
