"""Keep the claim board, which is derived: a row for each group of claims, and what hangs on it."""

from collections.abc import Collection, Sequence

from django.db import connection, transaction
from django.db.models import Q

from annotations.models import BoardRow, Claim, ClaimLink, Mark, MarkKind
from annotations.services import facets, headlines, proposals
from annotations.services.board_rows import ROWS
from annotations.services.proposed_claims import CLAIMS
from corpus.models import Article
from corpus.ordering import UNDATED

_FORGET = """
DELETE FROM annotations_claim c
WHERE c.origin = %s AND c.question_id IS NULL AND c.merged_into_id IS NULL
  AND NOT EXISTS (SELECT FROM annotations_mark m WHERE m.claim_id = c.id)
  AND NOT EXISTS (SELECT FROM annotations_decision d WHERE d.kind = 'claim' AND d.value_key = c.key)
  AND NOT EXISTS (SELECT FROM annotations_claimlink l WHERE c.id IN (l.a_claim_id, l.b_claim_id))
  AND NOT EXISTS (SELECT FROM annotations_claim o WHERE o.merged_into_id = c.id)
  AND NOT EXISTS (SELECT FROM annotations_assessment s WHERE s.claim_id = c.id)
  AND NOT EXISTS (SELECT FROM annotations_claim_topics t WHERE t.claim_id = c.id)
"""
MOST_AT_ONCE = 500  # articles whose facets follow a judgement on whole claims


@transaction.atomic
def refresh(claims: Collection[Claim]) -> None:
    """Let the rows and proposals of the groups of these claims follow what people say now."""
    roots = Claim.objects.filter(
        Q(pk__in=[it.merged_into_id or it.pk for it in claims]) | Q(pk__in=[it.pk for it in claims])
    )
    questions = {it.question_id for it in [*claims, *roots] if it.question_id}
    alone = {it.pk for it in [*claims, *roots] if it.question_id is None or it.merged_into_id}
    members = _members(questions, alone)
    proposals.refresh(questions)
    headlines.refresh(members)
    BoardRow.objects.filter(Q(question__in=questions) | Q(claim__in=alone)).delete()
    _insert(members)


@transaction.atomic
def recount() -> None:
    """Make every row again, and let go of claims that rules made and nothing refers to."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [CLAIMS])
    BoardRow.objects.all().delete()
    _insert(None)


@transaction.atomic
def rebuild() -> None:
    """Make the whole board again, with what rules propose of it."""
    proposals.rebuild()
    headlines.rebuild()
    recount()


def follow(links: Collection[ClaimLink]) -> None:
    """Let the board and the articles of these links follow a judgement."""
    ends = [claim for link in links for claim in (link.a_claim, link.b_claim)]
    keys = {key for link in links for key in (link.a_article, link.b_article) if key}
    whole = [
        claim
        for link in links
        for claim, key in ((link.a_claim, link.a_article), (link.b_claim, link.b_article))
        if not key
    ]
    refresh(ends)
    articles = {it.pk: it for it in Article.objects.filter(key__in=keys)}
    articles |= {it.pk: it for it in articles_of(whole)}
    refresh_facets(list(articles.values()))


def articles_of(claims: Collection[Claim]) -> list[Article]:
    """The articles that make these claims, or what was merged into them, or they into; bounded."""
    ids = [it.pk for it in claims]
    family = Claim.objects.filter(
        Q(pk__in=ids) | Q(merged_into__in=ids) | Q(merged__in=ids)
    ).values("pk")
    marks = Mark.objects.filter(kind=MarkKind.CLAIM, claim__in=family)
    return list(
        Article.objects.filter(pk__in=marks.values("article")).order_by("pk")[:MOST_AT_ONCE]
    )


def refresh_facets(articles: Sequence[Article]) -> None:
    """Let what the index knows of contradictions in these articles follow."""
    if articles:
        facets.refresh(articles)


def _members(questions: Collection[int], alone: Collection[int]) -> list[int]:
    """All claims of these groups, those that were merged too."""
    members = Claim.objects.filter(
        Q(question__in=questions, merged_into=None)
        | Q(merged_into__question__in=questions)
        | Q(pk__in=alone)
        | Q(merged_into__in=alone)
    )
    return sorted(members.values_list("pk", flat=True))


def _insert(claims: Sequence[int] | None) -> None:
    """Rows of the groups that these claims are of, which are all claims of those groups; or all."""
    with connection.cursor() as cursor:
        cursor.execute(
            ROWS, {"claims": list(claims or ()), "all": claims is None, "undated": UNDATED}
        )
