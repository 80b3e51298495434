"""What a claim's mention says: drafted by rules, confirmed and changed by people."""

import pytest

from annotations.errors import CannotTell
from annotations.models import Mark, MarkKind
from annotations.services import marking, telling
from corpus.errors import Conflict, NotAllowed
from corpus.models import Article, Event, Source, User
from tests.factories import MarkFactory, TopicFactory
from tests.reading import readable_article
from tests.told_claims import (
    FT,
    PEOPLE,
    anchor,
    chain_of,
    made,
    said_by,
    suggested,
    told_article,
    topics_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return told_article()


@pytest.fixture
def claim(article: Article, editor: User) -> Mark:
    return made(article, editor)


def test_a_new_claim_says_what_its_sentence_tells(claim: Mark) -> None:
    said = said_by(claim)

    assert chain_of(claim) == [
        ("فايننشال تايمز", "resolved", True),
        (PEOPLE, "explicit", False),
    ]
    assert [it["place"][2] for it in said["chain"]] == ["الصحيفة", PEOPLE]
    assert [it["cue"][2] for it in said["chain"]] == ["نقلت", "عن"]
    assert (said["mode"], said["stance"]) == ("indirect", "reports")
    assert [(it["raw"], it["value"], it["unit"]) for it in said["figures"]] == [
        ("294 ألف دولار", "294000", "USD")
    ]


def test_the_unnamed_told_the_paper_before_them(claim: Mark) -> None:
    people = Source.objects.get(descriptor=PEOPLE)

    assert (people.count, people.told) == (3, Source.objects.get(entity__key=FT))


def test_a_claim_takes_the_topics_that_its_words_speak_of(article: Article, editor: User) -> None:
    TopicFactory(path="chips")
    other = readable_article("عنوان", "تصنع هواوي رقائق Ascend لتدريب النماذج")

    mark = marking.make(
        other, kind=MarkKind.CLAIM, anchors=[anchor(other, "رقائق Ascend")], by=editor
    )

    assert topics_of(mark) == ["chips"]


def test_words_that_no_segment_holds_can_be_claimed(article: Article, editor: User) -> None:
    article.segments.all().delete()

    mark = marking.make(
        article, kind=MarkKind.CLAIM, anchors=[anchor(article, "الشركة صامتة")], by=editor
    )

    assert said_by(mark)["stance"] in ("asserts", "reports")


def test_quoted_words_of_nobody_are_a_quotation(editor: User) -> None:
    article = readable_article("عنوان", "هذا كلام «النموذج جاهز» وحده")

    mark = marking.make(
        article, kind=MarkKind.CLAIM, anchors=[anchor(article, "«النموذج جاهز»")], by=editor
    )

    assert (said_by(mark)["mode"], said_by(mark)["stance"]) == ("direct", "quotes")


def test_confirming_is_one_step_that_can_be_undone(
    claim: Mark, article: Article, editor: User
) -> None:
    events = Event.objects.count()

    telling.confirm(claim, by=editor)
    assert [is_open for *_, is_open in chain_of(claim)] == [False, False]
    assert Event.objects.count() == events + 1

    marking.undo(article, by=editor)
    assert [is_open for *_, is_open in chain_of(claim)] == [True, False]


def test_to_say_again_what_stands_is_no_step(claim: Mark, editor: User) -> None:
    telling.confirm(claim, by=editor)
    events = Event.objects.count()

    telling.confirm(claim, by=editor)

    assert Event.objects.count() == events


def test_a_suggestion_is_accepted_as_it_was_corrected(article: Article, editor: User) -> None:
    rule = suggested(article, editor)

    mark = telling.change(rule, {**said_by(rule), "stance": "denies"}, by=editor)

    assert (mark.by, said_by(mark)["stance"]) == (editor, "denies")
    assert Mark.objects.get(pk=rule.pk).covered


def test_a_repeated_request_changes_nothing_more(claim: Mark, editor: User) -> None:
    said = {**said_by(claim), "stance": "denies"}
    for _ in range(2):
        telling.change(claim, said, by=editor, request_key="k")

    assert Event.objects.filter(verb="tell").count() == 1


def test_what_changed_since_it_was_seen_is_not_overwritten(
    claim: Mark, editor: User, reviewer: User
) -> None:
    seen = telling.version_of(said_by(claim))
    telling.change(claim, {**said_by(claim), "stance": "denies"}, by=reviewer)

    with pytest.raises(Conflict):
        telling.change(claim, said_by(claim), by=editor, seen=seen)


def test_a_researcher_says_nothing(claim: Mark, researcher: User) -> None:
    with pytest.raises(NotAllowed):
        telling.confirm(claim, by=researcher)


def test_a_mark_of_another_kind_says_nothing(article: Article, editor: User) -> None:
    with pytest.raises(CannotTell):
        telling.confirm(MarkFactory(article=article), by=editor)


def test_topics_are_changed_and_undone_with_the_rest(
    claim: Mark, article: Article, editor: User
) -> None:
    TopicFactory(path="chips")

    telling.change(claim, said_by(claim), by=editor, topics=["chips"])
    assert topics_of(claim) == ["chips"]
    marking.undo(article, by=editor)

    assert topics_of(claim) == []
