"""Unknown spellings: noted once an article, accepted into the registry, refused for good."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from corpus.errors import Conflict, NotAllowed
from corpus.models import Alias, Event, RefusedSpelling, UnknownSpelling
from corpus.services import registry, spellings, upkeep
from corpus.spelling_queries import (
    articles_holding,
    decided_lately,
    entities_called,
    proposals,
    waiting,
)
from corpus.text.names import Gazetteer
from corpus.text.spellings import Spellings
from tests.factories import AliasFactory, EntityFactory, written_article
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

SENTENCE = "قالت شركة ميكروسوفت اليوم. ثم عادت ميكروسوفت."


@pytest.fixture
def microsoft():
    return EntityFactory(key="microsoft", name_ar="مايكروسوفت", name_latin="Microsoft")


def noted(*articles):
    names = registry.names()
    spellings.note(articles, Spellings(names, Gazetteer(names)))


def listed(find=""):
    return [row["folded"] for row in waiting(find)]


def test_a_spelling_is_noted_once_an_article_at_its_first_place(microsoft):
    article = written_article("خبر", SENTENCE)

    noted(article)

    row = UnknownSpelling.objects.get()
    assert (row.entity, row.folded, row.quote) == (microsoft, "ميكروسوفت", "ميكروسوفت")
    assert article.capture.text[row.start : row.end] == row.quote
    assert row.start == article.capture.text.index("ميكروسوفت")


def test_noting_again_replaces_what_was_noted(microsoft):
    article = written_article("خبر", SENTENCE)

    noted(article)
    noted(article)

    assert UnknownSpelling.objects.count() == 1


def test_the_order_of_articles_decides_nothing(microsoft):
    articles = [written_article("خبر", SENTENCE, key=key) for key in ("b", "a")]

    noted(*articles)
    first = proposals(waiting())
    noted(*reversed(articles))

    assert proposals(waiting()) == first
    assert first[0].article.key == "a"


def test_the_list_counts_articles_and_shows_the_commonest_form(microsoft):
    noted(
        written_article("خبر", SENTENCE),
        written_article("خبر", SENTENCE),
        written_article("خبر", "قالت شركة ميكروسوفْت اليوم."),
    )

    (proposal,) = proposals(waiting())

    assert (proposal.spelling, proposal.articles) == ("ميكروسوفت", 3)
    assert proposal.entities == [microsoft]
    assert [it.text for it in proposal.sentence if it.marked] == ["ميكروسوفت"]
    assert "ثم عادت" not in "".join(it.text for it in proposal.sentence)


def test_an_article_that_fell_is_not_counted(microsoft):
    article = written_article("خبر", SENTENCE, retired_at=timezone.now())

    noted(article)

    assert listed() == []


def test_the_list_is_searched_by_spelling_and_by_name(microsoft):
    AliasFactory(entity=microsoft)
    noted(written_article("خبر", SENTENCE))

    assert listed("ميكرو") == listed("مايكرو") == ["ميكروسوفت"]
    assert listed("نفيديا") == []


def test_an_accepted_spelling_is_a_name_and_waits_no_more(microsoft, administrator):
    noted(written_article("خبر", SENTENCE))

    event = spellings.accept("ميكروسوفت", microsoft, by=administrator)

    assert listed() == []
    assert Alias.objects.get().folded == "ميكروسوفت"
    assert (event.verb, event.object_key) == ("add", "microsoft/ميكروسوفت")


def test_a_spelling_of_a_merged_entity_goes_to_the_one_it_is_read_as(microsoft, administrator):
    merged = EntityFactory(merged_into=microsoft)

    spellings.accept("ميكروسوفت", merged, by=administrator)

    assert Alias.objects.get().entity == microsoft


def test_a_spelling_is_accepted_once(microsoft, administrator):
    spellings.accept("ميكروسوفت", microsoft, by=administrator)

    with pytest.raises(spellings.AlreadyAName):
        spellings.accept("ميكروسوفْت", microsoft, by=administrator)


def test_a_refused_spelling_stays_refused_when_it_is_noted_again(microsoft, administrator):
    article = written_article("خبر", SENTENCE)

    spellings.refuse("ميكروسوفت", [microsoft], by=administrator)
    noted(article)

    assert UnknownSpelling.objects.exists()
    assert listed() == []


def test_a_refusal_is_read_through_a_merge(microsoft, administrator):
    older = EntityFactory(merged_into=microsoft)
    spellings.refuse("ميكروسوفت", [older], by=administrator)

    noted(written_article("خبر", SENTENCE))

    assert listed() == []


def test_a_refusal_of_one_entity_leaves_the_other(microsoft, administrator):
    other = EntityFactory(key="mikro", name_ar="مايكروسوفيت", name_latin="")
    noted(written_article("خبر", SENTENCE))

    spellings.refuse("ميكروسوفت", [microsoft], by=administrator)

    assert [it.entities for it in proposals(waiting())] == [[other]]


def test_a_refusal_of_several_is_one_step_and_is_taken_back_as_one(microsoft, administrator):
    entities = [microsoft, EntityFactory()]
    spellings.refuse("ميكروسوفت", entities, by=administrator)
    event = Event.objects.earliest("pk")

    spellings.take_back(event, by=administrator)

    assert not RefusedSpelling.objects.exists()
    assert Event.objects.filter(verb="allow", undoes__isnull=False).count() == 2
    assert not decided_lately()


def test_an_acceptance_is_taken_back(microsoft, administrator):
    noted(written_article("خبر", SENTENCE))
    event = spellings.accept("ميكروسوفت", microsoft, by=administrator)

    spellings.take_back(event, by=administrator)

    assert listed() == ["ميكروسوفت"]
    assert Event.objects.get(undoes=event).verb == "remove"


def test_what_changed_since_is_not_taken_back(microsoft, administrator):
    event = spellings.accept("ميكروسوفت", microsoft, by=administrator)
    alias = Alias.objects.get()
    alias.is_short = True
    upkeep.save(alias, by=administrator)

    with pytest.raises(Conflict):
        spellings.take_back(event, by=administrator)


def test_another_change_is_no_decision_on_a_spelling(microsoft, administrator):
    microsoft.name_ar = "ميكروسوفت"
    upkeep.save(microsoft, by=administrator)
    event = Event.objects.get()

    with pytest.raises(Conflict):
        spellings.take_back(event, by=administrator)


def test_only_an_administrator_decides(microsoft, reviewer):
    with pytest.raises(NotAllowed):
        spellings.accept("ميكروسوفت", microsoft, by=reviewer)
    with pytest.raises(NotAllowed):
        spellings.refuse("ميكروسوفت", [microsoft], by=reviewer)


def test_an_entity_is_called_by_key_or_any_name(microsoft):
    AliasFactory(
        entity=EntityFactory(key="ms", merged_into=microsoft), text="إم إس", folded="ام اس"
    )

    assert entities_called("Microsoft ") == entities_called("ام إس") == [microsoft]


def test_articles_that_hold_a_form_are_found_with_what_is_written_onto_it():
    here = [readable_article("خبر", f"قالت {it} اليوم") for it in ("ديب سيك", "وديب سيك")]
    readable_article("خبر", "قالت سيك ديب اليوم")

    assert set(articles_holding(["ديب سيك"])) == set(here)
    assert not articles_holding([])


def test_a_spelling_stands_at_its_place(microsoft):
    article = written_article("خبر", SENTENCE)
    row = {"article": article, "capture": article.capture, "entity": microsoft, "score": 1}

    with pytest.raises(IntegrityError, match="does not stand"), transaction.atomic():
        UnknownSpelling.objects.create(**row, folded="خبر", start=1, end=4, quote="خبر")
    with pytest.raises(IntegrityError, match="end_after_start"), transaction.atomic():
        UnknownSpelling.objects.create(**row, folded="", start=1, end=1, quote="")


def test_a_spelling_is_once_in_an_article_for_an_entity(microsoft):
    article = written_article("خبر", SENTENCE)
    noted(article)
    row = UnknownSpelling.objects.get()
    row.pk = None

    with pytest.raises(IntegrityError, match="unknownspelling_once"):
        row.save()


def test_a_refusal_is_once_and_of_something(microsoft, administrator):
    row = {"entity": microsoft, "by": administrator, "at": timezone.now()}
    RefusedSpelling.objects.create(**row, folded="مكر")

    with pytest.raises(IntegrityError, match="refusedspelling_once"), transaction.atomic():
        RefusedSpelling.objects.create(**row, folded="مكر")
    with pytest.raises(IntegrityError, match="folded_not_empty"), transaction.atomic():
        RefusedSpelling.objects.create(**row, folded="")
