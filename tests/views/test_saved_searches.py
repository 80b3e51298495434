"""The searches that a reader keeps."""

import pytest
from django.urls import reverse

from corpus.filters import Filters
from corpus.models import SavedSearch
from corpus.services import index, saved_searches
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db

BROWSE, LIST = reverse("corpus:article-list"), reverse("corpus:search-list")
SAVE = reverse("corpus:search-save")
HTMX = {"HX-Request": "true"}
HUAWEI = Filters(chosen=frozenset({"entity:huawei"}))


def listed(title, *keys):
    article = written_article(title, "…")
    index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet(key, f"«{key}»", key) for key in keys]})
    return article


@pytest.fixture
def saved(editor):
    return saved_searches.save("أخبار هواوي", HUAWEI, by=editor)


def at(saved, what):
    return reverse(f"corpus:search-{what}", args=[saved.pk])


def test_it_lists_them_with_what_they_ask_for_and_how_much_is_new(editor_client, saved):
    listed("عن هواوي", "entity:huawei")
    listed("عن تسلا", "entity:tesla")

    said = editor_client.get(LIST).text

    assert "<bdi>أخبار هواوي</bdi>" in said
    assert "<bdi>«entity:huawei»</bdi>" in said
    assert "مقال جديد واحد" in said


def test_it_counts_no_further_than_anybody_reads(editor_client, saved, monkeypatch):
    monkeypatch.setattr("corpus.capped.MOST", 1)
    for number in range(3):
        listed(f"خبر {number}", "entity:huawei")

    assert "أكثر من مقال جديد" in editor_client.get(LIST).text


def test_it_says_when_nothing_is_new(editor_client, saved):
    assert "لا جديد" in editor_client.get(LIST).text


def test_it_says_when_there_are_none(editor_client):
    assert "لا بحث محفوظ بعد" in editor_client.get(LIST).text


def test_it_speaks_english(editor_client, saved):
    editor_client.cookies["django_language"] = "en"

    said = editor_client.get(LIST).text

    assert "Saved searches" in said
    assert "nothing new" in said


def test_htmx_gets_the_menu_alone(editor_client, saved):
    said = editor_client.get(LIST, headers=HTMX).text

    assert "<html" not in said
    assert "<bdi>أخبار هواوي</bdi>" in said


def test_nobody_sees_those_of_others(reviewer_client, saved):
    assert "أخبار هواوي" not in reviewer_client.get(LIST).text


@pytest.mark.parametrize("forgotten", ["", "0", "x", "9" * 30, "-1"])
def test_any_mention_of_a_forgotten_one_is_a_page(editor_client, saved, forgotten):
    response = editor_client.get(LIST, {"forgotten": forgotten})

    assert response.status_code == 200
    assert "تراجع" not in response.text


def test_it_asks_the_database_few_questions(editor_client, editor, django_assert_max_num_queries):
    for number in range(5):
        saved_searches.save(f"بحث {number}", HUAWEI, by=editor)
    listed("عن هواوي", "entity:huawei")

    with django_assert_max_num_queries(17):
        editor_client.get(LIST)


def test_a_state_of_the_list_is_saved_and_shown_again(editor_client, editor):
    response = editor_client.post(
        SAVE, {"name": "  أخبار \n هواوي ", "address": "?entity=huawei&after=5-7"}, follow=True
    )

    assert response.redirect_chain == [(f"{BROWSE}?entity=huawei", 303)]
    assert "حُفظ باسم «أخبار هواوي»" in response.text
    assert SavedSearch.objects.get().owner == editor


def test_a_state_that_is_saved_is_not_offered_again(editor_client, saved):
    said = editor_client.get(BROWSE, {"entity": "huawei"}).text

    assert "هذا البحث محفوظ باسم <bdi>«أخبار هواوي»</bdi>" in said
    assert SAVE not in said


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"name": "أخبار هواوي", "address": "?q=x"}, "لديك بحث محفوظ بهذا الاسم"),
        ({"name": "  ", "address": "?q=x"}, "هذا الحقل مطلوب"),
        ({"name": "ا" * 101, "address": "?q=x"}, "100"),
        ({"name": "كل شيء", "address": "?"}, "لا شيء يُحفظ بعد"),
        ({"name": "كل شيء", "address": "https://elsewhere.example/"}, "لا شيء يُحفظ بعد"),
        ({"name": "كل شيء", "address": "?q=" + "x" * 5000}, "4000"),
        ({}, "هذا الحقل مطلوب"),
    ],
)
def test_what_cannot_be_saved_is_refused_with_its_reason(editor_client, saved, sent, told):
    response = editor_client.post(SAVE, sent, follow=True)

    assert told in response.text
    assert SavedSearch.objects.count() == 1


def test_opening_what_is_new_leads_to_it_and_counts_as_seen(editor_client, saved):
    article = listed("عن هواوي", "entity:huawei")
    SavedSearch.objects.update(seen=article.pk - 1)

    response = editor_client.post(at(saved, "look"), {"show": "new"})

    assert response.status_code == 303
    assert response.url == f"{BROWSE}?entity=huawei&arrived={article.pk - 1}"
    assert SavedSearch.objects.get().seen == article.pk


def test_opening_a_search_leads_to_all_of_it(editor_client, saved):
    response = editor_client.post(at(saved, "look"), {"show": "all"})

    assert response.url == f"{BROWSE}?entity=huawei"


def test_what_is_new_is_listed_with_a_chip_that_shows_all(editor_client, saved):
    seen = listed("عن هواوي القديمة", "entity:huawei")
    listed("عن هواوي الجديدة", "entity:huawei")

    said = editor_client.get(BROWSE, {"entity": "huawei", "arrived": seen.pk}).text

    assert "عن هواوي الجديدة" in said
    assert "عن هواوي القديمة" not in said
    assert "<bdi>الجديد منذ آخر زيارة</bdi>" in said


def test_a_search_is_called_otherwise(editor_client, saved):
    response = editor_client.post(at(saved, "rename"), {"name": "هواوي"})

    assert (response.status_code, response.url) == (303, LIST)
    assert SavedSearch.objects.get().name == "هواوي"


def test_a_search_keeps_its_name_where_the_new_one_is_none(editor_client, saved):
    response = editor_client.post(at(saved, "rename"), {"name": ""}, follow=True)

    assert "هذا الحقل مطلوب" in response.text
    assert SavedSearch.objects.get().name == "أخبار هواوي"


def test_forgetting_can_be_undone_in_the_moment(editor_client, saved):
    gone = editor_client.post(at(saved, "forget"), follow=True)
    assert "حُذف البحث <bdi>«أخبار هواوي»</bdi>" in gone.text

    back = editor_client.post(at(saved, "restore"), follow=True)

    assert 'value="أخبار هواوي"' in back.text


def test_undoing_twice_says_why_it_cannot_be(editor_client, saved):
    response = editor_client.post(at(saved, "restore"), follow=True)

    assert "notice-error" in response.text


@pytest.mark.parametrize("what", ["look", "rename", "forget", "restore"])
def test_those_of_others_are_not_there(what, saved, reviewer_client, editor_client):
    assert reviewer_client.post(at(saved, what), {"name": "س"}).status_code == 404
    assert reviewer_client.post(at(SavedSearch(pk=10**18), what)).status_code == 404


@pytest.mark.parametrize("what", ["look", "rename", "forget", "restore"])
def test_changes_are_only_posted(what, saved, editor_client):
    assert editor_client.get(at(saved, what)).status_code == 405


def test_the_list_is_only_read(editor_client):
    assert editor_client.post(LIST).status_code == 405


def test_a_stranger_is_asked_to_sign_in(stranger_client, saved, settings):
    settings.OPEN_READING = True

    assert stranger_client.get(LIST).status_code == 302
    assert stranger_client.post(SAVE, {"name": "س", "address": "?q=x"}).status_code == 302
    assert "saved-button" not in stranger_client.get(BROWSE).text


def test_a_name_is_escaped(editor_client):
    editor_client.post(SAVE, {"name": "<b>س</b>", "address": "?q=x"})

    assert "&lt;b&gt;س" in editor_client.get(LIST).text
