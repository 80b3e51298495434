"""Taking the results away: the choice of a format, and the file."""

import csv
import io
import json
import re
from urllib.parse import unquote

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from django.db import connection
from django.urls import reverse
from django.utils.timezone import localdate
from pyarrow.parquet import read_table

from corpus import selection
from corpus.models import ArticleIndex
from tests.taking import AT, list_many, listed_article

pytestmark = pytest.mark.django_db

URL = reverse("download")
EVERYBODY = ["researcher_client", "editor_client", "reviewer_client", "admin_client"]


def taken(client, **asked) -> bytes:
    response = client.get(URL, asked)
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_with_an_account_takes_away(who, request):
    article = listed_article("خبر", published=AT)

    (row,) = rows(taken(request.getfixturevalue(who), format="csv"))

    assert (row["key"], row["title"]) == (article.key, "خبر")
    assert row["permalink"] == f"http://testserver{article.get_absolute_url()}"


@pytest.mark.parametrize("address", [URL, f"{URL}?format=csv"])
def test_a_stranger_is_asked_to_sign_in_though_reading_be_open(stranger_client, settings, address):
    settings.OPEN_READING = True

    response = stranger_client.get(address)

    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_changed_there(editor_client, method):
    assert getattr(editor_client, method)(URL).status_code == 405


@pytest.mark.parametrize("name", ["xlsx", "CSV", "../csv", "\x00", "format=csv"])
def test_an_unknown_format_is_not_there(editor_client, name):
    assert editor_client.get(URL, {"format": name}).status_code == 404


def test_what_is_asked_of_the_list_is_asked_of_the_file(editor_client):
    listed_article("رقائق هواوي", "نص", published=AT)
    listed_article("طقس", "نص", published=AT)

    asked = {"q": "رقائق", "entity": ["deepseek"], "since": "2025-08", "format": "csv"}

    assert [row["title"] for row in rows(taken(editor_client, **asked))] == ["رقائق هواوي"]
    assert rows(taken(editor_client, **asked, **{"not": "topic:chips"})) == []


def test_a_place_in_the_list_does_not_shorten_the_file(editor_client):
    listed_article("خبر")

    assert len(rows(taken(editor_client, after="0-1", order="relevance", format="csv"))) == 1


def test_the_byte_order_mark_comes_on_request(editor_client):
    marked = taken(editor_client, format="csv", bom="1")

    assert marked == b"\xef\xbb\xbf" + taken(editor_client, format="csv")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_a_title_is_no_formula(editor_client, cell):
    listed_article(cell)

    assert rows(taken(editor_client, format="csv"))[0]["title"] == f"'{cell}"


def test_the_text_comes_on_request(editor_client):
    listed_article("خبر", 'قال "نعم", ثم\u200f <b>لا</b>')

    (row,) = rows(taken(editor_client, format="csv", text="1"))

    assert row["text"] == 'قال "نعم", ثم\u200f <b>لا</b>'
    assert "text" not in rows(taken(editor_client, format="csv"))[0]


def test_parquet_opens(editor_client):
    listed_article("خبر", published=AT)

    table = read_table(io.BytesIO(taken(editor_client, format="parquet")))

    assert table["published"].to_pylist() == [AT]
    assert table["entities"].to_pylist() == [["deepseek", "huawei"]]


def test_citations_open(editor_client):
    article = listed_article("خبر", published=AT)

    bibtex = taken(editor_client, format="bibtex").decode()
    ris = taken(editor_client, format="ris").decode()

    assert [it.key for it in parse_string(bibtex).entries] == [article.key]
    assert [it["id"] for it in rispy.loads(ris)] == [article.key]


def records(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.decode().splitlines()]


def test_jsonl_is_a_report_without_bytes_and_with_text_on_request(editor_client):
    listed_article("خبر هواوي", "نص")
    listed_article("طقس", "نص")

    short = records(taken(editor_client, format="jsonl", q="هواوي"))
    long = records(taken(editor_client, format="jsonl", q="هواوي", text="1"))

    assert [it["title"] for it in short if it["record"] == "article"] == ["خبر هواوي"]
    assert short[0]["options"]["filters"] == [["q", "هواوي"]]
    (capture,) = [it for it in short if it["record"] == "capture"]
    (whole,) = [it for it in long if it["record"] == "capture"]
    assert capture.keys() & {"text", "bytes"} == set()
    assert whole["text"] == "خبر هواوي\nنص"


def test_jsonl_of_everything_holds_what_stands(editor_client):
    listed_article("خبر")
    gone = listed_article("قديم")
    gone.index.all().delete()

    found = records(taken(editor_client, format="jsonl"))

    assert [it["title"] for it in found if it["record"] == "article"] == ["خبر"]


@pytest.mark.parametrize(
    ("name", "ending", "kind"),
    [
        ("csv", "csv", "text/csv; charset=utf-8"),
        ("jsonl", "jsonl", "application/x-ndjson; charset=utf-8"),
        ("parquet", "parquet", "application/vnd.apache.parquet"),
        ("bibtex", "bib", "application/x-bibtex; charset=utf-8"),
        ("ris", "ris", "application/x-research-info-systems; charset=utf-8"),
    ],
)
def test_the_file_has_a_name_in_ascii_and_one_in_arabic(editor_client, name, ending, kind):
    response = editor_client.get(URL, {"format": name, "entity": "x"})

    assert response["Content-Type"] == kind
    said = response["Content-Disposition"]
    assert f'filename="isnad-{localdate()}.{ending}"' in said
    assert unquote(said).endswith(f"filename*=UTF-8''إسناد-{localdate()}.{ending}")


@pytest.mark.parametrize("words", ['رقائق "; x=y', "رقائق\r\nSet-Cookie: a=b", "رقائق/../../x"])
def test_what_was_sought_is_in_its_name_and_breaks_no_header(editor_client, words):
    listed_article("رقائق")

    said = editor_client.get(URL, {"format": "csv", "q": words}).get("Content-Disposition", "")

    assert re.fullmatch(r"attachment; filename=\"[\w.-]+\"; filename\*=UTF-8''[\w.%-]+|", said)


def test_the_page_lets_choose_a_format(editor_client):
    listed_article("رقائق هواوي", "نص")
    asked = {"q": "رقائق", "entity": "deepseek", "not": "topic:none", "since": "2025-01"}

    page = editor_client.get(URL, {"q": "رقائق", "entity": "deepseek"}).text
    empty = editor_client.get(URL, asked).text

    assert re.findall(r'name="format" id="[\w-]+" value="(\w+)"', page) == [
        "csv",
        "parquet",
        "jsonl",
        "bibtex",
        "ris",
    ]
    assert '<input type="hidden" name="q" value="رقائق">' in page
    assert '<input type="hidden" name="entity" value="deepseek">' in page
    assert "مقال واحد" in page
    assert "لا مقالات" in empty
    assert "<fieldset" not in empty


def test_the_page_speaks_english(editor_client):
    editor_client.cookies["django_language"] = "en"
    listed_article("خبر")

    page = editor_client.get(URL).text

    assert "Download results" in page
    assert "1 article" in page


def test_the_page_says_about_how_many_there_are(editor_client, monkeypatch):
    for name in ("EXACT", "TENTH"):
        monkeypatch.setattr(selection, name, 0)
    listed_article("خبر")
    ArticleIndex.objects.update(bucket=0)

    assert "نحو 100 مقال" in editor_client.get(URL, {"q": "خبر"}).text


@pytest.mark.parametrize("words", ["هواوي (", "«هواوي", "outlet:nosuch", "date:never", "()"])
def test_a_search_that_cannot_be_read_is_shown_and_gives_no_file(editor_client, words):
    listed_article("هواوي")

    response = editor_client.get(URL, {"q": words, "format": "csv"})

    assert response.status_code == 422
    assert 'class="notice notice-warning complaints"' in response.text
    assert "Content-Disposition" not in response


def test_a_search_without_words_gives_no_file(editor_client):
    listed_article("هواوي")

    response = editor_client.get(URL, {"q": "؟!", "format": "csv"})

    assert response.status_code == 422
    assert "لا كلمة ولا رقم" in response.text or "«؟!»" in response.text


@pytest.mark.parametrize(
    "address",
    ["q=<script>alert(1)</script>", "entity=%00", "entity=" + "x" * 300, "since=9999-99", "q=%FF"],
)
@pytest.mark.parametrize("name", ["", "csv", "ris"])
def test_nothing_in_the_address_breaks_it(editor_client, address, name):
    response = editor_client.get(f"{URL}?{address}&format={name}")

    assert response.status_code in {200, 422}
    assert b"<script>alert" not in response.getvalue() if response.streaming else True


def test_the_list_leads_to_its_download(editor_client):
    listed_article("رقائق")

    page = editor_client.get(reverse("corpus:article-list"), {"q": "رقائق"}).text

    assert re.search(rf'href="{URL}\?q=[^"]+"', page)
    assert "تنزيل النتائج" in page


def test_it_is_read_as_it_is_sent(editor_client, django_assert_max_num_queries):
    list_many(2_000)

    with django_assert_max_num_queries(20):
        response = editor_client.get(URL, {"format": "csv"})
        next(iter(response.streaming_content))
        response.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
def test_a_reader_that_goes_away_holds_nothing(editor_client, name):
    list_many(3_000)
    response = editor_client.get(URL, {"format": name})
    next(iter(response.streaming_content))

    response.close()

    assert not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE is_holdable OR name <> ''")
        assert cursor.fetchone() == (0,)
