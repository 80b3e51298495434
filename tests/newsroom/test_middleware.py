"""What strangers reach: the sign-in page and nothing else, unless reading is opened."""

from urllib.parse import urlencode

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse
from pytest_django.asserts import assertRedirects
from pytest_django.fixtures import Settings

from newsroom.urls import urlpatterns as all_urls


def reading(request: HttpRequest) -> HttpResponse:
    return HttpResponse("قراءة")


reading.open_reading = True  # type: ignore[attr-defined]


def deciding(request: HttpRequest) -> HttpResponse:
    return HttpResponse("قرار")


urlpatterns = [path("reading/", reading), path("deciding/", deciding), *all_urls]

with_views = override_settings(ROOT_URLCONF=__name__)


@pytest.mark.parametrize("place", ["/reading/", "/deciding/", "/admin/", "/?q=%D9%87"])
@with_views
def test_a_stranger_is_sent_to_sign_in_and_back(place: str, stranger_client: Client) -> None:
    response = stranger_client.get(place)

    assertRedirects(response, f"{reverse('login')}?{urlencode({'next': place}, safe='/')}")


@pytest.mark.parametrize("name", ["login", "live"])
def test_a_stranger_reaches_what_needs_no_account(name: str, stranger_client: Client) -> None:
    response = stranger_client.get(reverse(name))

    assert response.status_code == 200


@with_views
def test_what_a_stranger_posted_is_not_asked_for_again(stranger_client: Client) -> None:
    response = stranger_client.post("/deciding/")

    assertRedirects(response, f"{reverse('login')}?next=/")


@with_views
def test_htmx_is_sent_to_sign_in_as_a_whole_page(stranger_client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/articles/a1/"}

    response = stranger_client.post("/deciding/", headers=headers)

    assert response["HX-Redirect"] == f"{reverse('login')}?next=/articles/a1/"


@with_views
def test_opened_reading_opens_reading_alone(stranger_client: Client, settings: Settings) -> None:
    settings.OPEN_READING = True

    assert stranger_client.get("/reading/").status_code == 200
    assert stranger_client.get("/deciding/").status_code == 302


def test_an_editor_may_not_enter_the_administration(editor_client: Client) -> None:
    response = editor_client.get(reverse("admin:index"), follow=True)

    assert response.status_code == 403


def test_an_administrator_enters_the_administration(admin_client: Client) -> None:
    response = admin_client.get(reverse("admin:index"))

    assert response.status_code == 200
