"""Merging entities: what is read through it, what it refuses, and the way back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from annotations.models import Decision, Mark
from annotations.queries import shown_marks
from annotations.services import covering, marking, merging
from corpus.anchors import Anchor
from corpus.errors import Conflict, NotAllowed
from corpus.models import Article, ArticleIndex, Entity, Event, NotSame, User
from corpus.services import sources
from corpus.text.morphology import load_analyser
from tests.factories import EntityFactory, MarkFactory, written_article
from tests.indexing import index_texts


@pytest.fixture
def article(db) -> Article:
    article = written_article("عودة إلى هواوي", "قالت شركة هواوي إن شرائحها جاهزة.")
    index_texts([article], load_analyser(None))
    return article


@pytest.fixture
def huawei(db) -> Entity:
    return EntityFactory(key="huawei")


@pytest.fixture
def honor(db) -> Entity:
    return EntityFactory(key="honor")


def shown(article: Article) -> list[tuple[str, str]]:
    return [(mark.value_key, mark.status) for mark in shown_marks(article)]


def test_decisions_and_suggestions_are_read_through_a_merge(article, huawei, honor, reviewer):
    mark = MarkFactory(article=article, entity=huawei, parts=[(10, 14)])
    marking.accept(mark, by=reviewer)
    MarkFactory(article=article, entity=huawei, parts=[(0, 4)])

    merging.merge(huawei, into=honor, by=reviewer)

    assert shown(article) == [("honor", "suggested"), ("honor", "accepted")]
    assert "entity:honor" in ArticleIndex.objects.get().facets


def test_a_rejection_before_a_merge_covers_what_is_suggested_after_it(
    article, huawei, honor, reviewer
):
    marking.reject(MarkFactory(article=article, entity=huawei, parts=[(10, 14)]), by=reviewer)
    merging.merge(huawei, into=honor, by=reviewer)
    later = MarkFactory(article=article, entity=honor, parts=[(10, 14)])

    covering.refresh([article])

    later.refresh_from_db()
    assert later.covered


def mark(article: Article, key: str, by: User) -> Mark:
    anchors = [Anchor(10, 14, article.capture.text[10:14])]
    return marking.make(article, kind="entity", anchors=anchors, by=by, value_key=key)


def test_a_source_is_accepted_after_its_entity_was_merged(article, huawei, honor, reviewer):
    suggestion = MarkFactory(
        article=article, kind="source", source=sources.named(huawei), parts=[(10, 14)]
    )
    merging.merge(huawei, into=honor, by=reviewer)

    marking.accept(suggestion, by=reviewer)
    marking.undo(article, by=reviewer)
    marking.redo(article, by=reviewer)

    assert shown(article) == [("honor", "accepted")]


def test_of_two_marks_that_a_merge_made_one_thing_the_chosen_one_is_removed(
    article, huawei, honor, reviewer
):
    first, second = mark(article, "huawei", reviewer), mark(article, "honor", reviewer)
    merging.merge(huawei, into=honor, by=reviewer)

    marking.remove(second, by=reviewer)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.removed_at is None, second.removed_at is None) == (True, False)


def test_undoing_what_was_marked_again_after_a_merge_keeps_the_first(
    article, huawei, honor, editor, reviewer
):
    mark(article, "huawei", editor)
    merging.merge(huawei, into=honor, by=reviewer)
    mark(article, "honor", reviewer)

    marking.undo(article, by=reviewer)

    assert shown(article) == [("honor", "accepted")]


def test_a_mark_made_under_a_merged_key_is_taken_back_whole(article, huawei, honor, reviewer):
    merging.merge(huawei, into=honor, by=reviewer)

    marking.remove(mark(article, "huawei", reviewer), by=reviewer)

    assert shown(article) == []
    assert not Decision.objects.filter(removed_at=None).exists()


def test_steps_are_undone_across_a_merge_and_its_taking_back(
    article, huawei, honor, editor, reviewer
):
    marking.remove(mark(article, "huawei", editor), by=reviewer)
    merging.merge(huawei, into=honor, by=reviewer)
    marking.undo(article, by=reviewer)
    merged = shown(article)

    merging.unmerge(huawei, by=reviewer)

    assert (merged, shown(article)) == ([("honor", "accepted")], [("huawei", "accepted")])


def test_what_was_merged_into_it_follows(huawei, honor, reviewer):
    older = EntityFactory(key="older")
    merging.merge(older, into=huawei, by=reviewer)

    merging.merge(huawei, into=honor, by=reviewer)

    older.refresh_from_db()
    assert older.merged_into == honor


def test_a_merge_is_taken_back_with_what_followed(article, huawei, honor, reviewer):
    older = EntityFactory(key="older")
    merging.merge(older, into=huawei, by=reviewer)
    marking.accept(MarkFactory(article=article, entity=huawei, parts=[(10, 14)]), by=reviewer)
    merging.merge(huawei, into=honor, by=reviewer)

    merging.unmerge(huawei, by=reviewer)

    older.refresh_from_db()
    assert older.merged_into == huawei
    assert shown(article) == [("huawei", "accepted")]
    assert Event.objects.get(verb="unmerge").undoes is not None


def test_a_merge_is_taken_back_once(huawei, honor, reviewer):
    merging.merge(huawei, into=honor, by=reviewer)
    merging.unmerge(huawei, by=reviewer)

    with pytest.raises(Conflict):
        merging.unmerge(huawei, by=reviewer)


def test_an_editor_may_not_merge(huawei, honor, editor):
    with pytest.raises(NotAllowed):
        merging.merge(huawei, into=honor, by=editor)


def test_an_entity_is_not_merged_into_itself(huawei, reviewer):
    with pytest.raises(merging.CannotMerge):
        merging.merge(huawei, into=huawei, by=reviewer)


def test_a_merged_entity_is_not_merged_again(huawei, honor, reviewer):
    merging.merge(huawei, into=honor, by=reviewer)

    with pytest.raises(merging.CannotMerge):
        merging.merge(huawei, into=EntityFactory(), by=reviewer)


def test_two_that_were_judged_different_are_not_merged(huawei, honor, reviewer):
    first, second = sorted((huawei, honor), key=lambda it: it.pk)
    NotSame.objects.create(first=first, second=second, by=reviewer, at=timezone.now())

    with pytest.raises(merging.CannotMerge):
        merging.merge(huawei, into=honor, by=reviewer)


def test_the_admin_page_merges(admin_client, huawei, honor):
    url = reverse("admin:corpus_entity_merge", args=[huawei.pk])

    page = admin_client.get(url)
    response = admin_client.post(url, {"into": honor.pk})

    huawei.refresh_from_db()
    assert page.status_code == 200
    assert (response.status_code, huawei.merged_into) == (302, honor)


def test_the_admin_page_says_why_it_cannot_merge(admin_client, huawei):
    url = reverse("admin:corpus_entity_merge", args=[huawei.pk])

    response = admin_client.post(url, {"into": huawei.pk})

    assert response.status_code == 200
    assert response.context["form"].errors


def test_the_admin_page_takes_a_merge_back(admin_client, huawei, honor, administrator):
    merging.merge(huawei, into=honor, by=administrator)

    response = admin_client.post(reverse("admin:corpus_entity_unmerge", args=[huawei.pk]))

    huawei.refresh_from_db()
    assert (response.status_code, huawei.merged_into) == (302, None)


def test_taking_a_merge_back_needs_a_post(admin_client, huawei):
    response = admin_client.get(reverse("admin:corpus_entity_unmerge", args=[huawei.pk]))

    assert response.status_code == 405


@pytest.mark.parametrize("who", ["editor_client", "stranger_client"])
def test_only_administrators_reach_the_page(who, request, huawei):
    client = request.getfixturevalue(who)

    response = client.get(reverse("admin:corpus_entity_merge", args=[huawei.pk]))

    assert response.status_code == 302


def test_an_entity_that_is_not_there_is_not_found(admin_client, db):
    assert admin_client.get(reverse("admin:corpus_entity_merge", args=[0])).status_code == 404
