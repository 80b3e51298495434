"""Deciding, changing, removing and undoing over the wire, with a script and without."""

import json
from typing import Any

import pytest
from django.test import Client

from annotations.models import Decision, Mark
from corpus.models import Article, User
from tests.factories import EntityFactory, MarkFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def article(db: None) -> Article:
    return readable_article("عنوان", "قالت هواوي ذلك")


def post(client: Client, article: Article, action: str, **fields: str) -> Any:
    return client.post(f"{article.get_absolute_url()}{action}/", fields, headers=HTMX)


def standing() -> list[str]:
    marks = Mark.objects.filter(by__isnull=False, removed_at=None)
    return [part.quote for mark in marks for part in mark.parts.all()]


@pytest.mark.parametrize(("verb", "verdict"), [("accept", "accepted"), ("reject", "rejected")])
def test_it_decides_on_a_suggestion(
    editor_client: Client, article: Article, verb: str, verdict: str
) -> None:
    mark = MarkFactory(article=article, parts=["هواوي"])

    response = post(editor_client, article, f"marks/{mark.pk}/{verb}")

    assert response.status_code == 200
    assert Decision.objects.get().verdict == verdict


def test_it_goes_back_to_the_article_when_there_is_no_script(
    editor_client: Client, article: Article
) -> None:
    mark = MarkFactory(article=article, parts=["هواوي"])

    response = editor_client.post(f"{article.get_absolute_url()}marks/{mark.pk}/reject/")

    assert response.status_code == 302
    assert response["Location"] == f"{article.get_absolute_url()}#panel"


def test_it_shows_the_reason_on_the_page_when_there_is_no_script(
    editor_client: Client, article: Article
) -> None:
    response = editor_client.post(f"{article.get_absolute_url()}undo/", follow=True)

    assert "notice-error" in response.content.decode()


def test_it_removes_a_mark(editor_client: Client, editor: User, article: Article) -> None:
    mark = MarkFactory(article=article, by=editor, parts=["هواوي"])

    response = post(editor_client, article, f"marks/{mark.pk}/remove")

    assert response.status_code == 200
    assert "<mark" not in response.content.decode()
    assert standing() == []


def test_it_says_so_when_a_mark_is_removed_twice(
    editor_client: Client, editor: User, article: Article
) -> None:
    mark = MarkFactory(article=article, by=editor, parts=["هواوي"])

    answers = [post(editor_client, article, f"marks/{mark.pk}/remove") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["message"]


def test_it_says_so_when_a_mark_is_of_another_article(
    editor_client: Client, article: Article
) -> None:
    mark = MarkFactory(article=readable_article("عنوان", "هواوي"), parts=["هواوي"])

    response = post(editor_client, article, f"marks/{mark.pk}/accept")

    assert response.status_code == 409
    assert not Decision.objects.exists()


def test_it_changes_a_value(editor_client: Client, editor: User, article: Article) -> None:
    mark = MarkFactory(article=article, by=editor, parts=["هواوي"])
    other = EntityFactory()

    post(editor_client, article, f"marks/{mark.pk}/change", value_key=other.key)

    assert Mark.objects.get(removed_at=None).entity == other


def test_it_changes_bounds(editor_client: Client, editor: User, article: Article) -> None:
    mark = MarkFactory(article=article, by=editor, parts=["هواوي"])
    start = article.capture.text.index("قالت")
    parts = json.dumps([{"start": start, "end": start + 10, "quote": "قالت هواوي"}])

    post(
        editor_client,
        article,
        f"marks/{mark.pk}/change",
        parts=parts,
        sha=article.capture.sha256,
    )

    assert standing() == ["قالت هواوي"]


def test_it_refuses_a_change_of_nothing(
    editor_client: Client, editor: User, article: Article
) -> None:
    mark = MarkFactory(article=article, by=editor, parts=["هواوي"])

    response = post(editor_client, article, f"marks/{mark.pk}/change")

    assert response.status_code == 422


def test_it_undoes_and_redoes(editor_client: Client, article: Article) -> None:
    mark = MarkFactory(article=article, parts=["هواوي"])
    post(editor_client, article, f"marks/{mark.pk}/accept")

    undone = post(editor_client, article, "undo")
    after_undo = standing()
    post(editor_client, article, "redo")

    assert undone.status_code == 200
    assert (after_undo, standing()) == ([], ["هواوي"])


@pytest.mark.parametrize("action", ["undo", "redo"])
def test_it_says_so_when_there_is_nothing_to_take_back(
    editor_client: Client, article: Article, action: str
) -> None:
    response = post(editor_client, article, action)

    assert response.status_code == 422
    assert response.json()["message"]


@pytest.mark.parametrize(
    "action", ["marks", "marks/1/accept", "marks/1/reject", "marks/1/remove", "undo", "redo"]
)
def test_it_changes_nothing_on_a_plain_visit(
    editor_client: Client, article: Article, action: str
) -> None:
    response = editor_client.get(f"{article.get_absolute_url()}{action}/")

    assert response.status_code == 405
