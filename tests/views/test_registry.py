"""The pages on which people choose an entity's name, merge it, split it, and take a step back."""

import re
from typing import Any

import pytest
from django.urls import reverse

from annotations.models import Mark
from annotations.queries import shown_marks
from annotations.services import apart, merging, naming, splitting
from annotations.services import spellings as finding
from corpus.models import Alias, Entity, Event, NotSame
from corpus.services import registry
from tests.factories import EntityFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

ROWS: list[dict[str, Any]] = [
    {"key": "meta", "kind": "organisation", "ar": "ميتا", "latin": "Meta", "aliases": ["لاما"]},
    {"key": "mitta", "kind": "organisation", "ar": "ميتّه للتقنية", "aliases": ["ميطّة"]},
    {"key": "nvidia", "kind": "organisation", "ar": "إنفيديا", "latin": "Nvidia"},
    {"key": "nfidia", "kind": "organisation", "ar": "نفيديا"},
    {"key": "nvidia-place", "kind": "place", "ar": "نافيديا"},
]
PAGES = ("name", "merge", "split")


@pytest.fixture(autouse=True)
def entities(db: None) -> None:
    registry.load_entities(ROWS)


def entity(key: str) -> Entity:
    return Entity.objects.get(key=key)


def address(page: str, key: str = "meta", *args: int) -> str:
    return reverse(f"annotations:entity-{page}", args=[key, *args])


def undo(event: Event, key: str) -> str:
    return address("undo", key, event.pk)


@pytest.fixture
def meta_is_named_often() -> None:
    article = readable_article("خبر", *["قالت ميتا اليوم"] * 25)
    finding.find_in([article])


SPLIT: dict[str, Any] = {
    "spellings": ["لاما"],
    "to": "new",
    "name_ar": "نموذج لاما",
    "kind": "model",
}
SENT: dict[str, dict[str, Any]] = {
    "name": {"name_ar": "لاما", "name_latin": "Meta"},
    "merge": {"into": "nvidia", "verdict": "merge"},
    "split": SPLIT,
}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_there_in_both_languages(admin_client, page, language):
    admin_client.cookies["django_language"] = language

    response = admin_client.get(address(page))

    assert response.status_code == 200
    assert "ميتا" in response.text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["researcher_client", "editor_client"])
def test_researchers_and_editors_may_not(who, page, request):
    client = request.getfixturevalue(who)

    assert client.get(address(page)).status_code == 403
    assert client.post(address(page), SENT[page]).status_code == 403
    assert not Event.objects.exists()


def test_reviewers_merge_and_split_and_do_not_name(reviewer_client):
    codes = [reviewer_client.get(address(page)).status_code for page in PAGES]

    assert codes == [403, 200, 200]
    assert reviewer_client.post(address("name"), SENT["name"]).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_asked_to_sign_in(stranger_client, page):
    assert stranger_client.get(address(page)).url.startswith(reverse("login"))
    assert stranger_client.post(address(page), SENT[page]).url.startswith(reverse("login"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("key", ["nobody", "ميتا", "x" * 300, "..", "a b"])
def test_an_entity_that_is_not_there_is_not_found(admin_client, page, key):
    assert admin_client.get(address(page, key)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_the_page_of_what_was_merged_is_that_of_what_it_is_read_as(admin_client, page):
    Entity.objects.filter(key="meta").update(merged_into=entity("nvidia"))

    assert admin_client.get(address(page)).url == address(page, "nvidia")


@pytest.mark.parametrize("page", PAGES)
def test_each_address_takes_its_methods_alone(admin_client, page):
    assert admin_client.put(address(page)).status_code == 405
    assert admin_client.get(address("undo", "meta", 1)).status_code == 405


# The name


def test_a_name_is_chosen_and_shown_everywhere(admin_client):
    response = admin_client.post(address("name"), SENT["name"], follow=True)

    assert entity("meta").name_ar == "لاما"
    assert "يُعرض باسم لاما." in response.text
    assert "<h1>" in response.text
    assert set(entity("meta").aliases.values_list("text", flat=True)) == {"ميتا", "Meta", "لاما"}


def test_what_is_typed_goes_before_what_is_chosen(admin_client):
    admin_client.post(address("name"), {**SENT["name"], "other_ar": " ميتا\u200f بلاتفورمز "})

    assert entity("meta").name_ar == "ميتا بلاتفورمز"
    assert entity("meta").aliases.filter(text="ميتا بلاتفورمز").exists()


def test_the_older_name_finds_it_still(admin_client):
    admin_client.post(address("name", "nvidia"), {"other_ar": "شركة الرقائق", "name_latin": ""})

    found = admin_client.get(address("merge"), {"find": "انفيديا"}).text

    assert "شركة الرقائق" in found


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name_ar": "x" * 201},
        {"other_ar": "ـــ"},
        {"other_ar": "\u0000"},
        {"name_ar": "\u200f", "name_latin": "\u202e"},
        {"other_latin": "ﷺ" * 60, "name_ar": "ميتا"},
    ],
)
def test_what_cannot_be_a_name_is_said_and_changes_nothing(admin_client, sent):
    response = admin_client.post(address("name"), sent)

    assert response.status_code == 422
    assert "notice-error" in response.text
    assert not Event.objects.exists()


# Merging


def test_it_offers_what_sounds_alike_and_is_of_the_same_kind(reviewer_client):
    said = reviewer_client.get(address("merge", "nvidia")).text

    assert "into=nfidia" in said
    assert "into=nvidia-place" not in said
    assert "into=meta" not in said


def test_it_no_longer_offers_what_was_judged_to_differ(reviewer_client, reviewer):
    apart.keep(entity("nfidia"), entity("nvidia"), by=reviewer)

    assert "into=nfidia" not in reviewer_client.get(address("merge", "nvidia")).text


@pytest.mark.parametrize("find", ["نفيديا", "انفيد", "Nvidia", "nvidia", "نفيديه"])
def test_it_finds_the_other_by_any_spelling(reviewer_client, find):
    assert "into=nvidia" in reviewer_client.get(address("merge"), {"find": find}).text


@pytest.mark.parametrize("find", ["", "\u200f", "%", "x" * 500, "' OR 1=1", "\x00", "لا أحد هنا"])
def test_any_words_can_be_sought(reviewer_client, find):
    assert reviewer_client.get(address("merge"), {"find": find}).status_code == 200


def test_it_shows_both_and_what_will_happen(reviewer_client):
    said = reviewer_client.get(address("merge"), {"into": "nvidia"}).text

    assert "إنفيديا" in said
    assert "ما الذي يفعله الدمج" in said
    assert 'value="merge"' in said
    assert 'value="apart"' in said


@pytest.mark.parametrize("into", ["", "nobody", "meta", "\x00", "x" * 300])
def test_a_forged_other_is_passed_over(reviewer_client, into):
    assert 'value="merge"' not in reviewer_client.get(address("merge"), {"into": into}).text


def test_merging_is_said_and_can_be_taken_back(reviewer_client):
    response = reviewer_client.post(address("merge"), SENT["merge"], follow=True)
    event = Event.objects.get()

    assert entity("meta").merged_into == entity("nvidia")
    assert "صار ميتا يُقرأ إنفيديا." in response.text
    assert f'action="{undo(event, "nvidia")}"' in response.text


def test_a_merge_is_taken_back_from_the_page(reviewer_client, reviewer):
    merged = merging.merge(entity("meta"), into=entity("nvidia"), by=reviewer)

    response = reviewer_client.post(undo(merged.event, "nvidia"), follow=True)

    assert entity("meta").merged_into is None
    assert "جرى التراجع عن الخطوة." in response.text


def test_a_large_merge_says_the_command(reviewer_client, monkeypatch):
    monkeypatch.setattr("annotations.services.following.MOST_AT_ONCE", -1)

    response = reviewer_client.post(address("merge"), SENT["merge"], follow=True)

    assert "manage.py find_mentions --entity nvidia" in response.text


def test_not_the_same_is_remembered_and_can_be_taken_back(reviewer_client):
    sent = {**SENT["merge"], "verdict": "apart"}
    response = reviewer_client.post(address("merge"), sent, follow=True)
    event = Event.objects.get()

    assert NotSame.objects.count() == 1
    assert f'action="{undo(event, "meta")}"' in response.text
    assert 'value="merge"' not in reviewer_client.get(address("merge"), {"into": "nvidia"}).text
    assert reviewer_client.post(undo(event, "meta")).status_code == 302
    assert not NotSame.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"into": "meta", "verdict": "merge"},
        {"into": "meta", "verdict": "apart"},
        {"into": "nobody", "verdict": "merge"},
        {"into": "nvidia", "verdict": "both"},
        {"into": "nvidia"},
        {"into": "\x00", "verdict": "merge"},
        {"verdict": "merge"},
    ],
)
def test_a_merge_that_cannot_be_changes_nothing(reviewer_client, sent):
    response = reviewer_client.post(address("merge"), sent)

    assert response.status_code == 422
    assert "notice-error" in response.text
    assert not Event.objects.exists()


def test_what_was_judged_to_differ_is_not_merged(reviewer_client, reviewer):
    apart.keep(entity("meta"), entity("nvidia"), by=reviewer)

    response = reviewer_client.post(address("merge"), SENT["merge"])

    assert response.status_code == 422
    assert entity("meta").merged_into is None


def test_what_was_merged_meanwhile_is_not_merged_into(reviewer_client, reviewer):
    merging.merge(entity("nvidia"), into=entity("nfidia"), by=reviewer)

    response = reviewer_client.post(address("merge"), SENT["merge"])

    assert response.status_code == 422
    assert entity("meta").merged_into is None


# Splitting


def test_a_spelling_is_split_off_and_its_mentions_follow(reviewer_client):
    readable_article("خبر", "يعتمد لاما على البيانات")

    response = reviewer_client.post(address("split"), SPLIT, follow=True)

    made = Alias.objects.get(text="لاما").entity
    assert (made.kind, made.name_ar) == ("model", "نموذج لاما")
    assert "فُصل نموذج لاما عن ميتا." in response.text
    assert "عُثر على ذِكر واحد." in response.text
    assert f'action="{undo(Event.objects.get(object_type="split"), "meta")}"' in response.text


def test_a_spelling_is_given_to_an_entity_that_is_here(reviewer_client):
    reviewer_client.post(address("split"), {**SPLIT, "to": "other", "other": "انفيديا"})

    assert Alias.objects.get(text="لاما").entity == entity("nvidia")


def test_it_says_how_often_people_decided(reviewer_client, editor_client, editor):
    article = readable_article("خبر", "يعتمد لاما على البيانات")
    finding.find_in([article])
    editor_client.post(f"{article.get_absolute_url()}marks/{article.marks.get().pk}/accept/")

    said = reviewer_client.get(address("split")).text

    assert "قرار واحد" in said


def test_a_split_is_taken_back_from_the_page(reviewer_client, reviewer):
    new = splitting.NewEntity("model", "نموذج لاما")
    done = splitting.split(entity("meta"), spellings=["لاما"], into=new, by=reviewer)

    response = reviewer_client.post(undo(done.event, "meta"), follow=True)

    assert Alias.objects.get(text="لاما").entity == entity("meta")
    assert "جرى التراجع عن الخطوة." in response.text


def test_in_many_articles_it_says_the_command(reviewer_client, monkeypatch):
    monkeypatch.setattr(finding, "MOST_AT_ONCE", -1)

    response = reviewer_client.post(address("split"), SPLIT, follow=True)

    assert "manage.py find_mentions --entity n-" in response.text


@pytest.mark.parametrize(
    "changed",
    [
        {"spellings": []},
        {"spellings": ["ميتا"]},
        {"spellings": ["غائب"]},
        {"spellings": ["لاما", "\x00"]},
        {"to": "nowhere"},
        {"to": "other", "other": ""},
        {"to": "other", "other": "لا أحد"},
        {"to": "other", "other": "meta"},
        {"kind": "ghost"},
        {"mentions": ["1"]},
        {"mentions": ["x"]},
        {"mentions": ["-1", "\x00"]},
        {"name_ar": ""},
        {"name_ar": "\u200f\u202e"},
        {"name_ar": "ا" * 201},
    ],
)
def test_what_cannot_be_split_changes_nothing(reviewer_client, changed):
    response = reviewer_client.post(address("split"), {**SPLIT, **changed})

    assert response.status_code == 422
    assert "notice-error" in response.text
    assert not Event.objects.exists()


def test_an_entity_with_its_names_alone_is_not_split(reviewer_client):
    said = reviewer_client.get(address("split", "nfidia")).text

    assert "<form" not in said.partition("<main")[2]
    assert "لا شيء يُفصل عنه" in said


def test_a_mention_is_chosen_in_its_sentence(reviewer_client):
    article = readable_article("خبر", "قالت ميتا اليوم", "وميتا الأخرى غيرها")
    finding.find_in([article])
    said = reviewer_client.get(address("split")).text
    other = Mark.objects.filter(entity__key="meta", kind="entity").latest("parts__start")

    reviewer_client.post(address("split"), {**SPLIT, "spellings": [], "mentions": [other.pk]})

    assert "و<mark>ميتا</mark> الأخرى غيرها" in said
    accepted = {it.value_key for it in shown_marks(article) if it.status == "accepted"}
    assert accepted == {Entity.objects.get(name_ar="نموذج لاما").key}
    assert Alias.objects.get(text="لاما").entity == entity("meta")


@pytest.mark.parametrize("before", ["", "0", "-1", "x", "٣", "9" * 30, "1"])
def test_any_place_in_the_mentions_can_be_asked_for(reviewer_client, before):
    assert reviewer_client.get(address("split"), {"before": before}).status_code == 200


def test_mentions_turn_over(reviewer_client, meta_is_named_often):
    first = reviewer_client.get(address("split")).text
    older = re.search(r'href="(\?before=\d+)"', first)
    assert older

    second = reviewer_client.get(address("split") + older[1]).text

    assert first.count('name="mentions"') == 20
    assert second.count('name="mentions"') == 5


# Taking back


def test_what_was_changed_since_is_shown_in_both_states(admin_client, administrator):
    named = naming.prefer(entity("meta"), name_ar="لاما", by=administrator)
    naming.prefer(entity("meta"), name_ar="ميتا بلاتفورمز", by=administrator)
    assert named

    response = admin_client.post(undo(named.event, "meta"))

    assert response.status_code == 409
    assert "<td><bdi>لاما</bdi></td><td><bdi>ميتا بلاتفورمز</bdi></td>" in response.text


def test_a_reviewer_does_not_take_a_name_back(reviewer_client, administrator):
    named = naming.prefer(entity("meta"), name_ar="لاما", by=administrator)
    assert named

    assert reviewer_client.post(undo(named.event, "meta")).status_code == 403
    assert entity("meta").name_ar == "لاما"


def test_a_step_is_taken_back_once(reviewer_client, reviewer):
    merged = merging.merge(entity("meta"), into=entity("nvidia"), by=reviewer)
    reviewer_client.post(undo(merged.event, "nvidia"))

    assert reviewer_client.post(undo(merged.event, "nvidia")).status_code == 409


@pytest.mark.parametrize("who", ["researcher_client", "editor_client"])
def test_others_take_nothing_back(who, request, reviewer):
    merged = merging.merge(entity("meta"), into=entity("nvidia"), by=reviewer)
    client = request.getfixturevalue(who)

    assert client.post(undo(merged.event, "nvidia")).status_code == 403
    assert entity("meta").merged_into is not None


def test_a_step_of_another_entity_is_not_found(reviewer_client, reviewer):
    merged = merging.merge(entity("meta"), into=entity("nvidia"), by=reviewer)

    assert reviewer_client.post(undo(merged.event, "mitta")).status_code == 404
    assert reviewer_client.post(address("undo", "meta", 10**17)).status_code == 404


def test_an_event_that_is_no_step_of_the_registry_is_not_taken_back(reviewer_client, reviewer):
    done = splitting.split(entity("meta"), spellings=["لاما"], into=entity("nvidia"), by=reviewer)
    part = Event.objects.filter(batch=done.event.batch, object_type="alias").first()
    assert part

    response = reviewer_client.post(undo(part, "meta"), follow=True)

    assert "notice-error" in response.text
    assert Alias.objects.get(text="لاما").entity == entity("nvidia")


# The panel on the entity's page


def test_readers_see_what_was_merged_and_change_nothing(researcher_client, reviewer):
    merging.merge(entity("meta"), into=entity("nvidia"), by=reviewer)

    said = researcher_client.get(reverse("annotations:entity-detail", args=["nvidia"])).text

    assert "دُمج فيه" in said
    assert "/undo/" not in said
    assert address("merge", "nvidia") not in said


def test_the_panel_asks_few_questions(admin_client, administrator, django_assert_max_num_queries):
    for number in range(10):
        it = EntityFactory(key=f"e-{number}")
        merging.merge(it, into=entity("meta"), by=administrator)
        apart.keep(entity("meta"), EntityFactory(key=f"o-{number}"), by=administrator)
    url = reverse("annotations:entity-detail", args=["meta"])
    admin_client.get(url)

    with django_assert_max_num_queries(40):
        admin_client.get(url)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_asks_few_questions(admin_client, page, django_assert_max_num_queries):
    for number in range(30):
        registry.load_entities(
            [{"key": f"e-{number}", "kind": "organisation", "ar": f"ميطا {number}"}]
        )

    with django_assert_max_num_queries(16):
        admin_client.get(address(page), {"find": "ميطا"})
