"""The claims that people marked in articles, and the contradictions in which articles stand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q

from annotations.models import Claim, ClaimLink, ClaimMention, LinkKind, LinkStatus, Mark, MarkKind
from annotations.queries.marks import root
from corpus.models import Article


def claims_in(articles: Sequence[Article]) -> Mapping[int, Sequence[Claim]]:
    """The claims that people marked in these articles, read through merges, by the article's id."""
    marks = Mark.objects.filter(
        article__in=articles, kind=MarkKind.CLAIM, by__isnull=False, removed_at=None
    )
    rows = marks.order_by("article", "claim").distinct("article", "claim")
    found: dict[int, dict[int, Claim]] = defaultdict(dict)
    for mark in rows.select_related("claim__merged_into"):
        if mark.claim:
            claim = root(mark.claim)
            found[mark.article_id][claim.pk] = claim
    return {article: list(claims.values()) for article, claims in found.items()}


def overstated_in(articles: Sequence[Article]) -> set[int]:
    """The ids of those articles whose headline says more than their text."""
    flagged = ClaimMention.objects.filter(
        mark__article__in=articles, overstates=True, mark__removed_at=None
    )
    return set(flagged.values_list("mark__article", flat=True).distinct())


def contradictions_in(
    articles: Sequence[Article], claims: Mapping[int, Sequence[Claim]] | None = None
) -> Mapping[int, int]:
    """In how many contradictions that nobody rejected each article stands, where in any.

    `claims` are those that people marked in them, where they are known already. A link between
    mentions or figures is of their articles, one between claims of every article that makes one.
    """
    by_key = {it.key: it.pk for it in articles}
    standing = ClaimLink.objects.filter(kind=LinkKind.CONTRADICTS).exclude(
        status=LinkStatus.REJECTED
    )
    makers = _makers(claims_in(articles) if claims is None else claims)
    family = Claim.objects.filter(Q(pk__in=makers) | Q(merged_into__in=makers)).values("pk")
    of_these = Q(a_article__in=by_key) | Q(b_article__in=by_key)
    of_these |= Q(a_article="", a_claim__in=family) | Q(b_article="", b_claim__in=family)
    found: dict[int, set[int]] = defaultdict(set)
    for link in standing.filter(of_these).select_related("a_claim", "b_claim"):
        for key, claim in ((link.a_article, link.a_claim), (link.b_article, link.b_claim)):
            here = {by_key[key]} if key in by_key else set()
            for article in here if key else makers.get(claim.merged_into_id or claim.pk, set()):
                found[article].add(link.pk)
    return {article: len(links) for article, links in found.items()}


def _makers(claims: Mapping[int, Sequence[Claim]]) -> Mapping[int, set[int]]:
    """The articles that make each claim, by the id of what it is read as."""
    found: dict[int, set[int]] = defaultdict(set)
    for article, theirs in claims.items():
        for it in theirs:
            found[it.pk].add(article)
    return found
