"""The comparison page and its tables."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.factories import written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db

URL = reverse("corpus:comparison")


def table(name: str) -> str:
    return reverse("corpus:comparison-table", args=[name])


@pytest.fixture
def articles() -> None:
    """Two outlets over two months."""
    for number, (outlet, topic) in enumerate([("الجزيرة", "الرقائق"), ("رويترز", "النماذج")], 1):
        article = written_article(
            "عنوان", "قالت هواوي كلاماً", published=datetime(2025, number, 5, tzinfo=UTC)
        )
        index_texts([article], LightAnalyser())
        facets = [Facet(f"outlet:{number}", outlet, "O"), Facet(f"topic:{number}", topic, "T")]
        index.set_facets({article.pk: facets})


COMPARED = [("s", "outlet=1"), ("s", "outlet=2"), ("words", "هواوي، غائبة")]


def test_it_shows_selections_beside_one_another(editor_client, articles) -> None:
    response = editor_client.get(f"{URL}?{urlencode(COMPARED)}")

    assert response.status_code == 200
    for shown in (
        "الجزيرة",
        "رويترز",
        "الرقائق",
        "النماذج",
        "يناير 2025",
        "فبراير 2025",
        "«هواوي»",
    ):
        assert shown in response.text
    assert response.text.count('<svg viewBox="0 0 640') == 3


def test_it_says_how_to_begin(editor_client, articles) -> None:
    response = editor_client.get(URL)

    assert "لم تُقارَن أيّ مجموعات بعد" in response.text
    assert "s=outlet%3D1&amp;s=outlet%3D2" in response.text


def test_it_speaks_english_from_left_to_right(editor_client, articles) -> None:
    editor_client.cookies["django_language"] = "en"

    response = editor_client.get(f"{URL}?{urlencode(COMPARED)}")

    assert "Share of all articles of the month" in response.text
    assert 'direction="ltr"' in response.text


def test_the_form_leads_to_the_address_of_what_it_sent(editor_client) -> None:
    sent = urlencode([("s", "outlet=1"), ("q", "رقائق"), ("name", ""), ("q", "")])

    response = editor_client.get(f"{URL}?{sent}")

    assert response.status_code == 302
    assert response.url == f"{URL}?{urlencode({'s': urlencode([('q', 'رقائق'), ('outlet', '1')])})}"


def test_adding_goes_on_with_the_comparison_last_looked_at(editor_client, articles) -> None:
    editor_client.get(f"{URL}?s=outlet%3D1")

    response = editor_client.get(f"{URL}?{urlencode({'add': 'outlet=2&order=oldest'})}")

    assert response.url == f"{URL}?s=outlet%3D1&s=outlet%3D2"


def test_starting_anew_forgets_the_comparison(editor_client, articles) -> None:
    editor_client.get(f"{URL}?s=outlet%3D1")
    editor_client.get(URL)

    assert editor_client.get(f"{URL}?add=outlet%3D2").url == f"{URL}?s=outlet%3D2"


def test_the_browse_page_leads_to_the_comparison(editor_client, articles) -> None:
    page = editor_client.get(f"{reverse('corpus:article-list')}?outlet=1&q=هواوي").text

    assert f'href="{URL}?add=%3Fq%3D' in page
    assert "outlet%3D1" in page


def test_topics_may_be_set_against_outlets_and_months_be_numbers(editor_client, articles) -> None:
    sent = urlencode([("s", ""), ("across", "outlets"), ("measure", "counts")])

    response = editor_client.get(f"{URL}?{sent}")

    assert 'id="outlets-1"' in response.text
    assert "المقالات في كل شهر" in response.text


def test_a_selection_of_nothing_is_said_so(editor_client) -> None:
    response = editor_client.get(f"{URL}?s=q%3Dغائبة")

    assert "لا مقالات للمقارنة" in response.text


def test_what_cannot_be_read_in_a_selection_is_said_beside_it(editor_client, articles) -> None:
    response = editor_client.get(f"{URL}?{urlencode({'s': urlencode({'q': 'هواوي (رقائق'})})}")

    assert "compared-problem" in response.text


def test_a_word_that_is_none_is_said_so(editor_client, articles) -> None:
    response = editor_client.get(f"{URL}?{urlencode({'s': '', 'words': '!!'})}")

    assert "لا يمكن عدّ" in response.text


def test_a_selection_is_called_by_what_it_asks_for_until_it_has_a_name(
    editor_client, articles
) -> None:
    query = urlencode([("q", "هواوي"), ("outlet", "1"), ("not", "topic:2"), ("until", "2025-01")])
    pairs = [("s", query), ("s", query), ("name", ""), ("name", "عيّنتي")]

    text = editor_client.get(f"{URL}?{urlencode(pairs)}").text

    assert "<bdi>«هواوي» · الجزيرة · بدون النماذج · حتى يناير 2025</bdi>" in text
    assert "<bdi>عيّنتي</bdi>" in text


def test_a_stranger_is_asked_to_sign_in(stranger_client) -> None:
    assert stranger_client.get(URL).url.startswith(reverse("login"))
    assert stranger_client.get(table("months")).url.startswith(reverse("login"))


def test_a_stranger_reads_when_reading_is_open(stranger_client, settings, articles) -> None:
    settings.OPEN_READING = True

    assert stranger_client.get(f"{URL}?{urlencode(COMPARED)}").status_code == 200
    assert stranger_client.get(f"{table('months')}?s=").status_code == 200


def test_looking_at_an_address_leaves_no_session_to_a_stranger(
    stranger_client, settings, articles
) -> None:
    settings.OPEN_READING = True

    stranger_client.get(f"{URL}?{urlencode(COMPARED)}")
    assert settings.SESSION_COOKIE_NAME not in stranger_client.cookies

    stranger_client.get(f"{URL}?add=outlet%3D1")
    assert stranger_client.get(f"{URL}?add=outlet%3D2").url.count("s=outlet") == 2


def test_it_is_only_read(editor_client) -> None:
    assert editor_client.post(URL).status_code == 405


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("topics", "الجزيرة,الرقائق,1,1,1.000000,1,1"),
        ("months", "رويترز,2025-02,1,1,1.000000,1,1"),
        ("words", "الجزيرة,هواوي,2025-01,1,4,1,250000.00,0.00,1,1"),
        ("outlets", "الجزيرة,الجزيرة,الرقائق,1,1,1.000000,1,1"),
    ],
)
def test_a_table_is_taken_away_as_csv(name: str, line: str, editor_client, articles) -> None:
    response = editor_client.get(f"{table(name)}?{urlencode(COMPARED)}&bom=1")

    text = b"".join(response).decode()

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert text.startswith("\ufeffselection,")
    assert line in text.splitlines()


def test_a_name_that_a_spreadsheet_would_run_is_made_inert(editor_client, articles) -> None:
    response = editor_client.get(f"{table('months')}?{urlencode({'s': '', 'name': '=1+1'})}")

    assert b"\n'=1+1,2025-01," in b"".join(response).replace(b"\r", b"")


def test_six_selections_and_six_words_ask_a_bounded_number_of_questions(
    editor_client, articles, django_assert_max_num_queries
) -> None:
    sent = [("s", f"outlet={it}") for it in range(9)] + [("words", "أ،ب،ج،د،ه،و،ز")]

    with django_assert_max_num_queries(90):
        response = editor_client.get(f"{URL}?{urlencode([*sent, ('across', 'outlets')])}")

    assert response.text.count('name="s"') == 6


def test_there_is_no_other_table(editor_client) -> None:
    assert editor_client.get(table("users")).status_code == 404


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(["s", "words", "add", "across"]), st.text(max_size=30))))
def test_no_address_breaks_the_page(editor_client, pairs) -> None:
    response = editor_client.get(f"{URL}?{urlencode(pairs, errors='replace')}", follow=True)

    assert response.status_code == 200
