"""The frame of every page, and what no template or style sheet may hold."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse
from pytest_django.asserts import assertContains, assertNotContains

from newsroom.urls import urlpatterns as all_urls

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static/css").glob("*.css"))
FONTS = sorted((ROOT / "static/fonts").glob("*.woff2"))

# What the policy blocks, what htmx 2 gets wrong, and what guesses the direction of a text.
FORBIDDEN = {
    "style=": r"\sstyle=",
    "on…=": r"\son[a-z]+=",
    "hx-on": r"hx-on",
    "js:": r"[\"']js:",
    "a trigger's filter": r"hx-trigger=\"[^\"]*\[",
    "dir=auto": r"dir=[\"']?auto",
    "an inline script": r"<script(?![^>]*\ssrc=)",
    "an inline style sheet": r"<style",
    "safe": r"\|\s*safe\b|{%\s*autoescape off",
}
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|float)\s*:"
    r"|text-align:\s*(?:left|right)"
)


@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_no_template_holds_it(pattern: str) -> None:
    found = [
        str(file.relative_to(ROOT))
        for file in TEMPLATES
        if re.search(pattern, file.read_text(encoding="utf-8"))
    ]

    assert not found


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_styles_speak_of_start_and_end(file: Path) -> None:
    assert not PHYSICAL.findall(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_styles_name_files_that_are_there(file: Path) -> None:
    named = re.findall(r"url\(\"([^\"]+)\"\)", file.read_text(encoding="utf-8"))

    assert all((file.parent / name).is_file() for name in named)


def test_the_fonts_keep_to_their_budget() -> None:
    assert len(FONTS) == 5
    assert sum(file.stat().st_size for file in FONTS) < 185_000


def test_htmx_gets_the_settings_that_the_policy_asks_for(stranger_client: Client) -> None:
    html = stranger_client.get(reverse("login")).content.decode()

    config = json.loads(unescape(re.search(r"htmx-config\" content='([^']+)'", html)[1]))
    assert config["historyRestoreAsHxRequest"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["allowEval"] is False
    assert {"code": "422", "swap": True} in config["responseHandling"]


def test_every_htmx_post_carries_the_token(editor_client: Client) -> None:
    html = editor_client.get("/nowhere/").content.decode()

    headers = json.loads(unescape(re.search(r"hx-headers='([^']+)'", html)[1]))
    assert len(headers["X-CSRFToken"]) > 30


def test_a_stranger_is_shown_neither_sections_nor_search(stranger_client: Client) -> None:
    response = stranger_client.get(reverse("login"))

    assertNotContains(response, 'name="q"')
    assertNotContains(response, "frame-nav")


def test_the_search_box_keeps_the_question_as_text(editor_client: Client) -> None:
    response = editor_client.get("/nowhere/", {"q": '"><b>هواوي'})

    assertContains(response, 'value="&quot;&gt;&lt;b&gt;هواوي"', status_code=404)


def test_the_keyboard_reaches_the_content_first(editor_client: Client) -> None:
    html = editor_client.get("/nowhere/").content.decode()

    assert 'href="#main"' in html[html.index("<body") :][:400]
    assert 'id="main"' in html


def faulty(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


faulty.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("faulty/", faulty), *all_urls]


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_is_told_without_the_frame(stranger_client: Client) -> None:
    stranger_client.raise_request_exception = False

    response = stranger_client.get("/faulty/")

    assertContains(response, 'lang="ar" dir="rtl"', status_code=500)
    assertContains(response, "حدث خلل", status_code=500)
