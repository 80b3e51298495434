"""The browse page in a real browser: in place with htmx, and without scripts."""

import re
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, expect

from corpus.filters import Filters
from corpus.models import Article, SavedSearch, User
from corpus.services import index, saved_searches
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from tests.browser.conftest import Windows
from tests.browser.test_accessibility import assert_axe_finds_nothing
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


@pytest.fixture
def dated(transactional_db: None) -> list[Article]:
    """Eight articles of 2025, one a month from January, each of an entity of its own."""
    articles = [
        written_article(f"خبر {month}", "…", published=datetime(2025, month, 14, tzinfo=UTC))
        for month in range(1, 9)
    ]
    index_texts(articles, LightAnalyser())
    names = ["هواوي", "إنفيديا", "تسلا", "ميتا", "علي بابا", "بايدو", "تينسنت", "شاومي"]
    for article, name in zip(articles, names, strict=True):
        index.set_facets({article.pk: [Facet(f"entity:{article.pk}", name, name)]})
    return articles


def bar(page: Page, label: str) -> Locator:
    return page.locator(f".day-bars [data-label='{label}'] .bar-column")


def middle(found: Locator) -> tuple[float, float]:
    box = found.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_dragging_over_the_bars_chooses_their_days(windows: Windows, editor: User, dated):
    page = windows.open(editor)
    later, earlier = middle(bar(page, "يونيو 2025")), middle(bar(page, "مارس 2025"))
    assert later[0] < earlier[0], "time runs from right to left"

    page.mouse.move(*later)
    page.mouse.down()
    page.mouse.move(*earlier, steps=8)
    expect(page.locator(".day-bars .is-chosen")).to_have_count(4)
    page.mouse.up()

    expect(page.locator(".article-card")).to_have_count(4)
    assert page.url.endswith("/?since=2025-03-01&until=2025-06-30")
    expect(page.locator(".chosen bdi")).to_have_text(["من مارس 2025 إلى يونيو 2025"])


def test_a_bar_is_chosen_and_left_again_by_a_press(windows: Windows, editor: User, dated):
    page = windows.open(editor)

    page.mouse.click(*middle(bar(page, "مايو 2025")))
    expect(page.locator(".article-card")).to_have_count(1)
    page.mouse.click(*middle(bar(page, "مايو 2025")))

    expect(page.locator(".article-card")).to_have_count(8)
    assert page.url.endswith("/")


def test_days_are_chosen_by_keys(windows: Windows, editor: User, dated):
    page = windows.open(editor)
    since = page.get_by_role("slider", name="نُشر منذ")
    since.focus()

    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    expect(since).to_have_attribute("aria-valuetext", "يوليو 2025")
    page.keyboard.press("Enter")

    expect(page.locator(".article-card")).to_have_count(2)
    expect(since).to_be_focused()
    assert page.url.endswith("/?since=2025-07-01&until=2025-08-31")


def test_one_handle_never_passes_the_other(windows: Windows, editor: User, dated):
    page = windows.open(editor, "/?since=2025-03&until=2025-04")
    page.get_by_role("slider", name="نُشر حتى").focus()

    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.locator(".article-card")).to_have_count(1)
    assert page.url.endswith("/?since=2025-03-01&until=2025-03-31")


def test_days_are_chosen_without_scripts(windows: Windows, editor: User, dated):
    page = windows.open(editor, java_script_enabled=False)

    page.fill("#since", "2025-02-01")
    page.fill("#until", "2025-03-31")
    page.locator("#days button").click()

    expect(page.locator(".article-card")).to_have_count(2)


def test_a_value_is_found_by_its_name_and_chosen(windows: Windows, editor: User, dated):
    page = windows.open(editor)

    page.get_by_role("searchbox", name="ابحث في: الكيان").press_sequentially("نفيد")
    expect(page.locator("#values-entity .facet-value bdi")).to_have_text(["إنفيديا"])
    expect(page.locator("#announcement")).to_have_text("قيمة واحدة")
    page.locator("#values-entity .facet-value").click()

    expect(page.locator(".article-card h2")).to_have_text(["خبر 2"])
    assert page.url.endswith(f"/?entity={dated[1].pk}")


def test_a_value_is_found_without_scripts(windows: Windows, editor: User, dated):
    page = windows.open(editor, "/?since=2025-01", java_script_enabled=False)

    page.fill("#find-entity", "هواوي")
    page.keyboard.press("Enter")
    page.locator(".facet-value").click()

    expect(page.locator(".article-card h2")).to_have_text(["خبر 1"])
    assert page.url.endswith(f"/?entity={dated[0].pk}&since=2025-01-01")


def test_a_value_is_kept_out_by_keys_alone(windows: Windows, editor: User, articles):
    page = windows.open(editor)

    page.locator("[id='by-entity:huawei']").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".article-card")).to_have_count(2)
    expect(page.locator(".chosen .is-refused bdi")).to_have_text("هواوي")
    assert unquote(page.url).endswith("/?not=entity:huawei")


def test_filters_stay_open_on_a_phone(windows: Windows, editor: User, articles):
    page = windows.open(editor, viewport={"width": 390, "height": 800})

    page.locator(".facets > summary").click()
    page.locator("[id='by-state:open']").click()

    expect(page.locator(".article-card")).to_have_count(2)
    expect(page.locator("[id='by-entity:huawei']")).to_be_visible()


def test_a_search_is_saved_and_tells_what_is_new(windows: Windows, editor: User, articles):
    page = windows.open(editor, "/?state=open")
    page.evaluate("window.stayed = true")
    page.locator(".saved-button").click()
    page.fill("#search-name", "بلا قرار")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_have_text("حُفظ باسم «بلا قرار».")
    assert page.evaluate("window.stayed")
    SavedSearch.objects.update(seen=articles[0].pk)

    page.locator(".saved-button").click()
    page.locator("#saved-list").get_by_role("button", name="مقال جديد واحد").click()

    expect(page.locator(".article-card h2")).to_have_text(["رقائق إنفيديا"])
    expect(page.locator(".chosen")).to_contain_text("الجديد منذ آخر زيارة")


def test_a_saved_search_is_forgotten_and_comes_back(windows: Windows, editor: User, articles):
    saved_searches.save("بلا قرار", Filters(text="رقائق"), by=editor)
    page = windows.open(editor, "/searches/", java_script_enabled=False)

    page.get_by_role("button", name="حذف").click()
    expect(page.locator(".look-name")).to_have_count(0)
    page.get_by_role("button", name="تراجع").click()

    expect(page.locator(".look-name")).to_have_text("بلا قرار")


def test_it_says_when_the_list_does_not_come_and_leads_to_it(
    windows: Windows, editor: User, articles
):
    page = windows.open(editor)
    page.route("**/?entity=huawei", lambda route: route.fulfill(status=500), times=1)
    page.locator("[id='by-entity:huawei']").click()
    expect(page.locator("#failure")).to_be_visible()

    page.locator("#failure a").click()

    expect(page.locator(".article-card")).to_have_count(1)
    expect(page.locator("#failure")).to_be_hidden()
    assert ["500" in it for it in windows.complaints] == [True]
    windows.complaints.clear()


@pytest.mark.parametrize("width", [320, 390, 800, 1400])
def test_everything_chosen_fits_the_screen(windows: Windows, editor: User, dated, width):
    keys = "&".join(f"entity={it.pk}" for it in dated[:5])
    path = f"/?{keys}&since=2025-01&not=outlet:x&order=oldest"
    page = windows.open(editor, path, viewport={"width": width, "height": 800})
    page.evaluate("document.querySelector('.facets').open = true")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 800, 1400])
def test_it_has_no_sideways_scrolling(windows: Windows, editor: User, articles, width):
    page = windows.open(editor, "/?q=رقائق", viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/?q=رقائق&entity=huawei",
        "/?q=زرافة&entity=huawei&not=state:open",
        '/?q=رقائق (كيان:هواي "الصين',
        "/search/help/",
        "/facets/entity/?find=huawei",
        "/searches/",
    ],
)
def test_axe_finds_nothing(windows: Windows, editor: User, articles, language, path):
    page = windows.open(editor, path, language=language, reduced_motion="reduce")

    assert_axe_finds_nothing(page)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_with_days_and_the_saved_searches_open(
    windows: Windows, editor: User, dated, language
):
    saved_searches.save("بلا قرار", Filters(text="رقائق"), by=editor)
    first, second = dated[0].pk, dated[1].pk
    path = f"/?entity={first}&entity={second}&since=2025-01&not=topic:chips"
    page = windows.open(editor, path, language=language, reduced_motion="reduce")
    page.locator(".saved-button").click()
    expect(page.locator("#saved-list .look-name")).to_be_visible()

    assert_axe_finds_nothing(page)
