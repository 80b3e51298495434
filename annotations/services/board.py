"""Keep the claim board, which is derived: a row for each group of claims, and what hangs on it."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q

from annotations.models import BoardRow, Claim, ClaimLink, Mark, MarkKind, Question
from annotations.queries.counted import NEVER
from annotations.services import (
    counted,
    counted_claims,
    facets,
    headlines,
    proposals,
    proposed_claims,
)
from annotations.services.board_rows import ROWS
from corpus.models import Article
from corpus.ordering import UNDATED

# In the order in which whoever marks a claim writes them.
_NO_WRITERS = """
LOCK TABLE annotations_countedmention, annotations_boardrow IN SHARE ROW EXCLUSIVE MODE
"""
# Whoever changes claims holds some first, and waits here before holding anything that we need.
_NO_CHANGES = "LOCK TABLE annotations_claim IN EXCLUSIVE MODE"
MOST_AT_ONCE = 500  # articles whose facets follow a judgement on whole claims


@transaction.atomic
def hold(claims: Collection[Claim]) -> list[Claim]:
    """Let nobody else change the groups of these claims; returns them and their roots as they are.

    Two who mark claims of one question would otherwise write its row at once. One order for all:
    articles, claims, questions, links.
    """
    wanted, here = {it.pk for it in claims}, dict[int, Claim]()
    while wanted - here.keys():
        rows = Claim.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
        here = {it.pk: it for it in rows.filter(pk__in=wanted)}
        wanted = here.keys() | {it.merged_into_id for it in here.values() if it.merged_into_id}
    asked = {it.question_id for it in [*claims, *here.values()] if it.question_id}
    questions = Question.objects.select_for_update(no_key=True).filter(pk__in=asked)
    list(questions.order_by("pk").values_list("pk"))
    return list(here.values())


@transaction.atomic
def refresh(claims: Collection[Claim], within: Collection[Article] | None = None) -> list[Article]:
    """Let the rows and proposals of the groups of these claims follow what people say now.

    When it is known in which articles they were marked, only mentions `within` those are read.
    Returns the articles that came into a contradiction or out of one, or whose headline is judged
    otherwise: their facets are left to the caller, who refreshes all in one go.
    """
    groups = _groups(claims)
    touched = Q(pk__in=headlines.refresh(groups.members, within))
    if within is None:
        counted.count_claims(groups.members)
        counted_claims.count(groups.members)
    elif within:
        counted.count_articles(within)
        counted_claims.count(groups.changed)
    touched |= Q(key__in=proposals.refresh(groups.questions))
    _replace_rows(groups)
    return list(Article.objects.filter(touched).order_by("pk"))


@transaction.atomic
def refresh_rows(claims: Collection[Claim]) -> None:
    """Count the groups of these claims again, where what they say has not changed."""
    groups = _groups(claims)
    counted.count_claims(groups.members)
    counted_claims.count(groups.members)
    _replace_rows(groups)


@transaction.atomic
def recount() -> None:
    """Make every row again, and let go of claims that rules made and nothing refers to."""
    proposed_claims.forget()
    with connection.cursor() as cursor:
        cursor.execute(_NO_WRITERS)
    counted.count_all()
    counted_claims.count_all()
    _replace_all_rows()


@transaction.atomic
def rebuild() -> None:
    """Make the whole board again, with what rules propose of it."""
    with connection.cursor() as cursor:
        cursor.execute(_NO_CHANGES)
    touched = Q(pk__in=headlines.rebuild())
    recount()
    touched |= Q(key__in=proposals.rebuild())
    _replace_all_rows()
    articles = list(Article.objects.filter(touched).order_by("pk"))
    for at in range(0, len(articles), MOST_AT_ONCE):
        refresh_facets(articles[at : at + MOST_AT_ONCE])


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
    articles = refresh(ends, within=[])
    articles += Article.objects.filter(key__in=keys)
    refresh_facets([*articles, *articles_of(whole)])


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


def refresh_facets(articles: Iterable[Article]) -> None:
    """Let what the index knows of contradictions in these articles follow."""
    once = {it.pk: it for it in articles}
    if once:
        facets.refresh(list(once.values()))


class _Groups(NamedTuple):
    """Questions, claims that answer none or did, all claims of both, and those that changed."""

    questions: set[int]
    alone: set[int]
    members: list[int]
    changed: set[int]


def _groups(claims: Collection[Claim]) -> _Groups:
    """The groups that these claims are of, as they are given and as they are now."""
    both = [*claims, *hold(claims)]
    questions = {it.question_id for it in both if it.question_id}
    alone = {it.pk for it in both if it.question_id is None or it.merged_into_id}
    changed = {it.pk for it in both}
    return _Groups(questions, alone, _members(questions, alone), changed)


def _replace_rows(groups: _Groups) -> None:
    of_them = Q(question__in=groups.questions) | Q(claim__in=groups.alone)
    BoardRow.objects.filter(of_them).delete()
    _insert(groups.members)


def _replace_all_rows() -> None:
    BoardRow.objects.all().delete()
    _insert(None)


def _members(questions: Collection[int], alone: Collection[int]) -> list[int]:
    """All claims of these groups, those that were merged too."""
    roots = set(alone)
    of_questions = Claim.objects.filter(question__in=questions, merged_into=None)
    roots |= set(of_questions.values_list("pk", flat=True))
    merged = Claim.objects.filter(merged_into__in=roots)
    return sorted(roots | set(merged.values_list("pk", flat=True)))


def _insert(claims: Sequence[int] | None) -> None:
    """Rows of the groups that these claims are of, which are all claims of those groups; or all."""
    with connection.cursor() as cursor:
        moments = {"undated": UNDATED, "never": NEVER}
        cursor.execute(ROWS, {"claims": list(claims or ()), "all": claims is None, **moments})
