"""What people make of claims: their words and questions, which are one and which are two."""

import pytest

from annotations.models import BoardRow, Claim, Decision, Mark, Question
from annotations.queries import shown_marks
from annotations.services import claims, marking
from corpus.errors import Conflict, IsnadError, NotAllowed, Stale
from corpus.models import Article, ArticleIndex, Event, FacetValue, User
from tests.claiming import asked, claim_of, mention_of, telling, told
from tests.factories import EntityFactory, TopicFactory, UserFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

WORDS = "كلّف التدريب 294 ألف دولار."


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def last(verb: str) -> Event:
    return Event.objects.filter(verb=verb).latest("pk")


def asked_in(claim: Claim) -> str:
    """The key of the question that a claim answers."""
    assert claim.question
    return claim.question.key


def counted() -> list[tuple[str, int, int]]:
    """The board: what each row is of, with its claims and mentions."""
    rows = BoardRow.objects.select_related("question", "claim")
    return sorted(
        ((it.question or it.claim).key, it.claims, it.mentions)  # type: ignore[union-attr]
        for it in rows
    )


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        pytest.param("statement_ar", lambda: " كلّف أقل ", "كلّف أقل", id="statement"),
        pytest.param("statement_en", lambda: "It cost less", "It cost less", id="English"),
        pytest.param("scope", lambda: "تدريب R1", "تدريب R1", id="scope"),
        pytest.param("question", lambda: asked("كم كلّف R1؟"), "q-", id="question"),
        pytest.param("subject", lambda: EntityFactory(key="r1"), "r1", id="subject"),
        pytest.param("topics", lambda: [TopicFactory(path="chips")], ["chips"], id="topics"),
    ],
)
def test_a_claim_is_described_and_the_description_taken_back(editor, name, value, kept):
    claim = claim_of()
    before = getattr(claim, name) if name != "topics" else []

    claims.describe(claim, by=editor, **{name: value()})
    after = last("describe").after[name]
    claims.take_back(last("describe"), by=editor)

    assert after.startswith(kept) if name == "question" else after == kept
    now = getattr(fresh(claim), name)
    assert (list(now.all()) if name == "topics" else now) == before


def test_saying_the_same_again_is_no_change(editor):
    claims.describe(claim_of(words="إفادة"), statement_ar="إفادة ", topics=[], by=editor)

    assert not Event.objects.exists()


def test_a_claim_keeps_saying_something(editor):
    with pytest.raises(IsnadError):
        claims.describe(claim_of(), statement_ar="  ", by=editor)


def test_a_claim_has_no_other_fields(editor):
    with pytest.raises(ValueError, match="merged_into"):
        claims.describe(claim_of(), merged_into=None, by=editor)


def test_what_was_described_again_is_not_taken_back(editor):
    claim = claim_of()
    claims.describe(claim, scope="R1", by=editor)
    first = last("describe")
    claims.describe(claim, scope="V3", by=UserFactory())

    with pytest.raises(Stale):
        claims.take_back(first, by=editor)

    assert fresh(claim).scope == "V3"


def test_what_was_merged_meanwhile_is_not_described(editor, reviewer):
    claim = claim_of()
    claims.merge(claim, into=claim_of(), by=reviewer)

    with pytest.raises(Conflict):
        claims.describe(claim, scope="R1", by=editor)


def test_an_article_is_found_by_what_its_claim_says_now(editor):
    claim = claim_of(words="كلّف أكثر")
    telling(WORDS, claim, by=editor)

    claims.describe(claim, statement_ar="كلّف أقل", by=editor)

    assert FacetValue.objects.get(key=f"claim:{claim.key}").label_ar == "كلّف أقل"


def test_a_claim_that_moves_to_another_question_is_counted_there(editor):
    one, other = asked("كم كلّف R1؟"), asked("كم كلّف V3؟")
    claim, stays = claim_of(one), claim_of(one)
    telling(WORDS, claim, by=editor)
    telling("كلّف أقل.", stays, by=editor)

    claims.describe(claim, question=other, by=editor)
    moved = counted()
    claims.describe(claim, question=None, by=editor)

    assert moved == sorted([(one.key, 1, 1), (other.key, 1, 1)])
    assert counted() == sorted([(one.key, 1, 1), (claim.key, 1, 1)])


def test_a_question_is_asked_once_in_the_same_words(editor):
    subject = EntityFactory(key="r1")
    first = claims.ask(text_ar="كم  كلّف R1؟", subject=subject, metric="training cost", by=editor)

    again = claims.ask(text_ar=" كم كلّف R1؟ ", by=UserFactory())

    assert again == first
    assert (first.text_ar, first.subject, first.metric) == ("كم كلّف R1؟", subject, "training cost")
    assert last("ask").after["subject"] == "r1"


def test_a_question_is_asked_in_words(editor):
    with pytest.raises(IsnadError):
        claims.ask(text_ar=" ", by=editor)


def test_a_question_that_was_asked_stays(editor):
    claims.ask(text_ar="كم كلّف R1؟", by=editor)

    with pytest.raises(Conflict):
        claims.take_back(last("ask"), by=editor)

    assert Question.objects.exists()


def merged(by: User) -> tuple[Claim, Claim, Mark]:
    """A claim with a mention, merged into another that has one too."""
    claim, into = claim_of(asked("كم كلّف R1؟")), claim_of(asked("كم كلّف التدريب؟"))
    mark = telling(WORDS, claim, by=by)
    telling("كلّف أقل.", into, by=by)
    claims.merge(claim, into=into, by=by)
    return claim, into, mark


def test_mentions_are_read_through_a_merge(reviewer):
    claim, into, mark = merged(reviewer)

    shown = [it.value_key for it in shown_marks(mark.article)]
    assert shown == [into.key]
    assert Decision.objects.filter(value_key=claim.key).exists()
    assert f"claim:{into.key}" in ArticleIndex.objects.get(article=mark.article).facets
    assert counted() == [(asked_in(into), 1, 2)]


def test_a_merge_is_taken_back(reviewer):
    claim, _, mark = merged(reviewer)

    claims.take_back(last("merge"), by=reviewer)

    assert fresh(claim).merged_into is None
    assert [it.value_key for it in shown_marks(mark.article)] == [claim.key]
    assert f"claim:{claim.key}" in ArticleIndex.objects.get(article=mark.article).facets
    assert len(counted()) == 2


def test_what_was_merged_into_a_claim_follows_it_and_comes_back(reviewer):
    first, claim, into = claim_of(), claim_of(), claim_of()
    claims.merge(first, into=claim, by=reviewer)
    claims.merge(claim, into=into, by=reviewer)
    followed = fresh(first).merged_into
    claims.take_back(last("merge"), by=reviewer)

    assert followed == into
    assert (fresh(first).merged_into, fresh(claim).merged_into) == (claim, None)


def test_a_merge_that_another_followed_is_not_taken_back(reviewer):
    first, claim, into = claim_of(), claim_of(), claim_of()
    claims.merge(first, into=claim, by=reviewer)
    event = last("merge")
    claims.merge(claim, into=into, by=reviewer)

    with pytest.raises(Stale):
        claims.take_back(event, by=reviewer)

    assert fresh(first).merged_into == into


def test_a_merge_is_taken_back_once(reviewer):
    merged(reviewer)
    claims.take_back(last("merge"), by=reviewer)

    with pytest.raises(Stale):
        claims.take_back(last("merge"), by=reviewer)


def test_a_claim_is_not_merged_into_itself_or_twice(reviewer):
    claim, into = claim_of(), claim_of()
    claims.merge(claim, into=into, by=reviewer)

    for one, other in ((into, into), (claim, claim_of()), (claim_of(), claim), (into, claim)):
        with pytest.raises(claims.CannotBeOne):
            claims.merge(one, into=other, by=reviewer)


TWO = ["كلّف التدريب 294 ألف دولار.", "كلّف التدريب 5.6 مليون دولار."]


def made_twice(by: User, claim: Claim) -> list[Mark]:
    """Two articles that make one claim."""
    return [telling(words, claim, by=by, stance="denies") for words in TWO]


def test_some_mentions_become_a_claim_of_the_same_question(reviewer, editor):
    claim = claim_of(asked(), subject=EntityFactory(), scope="R1")
    kept, moved = made_twice(editor, claim)

    made = claims.split(claim, [moved], statement_ar=" كلّف أكثر ", by=reviewer)

    assert (made.statement_ar, made.question, made.scope) == ("كلّف أكثر", claim.question, "R1")
    assert [it.value_key for it in shown_marks(moved.article)] == [made.key]
    assert [it.value_key for it in shown_marks(kept.article)] == [claim.key]
    now = Mark.objects.get(article=moved.article, by__isnull=False, removed_at=None)
    assert mention_of(now).stance == "denies"
    assert counted() == [(asked_in(claim), 2, 2)]


def test_a_split_of_two_articles_is_taken_back_in_one_step(reviewer, editor):
    claim = claim_of()
    marks = made_twice(editor, claim)
    made = claims.split(claim, marks, statement_ar="كلّف أكثر", by=reviewer)
    between = counted()

    claims.take_back(last("split"), by=reviewer)

    assert between == [(made.key, 1, 2)]
    assert counted() == [(claim.key, 1, 2)]
    for mark in marks:
        assert [it.value_key for it in shown_marks(mark.article)] == [claim.key]
    assert Event.objects.filter(verb="undo").values("batch").distinct().count() == 1


def test_a_split_is_taken_back_once_and_not_when_a_mention_changed(reviewer, editor):
    claim = claim_of()
    marks = made_twice(editor, claim)
    claims.split(claim, marks, statement_ar="كلّف أكثر", by=reviewer)
    event = last("split")
    moved = Mark.objects.get(article=marks[0].article, by=reviewer, removed_at=None)
    marking.remove(moved, by=reviewer)

    with pytest.raises(Stale):
        claims.take_back(event, by=reviewer)

    assert [it.value_key for it in shown_marks(marks[0].article)] == []


def test_a_split_that_was_taken_back_is_not_again(reviewer, editor):
    claim = claim_of()
    claims.split(claim, made_twice(editor, claim), statement_ar="كلّف أكثر", by=reviewer)
    event = last("split")
    claims.take_back(event, by=reviewer)

    with pytest.raises(Stale):
        claims.take_back(event, by=reviewer)


def test_a_mention_of_what_was_merged_in_is_split_off_too(reviewer):
    _, into, mark = merged(reviewer)

    made = claims.split(into, [mark], statement_ar="كلّف أكثر", by=reviewer)

    assert [it.value_key for it in shown_marks(mark.article)] == [made.key]


def test_only_mentions_of_the_claim_are_split_off(reviewer, editor):
    mark = telling(WORDS, claim_of(), by=editor)

    with pytest.raises(Conflict):
        claims.split(claim_of(), [mark], statement_ar="كلّف أكثر", by=reviewer)


@pytest.mark.parametrize("statement", ["", "  "])
def test_what_is_split_off_says_something(reviewer, editor, statement):
    claim = claim_of()

    with pytest.raises(IsnadError):
        claims.split(claim, made_twice(editor, claim), statement_ar=statement, by=reviewer)
    with pytest.raises(IsnadError):
        claims.split(claim, [], statement_ar="كلّف أكثر", by=reviewer)


def test_two_mentions_in_one_article_are_split_together(reviewer, editor):
    article: Article = readable_article("عنوان", *TWO)
    claim = claim_of()
    marks = [told(article, words, claim, by=editor) for words in TWO]

    made = claims.split(claim, marks, statement_ar="كلّف أكثر", by=reviewer)
    claims.take_back(last("split"), by=reviewer)

    assert made.key not in {it.value_key for it in shown_marks(article)}
    assert len(shown_marks(article)) == 2


def test_editors_describe_and_reviewers_merge_and_split(editor, researcher):
    claim, into = claim_of(), claim_of()
    mark = telling(WORDS, claim, by=editor)

    for attempt in (
        lambda: claims.describe(claim, scope="R1", by=researcher),
        lambda: claims.ask(text_ar="كم؟", by=researcher),
        lambda: claims.merge(claim, into=into, by=editor),
        lambda: claims.split(claim, [mark], statement_ar="أقل", by=editor),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_an_editor_does_not_take_a_reviewers_step_back(reviewer, editor):
    merged(reviewer)

    with pytest.raises(NotAllowed):
        claims.take_back(last("merge"), by=editor)
    claims.take_back(last("merge"), by=UserFactory(role="reviewer"))

    assert not Claim.objects.exclude(merged_into=None).exists()
