"""Splitting an entity: what moves, what stays where people put it, and the way back as one step."""

from typing import Any

import pytest

from annotations.models import Decision, Mark
from annotations.queries import shown_marks
from annotations.services import (
    facets,
    marking,
    merging,
    naming,
    spellings,
    splitting,
    undoing,
)
from annotations.services.spellings import Changed
from annotations.services.splitting import CannotSplit, NewEntity
from corpus.errors import Conflict, NotAllowed, Stale
from corpus.models import (
    Alias,
    Article,
    ArticleIndex,
    Entity,
    Event,
    NotSame,
    RefusedSpelling,
    User,
)
from corpus.services import registry
from corpus.text.names import Gazetteer
from tests.factories import EntityFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

ROWS: list[dict[str, Any]] = [
    {"key": "meta", "kind": "organisation", "ar": "ميتا", "latin": "Meta", "aliases": ["لاما"]},
    {"key": "honor", "kind": "organisation", "ar": "هونر", "latin": "Honor"},
]
LLAMA = NewEntity("model", name_ar="نموذج لاما", name_latin="Llama")


@pytest.fixture
def meta(db: None) -> Entity:
    registry.load_entities(ROWS)
    return Entity.objects.get(key="meta")


@pytest.fixture
def honor(meta: Entity) -> Entity:
    return Entity.objects.get(key="honor")


@pytest.fixture
def article(meta: Entity) -> Article:
    article = readable_article("خبر", "قالت شركة ميتا إن لاما أفضل النماذج")
    spellings.find_again([article], Gazetteer(registry.names()))
    return article


def entities(article: Article) -> list[tuple[str, str, str]]:
    return [
        (it.anchors[0].quote, it.value_key, it.status)
        for it in shown_marks(article)
        if it.kind == "entity"
    ]


def names(key: str) -> set[str]:
    return set(Alias.objects.filter(entity__key=key).values_list("text", flat=True))


def suggested(article: Article, quote: str) -> Mark:
    return Mark.objects.get(article=article, parts__quote=quote, kind="entity", covered=False)


def accept(article: Article, quote: str, by: User) -> Mark:
    return marking.accept(suggested(article, quote), by=by)


def split(meta: Entity, by: User, **wanted) -> splitting.Split:
    return splitting.split(meta, **{"spellings": ["لاما"], "into": LLAMA, **wanted}, by=by)


def test_a_spelling_becomes_a_new_thing_and_its_mentions_follow(meta, article, reviewer):
    done = split(meta, reviewer)

    assert (done.into.key, done.into.kind) == ("llama", "model")
    assert names("llama") == {"لاما", "نموذج لاما", "Llama"}
    assert names("meta") == {"ميتا", "Meta"}
    assert entities(article) == [("ميتا", "meta", "suggested"), ("لاما", "llama", "suggested")]
    assert {"entity:meta", "entity:llama"} <= set(ArticleIndex.objects.get().facets)
    assert done.changed == Changed(new=1, gone=1)


def test_a_spelling_goes_to_an_entity_that_is_there(meta, honor, article, reviewer):
    split(meta, reviewer, into=honor)

    assert names("honor") == {"هونر", "Honor", "لاما"}
    assert ("لاما", "honor", "suggested") in entities(article)


def test_what_it_goes_to_is_read_through_its_merge(meta, honor, reviewer):
    merging.merge(honor, into=EntityFactory(key="other"), by=reviewer)

    assert split(meta, reviewer, into=honor).into.key == "other"


def test_every_writing_of_a_spelling_goes_with_it(meta, reviewer):
    Alias.of(meta, "لامَا").save()

    split(meta, reviewer)

    assert "لامَا" in names("llama")


def test_a_spelling_of_what_was_merged_into_it_goes_too(meta, honor, reviewer):
    Alias.of(honor, "لاما هونر").save()
    merging.merge(honor, into=meta, by=reviewer)

    split(meta, reviewer, spellings=["لاما هونر"])

    assert "لاما هونر" in names("llama")


def test_the_two_are_remembered_to_be_different(meta, reviewer):
    done = split(meta, reviewer)

    assert NotSame.objects.count() == 1
    with pytest.raises(merging.CannotMerge):
        merging.merge(done.into, into=meta, by=reviewer)


def test_loading_the_names_again_does_not_undo_it(meta, reviewer):
    split(meta, reviewer)

    registry.load_entities(ROWS)

    assert names("meta") == {"ميتا", "Meta"}


def test_what_people_decided_stays_where_they_put_it(meta, article, editor, reviewer):
    accept(article, "لاما", editor)

    split(meta, reviewer)

    assert ("لاما", "meta", "accepted") in entities(article)
    assert Decision.objects.count() == 1


def test_what_people_decided_moves_when_it_is_asked_for(meta, article, editor, reviewer):
    accept(article, "لاما", editor)
    accept(article, "ميتا", editor)

    done = split(meta, reviewer, decided=True)

    assert entities(article) == [("ميتا", "meta", "accepted"), ("لاما", "llama", "accepted")]
    assert done.moved == 1
    assert set(Decision.objects.filter(by=reviewer).values_list("value_key", "verdict")) == {
        ("meta", "rejected"),
        ("llama", "accepted"),
    }
    assert {it.batch for it in Event.objects.filter(by=reviewer)} == {done.event.batch}


def test_a_cited_source_that_people_decided_on_moves_too(meta, article, editor, reviewer):
    anchors = [it.anchors[0] for it in shown_marks(article) if it.anchors[0].quote == "لاما"]
    marking.make(article, kind="source", anchors=anchors, by=editor, value_key="")

    split(meta, reviewer, decided=True)

    assert "llama" in {it.value_key for it in shown_marks(article) if it.kind == "source"}


def test_a_mention_moves_whatever_its_words_and_its_spelling_stays(meta, article, reviewer):
    mark = suggested(article, "ميتا")

    done = split(meta, reviewer, spellings=[], mentions=[mark.pk])

    assert ("ميتا", "llama", "accepted") in entities(article)
    assert ("لاما", "meta", "suggested") in entities(article)
    assert "ميتا" in names("meta")
    assert done.moved == 1


def test_a_mention_that_moved_is_taken_back(meta, article, reviewer):
    before = entities(article)
    done = split(meta, reviewer, mentions=[suggested(article, "ميتا").pk])

    undoing.take_back(done.event, by=reviewer)

    assert entities(article) == before


def test_a_mention_of_another_entity_does_not_move(meta, honor, article, reviewer):
    mark = suggested(article, "ميتا")

    with pytest.raises(Conflict):
        split(honor, reviewer, spellings=[], mentions=[mark.pk])


def test_a_mention_that_is_gone_does_not_move(meta, article, reviewer):
    mark = suggested(article, "ميتا")
    marking.reject(mark, by=reviewer)

    with pytest.raises(Conflict):
        split(meta, reviewer, mentions=[mark.pk])


def state() -> list[object]:
    """All that a split may change, without what is derived."""
    return [
        sorted(Alias.objects.values_list("entity__key", "text", "folded", "is_short", "is_line")),
        NotSame.objects.count(),
        RefusedSpelling.objects.count(),
        sorted(Decision.objects.filter(removed_at=None).values_list("value_key", "verdict")),
        sorted(Entity.objects.filter(merged_into=None).values_list("key", "name_ar")),
    ]


@pytest.mark.parametrize("into", ["new", "honor"])
def test_it_is_taken_back_as_one_step(meta, honor, article, editor, reviewer, into):
    accept(article, "لاما", editor)
    before, shown = state(), entities(article)
    done = split(meta, reviewer, into=LLAMA if into == "new" else honor, decided=True)

    undoing.take_back(done.event, by=reviewer)

    assert (state(), entities(article)) == (before, shown)
    entities_shown = [it for it in shown_marks(article) if it.kind == "entity"]
    assert {it.value_key for it in entities_shown} == {"meta"}


def test_another_reviewer_takes_it_back(meta, article, editor, reviewer, administrator):
    accept(article, "لاما", editor)
    before = entities(article)
    done = split(meta, reviewer, decided=True)

    undoing.take_back(done.event, by=administrator)

    assert entities(article) == before
    assert not Decision.objects.filter(by=administrator).exists()


def test_work_in_the_article_goes_on_being_undone_after_it(meta, article, reviewer):
    accept(article, "لاما", reviewer)
    done = split(meta, reviewer, decided=True)
    accept(article, "ميتا", reviewer)
    undoing.take_back(done.event, by=reviewer)

    marking.undo(article, by=reviewer)
    marking.undo(article, by=reviewer)

    assert {status for _, _, status in entities(article)} == {"suggested"}


def test_what_it_made_is_read_as_the_entity_after_it_was_taken_back(meta, reviewer):
    done = split(meta, reviewer)

    undoing.take_back(done.event, by=reviewer)

    made = Entity.objects.get(key="llama")
    assert (made.merged_into, made.name_ar) == (meta, "ميتا")
    assert [it.key for it in registry.names() if "نموذج لاما" in it.forms] == []


def change_the_name(done, by):
    naming.prefer(done.into, name_ar="لاما", by=by)


def add_a_spelling(done, by):
    Alias.of(done.into, "للاما").save()


def merge_into_it(done, by):
    merging.merge(EntityFactory(), into=done.into, by=by)


def merge_the_entity(done, by):
    merging.merge(Entity.objects.get(key="meta"), into=EntityFactory(), by=by)


def move_the_spelling(done, by):
    Alias.objects.filter(text="لاما").update(entity=Entity.objects.get(key="honor"))


@pytest.mark.parametrize(
    "since",
    [change_the_name, add_a_spelling, merge_into_it, merge_the_entity, move_the_spelling],
)
def test_it_is_not_taken_back_over_a_later_change(meta, administrator, since):
    done = split(meta, administrator)
    since(done, administrator)
    before = state()

    with pytest.raises(Stale) as stale:
        undoing.take_back(done.event, by=administrator)

    assert stale.value.left != stale.value.now
    assert state() == before


def test_it_is_not_taken_back_twice(meta, reviewer):
    done = split(meta, reviewer)
    undoing.take_back(done.event, by=reviewer)

    with pytest.raises(Stale):
        undoing.take_back(done.event, by=reviewer)


def test_a_decision_since_keeps_it_from_being_taken_back(meta, article, editor, reviewer):
    accept(article, "لاما", editor)
    done = split(meta, reviewer, decided=True)
    mark = Mark.objects.get(entity=done.into, removed_at=None, by__isnull=False)
    marking.remove(mark, by=reviewer)

    with pytest.raises(Stale):
        undoing.take_back(done.event, by=reviewer)


def test_it_can_be_split_again_after_it_was_taken_back(meta, reviewer):
    done = split(meta, reviewer)
    undoing.take_back(done.event, by=reviewer)

    assert split(meta, reviewer).into.key == "llama-2"


def test_a_spelling_that_was_split_off_can_come_back(meta, honor, reviewer):
    split(meta, reviewer, into=honor)

    splitting.split(honor, spellings=["لاما"], into=meta, by=reviewer)

    assert "لاما" in names("meta")
    assert RefusedSpelling.objects.get().entity == honor


def test_in_too_many_articles_the_mentions_wait(meta, article, reviewer, monkeypatch):
    monkeypatch.setattr(spellings, "MOST_AT_ONCE", 0)

    done = split(meta, reviewer)

    assert done.changed is None
    assert names("llama") == {"لاما", "نموذج لاما", "Llama"}


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ({"spellings": []}, CannotSplit),
        ({"spellings": ["ميتا", "لاما"]}, CannotSplit),
        ({"spellings": ["Meta"]}, CannotSplit),
        ({"spellings": ["غائب"]}, Conflict),
        ({"spellings": ["\u200f"]}, Conflict),
        ({"into": NewEntity("model")}, naming.CannotName),
        ({"into": NewEntity("model", "ـ", "")}, naming.CannotName),
        ({"into": NewEntity("model", "ا" * 201)}, naming.CannotName),
    ],
)
def test_what_cannot_be_split_changes_nothing(meta, reviewer, wanted, error):
    before = state()

    with pytest.raises(error):
        split(meta, reviewer, **wanted)

    assert state() == before
    assert not Event.objects.exists()


def test_it_is_not_split_into_itself(meta, honor, reviewer):
    merging.merge(honor, into=meta, by=reviewer)

    for into in (meta, honor):
        with pytest.raises(CannotSplit):
            split(meta, reviewer, into=into)


def test_what_is_merged_is_not_split(meta, honor, reviewer):
    merging.merge(meta, into=honor, by=reviewer)

    with pytest.raises(CannotSplit):
        split(meta, reviewer, into=EntityFactory())


@pytest.mark.parametrize("role", ["researcher", "editor"])
def test_only_reviewers_split(meta, role, request):
    with pytest.raises(NotAllowed):
        split(meta, request.getfixturevalue(role))


def test_the_facets_say_what_is_there_now(meta, article, reviewer):
    split(meta, reviewer)
    before = ArticleIndex.objects.get().facets

    facets.refresh([article])

    assert ArticleIndex.objects.get().facets == before
