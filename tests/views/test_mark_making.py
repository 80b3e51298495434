"""Marking over the wire: code points with their quotes, checked, answered by paragraph."""

import json
from typing import Any

import pytest
from django.test import Client

from annotations.models import Mark, MarkKind
from corpus.models import Article, Event
from tests.factories import TopicFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def article(db: None) -> Article:
    return readable_article("عنوان 🚀", "قالت هواوي ذلك", "ثم سكتت إنفيديا")


def post(client: Client, article: Article, quote: str = "هواوي", **fields: Any) -> Any:
    start = article.capture.text.find(quote)
    part = {"start": start, "end": start + len(quote), "quote": quote}
    sent = {"kind": "entity", "parts": json.dumps([part]), "sha": article.capture.sha256}
    address = f"{article.get_absolute_url()}marks/"
    return client.post(address, {**sent, **fields}, headers=HTMX)


def test_it_makes_a_mark_and_answers_with_its_paragraph_only(
    editor_client: Client, article: Article
) -> None:
    answer = post(editor_client, article).content.decode()

    assert Mark.objects.get().parts.get().quote == "هواوي"
    assert "هواوي</mark>" in answer
    assert "سكتت" not in answer


def test_it_writes_once_when_the_same_request_comes_twice(
    editor_client: Client, article: Article
) -> None:
    for _ in range(2):
        post(editor_client, article, request_key="k1")

    assert Mark.objects.count() == 1
    assert Event.objects.filter(object_type="decision").count() == 1


@pytest.mark.parametrize(
    "part",
    [
        {"start": 0, "end": 5, "quote": "هواوي"},
        {"start": 14, "end": 900_000, "quote": "هواوي"},
        {"start": 2_000_000_000, "end": 2_000_000_005, "quote": "هواوي"},
        {"start": 0, "end": 5, "quote": "a\x00b"},
        {"start": 0, "end": 5, "quote": "\ud800"},
    ],
    ids=["another quote", "past the end", "far past the end", "a nul byte", "half a character"],
)
def test_it_refuses_a_quote_that_does_not_stand_there(
    editor_client: Client, article: Article, part: dict[str, object]
) -> None:
    response = post(editor_client, article, parts=json.dumps([part]))

    assert response.status_code == 409
    assert response.json()["message"]
    assert not Mark.objects.exists()


def test_it_refuses_places_counted_in_another_text(editor_client: Client, article: Article) -> None:
    response = post(editor_client, article, sha="0" * 64)

    assert response.status_code == 409
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    "parts",
    [
        "",
        "[]",
        "{",
        "7",
        '[{"start": -1, "end": 4, "quote": "x"}]',
        '[{"start": 4, "end": 4, "quote": "x"}]',
        '[{"start": "0", "end": 4, "quote": "x"}]',
        '[{"start": 0, "end": 4}]',
        '[{"start": 0, "end": 99999999999999999999, "quote": "x"}]',
        json.dumps([{"start": 0, "end": 1, "quote": "x"}] * 201),
    ],
)
def test_it_refuses_what_is_no_place(editor_client: Client, article: Article, parts: str) -> None:
    response = post(editor_client, article, parts=parts)

    assert response.status_code == 422
    assert response.json()["message"]
    assert not Mark.objects.exists()


@pytest.mark.parametrize("fields", [{"kind": "colour"}, {"value_key": "no-such-value"}])
def test_it_refuses_kinds_and_values_that_do_not_exist(
    editor_client: Client, article: Article, fields: dict[str, str]
) -> None:
    response = post(editor_client, article, **fields)

    assert response.status_code == 422
    assert not Mark.objects.exists()


def test_it_asks_for_the_value_when_the_words_do_not_tell(
    editor_client: Client, article: Article
) -> None:
    TopicFactory(path="chips", name_ar="الشرائح")

    response = post(editor_client, article, "ذلك", kind=MarkKind.TOPIC)

    assert (response.status_code, response["Isnad-Asks"]) == (422, "value")
    assert 'value="chips"' in response.content.decode()


def test_it_refuses_a_researcher(researcher_client: Client, article: Article) -> None:
    response = post(researcher_client, article)

    assert response.status_code == 403
    assert not Mark.objects.exists()


def test_it_refuses_words_of_another_article_on_the_page(
    editor_client: Client, article: Article
) -> None:
    Article.objects.filter(pk=article.pk).update(end=article.capture.text.index("ثم"))

    response = post(editor_client, article, "إنفيديا")

    assert response.status_code == 409
    assert not Mark.objects.exists()


def test_it_tells_the_page_what_it_had_to_know_before(
    editor_client: Client, reviewer_client: Client, article: Article
) -> None:
    page = editor_client.get(article.get_absolute_url()).content.decode()

    first = post(reviewer_client, article)
    second = post(editor_client, article, "إنفيديا")

    assert f'data-version="{first["Isnad-Before"]}"' in page
    assert f'data-version="{second["Isnad-Before"]}"' not in page
