"""Completing a name in the search box of a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from corpus.models import User
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.browser.conftest import Windows
from tests.browser.test_accessibility import assert_axe_finds_nothing
from tests.factories import AliasFactory, EntityFactory, written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.browser

NAMES = {"nvidia": ("إنفيديا", "Nvidia"), "deepseek": ("ديب سيك", "DeepSeek")}


@pytest.fixture
def articles(transactional_db: None) -> None:
    articles = [written_article(title, "…") for title in ("رقائق", "نموذج 😀")]
    index_texts(articles, LightAnalyser())
    for article, (key, names) in zip(articles, NAMES.items(), strict=True):
        entity = EntityFactory(key=key, name_ar=names[0], name_latin=names[1])
        for name in names:
            AliasFactory(entity=entity, text=name)
        facets = [Facet(f"{kind}:{key}", *names) for kind in ("entity", "source")]
        index.set_facets({article.pk: facets})


def typed(page: Page, text: str) -> None:
    page.locator("#q").fill(text)
    expect(page.get_by_role("option").first).to_be_visible()


def active(page: Page):
    return page.evaluate(
        "document.getElementById(document.querySelector('#q').getAttribute('aria-activedescendant'))"
        "?.dataset.query ?? null"
    )


def test_a_name_is_picked_by_keyboard_and_searched_for(windows: Windows, editor: User, articles):
    page = windows.open(editor)
    box = page.get_by_role("combobox")

    typed(page, "انفيد")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator(".article-card")).to_have_count(1)
    expect(page.locator(".article-card")).to_contain_text("رقائق")
    expect(box).to_have_value("كيان:إنفيديا")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_arrows_go_around_and_home_and_end_to_the_edges(windows: Windows, editor: User, articles):
    page = windows.open(editor)
    typed(page, "nvidia")
    seen = []

    for key in ("ArrowDown", "End", "ArrowDown", "ArrowUp", "Home", "ArrowUp"):
        page.keyboard.press(key)
        seen.append(active(page))

    first, last = "كيان:إنفيديا", "مصدر:إنفيديا"
    assert seen == [first, last, None, last, first, None]


def test_escape_closes_the_list_and_keeps_what_was_typed(windows: Windows, editor: User, articles):
    page = windows.open(editor)
    typed(page, "nvidia")

    page.keyboard.press("Escape")

    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.locator("#q")).to_have_value("nvidia")


def test_enter_without_a_choice_searches_for_what_was_typed(
    windows: Windows, editor: User, articles
):
    page = windows.open(editor)
    typed(page, "رقائق nvidia")

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("nvidia"))
    expect(page.locator("#q")).to_have_value("رقائق nvidia")
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_press_picks_and_the_words_around_stay(windows: Windows, editor: User, articles):
    page = windows.open(editor, viewport={"width": 390, "height": 800}, has_touch=True)
    typed(page, "😀 nvidia")
    page.get_by_role("option").first.tap()

    expect(page.locator("#q")).to_have_value("😀 كيان:إنفيديا")


def test_after_the_name_of_a_field_its_values_are_offered(windows: Windows, editor: User, articles):
    page = windows.open(editor)
    typed(page, "مصد")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("#q")).to_have_value("مصدر:")
    expect(page.get_by_role("option")).to_have_count(2)


def test_the_count_is_announced_and_leaving_closes(windows: Windows, editor: User, articles):
    page = windows.open(editor)
    typed(page, "nvidia")

    expect(page.locator("#search [role=status]")).to_have_text("مقترحان")
    page.keyboard.press("Tab")

    expect(page.get_by_role("option")).to_have_count(0)


def test_without_scripts_it_is_a_plain_box(windows: Windows, editor: User, articles):
    page = windows.open(editor, java_script_enabled=False)
    page.locator("#q").press_sequentially("كيان:نفيديا")
    page.keyboard.press("Enter")

    expect(page.get_by_role("combobox")).to_have_count(0)
    expect(page.locator("#q")).to_have_value("كيان:نفيديا")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_in_the_open_list(
    windows: Windows, editor: User, articles, language: str
):
    page = windows.open(editor, language=language)
    typed(page, "nvidia")
    page.keyboard.press("ArrowDown")

    assert_axe_finds_nothing(page)


@pytest.mark.parametrize("width", [320, 390])
def test_the_list_stays_in_the_window(windows: Windows, editor: User, articles, width: int):
    page = windows.open(editor, viewport={"width": width, "height": 800})
    typed(page, "nvidia")

    box = page.get_by_role("listbox").bounding_box()

    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
