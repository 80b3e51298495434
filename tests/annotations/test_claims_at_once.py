"""Several people at work on the claims of one question at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from annotations.models import BoardRow, Claim, ClaimLink, LinkKind, Mark
from annotations.services import board, claims, links, marking
from corpus.errors import IsnadError
from corpus.models import Article, ArticleIndex, User
from corpus.services import index
from tests.claiming import asked, claim_of, figure, told
from tests.factories import UserFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db(transaction=True)


def together(*work: Callable[[], object]) -> list[object]:
    def one(do: Callable[[], object]) -> object:
        try:
            return do()
        except IsnadError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(one, work))


def article_of(cost: int) -> Article:
    return readable_article("عنوان", f"كلّف التدريب {cost} ألف دولار.")


def said(article: Article, claim: Claim, cost: int, by: User) -> Mark:
    words = f"كلّف التدريب {cost} ألف دولار"
    return told(article, words, claim, by=by, figures=[figure(f"{cost} ألف", cost)])


def test_people_who_mark_claims_of_one_question_write_its_row_once():
    claim, people = claim_of(asked()), UserFactory.create_batch(4)
    articles = [article_of(294) for _ in people]

    together(
        *(
            lambda it=it, by=by: said(it, claim, 294, by)
            for it, by in zip(articles, people, strict=True)
        )
    )

    assert (BoardRow.objects.get().mentions, BoardRow.objects.get().articles) == (4, 4)
    assert index.drift() == []


def test_what_contradicts_is_found_whoever_comes_last():
    question, people = asked(), UserFactory.create_batch(3)
    made = [(article_of(it), claim_of(question), it) for it in (1, 100, 10_000)]

    together(
        *(
            lambda it=it, by=by: said(it[0], it[1], it[2], by)
            for it, by in zip(made, people, strict=True)
        )
    )

    assert ClaimLink.objects.count() == 3
    assert BoardRow.objects.get().contested == 3
    assert set(ArticleIndex.objects.values_list("contested", flat=True)) == {2}
    assert index.drift() == []


def test_judging_and_marking_and_counting_do_not_wait_in_a_circle():
    question, one, other = asked(), UserFactory(), UserFactory(role="reviewer")
    first = said(article_of(1), claim_of(question), 1, one)
    second = said(article_of(100), claim_of(question), 100, one)
    link, late, claim = ClaimLink.objects.get(), article_of(10_000), claim_of(question)

    done = together(
        lambda: links.judge(link, kind=LinkKind.COMPATIBLE, by=other),
        lambda: said(late, claim, 10_000, one),
        lambda: marking.remove(first, by=one),
        board.rebuild,
        lambda: (
            claims.split(second.claim, [second], statement_ar="كلّف أكثر", by=other)
            if second.claim
            else None
        ),
    )

    assert len(done) == 5
    assert BoardRow.objects.get().mentions == 2
    assert index.drift() == []
