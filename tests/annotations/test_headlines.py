"""Headlines that say more than the text below them: the flag, and what it follows."""

import pytest

from annotations.models import Claim, Mark
from annotations.services import claims, headlines, marking
from corpus.models import Article, ArticleIndex, User
from tests.claiming import claim_of, mention_of, people, speaker, told
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

HARD, SOFT = "ديب سيك ستطلق نموذج R2", "قد تطلق ديب سيك نموذج R2"


@pytest.fixture
def article(db) -> Article:
    return readable_article(HARD, f"{SOFT} قريباً.")


def headline(article: Article, claim: Claim, by: User) -> Mark:
    return told(article, HARD, claim, by=by)


def body(article: Article, claim: Claim, by: User, words: str = SOFT, **said) -> Mark:
    return told(article, words, claim, by=by, certainty="possible", **said)


def is_flagged(mark: Mark) -> bool:
    found = ArticleIndex.objects.get(article=mark.article_id).facets
    flag = mention_of(mark).overstates
    assert ("has:overstatement" in found) == flag
    return flag


def test_a_headline_that_is_surer_than_the_text_is_flagged(article, editor):
    claim = claim_of()
    below = body(article, claim, editor)

    mark = headline(article, claim, editor)

    assert is_flagged(mark)
    assert not mention_of(below).overstates


def test_the_text_may_be_marked_after_the_headline(article, editor):
    claim = claim_of()
    mark = headline(article, claim, editor)
    before = is_flagged(mark)

    body(article, claim, editor)

    assert (before, is_flagged(mark)) == (False, True)


def test_a_headline_is_compared_with_its_own_claim_alone(article, editor):
    body(article, claim_of(), editor)

    assert not is_flagged(headline(article, claim_of(), editor))


def test_a_headline_that_the_text_bears_out_somewhere_is_not_flagged(editor):
    article = readable_article(HARD, f"{SOFT} قريباً.", f"وأكدت أن {HARD}.")
    claim = claim_of()
    body(article, claim, editor)
    start = article.capture.text.rindex(HARD)

    told(article, article.capture.text[start - 3 : start + len(HARD)], claim, by=editor)

    assert not is_flagged(headline(article, claim, editor))


def test_a_title_that_is_printed_twice_does_not_bear_itself_out(editor):
    article = readable_article(HARD, f"{HARD}.", f"{SOFT} قريباً.")
    article.segments.filter(start=len(HARD) + 1).update(kind="title")
    claim = claim_of()
    body(article, claim, editor)
    told(article, f"{HARD}.", claim, by=editor)

    assert is_flagged(headline(article, claim, editor))


def test_that_a_headline_names_no_source_says_nothing(article, editor):
    article = readable_article(HARD, f"قالت الصحيفة: {HARD}.")
    claim, ft = claim_of(), speaker()
    chain = [ft, people(article, told=ft)]
    told(article, f"الصحيفة: {HARD}", claim, by=editor, chain=chain)

    assert not is_flagged(headline(article, claim, editor))


def test_the_flag_goes_with_the_text_that_it_rests_on(article, editor):
    claim = claim_of()
    mark, below = headline(article, claim, editor), body(article, claim, editor)

    marking.remove(below, by=editor)

    assert not is_flagged(mark)


def test_the_flag_follows_merges(article, editor, reviewer):
    one, other = claim_of(), claim_of()
    mark = headline(article, one, editor)
    body(article, other, editor)

    claims.merge(one, into=other, by=reviewer)

    assert is_flagged(mark)


def test_flagging_again_changes_nothing(article, editor):
    claim = claim_of()
    mark = headline(article, claim, editor)
    body(article, claim, editor)

    assert headlines.rebuild() == set()
    assert is_flagged(mark)
