"""The search language in a real browser: its help and what is said of a slip."""

import pytest
from playwright.sync_api import expect

from corpus.models import User
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.browser.conftest import Windows
from tests.factories import written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.browser


@pytest.fixture
def articles(transactional_db: None) -> None:
    articles = [written_article(title, "…") for title in ("رقائق هواوي", "رقائق إنفيديا")]
    index_texts(articles, LightAnalyser())
    index.set_facets({articles[0].pk: [Facet("entity:huawei", "هواوي", "Huawei")]})


def test_an_example_of_the_help_leads_to_what_it_finds(windows: Windows, editor: User, articles):
    page = windows.open(editor)

    page.locator(".frame-search-help").click()
    page.get_by_role("link", name="كيان:هواوي").click()

    expect(page.locator(".article-card")).to_have_count(1)
    expect(page.locator("#q")).to_have_value("كيان:هواوي")


def test_a_slip_is_shown_in_place_and_mended_by_one_step(windows: Windows, editor: User, articles):
    page = windows.open(editor)
    page.fill("#q", "رقائق NOT كيان:هواي")
    page.keyboard.press("Enter")

    expect(page.locator(".complaints mark")).to_have_text("كيان:هواي")
    page.locator(".complaints a.query").click()

    expect(page.locator(".article-card mark")).to_have_text(["رقائق"])
    expect(page.locator(".complaints")).to_have_count(0)


def test_it_searches_without_scripts(windows: Windows, editor: User, articles):
    page = windows.open(editor, java_script_enabled=False)
    page.fill("#q", "رقائق بدون كيان:هواوي")
    page.keyboard.press("Enter")

    expect(page.locator(".article-card")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", ["/search/help/", '/?q=رقائق (كيان:هواي "الصين'])
def test_nothing_scrolls_sideways(windows: Windows, editor: User, articles, width, path):
    page = windows.open(editor, path, viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width
