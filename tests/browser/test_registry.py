"""axe on the pages that tend an entity, and a merge that a person finds, makes and takes back."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations.services import apart, merging, naming, splitting
from annotations.services import spellings as finding
from corpus.models import Entity, User
from corpus.services import registry
from tests.browser.conftest import Windows
from tests.browser.test_accessibility import assert_axe_finds_nothing
from tests.reading import readable_article

pytestmark = pytest.mark.browser

ROWS: list[dict[str, Any]] = [
    {"key": "nvidia", "kind": "organisation", "ar": "إنفيديا", "latin": "Nvidia"},
    {"key": "nfidia", "kind": "organisation", "ar": "نفيديا", "aliases": ["جيفورس", "نفيديه"]},
    {"key": "arm", "kind": "organisation", "ar": "آرم", "latin": "Arm"},
    {"key": "amd", "kind": "organisation", "ar": "إيه إم دي", "latin": "AMD"},
]


@pytest.fixture
def tended(db: None, administrator: User) -> User:
    registry.load_entities(ROWS)
    finding.find_in([readable_article("خبر", "قالت نفيديا اليوم")])
    named = {it.key: it for it in Entity.objects.all()}
    by, entity = administrator, named["nfidia"]
    naming.prefer(entity, name_latin="Nfidia", by=by)
    merging.merge(named["arm"], into=entity, by=by)
    apart.keep(entity, named["amd"], by=by)
    new = splitting.NewEntity("product", "جيفورس", "GeForce")
    splitting.split(entity, spellings=["جيفورس"], into=new, by=by)
    return administrator


def address(page: str, rest: str = "") -> str:
    return reverse(f"annotations:entity-{page}", args=["nfidia"]) + rest


PAGES = [
    address("detail"),
    address("name"),
    address("merge", "?find=انفيديا"),
    address("merge", "?into=nvidia"),
    address("split"),
]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(windows: Windows, tended: User, path: str, language: str) -> None:
    page = windows.open(tended, path, language=language)

    assert_axe_finds_nothing(page)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_window(
    windows: Windows, tended: User, path: str, width: int
) -> None:
    page = windows.open(tended, path, viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def merge(page: Page) -> None:
    page.get_by_role("link", name="دمج", exact=True).click()
    page.get_by_role("link", name="قارن بينهما").first.click()
    page.get_by_role("button", name="دمج").click()


def test_a_merge_is_found_made_and_taken_back_without_a_script(
    windows: Windows, tended: User
) -> None:
    page = windows.open(tended, address("detail"), java_script_enabled=False)

    merge(page)
    expect(page.locator("h1")).to_contain_text("إنفيديا")
    page.get_by_role("button", name="تراجع نفيديا").click()

    expect(page.locator("#messages")).to_contain_text("جرى التراجع عن الخطوة.")
    assert Entity.objects.get(key="nfidia").merged_into is None


def test_a_step_that_was_changed_since_is_shown_in_both_states(
    windows: Windows, tended: User
) -> None:
    page = windows.open(tended, address("detail"))
    naming.prefer(Entity.objects.get(key="nfidia"), name_ar="نفيديه", by=tended)

    page.locator("#registry form").last.get_by_role("button").click()

    expect(page.locator("table.states")).to_contain_text("نفيديه")
    windows.complaints.clear()
    assert_axe_finds_nothing(page)
