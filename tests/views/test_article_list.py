"""The browse page."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import EntityFactory, written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db

URL = reverse("corpus:article-list")
HTMX = {"HX-Request": "true"}


def listed(title, *paragraphs, facets=(), **fields):
    article = written_article(title, *paragraphs, **fields)
    index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet(key, label, key) for key, label in facets]})
    return article


def test_it_lists_articles(editor_client):
    outlet = EntityFactory(name_ar="الجزيرة نت")
    date = datetime(2025, 8, 14, 9, tzinfo=UTC)
    article = listed("ديب سيك تؤجل R2", outlet=outlet, published=date)

    response = editor_client.get(URL)

    assert response.status_code == 200
    assert f'href="{article.get_absolute_url()}"' in response.text
    assert "<bdi>الجزيرة نت</bdi>" in response.text
    assert "14 أغسطس 2025" in response.text
    assert "مقال واحد" in response.text


def test_a_month_is_not_shown_as_a_day(editor_client):
    listed("خبر", published=datetime(2025, 8, 1, tzinfo=UTC), published_precision="month")

    response = editor_client.get(URL)

    assert ">أغسطس 2025<" in response.text


def test_it_says_what_is_not_known(editor_client):
    listed("خبر")

    response = editor_client.get(URL)

    assert "جهة النشر غير معروفة" in response.text
    assert "بلا تاريخ" in response.text


def test_it_speaks_english(editor_client):
    editor_client.cookies["django_language"] = "en"
    listed("خبر")

    response = editor_client.get(URL)

    assert "1 article" in response.text
    assert "Outlet unknown" in response.text


@pytest.mark.parametrize("who", ["researcher_client", "editor_client", "reviewer_client"])
def test_everybody_with_an_account_may_read(who, request):
    assert request.getfixturevalue(who).get(URL).status_code == 200


def test_a_stranger_is_asked_to_sign_in(stranger_client):
    response = stranger_client.get(URL)

    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


def test_a_stranger_reads_when_reading_is_open(stranger_client, settings):
    settings.OPEN_READING = True
    listed("خبر")

    assert "خبر" in stranger_client.get(URL).text


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_read(editor_client, method):
    assert getattr(editor_client, method)(URL).status_code == 405


def test_it_finds_by_words_and_marks_them_as_printed(editor_client):
    listed("تصدير والرقائق إلى الصين")
    listed("خبر عن الزراعة", "…")

    response = editor_client.get(URL, {"q": "رقائق"})

    assert "تصدير <mark>والرقائق</mark> إلى الصين" in response.text
    assert "الزراعة" not in response.text


def test_it_filters_by_values_in_the_address(editor_client):
    listed("عن هواوي", facets=[("entity:huawei", "هواوي")])
    listed("عن تسلا", facets=[("entity:tesla", "تسلا")])

    response = editor_client.get(URL, {"entity": "huawei"})

    assert "عن هواوي" in response.text
    assert "عن تسلا" not in response.text
    assert '<input type="hidden" name="entity" value="huawei" form="search">' in response.text


def test_nothing_imported_yet(editor_client):
    assert "لا مقالات بعد" in editor_client.get(URL).text


def test_nothing_found(editor_client):
    listed("خبر")

    response = editor_client.get(URL, {"q": "زرافة"})

    assert "لا مقال يجمع هذا كله" in response.text
    assert "«زرافة»" in response.text


def test_nothing_to_search_for(editor_client):
    listed("خبر")

    response = editor_client.get(URL, {"q": "؟!"})

    assert "ليس في <bdi>«؟!»</bdi> كلمة أو رقم" in response.text


def test_beyond_the_last_page(editor_client):
    listed("خبر")

    assert "إلى الصفحة الأولى" in editor_client.get(URL, {"after": "0-0"}).text


@pytest.mark.parametrize(
    "query",
    [
        "q=%00&entity=%00",
        "q=%ff%fe&topic=%ff",
        "q='%22%5C%5C:*%26|!()<->",
        "after=9999999999999999999999999-1&before=x",
        "after=-&order=relevance&q=a",
        "after=99999999999999999999&order=relevance&q=%D8%AE%D8%A8%D8%B1",
        "order=sideways",
        "entity=" + "x" * 5000,
        "&".join(f"entity={number}" for number in range(300)),
        "q=" + "a " * 5000,
        "unknown=1&outlet=&state=never",
        "entity=a:b,c}&topic=%7B%22",
    ],
)
def test_no_address_breaks_it(editor_client, query):
    listed("خبر", facets=[("entity:a", "أ")])

    assert editor_client.get(f"{URL}?{query}").status_code == 200


def test_what_was_printed_and_typed_is_escaped(editor_client):
    listed("<script>alert(1)</script> خبر", facets=[("entity:x", "<b>س</b>")])

    response = editor_client.get(URL, {"q": "<خبر>"})

    assert "<script>alert" not in response.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>خبر</mark>" in response.text
    assert "&lt;b&gt;س" in response.text
    assert "<خبر>" not in response.text


def test_htmx_gets_the_list_alone(editor_client):
    listed("خبر")

    response = editor_client.get(URL, headers=HTMX)

    assert "<html" not in response.text
    assert response.text.lstrip().startswith('<div class="browse" id="results"')
    assert 'id="announcement" hx-swap-oob' in response.text
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("also", ["HX-Boosted", "HX-History-Restore-Request"])
def test_htmx_gets_the_whole_page_when_it_asks_for_one(editor_client, also):
    response = editor_client.get(URL, headers=HTMX | {also: "true"})

    assert "<html" in response.text
    assert "hx-swap-oob" not in response.text


def test_a_suggestion_is_not_shown_as_a_fact(editor_client):
    listed("خبر", facets=[("entity:a", "أ"), ("state:open", "بلا قرار")])

    assert "card-chips undecided" in editor_client.get(URL).text


def test_what_was_decided_is_shown_as_decided(editor_client):
    listed("خبر", facets=[("entity:a", "أ"), ("state:decided", "اكتمل")])

    assert "undecided" not in editor_client.get(URL).text


def test_what_is_kept_out_is_struck_and_can_be_let_in_again(editor_client):
    listed("عن هواوي", facets=[("entity:huawei", "هواوي")])
    listed("عن تسلا", facets=[("entity:tesla", "تسلا")])

    said = editor_client.get(URL, {"not": "entity:huawei"}).text

    assert "عن تسلا" in said
    assert "عن هواوي" not in said
    assert 'chip-filter is-refused" href="/?"' in said


def test_several_values_of_a_kind_offer_to_ask_for_all_of_them(editor_client):
    listed("عن هواوي وتسلا", facets=[("entity:huawei", "هواوي"), ("entity:tesla", "تسلا")])
    listed("عن تسلا", facets=[("entity:tesla", "تسلا")])

    any_of_them = editor_client.get(URL, {"entity": ["huawei", "tesla"]}).text
    all_of_them = editor_client.get(URL, {"entity": ["huawei", "tesla"], "all": "entity"}).text

    assert 'href="/?entity=huawei&amp;entity=tesla&amp;all=entity"' in any_of_them
    assert "مقالان" in any_of_them
    assert 'href="/?entity=huawei&amp;entity=tesla"' in all_of_them
    assert "مقال واحد" in all_of_them


def test_one_value_offers_no_such_choice(editor_client):
    listed("عن تسلا", facets=[("entity:tesla", "تسلا")])

    assert "any-or-all" not in editor_client.get(URL, {"entity": "tesla"}).text


def test_days_filter_and_stand_in_their_fields(editor_client):
    for month in (3, 8):
        listed(f"شهر {month}", published=datetime(2025, month, 14, tzinfo=UTC))

    said = editor_client.get(URL, {"since": "2025-08", "order": "oldest"}).text

    assert "شهر 8" in said
    assert "شهر 3" not in said
    assert 'name="since" id="since" value="2025-08-01"' in said
    assert "<bdi>منذ أغسطس 2025</bdi>" in said


def test_a_long_list_of_values_can_be_searched(editor_client):
    listed("خبر", facets=[(f"entity:e{number}", f"كيان {number}") for number in range(8)])

    said = editor_client.get(URL, {"q": "خبر"}).text

    assert 'id="find-entity"' in said
    assert 'action="/facets/entity/"' in said


@pytest.mark.parametrize("order", ["oldest", "contested", "relevance"])
def test_each_order_is_an_address(editor_client, order):
    listed("خبر")

    said = editor_client.get(URL, {"q": "خبر", "order": order}).text

    assert f'id="order-{order}"' in said
    assert said.count('aria-current="true">') == 1


def test_where_nothing_has_all_of_it_it_says_what_to_do_without(editor_client):
    listed("عن هواوي", facets=[("entity:huawei", "هواوي")])

    said = editor_client.get(URL, {"q": "زرافة", "entity": "huawei"}).text

    assert "توجد مقالات بعد الاستغناء عن:" in said
    assert "<bdi>«زرافة»</bdi> <span" in said
    assert "<bdi>هواوي</bdi> <span" not in said


def test_htmx_is_told_the_one_address_of_the_state(editor_client):
    listed("خبر")

    response = editor_client.get(f"{URL}?q=&since=&until=", headers=HTMX)

    assert response["HX-Push-Url"] == "/"


def test_numbers_of_a_sample_are_said_to_be_estimates(editor_client, monkeypatch):
    for number in range(3):
        listed(f"خبر {number}", facets=[("entity:huawei", "هواوي")])
    monkeypatch.setattr("corpus.selection.EXACT", -1)
    monkeypatch.setattr("corpus.selection.TENTH", -1)
    monkeypatch.setattr("corpus.selection.Selection._sample", lambda self, _percent: self.rows)

    said = editor_client.get(URL, {"q": "خبر"}).text

    assert "نحو 300 مقال" in said
    assert "نحو 300</span>" in said


def test_it_asks_the_database_few_questions(editor_client, django_assert_max_num_queries):
    for number in range(15):
        listed(f"خبر {number}", facets=[("entity:a", "أ")], outlet=EntityFactory())

    with django_assert_max_num_queries(8):
        editor_client.get(URL)
