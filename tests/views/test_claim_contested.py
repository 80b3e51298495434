"""What is most contested, as the first page of the list opens with it."""

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import ClaimLink, LinkKind
from annotations.services import links
from corpus.models import User
from tests.claiming import asked, claim_of, figure, telling

pytestmark = pytest.mark.django_db

URL = reverse("annotations:claim-contested")


@pytest.fixture
def disagreement(editor: User) -> None:
    question = asked()
    telling(
        "كلّف 294 ألف دولار",
        claim_of(question),
        by=editor,
        figures=[figure("294 ألف دولار", 294_000)],
    )
    telling(
        "كلّف 6 ملايين دولار",
        claim_of(question),
        by=editor,
        figures=[figure("6 ملايين دولار", 6_000_000)],
    )


def test_it_shows_both_sides_of_the_most_contested_question(disagreement, editor_client: Client):
    page = editor_client.get(URL).content.decode()

    assert "كم كلّف التدريب؟" in page
    assert "294 ألف دولار" in page
    assert "6 ملايين دولار" in page
    assert "<html" not in page


def test_it_is_empty_where_nothing_is_contested(editor_client: Client):
    answer = editor_client.get(URL)

    assert (answer.status_code, answer.content) == (200, b"")


def test_what_was_judged_compatible_is_no_longer_contested(
    disagreement, editor: User, editor_client: Client
):
    links.judge(ClaimLink.objects.get(), kind=LinkKind.COMPATIBLE, reason="نموذجان", by=editor)

    assert editor_client.get(URL).content == b""


def test_a_stranger_signs_in_first(disagreement, stranger_client: Client):
    assert stranger_client.get(URL).status_code == 302


def test_it_is_only_read(editor_client: Client):
    assert editor_client.post(URL).status_code == 405


def test_it_asks_a_bounded_number_of_queries(
    disagreement, editor_client: Client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16):
        editor_client.get(URL)


def test_the_first_page_of_the_list_fetches_it_and_leads_there_without_a_script(
    disagreement, editor_client: Client
):
    page = editor_client.get("/").content.decode()

    assert f'hx-get="{URL}"' in page
    assert reverse("annotations:claim-list") in page
    assert URL not in editor_client.get("/", {"q": "كلّف"}).content.decode()
