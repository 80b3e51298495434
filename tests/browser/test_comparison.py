"""The comparison page in a real browser: without scripts, on a phone, for axe."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from corpus.models import User
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.browser.conftest import Windows
from tests.browser.test_accessibility import assert_axe_finds_nothing
from tests.factories import written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.browser

COMPARED = urlencode([("s", "outlet=1"), ("s", "outlet=2"), ("s", ""), ("words", "هواوي، رقائق")])
PATH = f"/compare/?{COMPARED}"


@pytest.fixture
def articles(transactional_db: None) -> None:
    """Two outlets over three months."""
    for number in range(6):
        published = datetime(2025, number // 2 + 1, 5, tzinfo=UTC)
        article = written_article("رقائق", "قالت هواوي كلاماً كثيراً", published=published)
        index_texts([article], LightAnalyser())
        outlet, topic = Facet(f"outlet:{number % 2 + 1}", "رويترز", "Reuters"), "موضوع طويل الاسم"
        facets = [outlet, Facet(f"topic:{number}", f"{topic} {number}", f"Topic {number}")]
        index.set_facets({article.pk: facets})


def test_a_selection_is_added_and_compared_without_scripts(windows: Windows, editor, articles):
    page = windows.open(editor, "/compare/", java_script_enabled=False)

    page.locator("#compared-new").fill("هواوي")
    page.locator(".comparison-words button").click()
    expect(page.locator(".compared > .series")).to_have_count(1)
    page.locator(".compared-new input").fill("كلاما")
    page.locator("#words").fill("رقائق")
    page.locator(".comparison-words button").click()

    expect(page.locator(".compared > .series")).to_have_count(2)
    expect(page.locator(".chart-legend").first.locator("li")).to_have_count(2)
    expect(page.locator("#word-1 svg[role=img]")).to_be_visible()


def test_browsing_leads_to_the_comparison_and_back(windows: Windows, editor, articles):
    page = windows.open(editor, "/?outlet=1")

    page.locator("#results a[href^='/compare/']").click()
    expect(page.locator(".compared > .series")).to_have_count(1)
    page.locator(".compared .series a[href^='/?']").click()

    expect(page.locator(".article-card")).to_have_count(3)


@pytest.mark.parametrize(("language", "path"), [("ar", PATH), ("en", f"{PATH}&across=outlets")])
def test_axe_finds_nothing(windows: Windows, editor: User, articles, language, path):
    page = windows.open(editor, path, language=language)

    page.locator("#months .chart-table summary").click()

    assert_axe_finds_nothing(page)


@pytest.mark.parametrize("width", [320, 390, 800])
@pytest.mark.parametrize("path", ["/compare/", PATH])
def test_nothing_scrolls_sideways(windows: Windows, editor: User, articles, path, width):
    page = windows.open(editor, path, viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_time_runs_from_right_to_left_and_in_english_from_left_to_right(
    windows: Windows, editor: User, articles
):
    first = "#months .series-1 .dot >> nth=0"
    last = "#months .series-1 .dot >> nth=-1"

    arabic = windows.open(editor, PATH)
    english = windows.open(editor, PATH, language="en")

    def x(page, dot):
        return page.locator(dot).bounding_box()["x"]

    assert x(arabic, first) > x(arabic, last)
    assert x(english, first) < x(english, last)
