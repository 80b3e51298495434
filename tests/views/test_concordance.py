"""The concordance and the files of its lines."""

import csv
import json
import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.urls import reverse

from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import EntityFactory, written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db

URL = reverse("corpus:concordance")
FILE = reverse("corpus:concordance-lines")
HTMX = {"HX-Request": "true"}


def listed(*paragraphs, title="عنوان", facets=(), **fields):
    article = written_article(title, *paragraphs, **fields)
    index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet(key, label, key) for key, label in facets]})
    return article


def cells(page):
    """The text of the cells of each line."""
    rows = re.findall(r'<tr role="row"[^>]*>\s*<td(.*?)</tr>', page, re.DOTALL)
    plain = [re.sub(r"<[^>]+>", "", row.partition(">")[2]).split("\n") for row in rows]
    return [[it.strip() for it in row if it.strip()] for row in plain]


def written(response):
    return b"".join(response.streaming_content).decode()


def test_it_shows_words_in_their_contexts(editor_client):
    outlet = EntityFactory(name_ar="الجزيرة نت")
    date = datetime(2025, 8, 14, 9, tzinfo=UTC)
    listed("وصلت الرقائقُ إلى Nvidia", outlet=outlet, published=date)

    response = editor_client.get(URL, {"q": "رقائق"})

    assert response.status_code == 200
    assert cells(response.text) == [
        ["وصلت", "الرقائقُ", "إلى Nvidia", "الجزيرة نت", "14 أغسطس 2025"]
    ]


def test_a_line_leads_to_its_place(editor_client):
    article = listed("وصلت الرقائق أمس")
    start = article.capture.text.index("الرقائق")

    response = editor_client.get(URL, {"q": "رقائق"})
    (address,) = re.findall(r'<a href="([^"]*)\?at=([^"]*)">', response.text)

    assert address == (article.get_absolute_url(), f"{start}-{start + 7}#at-{start}")
    assert f'id="at-{start}">الرقائق</span>' in editor_client.get("?at=".join(address)).text


def test_places_have_no_separators_of_thousands(editor_client):
    listed("كلمة " * 400, "رقائق")

    assert "?at=2007-2012#at-2007" in editor_client.get(URL, {"q": "رقائق"}).text


def test_each_line_has_the_direction_of_its_article(editor_client):
    listed("To Nvidia today", language="en")
    editor_client.cookies["django_language"] = "en"

    page = editor_client.get(URL, {"q": "nvidia"}).text

    assert '<tr role="row" class="from-left">' in page
    assert re.search(r'<td class="before" role="cell" dir="ltr" lang="en"><span>To ', page)
    assert '<table class="card lines" role="table" dir="rtl"' in page


def test_a_stranger_is_asked_to_sign_in(stranger_client):
    for url in (URL, FILE):
        assert stranger_client.get(url).url.startswith(reverse("login"))


def test_a_stranger_reads_when_reading_is_open(stranger_client, settings):
    settings.OPEN_READING = True
    listed("رقائق")

    assert "<table" in stranger_client.get(URL, {"q": "رقائق"}).text
    assert "lines/?" not in stranger_client.get(URL, {"q": "رقائق"}).text


def test_a_stranger_takes_nothing_away(stranger_client, settings):
    settings.OPEN_READING = True

    response = stranger_client.get(FILE, {"q": "رقائق", "format": "csv"})

    assert response.url.startswith(reverse("login"))


@pytest.mark.parametrize("name", ["", "exe", "CSV"])
def test_there_is_no_file_of_another_kind(editor_client, name):
    assert editor_client.get(FILE, {"q": "رقائق", "format": name}).status_code == 404


@pytest.mark.parametrize("text", ["", "entity:huawei", "(رقائق", "؟!"])
def test_what_is_not_understood_leads_to_the_page(editor_client, text):
    response = editor_client.get(FILE, {"q": text, "format": "csv"})

    assert response.status_code == 302
    assert editor_client.get(response.url).status_code == 200


@pytest.mark.parametrize("url", [URL, FILE])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_read(editor_client, method, url):
    assert getattr(editor_client, method)(url).status_code == 405


def test_without_a_word_it_shows_what_to_try(editor_client):
    response = editor_client.get(URL)

    assert "الكلمة في سياقها" in response.text
    assert 'href="?q=%D8%B1%D9%82%D8%A7%D8%A6%D9%82"' in response.text


def test_of_a_field_alone_it_says_that_a_word_is_needed(editor_client):
    listed("رقائق", facets=[("entity:huawei", "هواوي")])

    response = editor_client.get(URL, {"q": "entity:huawei"})

    assert "لا بد من كلمة" in response.text
    assert "<table" not in response.text


def test_it_says_when_words_stand_nowhere(editor_client):
    assert "لا موضع لهذه الكلمات" in editor_client.get(URL, {"q": "زرافة"}).text


def test_it_says_what_cannot_be_read(editor_client):
    listed("رقائق")

    response = editor_client.get(URL, {"q": "(رقائق"})

    assert "<mark>(</mark>" in response.text
    assert "<table" in response.text


def test_it_says_how_many_of_the_newest_were_sorted(editor_client, monkeypatch):
    monkeypatch.setattr("corpus.concordance_queries.SAMPLE", 12)
    listed("رقائق " * 15)

    response = editor_client.get(URL, {"q": "رقائق", "sort": "next"})

    assert "من أحدث 12 موضعاً" in response.text


def test_groups_lead_to_their_lines(editor_client):
    listed("رقائق", facets=[("outlet:jazeera", "الجزيرة")])

    response = editor_client.get(URL, {"q": "رقائق", "group": "outlet"})
    (address,) = re.findall(r'<a href="([^"]*outlet=jazeera)"', response.text)

    assert "<bdi>الجزيرة</bdi>" in response.text
    assert len(cells(editor_client.get(f"{URL}{address}".replace("&amp;", "&")).text)) == 1


def test_what_is_chosen_can_be_removed(editor_client):
    listed("رقائق", facets=[("entity:huawei", "هواوي")])
    asked = {"q": "رقائق", "entity": "huawei", "sort": "next", "since": "2024", "not": "topic:x"}

    response = editor_client.get(URL, asked)

    assert 'value="huawei"' in response.text
    assert re.search(r'href="\?q=[^"]*sort=next"[^>]*>.*<bdi>هواوي</bdi>', response.text)


def test_htmx_gets_the_lines_alone(editor_client):
    listed("رقائق")

    response = editor_client.get(URL, {"q": "رقائق"}, headers=HTMX)

    assert response.text.lstrip().startswith('<div class="stack concordance" id="lines"')
    assert re.search(r'hx-swap-oob="innerHTML">\s*موضع واحد في مقال واحد\s*<', response.text)
    assert "HX-Request" in response["Vary"]


def test_what_was_printed_and_typed_is_escaped(editor_client):
    listed("<script>alert(1)</script> خبر <b>", facets=[("entity:x", "<b>س</b>")])

    page = editor_client.get(URL, {"q": "<خبر>", "entity": "x"}).text
    groups = editor_client.get(URL, {"q": "<خبر>", "group": "entity"}).text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<b>س" not in page + groups


@pytest.mark.parametrize("url", [URL, FILE])
@pytest.mark.parametrize(
    "query",
    [
        "q=%00&entity=%00&form=%00&article=%00",
        "q=%ff%fe&form=%ff",
        "q='%22%5C%5C:*%26|!()<->&form='%22)",
        "q=%D8%AE%D8%A8%D8%B1&after=999999999999999999-1",
        "q=%D8%AE%D8%A8%D8%B1&after=99999999999999999-999999999999999999",
        "q=%D8%AE%D8%A8%D8%B1&before=0-0&after=-",
        "q=%D8%AE%D8%A8%D8%B1&sort=sideways&group=none&page=-1",
        "q=%D8%AE%D8%A8%D8%B1&sort=next&page=999999",
        "q=%D8%AE%D8%A8%D8%B1&article=" + "x" * 500,
        "q=" + "a " * 5000 + "&form=" + "a " * 5000,
        "q=%D8%AE%D8%A8%D8%B1*&bom=2",
        "q=NOT+%D8%AE%D8%A8%D8%B1&group=lemma",
    ],
)
def test_no_address_breaks_it(editor_client, url, query):
    listed("خبر", facets=[("entity:a", "أ")])

    response = editor_client.get(f"{url}?format=csv&{query}")

    assert response.status_code == 200 or (url == FILE and response.status_code == 302)
    assert not response.streaming or written(response) is not None


def test_all_lines_are_written_as_a_table(researcher_client):
    date = datetime(2025, 8, 14, tzinfo=UTC)
    fields = {"outlet_name": "الخليج", "published": date, "published_precision": "month"}
    article = listed("قال =رقائق ثم " * 40, **fields)

    response = researcher_client.get(FILE, {"q": "رقائق", "format": "csv"})
    rows = list(csv.DictReader(StringIO(written(response))))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert len(rows) == 40
    assert (rows[0]["before"], rows[0]["keyword"]) == ("قال =", "رقائق")
    assert (rows[0]["article"], rows[0]["outlet"]) == (article.key, "الخليج")
    assert rows[0]["date"] == "2025-08"


def test_what_a_spreadsheet_would_run_is_made_inert(researcher_client):
    listed("رقائق =1+1")

    table = written(researcher_client.get(FILE, {"q": '"1"', "format": "csv"}))

    assert next(csv.DictReader(StringIO(table)))["after"] == "'+1"


def test_a_spreadsheet_is_told_that_it_is_utf_8(researcher_client):
    listed("رقائق")

    table = written(researcher_client.get(FILE, {"q": "رقائق", "bom": "1", "format": "csv"}))

    assert table.startswith("\ufeffbefore,keyword,after,")


def test_a_line_of_json_says_where_its_keyword_stands(researcher_client):
    article = listed("وصلت \U0001f4c8 الرقائقُ أمس")

    response = researcher_client.get(FILE, {"q": "رقائق", "format": "jsonl"})
    (line,) = map(json.loads, written(response).splitlines())

    assert article.capture.text[line["start"] : line["end"]] == line["keyword"] == "الرقائقُ"
    assert response["Content-Disposition"] == 'attachment; filename="concordance.jsonl"'


def test_it_asks_the_database_few_questions(editor_client, django_assert_max_num_queries):
    for _ in range(15):
        listed("رقائق هنا", facets=[("entity:a", "أ")], outlet=EntityFactory())

    with django_assert_max_num_queries(22):
        editor_client.get(URL, {"q": "رقائق", "entity": "a"})


def test_a_file_asks_the_database_once_a_batch(
    editor_client, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("corpus.concordance_queries._LARGE_BATCH", 5)
    for _ in range(20):
        listed("رقائق هنا", outlet=EntityFactory())

    with django_assert_max_num_queries(60):
        assert written(editor_client.get(FILE, {"q": "رقائق", "format": "csv"})).count("\n") == 21
