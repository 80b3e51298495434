"""The concordance in a real browser: its sides, its ways on, and without scripts."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from corpus.models import Article, User
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.browser.conftest import Windows
from tests.browser.test_accessibility import assert_axe_finds_nothing
from tests.factories import written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.browser

LONG = "كلام يسبق الكلمة بمسافة طويلة حتى لا يتسع له العمود مهما اتسعت الشاشة ثم"


@pytest.fixture
def articles(transactional_db: None) -> list[Article]:
    articles = [
        written_article("عنوان", f"{LONG} رقائق إنفيديا (Nvidia) H800"),
        written_article("عنوان", "قالت هواوي إن الرقائق" + " جاهزة" * 3),
        written_article("عنوان", "ثم رقائق " * 7),
        written_article("Title", "New chips of Nvidia for Huawei", language="en"),
    ]
    index_texts(articles, LightAnalyser())
    huawei = Facet("entity:huawei", "هواوي", "Huawei")
    index.set_facets({article.pk: [huawei] for article in articles})
    return articles


def sides(page: Page, row: int) -> list[float]:
    """Where the middles of the contexts and the keyword stand, in the order of the text."""
    cells = page.locator(".lines tbody tr").nth(row)
    boxes = [cells.locator(f".{name}").bounding_box() for name in ("before", "keyword", "after")]
    return [box["x"] + box["width"] / 2 for box in boxes if box]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [390, 1400])
def test_what_stands_before_is_where_reading_begins(
    windows: Windows, editor: User, articles, width, language
):
    path = "/concordance/?q=رقائق OR nvidia"
    page = windows.open(editor, path, language=language, viewport={"width": width, "height": 800})

    english = page.locator(".lines tbody tr.from-left")
    before, keyword, after = sides(page, 1)

    assert before > keyword > after
    expect(english).to_have_count(1)
    before, keyword, after = sides(page, 0)
    assert before < keyword < after


def test_contexts_touch_their_keyword_and_keywords_stand_under_each_other(
    windows: Windows, editor: User, articles
):
    page = windows.open(editor, "/concordance/?q=رقائق")

    gaps, middles = [], set()
    for row in page.locator(".lines tbody tr").all():
        before = row.locator(".before > span").bounding_box()
        keyword = row.locator(".keyword > a").bounding_box()
        gaps.append(before["x"] - keyword["x"] - keyword["width"])
        middles.add(round(keyword["x"] + keyword["width"] / 2))

    assert all(0 < gap < 20 for gap in gaps)
    assert max(middles) - min(middles) <= 1


def test_a_line_opens_at_its_place(windows: Windows, editor: User, articles):
    page = windows.open(editor, "/concordance/?q=الرقائق&sort=next")

    page.get_by_role("link", name="الرقائق", exact=True).click()

    expect(page.locator(".words .sought")).to_have_text("الرقائق")
    expect(page.locator(".words .sought")).to_be_in_viewport()


def test_it_goes_on_in_place(windows: Windows, editor: User, articles):
    page = windows.open(editor, "/concordance/")
    page.evaluate("window.stayed = true")

    page.fill("#q", "رقائق")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="بحسب المدخل المعجمي").click()
    page.locator(".group .chip").nth(1).click()

    expect(page.locator(".lines tbody tr")).to_have_count(1)
    expect(page.locator("#announcement")).to_have_text("موضع واحد في مقال واحد")
    assert "form=الرقائق" in unquote(page.url)
    assert page.evaluate("window.stayed")


def test_the_rest_of_an_article_and_back(windows: Windows, editor: User, articles):
    page = windows.open(editor, "/concordance/?q=رقائق")

    page.get_by_role("link", name="وموضعان آخران في هذا المقال").click()
    expect(page.locator(".lines tbody tr")).to_have_count(7)
    page.locator(".chosen .chip").click()

    expect(page.locator(".lines tbody tr")).to_have_count(7)
    expect(page.locator(".chosen .chip")).to_have_count(0)


def test_it_works_without_scripts(windows: Windows, editor: User, articles):
    page = windows.open(editor, "/concordance/?entity=huawei", java_script_enabled=False)

    page.fill("#q", "رقائق")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="بحسب الكلمة اللاحقة").click()
    page.get_by_text("تنزيل النتائج").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSONL").click()

    assert unquote(page.url).endswith("/?q=رقائق&entity=huawei&sort=next")
    assert len(download.value.path().read_text("utf-8").splitlines()) == 9


@pytest.mark.parametrize("width", [320, 800, 1400])
def test_nothing_scrolls_sideways(windows: Windows, editor: User, articles, width):
    page = windows.open(editor, "/concordance/?q=رقائق", viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "path",
    ["?q=رقائق OR nvidia&entity=huawei", "?q=رقائق&group=lemma", "?q=رقائق&group=entity", ""],
)
def test_axe_finds_nothing(windows: Windows, editor: User, articles, path, language):
    page = windows.open(
        editor,
        f"/concordance/{path}",
        language=language,
        reduced_motion="reduce",
    )

    assert_axe_finds_nothing(page)
