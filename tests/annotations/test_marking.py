"""Marking, deciding, changing, undoing: what each leaves behind."""

import uuid

import pytest
from django.db import transaction

from annotations.errors import NothingToRedo, NothingToUndo, UnknownValue, ValueNeeded
from annotations.models import Decision, Mark, MarkKind
from annotations.queries import (
    can_redo,
    can_undo,
    review_state,
    shown_marks,
    value_key_of,
)
from annotations.services import marking
from corpus.anchors import Anchor
from corpus.errors import Conflict, NotAllowed, TextMismatch
from corpus.filters import Filters
from corpus.models import Article, ArticleIndex, Entity, Event, User
from corpus.selection import select
from corpus.text.morphology import load_analyser
from tests.factories import (
    AliasFactory,
    EntityFactory,
    MarkFactory,
    SourceFactory,
    TopicFactory,
    written_article,
)
from tests.indexing import index_texts

BODY = "قالت شركة هواوي إن شرائح Ascend جاهزة للتدريب."


def indexed_article(title: str, body: str) -> Article:
    article = written_article(title, body)
    index_texts([article], load_analyser(None))
    return article


@pytest.fixture
def article(db: None) -> Article:
    return indexed_article("عودة إلى هواوي", BODY)


@pytest.fixture
def huawei(db: None) -> Entity:
    entity = EntityFactory(key="huawei", name_ar="هواوي", name_latin="Huawei")
    AliasFactory(entity=entity, text="هواوي", folded="هواوي")
    return entity


def place(article: Article, words: str) -> list[Anchor]:
    start = article.capture.text.index(words)
    return [Anchor(start, start + len(words), words)]


def suggestion(article: Article, entity: Entity, words: str = "هواوي") -> Mark:
    return MarkFactory(article=article, entity=entity, parts=[words], score=1.0)


def shown(article: Article) -> list[tuple[str, str]]:
    return [(mark.value_key, mark.status) for mark in shown_marks(article)]


def test_marking_a_known_spelling_names_its_entity(article, huawei, editor):
    marking.make(article, kind=MarkKind.ENTITY, anchors=place(article, "هواوي"), by=editor)

    assert shown(article) == [("huawei", "accepted")]


@pytest.mark.parametrize("words", ["شركة هواوي", "لشركة هواوي", "شركة «هواوي»"])
@pytest.mark.parametrize("kind", [MarkKind.ENTITY, MarkKind.SOURCE])
def test_a_word_that_says_what_a_name_is_belongs_to_no_other_name(kind, words, editor, huawei):
    article = indexed_article("عودة", f"وفقاً {words} فإن الشرائح جاهزة.")

    mark = marking.make(article, kind=kind, anchors=place(article, words), by=editor)

    assert value_key_of(mark.value) == "huawei"


def test_a_chip_of_a_company_is_not_the_company(editor, huawei):
    article = indexed_article("عودة", "أعلنت عن شريحة هواوي.")
    words = place(article, "شريحة هواوي")

    mark = marking.make(article, kind=MarkKind.ENTITY, anchors=words, by=editor)

    assert mark.entity != huawei


def test_marking_an_unknown_name_adds_an_entity(article, editor):
    mark = marking.make(article, kind=MarkKind.ENTITY, anchors=place(article, "Ascend"), by=editor)

    assert mark.entity is not None
    assert mark.entity.name_latin == "Ascend"
    assert mark.entity.aliases.get().text == "Ascend"


def test_marking_a_source_that_no_entity_names_describes_it(article, editor):
    mark = marking.make(article, kind=MarkKind.SOURCE, anchors=place(article, "شركة"), by=editor)

    assert mark.source is not None
    assert (mark.source.kind, mark.source.descriptor) == ("anonymous", "شركة")


def test_marking_what_a_rule_suggests_accepts_it(article, editor):
    told = SourceFactory(kind="anonymous", entity=None, descriptor="شركة", count=3, scope="p")
    MarkFactory(article=article, kind="source", source=told, parts=["شركة"])

    marking.make(article, kind=MarkKind.SOURCE, anchors=place(article, "شركة"), by=editor)

    assert shown(article) == [(told.key, "accepted")]


def test_marking_a_claim_takes_the_words_as_its_statement(article, editor):
    words = "شرائح Ascend جاهزة للتدريب"

    mark = marking.make(article, kind=MarkKind.CLAIM, anchors=place(article, words), by=editor)

    assert mark.claim is not None
    assert mark.claim.statement_ar == words
    assert mark.mentions.get().mode == "indirect"  # قالت هواوي إن


def test_a_topic_that_the_words_do_not_say_has_to_be_chosen(article, editor):
    with pytest.raises(ValueNeeded):
        marking.make(article, kind=MarkKind.TOPIC, anchors=place(article, "قالت"), by=editor)


def test_a_chosen_topic_is_taken(article, editor):
    TopicFactory(path="chips")

    marking.make(
        article, kind="topic", anchors=place(article, "شرائح"), by=editor, value_key="chips"
    )

    assert shown(article) == [("chips", "accepted")]


def test_a_value_that_does_not_exist_is_refused(article, editor):
    with pytest.raises(UnknownValue):
        marking.make(
            article, kind="topic", anchors=place(article, "شرائح"), by=editor, value_key="no/such"
        )


@pytest.mark.parametrize(
    "anchor",
    [
        pytest.param(Anchor(0, 5, "غيرها"), id="other words"),
        pytest.param(Anchor(5, 5, ""), id="empty"),
        pytest.param(Anchor(0, 9999, "x"), id="past the end"),
        pytest.param(Anchor(-3, 2, "عو"), id="before the start"),
        pytest.param(Anchor(4, 5, " "), id="only a space"),
    ],
)
def test_a_place_that_is_not_in_the_text_is_refused(article, editor, anchor):
    with pytest.raises(TextMismatch):
        marking.make(article, kind=MarkKind.ENTITY, anchors=[anchor], by=editor)

    assert not Decision.objects.exists()


def test_a_place_outside_the_article_is_refused(article, editor):
    Article.objects.filter(pk=article.pk).update(end=14)

    with pytest.raises(TextMismatch):
        marking.make(article, kind="entity", anchors=place(article, "Ascend"), by=editor)


def test_a_researcher_may_not_mark(article, researcher):
    with pytest.raises(NotAllowed):
        marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=researcher)


def test_a_repeated_request_marks_once(article, huawei, editor):
    key = str(uuid.uuid4())
    anchors = place(article, "هواوي")

    first = marking.make(article, kind="entity", anchors=anchors, by=editor, request_key=key)
    second = marking.make(article, kind="entity", anchors=anchors, by=editor, request_key=key)

    assert first == second
    assert Event.objects.filter(verb="mark").count() == 1


def test_accepting_a_suggestion_shows_it_once(article, huawei, editor):
    marking.accept(suggestion(article, huawei), by=editor)

    assert shown(article) == [("huawei", "accepted")]
    assert Decision.objects.get().origin == "names"


def test_rejecting_a_suggestion_hides_it(article, huawei, editor):
    marking.reject(suggestion(article, huawei), by=editor)

    assert shown(article) == []
    assert Mark.objects.get().covered


def test_a_rejection_covers_what_overlaps_with_the_same_value(article, huawei, editor):
    marking.reject(suggestion(article, huawei), by=editor)
    wider = MarkFactory(article=article, entity=huawei, parts=["إلى هواوي"])
    other = MarkFactory(article=article, entity=EntityFactory(key="other"), parts=["هواوي"])

    marking.reject(other, by=editor)

    wider.refresh_from_db()
    assert wider.covered


def test_removing_ones_own_mark_withdraws_the_decision(article, huawei, editor):
    mark = marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)

    marking.remove(mark, by=editor)

    assert shown(article) == []
    assert Decision.objects.get().removed_at


def test_removing_an_accepted_suggestion_brings_the_suggestion_back(article, huawei, editor):
    mark = marking.accept(suggestion(article, huawei), by=editor)

    marking.remove(mark, by=editor)

    assert shown(article) == [("huawei", "suggested")]


def test_removing_anothers_mark_decides_against_it(article, huawei, editor, reviewer):
    mark = marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)

    marking.remove(mark, by=reviewer)

    assert shown(article) == []
    assert {it.verdict for it in Decision.objects.all()} == {"accepted", "rejected"}


def test_a_reviewers_verdict_holds_against_an_editors_later_one(article, huawei, editor, reviewer):
    marking.reject(suggestion(article, huawei), by=reviewer)

    with pytest.raises(Conflict), transaction.atomic():
        marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)

    assert shown(article) == []


@pytest.mark.parametrize("against", [marking.reject, marking.remove])
def test_an_editor_is_told_when_a_reviewers_acceptance_holds(
    article, huawei, editor, reviewer, against
):
    mark = marking.accept(suggestion(article, huawei), by=reviewer)

    with pytest.raises(Conflict):
        against(mark, by=editor)

    assert shown(article) == [("huawei", "accepted")]
    assert Decision.objects.get(by=editor).verdict == "rejected"


def test_two_tabs_removing_one_mark_tell_the_second(article, huawei, editor):
    mark = marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)
    marking.remove(mark, by=editor)

    with pytest.raises(Conflict):
        marking.remove(mark, by=editor)


def test_changing_the_value_keeps_the_place(article, huawei, editor):
    EntityFactory(key="honor")
    mark = marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)

    changed = marking.change(mark, by=editor, value_key="honor")

    assert shown(article) == [("honor", "accepted")]
    assert changed.parts.get().quote == "هواوي"


def test_changing_the_bounds_keeps_the_value_and_what_a_claim_says(article, editor):
    mark = marking.make(article, kind="claim", anchors=place(article, "شرائح Ascend"), by=editor)
    mark.mentions.update(stance="denies")

    changed = marking.change(mark, by=editor, anchors=place(article, "شرائح Ascend جاهزة"))

    assert changed.claim == mark.claim
    assert changed.mentions.get().stance == "denies"


def test_correcting_a_suggestion_rejects_what_the_rule_said(article, huawei, editor):
    EntityFactory(key="honor")

    marking.change(suggestion(article, huawei), by=editor, value_key="honor")

    assert shown(article) == [("honor", "accepted")]
    assert Decision.objects.get(verdict="rejected").value_key == "huawei"


def test_undo_and_redo_go_through_the_steps_in_order(article, huawei, editor):
    marking.accept(suggestion(article, huawei), by=editor)
    marking.make(article, kind="entity", anchors=place(article, "Ascend"), by=editor)
    both = shown(article)

    marking.undo(article, by=editor)
    marking.undo(article, by=editor)
    none = shown(article)
    marking.redo(article, by=editor)
    marking.redo(article, by=editor)

    assert none == [("huawei", "suggested")]
    assert shown(article) == both


def test_undo_takes_a_change_back_as_one_step(article, huawei, editor):
    EntityFactory(key="honor")
    mark = marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)
    marking.change(mark, by=editor, value_key="honor")

    marking.undo(article, by=editor)

    assert shown(article) == [("huawei", "accepted")]


def test_undo_is_ones_own(article, huawei, editor, reviewer):
    marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)

    with pytest.raises(NothingToUndo):
        marking.undo(article, by=reviewer)


def test_a_new_step_ends_what_could_be_redone(article, huawei, editor):
    marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)
    marking.undo(article, by=editor)
    marking.make(article, kind="entity", anchors=place(article, "Ascend"), by=editor)

    with pytest.raises(NothingToRedo):
        marking.redo(article, by=editor)


def test_undo_is_refused_when_the_decision_is_no_longer_as_the_step_left_it(
    article, huawei, editor
):
    marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)
    Decision.objects.update(verdict="rejected")

    with pytest.raises(Conflict):
        marking.undo(article, by=editor)


def test_what_can_be_undone_is_known_without_trying(article, huawei, editor):
    before = can_undo(article, editor), can_redo(article, editor)
    marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)
    marking.undo(article, by=editor)

    assert before == (False, False)
    assert (can_undo(article, editor), can_redo(article, editor)) == (False, True)


def test_the_state_of_review_follows_the_decisions(article, huawei, editor):
    ours, theirs = suggestion(article, huawei), suggestion(article, EntityFactory())
    states = [review_state(article)]
    marking.accept(ours, by=editor)
    states.append(review_state(article))
    marking.reject(theirs, by=editor)
    states.append(review_state(article))

    assert states == ["open", "begun", "decided"]


def test_the_index_carries_the_facets_of_what_is_marked(article, huawei, editor):
    marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)

    assert ArticleIndex.objects.get().facets == ["entity:huawei", "month:undated", "state:decided"]


def test_an_article_is_found_by_the_words_of_a_claim_in_it(article, editor):
    marking.make(article, kind="claim", anchors=place(article, "شرائح Ascend"), by=editor)

    assert select(Filters(text="claim:ascend has:claim")).rows.get().article == article
    assert select(Filters(text="إفادة:هواوي")).rows.count() == 0


def test_marking_asks_a_bounded_number_of_queries(
    article, huawei, editor, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30):
        marking.make(article, kind="entity", anchors=place(article, "هواوي"), by=editor)


def test_every_change_is_an_event_with_both_states(article, huawei, editor: User):
    marking.accept(suggestion(article, huawei), by=editor)

    event = Event.objects.get(verb="accept")
    assert event.before is None
    assert event.after is not None
    assert (event.by, event.after["value"], event.after["verdict"]) == (
        editor,
        "huawei",
        "accepted",
    )
