"""The reading page: the text as captured, its marks, and who may do what there."""

import html
import re

import pytest
from django.test import Client

from annotations.models import MarkKind
from corpus.models import SegmentKind, User
from tests.factories import EntityFactory, MarkFactory, SegmentFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def blocks_of(page: str) -> list[str]:
    """The text of each block, as a browser's DOM would hold it."""
    found = re.findall(r'<(p|h1|h2) id="b-\d+"[^>]*>(.*?)</\1>', page, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", inner)) for _, inner in found]


def test_it_prints_each_segment_as_captured(editor_client: Client) -> None:
    article = readable_article("عنوان <b>&amp;", "سطر\rأول\u00a0 هنا", "سطر ثانٍ")
    MarkFactory(article=article, parts=["أول"])

    page = shown(editor_client, article.get_absolute_url())

    assert blocks_of(page) == ["عنوان <b>&amp;", "سطر\rأول\u00a0 هنا", "سطر ثانٍ"]
    assert "سطر&#13;" in page


def test_it_writes_places_and_numbers_of_marks_without_separators(editor_client: Client) -> None:
    article = readable_article("عنوان", "كلمة " * 300, "قالت هواوي")
    mark = MarkFactory(article=article, pk=1_234_567, parts=["هواوي"])

    page = shown(editor_client, f"{article.get_absolute_url()}?mark={mark.pk}")

    assert f'data-s="{article.capture.text.index("قالت")}"' in page
    assert "1,234,567" not in page


def test_it_takes_direction_and_language_from_the_article(editor_client: Client) -> None:
    article = readable_article("DeepSeek returns", "To Nvidia", language="en")

    page = shown(editor_client, article.get_absolute_url())

    assert re.search(r'<h1 id="b-0"[^>]* dir="ltr" lang="en">DeepSeek returns</h1>', page)
    assert 'dir="auto"' not in page


def test_it_says_what_a_mark_is_when_one_is_chosen(editor_client: Client) -> None:
    article = readable_article("عنوان", "قالت هواوي ذلك. ثم سكتت هواوي كلها")
    entity = EntityFactory(name_ar="شركة هواوي", name_latin="Huawei Ltd")
    start = article.capture.text.rindex("هواوي")
    mark = MarkFactory(article=article, entity=entity, parts=[(start, start + 5)], score=0.87)

    page = shown(editor_client, f"{article.get_absolute_url()}?mark={mark.pk}")

    assert re.search(r"شركة هواوي</bdi> <bdi[^>]*>Huawei Ltd", page)
    assert "87%" in page
    assert "<blockquote" in page


@pytest.mark.parametrize("chosen", ["x", "-1", "99999999999999999999", "١", ""])
def test_it_shows_no_mark_for_a_number_that_is_none(editor_client: Client, chosen: str) -> None:
    article = readable_article()

    page = shown(editor_client, f"{article.get_absolute_url()}?mark={chosen}")

    assert "<blockquote" not in page


def test_it_shows_the_place_that_the_address_leads_to(editor_client: Client) -> None:
    article = readable_article("عنوان", "قالت هواوي ذلك")
    MarkFactory(article=article, parts=["هواوي"])
    start = article.capture.text.index("هواوي")

    page = shown(editor_client, f"{article.get_absolute_url()}?at={start}-{start + 5}")

    assert re.search(rf'<span class="sought" id="at-{start}"><mark [^>]*>هواوي</mark></span>', page)
    assert blocks_of(page) == ["عنوان", "قالت هواوي ذلك"]


@pytest.mark.parametrize("at", ["x", "5", "9-2", "-1-5", "0-0", "9999999-99999999", "1-9999999999"])
def test_it_shows_no_place_for_an_address_that_names_none(editor_client: Client, at: str) -> None:
    article = readable_article("عنوان", "قالت هواوي ذلك")

    page = shown(editor_client, f"{article.get_absolute_url()}?at={at}")

    assert 'class="sought"' not in page
    assert blocks_of(page) == ["عنوان", "قالت هواوي ذلك"]


def test_it_folds_boilerplate_away_where_it_stands(editor_client: Client) -> None:
    article = readable_article("عنوان", "فقرة", "اقرأ أيضاً")
    article.segments.filter(start=article.capture.text.index("اقرأ")).delete()
    SegmentFactory(
        article=article,
        kind=SegmentKind.BOILERPLATE,
        start=article.capture.text.index("اقرأ"),
        end=article.end,
    )

    page = shown(editor_client, article.get_absolute_url())

    assert re.search(r'<details class="folded">.*اقرأ أيضاً</p>\s*</details>', page, re.DOTALL)


def test_it_lists_what_is_said_of_the_whole_article(editor_client: Client) -> None:
    article = readable_article()
    mark = MarkFactory(article=article, kind=MarkKind.TOPIC)

    page = shown(editor_client, article.get_absolute_url())

    assert 'id="rows-whole"' in page
    assert f"marks/{mark.pk}/accept/" in page


def test_it_offers_no_decision_to_a_researcher(researcher_client: Client) -> None:
    article = readable_article("عنوان", "قالت هواوي")
    mark = MarkFactory(article=article, parts=["هواوي"])

    page = shown(researcher_client, f"{article.get_absolute_url()}?mark={mark.pk}")

    assert "هواوي</mark>" in page
    assert "data-act=" not in page
    assert 'id="toolbar"' not in page


def test_it_answers_not_found_for_a_key_that_is_none(editor_client: Client) -> None:
    response = editor_client.get("/articles/no-such-article/")

    assert response.status_code == 404


def test_it_sends_strangers_to_the_sign_in_page(stranger_client: Client) -> None:
    article = readable_article()

    response = stranger_client.get(article.get_absolute_url())

    assert response.status_code == 302
    assert "next=" in response["Location"]


def test_it_opens_to_strangers_when_reading_is_open(stranger_client: Client, settings) -> None:
    settings.OPEN_READING = True
    article = readable_article("عنوان", "قالت هواوي")

    page = shown(stranger_client, article.get_absolute_url())

    assert "data-act=" not in page


def test_it_asks_few_queries_however_many_marks_there_are(
    editor_client: Client, editor: User, django_assert_max_num_queries
) -> None:
    article = readable_article("عنوان", " ".join(f"كلمة{n}" for n in range(60)))
    for number in range(60):
        MarkFactory(article=article, by=editor if number % 2 else None, parts=[f"كلمة{number}"])

    with django_assert_max_num_queries(20):
        shown(editor_client, article.get_absolute_url())


def test_it_lists_the_first_suggestions_and_says_how_many_follow(editor_client: Client) -> None:
    article = readable_article("عنوان", " ".join(f"كلمة{n}" for n in range(28)))
    for number in range(28):
        MarkFactory(article=article, parts=[f"كلمة{number}"])

    page = shown(editor_client, article.get_absolute_url())

    assert page.count("data-row=") == 25
    assert re.search(r">\s*(تظهر 3 مقترحات أخرى|3 more come up)", page)
