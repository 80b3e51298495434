"""Taking the results away in a browser, with scripts and without."""

import csv
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Page

from corpus.models import User
from tests.browser.conftest import Windows
from tests.browser.test_accessibility import assert_axe_finds_nothing
from tests.taking import listed_article

pytestmark = pytest.mark.browser

ASKED = f"{reverse('download')}?q={quote('هواوي')}&not=topic:none"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing(windows: Windows, editor: User, language: str) -> None:
    listed_article("رقائق هواوي")

    assert_axe_finds_nothing(windows.open(editor, ASKED, language=language))


@pytest.mark.parametrize("width", [320, 390, 800])
def test_it_has_no_sideways_scrolling(windows: Windows, editor: User, width: int) -> None:
    listed_article("رقائق هواوي")
    page = windows.open(editor, ASKED, viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def downloaded(page: Page) -> tuple[str, list[dict[str, str]]]:
    with page.expect_download() as waiting:
        page.locator("form button").last.click()
    with waiting.value.path().open(encoding="utf-8", newline="") as stream:
        return waiting.value.suggested_filename, list(csv.DictReader(stream))


def test_the_list_leads_to_a_file_without_scripts(windows: Windows, editor: User) -> None:
    article = listed_article("رقائق هواوي")
    page = windows.open(editor, f"/?q={quote('هواوي')}", java_script_enabled=False)
    page.locator(f"#results a[href^='{reverse('download')}']").click()

    name, rows = downloaded(page)

    assert name == f"إسناد-هواوي-{localdate()}.csv"
    assert [row["key"] for row in rows] == [article.key]
