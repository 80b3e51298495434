"""Signing in and out, and the choices of language and theme."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects, assertTemplateUsed

from corpus.models import Event, User
from tests.factories import UserFactory

PASSWORD = "كلمة سر طويلة"


def sign_in(client: Client, user: User, password: str = PASSWORD, **data: str):
    return client.post(reverse("login"), {"username": user.username, "password": password} | data)


def test_an_editor_signs_in_and_comes_to_the_articles(
    stranger_client: Client, editor: User
) -> None:
    response = sign_in(stranger_client, editor)

    assertRedirects(response, reverse("corpus:article-list"))


def test_after_signing_in_the_page_asked_for_is_shown(
    stranger_client: Client, editor: User
) -> None:
    response = sign_in(stranger_client, editor, next="/articles/a1/")

    assertRedirects(response, "/articles/a1/", fetch_redirect_response=False)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:evil"]
)
def test_signing_in_leads_to_no_other_host(
    target: str, stranger_client: Client, editor: User
) -> None:
    response = sign_in(stranger_client, editor, next=target)

    assertRedirects(response, reverse("corpus:article-list"))


def test_a_wrong_password_is_told_in_arabic(stranger_client: Client, editor: User) -> None:
    response = sign_in(stranger_client, editor, "خطأ")

    assertContains(response, "notice-error")
    assertContains(response, 'lang="ar" dir="rtl"')


def test_five_wrong_passwords_close_the_account_to_that_address(
    stranger_client: Client, editor: User
) -> None:
    for _ in range(5):
        sign_in(stranger_client, editor, "خطأ")

    response = sign_in(stranger_client, editor)

    assertTemplateUsed(response, "registration/locked.html")
    assertContains(response, "محاولات كثيرة", status_code=429)


def test_others_still_sign_in_while_one_account_is_closed(
    stranger_client: Client, editor: User
) -> None:
    for _ in range(5):
        sign_in(stranger_client, editor, "خطأ")

    response = sign_in(stranger_client, UserFactory())

    assert response.status_code == 302


def test_a_closed_account_cannot_sign_in(stranger_client: Client, db: None) -> None:
    response = sign_in(stranger_client, UserFactory(is_active=False))

    assert response.status_code == 200
    assert not response.wsgi_request.user.is_authenticated


def test_signing_out_is_a_post(editor_client: Client) -> None:
    assert editor_client.get(reverse("logout")).status_code == 405

    response = editor_client.post(reverse("logout"))

    assertRedirects(response, reverse("login"))
    assert "_auth_user_id" not in editor_client.session


def test_the_session_cookie_is_out_of_reach_of_scripts(
    stranger_client: Client, editor: User
) -> None:
    cookie = sign_in(stranger_client, editor).cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_interface_is_arabic_whatever_the_browser_prefers(stranger_client: Client) -> None:
    response = stranger_client.get(reverse("login"), headers={"accept-language": "en"})

    assertContains(response, '<html lang="ar" dir="rtl"')
    assert response["Content-Language"] == "ar"


def test_the_interface_turns_english_when_chosen(stranger_client: Client) -> None:
    stranger_client.post(reverse("set-language"), {"language": "en"})

    response = stranger_client.get(reverse("login"))

    assertContains(response, '<html lang="en" dir="ltr"')
    assertContains(response, "Sign in to Isnad")


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_theme_stays_as_chosen(theme: str, stranger_client: Client) -> None:
    stranger_client.post(reverse("set-theme"), {"theme": theme})

    response = stranger_client.get(reverse("login"))

    assertContains(response, f'data-theme="{theme}"')


@pytest.mark.parametrize(("name", "field"), [("set-language", "language"), ("set-theme", "theme")])
def test_an_unknown_choice_changes_nothing(name: str, field: str, stranger_client: Client) -> None:
    response = stranger_client.post(reverse(name), {field: '"><script>'})

    assert response.status_code == 302
    assert not response.cookies


@pytest.mark.parametrize("name", ["set-language", "set-theme"])
@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/articles/a1/?q=هواوي", "/articles/a1/?q=%D9%87%D9%88%D8%A7%D9%88%D9%8A"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("", "/"),
    ],
)
def test_a_choice_leads_back_to_a_page_of_ours(
    name: str, target: str, place: str, stranger_client: Client
) -> None:
    response = stranger_client.post(reverse(name), {"next": target})

    assert response["Location"] == place


@pytest.mark.parametrize("name", ["set-language", "set-theme"])
def test_a_choice_is_not_made_by_a_link(name: str, stranger_client: Client) -> None:
    response = stranger_client.get(reverse(name))

    assert response.status_code == 405


@pytest.mark.parametrize("name", ["set-language", "set-theme", "login", "logout"])
def test_a_forged_post_is_refused(name: str, editor: User) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post(reverse(name), {"language": "en"})

    assertTemplateUsed(response, "403_csrf.html")
    assert response.status_code == 403


def test_the_administration_is_offered_to_administrators_alone(
    admin_client: Client, editor_client: Client
) -> None:
    assertContains(admin_client.get("/nowhere/"), reverse("admin:index"), status_code=404)
    assert reverse("admin:index") not in editor_client.get("/nowhere/").content.decode()


def change_password(client: Client, old: str, new: str):
    data = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("change-password"), data)


def test_somebody_changes_their_password_and_stays_signed_in(
    editor_client: Client, editor: User
) -> None:
    response = change_password(editor_client, PASSWORD, "أخرى طويلة كذلك")

    editor.refresh_from_db()
    event = Event.objects.get()
    assertRedirects(response, "/")
    assert editor.check_password("أخرى طويلة كذلك")
    assert (event.by, event.after) == (editor, {"password": "changed"})


@pytest.mark.parametrize(("old", "new"), [("خطأ", "أخرى طويلة كذلك"), (PASSWORD, "قصيرة")])
def test_a_password_is_not_changed_without_the_old_or_to_a_weak_one(
    old: str, new: str, editor_client: Client, editor: User
) -> None:
    response = change_password(editor_client, old, new)

    editor.refresh_from_db()
    assertContains(response, "field-error", status_code=422)
    assert editor.check_password(PASSWORD)


def test_changing_a_password_needs_an_account(stranger_client: Client) -> None:
    response = stranger_client.get(reverse("change-password"))

    assertRedirects(response, f"{reverse('login')}?next={reverse('change-password')}")
