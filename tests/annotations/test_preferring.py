"""The newsroom's preferred spelling: shown everywhere, the older ones found, and the way back."""

import pytest

from annotations.models import Mark
from annotations.services import facets, naming, undoing
from annotations.services.spellings import Changed
from corpus.errors import NotAllowed, Stale
from corpus.models import Alias, Article, Entity, Event, FacetValue, User
from corpus.services import registry
from tests.factories import EntityFactory, MarkFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def trump() -> Entity:
    registry.load_entities(
        [{"key": "trump", "kind": "person", "ar": "ترامب", "latin": "Trump", "aliases": ["ترمب"]}]
    )
    return Entity.objects.get()


@pytest.fixture
def article(trump: Entity) -> Article:
    article = readable_article("خبر", "قال ترمب ذلك")
    MarkFactory(article=article, entity=trump, parts=["ترمب"])
    facets.refresh([article])
    return article


def prefer(entity: Entity, **names) -> naming.Named:
    named = naming.prefer(entity, **names)
    assert named
    return named


def spellings() -> set[str]:
    return set(Alias.objects.values_list("text", flat=True))


def test_a_spelling_becomes_the_name_and_the_older_one_stays(trump, administrator):
    Alias.objects.filter(text="ترامب").delete()

    naming.prefer(trump, name_ar="ترمب", by=administrator)

    trump.refresh_from_db()
    assert (trump.name_ar, trump.name_latin) == ("ترمب", "Trump")
    assert spellings() == {"ترامب", "ترمب", "Trump"}


def test_the_labels_of_facets_follow_without_touching_articles(
    trump, article, administrator, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40):
        naming.prefer(trump, name_ar="ترمب", name_latin="D. Trump", by=administrator)

    value = FacetValue.objects.get(key="entity:trump")
    assert (value.label_ar, value.label_en) == ("ترمب", "D. Trump")
    assert not FacetValue.objects.filter(count=0).exists()


def test_a_new_spelling_is_found_at_once(trump, administrator):
    article = readable_article("خبر", "قال الرئيس دونالد ترامپ ذلك")

    named = prefer(trump, name_ar="دونالد ترامپ", by=administrator)

    assert Mark.objects.get(article=article, kind="entity").entity == trump
    assert named.changed == Changed(new=1, gone=0)


def test_nothing_changed_is_no_step(trump, administrator):
    assert naming.prefer(trump, name_ar="ترامب", by=administrator) is None
    assert not Event.objects.exists()


def test_it_is_taken_back_whole(trump, article, administrator):
    named = prefer(trump, name_ar="الرئيس ترامب", by=administrator)

    undoing.take_back(named.event, by=administrator)

    trump.refresh_from_db()
    assert trump.name_ar == "ترامب"
    assert spellings() == {"ترامب", "ترمب", "Trump"}
    assert FacetValue.objects.get(key="entity:trump").label_ar == "ترامب"


def test_it_is_not_taken_back_over_a_later_change(trump, administrator):
    named = prefer(trump, name_ar="ترمب", by=administrator)
    naming.prefer(trump, name_latin="Donald Trump", by=administrator)

    with pytest.raises(Stale) as stale:
        undoing.take_back(named.event, by=administrator)

    assert stale.value.left["name_latin"] == "Trump"
    assert stale.value.now["name_latin"] == "Donald Trump"


def test_it_is_not_taken_back_twice(trump, administrator):
    named = prefer(trump, name_ar="ترمب", by=administrator)
    undoing.take_back(named.event, by=administrator)
    naming.prefer(trump, name_ar="ترمب", by=administrator)

    with pytest.raises(Stale):
        undoing.take_back(named.event, by=administrator)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u200fترمب\u200e", "ترمب"),
        ("  دونالد\n ترمب ", "دونالد ترمب"),
        ("تر\u0000مب", "ترمب"),
        ("\u202bترمب\u202c", "ترمب"),
    ],
)
def test_marks_that_nobody_sees_are_no_part_of_a_name(trump, administrator, typed, kept):
    naming.prefer(trump, name_ar=typed, by=administrator)

    trump.refresh_from_db()
    assert trump.name_ar == kept


@pytest.mark.parametrize("typed", ["ا" * 201, "ﷺ" * 60, "ـــ", "\u064b"])
def test_what_cannot_be_a_name_is_refused(trump, administrator, typed):
    with pytest.raises(naming.CannotName):
        naming.prefer(trump, name_ar=typed, by=administrator)


def test_one_name_may_go_and_not_both(trump, administrator):
    naming.prefer(trump, name_latin="", by=administrator)

    with pytest.raises(naming.CannotName):
        naming.prefer(trump, name_ar="\u200f", by=administrator)


def test_what_is_merged_is_not_named(trump, administrator):
    merged = EntityFactory(merged_into=trump)

    with pytest.raises(naming.CannotName):
        naming.prefer(merged, name_ar="ترمب", by=administrator)


@pytest.mark.parametrize("role", ["researcher", "editor", "reviewer"])
def test_only_administrators_name(trump, role, request):
    by: User = request.getfixturevalue(role)

    with pytest.raises(NotAllowed):
        naming.prefer(trump, name_ar="ترمب", by=by)
