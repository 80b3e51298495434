"""axe on the page of spellings, in both languages and themes, and deciding without a reload."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from corpus.models import Article, User
from corpus.services import registry, spellings
from corpus.text.names import Gazetteer
from corpus.text.spellings import Spellings
from tests.browser.conftest import Windows
from tests.browser.test_accessibility import assert_axe_finds_nothing
from tests.factories import EntityFactory
from tests.reading import readable_article

pytestmark = pytest.mark.browser

LIST = reverse("annotations:spelling-list")


@pytest.fixture
def two(db: None, administrator: User) -> list[Article]:
    microsoft = EntityFactory(key="microsoft", name_ar="مايكروسوفت")
    EntityFactory(key="mercedes", name_ar="مرسيدس", name_latin="")
    articles = [
        readable_article("خبر", f"قالت شركة {name} اليوم") for name in ("ميكروسوفت", "مرسيديس")
    ]
    names = registry.names()
    spellings.note(articles, Spellings(names, Gazetteer(names)))
    spellings.refuse("ماكروسوفت", [microsoft], by=administrator)
    return articles


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing(
    windows: Windows, two: list[Article], administrator: User, language: str
) -> None:
    page = windows.open(administrator, LIST, language=language)

    page.locator("details summary").first.click()

    assert_axe_finds_nothing(page)


def test_a_decision_is_said_and_the_card_goes(
    windows: Windows, two: list[Article], administrator: User
) -> None:
    page = windows.open(administrator, LIST)

    page.locator(".spelling", has_text="ميكروسوفت").get_by_role("button", name="قبول").click()

    expect(page.locator("#messages")).to_contain_text("ميكروسوفت")
    expect(page.locator(".spelling")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_window(
    windows: Windows, two: list[Article], administrator: User, width: int
) -> None:
    page = windows.open(administrator, LIST, viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
