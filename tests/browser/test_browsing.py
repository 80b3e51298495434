"""The browse page in a real browser: in place with htmx, and without scripts."""

import re
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from corpus.models import Article, User
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.browser.conftest import Windows
from tests.factories import written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.browser


@pytest.fixture
def articles(transactional_db: None) -> list[Article]:
    titles = ["رقائق هواوي في الصين", "رقائق إنفيديا", "مزارع الزيتون"]
    articles = [written_article(title, "…") for title in titles]
    index_texts(articles, LightAnalyser())
    huawei = Facet("entity:huawei", "هواوي", "Huawei")
    open_review = Facet("state:open", "بلا قرار بعد", "No decision yet")
    index.set_facets({articles[0].pk: [huawei, open_review], articles[1].pk: [open_review]})
    return articles


def test_a_filter_works_in_place_and_keeps_the_focus(windows: Windows, editor: User, articles):
    page = windows.open(editor)
    page.evaluate("window.stayed = true")

    page.locator("[id='by-entity:huawei']").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".article-card")).to_have_count(1)
    expect(page.locator("[id='by-entity:huawei']")).to_be_focused()
    expect(page.locator("#announcement")).to_have_text("مقال واحد")
    assert page.url.endswith("/?entity=huawei")
    assert page.evaluate("window.stayed")


def test_a_search_keeps_the_filters_chosen_in_place(windows: Windows, editor: User, articles):
    page = windows.open(editor)
    page.locator("[id='by-state:open']").click()
    expect(page.locator(".article-card")).to_have_count(2)

    page.fill("#q", "الرقائق")
    page.keyboard.press("Enter")

    expect(page.locator(".article-card mark")).to_have_text(["رقائق", "رقائق"])
    expect(page).to_have_title(re.compile("«الرقائق»"))
    assert unquote(page.url).endswith("/?q=الرقائق&state=open")


def test_going_back_shows_what_was_there(windows: Windows, editor: User, articles):
    page = windows.open(editor)
    page.locator("[id='by-entity:huawei']").click()
    expect(page.locator(".article-card")).to_have_count(1)

    page.go_back()

    expect(page.locator(".article-card")).to_have_count(3)


def test_going_back_brings_the_searched_words_back(windows: Windows, editor: User, articles):
    page = windows.open(editor, "/?q=رقائق")
    page.locator("[id='by-entity:huawei']").click()
    expect(page.locator(".article-card")).to_have_count(1)
    page.fill("#q", "زيتون")
    page.keyboard.press("Enter")
    expect(page.locator(".article-card")).to_have_count(0)

    page.go_back()

    expect(page.locator(".article-card")).to_have_count(1)
    expect(page.locator("#q")).to_have_value("رقائق")


def test_it_works_without_scripts_on_a_phone(windows: Windows, editor: User, articles):
    viewport = {"width": 390, "height": 800}
    page = windows.open(editor, java_script_enabled=False, viewport=viewport)

    page.locator(".facets > summary").click()
    page.locator("[id='by-entity:huawei']").click()
    page.fill("#q", "رقائق")
    page.keyboard.press("Enter")

    expect(page.locator(".article-card")).to_have_count(1)
    assert unquote(page.url).endswith("/?q=رقائق&entity=huawei")


@pytest.mark.parametrize("width", [320, 800, 1400])
def test_it_has_no_sideways_scrolling(windows: Windows, editor: User, articles, width):
    page = windows.open(editor, "/?q=رقائق", viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "path",
    ["/?q=رقائق&entity=huawei", "/?q=زرافة", '/?q=رقائق (كيان:هواي "الصين', "/search/help/"],
)
def test_axe_finds_nothing(windows: Windows, editor: User, articles, language, scheme, path):
    page = windows.open(
        editor, path, language=language, color_scheme=scheme, reduced_motion="reduce"
    )

    found = Axe().run(page)

    assert found.response["violations"] == [], found.generate_report()
