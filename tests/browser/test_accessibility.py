"""axe on the reading page, in both languages and themes, with everything open."""

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from annotations.models import MarkKind
from corpus.models import User
from tests.browser.conftest import Windows
from tests.browser.selecting import drag_over, inside
from tests.factories import EntityFactory, MarkFactory, SourceFactory, TopicFactory
from tests.marked import article_about, claimed, outlet
from tests.reading import readable_article

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def assert_axe_finds_nothing(page: Page) -> None:
    """No rule finds anything by day, and none about colours, all that differs, by night."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    by_day = Axe().run(page, options=RULES)
    assert by_day.response["violations"] == [], by_day.generate_report()
    page.emulate_media(color_scheme="dark")
    by_night = Axe().run(page, options=COLOURS)
    assert by_night.response["violations"] == [], by_night.generate_report()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_with_panel_and_toolbar_open(
    windows: Windows, editor: User, language: str
) -> None:
    article = readable_article("عنوان", "قالت ديب سيك إن هواوي ومعها إنفيديا لم تعلّق")
    MarkFactory(article=article, parts=["هواوي"], score=0.9)
    MarkFactory(article=article, by=editor, kind=MarkKind.SOURCE, parts=["هواوي ومعها"])
    MarkFactory(article=article, kind=MarkKind.TOPIC)
    path = article.get_absolute_url()
    page = windows.open(editor, path, language=language)

    page.mouse.click(*inside(page, "هواوي"))
    page.locator("#details blockquote").wait_for()
    drag_over(page, "إنفيديا")
    expect(page.locator("#toolbar")).to_be_visible()

    assert_axe_finds_nothing(page)


def test_axe_finds_nothing_in_the_help_and_on_a_phone(windows: Windows, editor: User) -> None:
    article = readable_article("عنوان", "قالت ديب سيك إن هواوي لم تعلّق")
    MarkFactory(article=article, parts=["هواوي"])
    page = windows.open(editor, article.get_absolute_url(), viewport={"width": 390, "height": 800})

    page.locator("[data-sheet]").click()
    page.locator("#history [popovertarget]").click()
    expect(page.locator("#help")).to_be_visible()

    assert_axe_finds_nothing(page)


def test_it_keeps_the_open_mark_in_sight_above_the_sheet(windows: Windows, editor: User) -> None:
    article = readable_article("عنوان", *["سطر من الكلام"] * 8, "قالت هواوي")
    MarkFactory(article=article, parts=["هواوي"])
    page = windows.open(editor, article.get_absolute_url(), viewport={"width": 390, "height": 800})

    page.keyboard.press("j")
    expect(page.locator("#details blockquote")).to_have_text("هواوي")
    sheet = page.locator("#panel").bounding_box()
    mark = page.locator("#words mark").bounding_box()

    assert sheet is not None
    assert mark is not None
    assert mark["y"] + mark["height"] <= sheet["y"]


@pytest.mark.parametrize("width", [320, 390, 800])
def test_it_has_no_sideways_scrolling(windows: Windows, editor: User, width: int) -> None:
    article = readable_article("عنوان", "قالت ديب سيك إن هواوي ومعها إنفيديا لم تعلّق")
    mark = MarkFactory(article=article, parts=["هواوي"], score=0.9)
    path = f"{article.get_absolute_url()}?mark={mark.pk}"
    page = windows.open(editor, path, viewport={"width": width, "height": 800})

    page.locator("#details blockquote").wait_for(state="attached")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_marks_by_touch_from_the_bar_below(windows: Windows, editor: User) -> None:
    article = readable_article("عنوان", "قالت ديب سيك إن هواوي لم تعلّق")
    page = windows.open(
        editor,
        article.get_absolute_url(),
        viewport={"width": 390, "height": 800},
        has_touch=True,
        is_mobile=True,
    )

    page.evaluate("""() => {
      const text = document.querySelector(".block-paragraph").firstChild;
      const at = text.data.indexOf("هواوي");
      getSelection().setBaseAndExtent(text, at, text, at + 5);
    }""")
    page.locator("#toolbar [data-kind=entity]").tap()

    expect(page.locator("#words mark")).to_have_text("هواوي")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_on_the_pages_of_registries(
    windows: Windows, editor: User, language: str
) -> None:
    topic = TopicFactory()
    source = SourceFactory(entity=outlet("times", "التايمز"))
    unnamed = SourceFactory(anonymous=True, told=source)
    for month in (1, 2):
        published = datetime(2025, month, 9, tzinfo=UTC)
        fields = {"outlet": source.entity, "published": published}
        article = article_about(source.entity, EntityFactory(), source, unnamed, topic, **fields)
        claimed(article, source, unnamed, subject=source.entity)

    values = (source.entity, source, unnamed, topic)
    for path in ("/entities/", "/sources/", "/topics/", *(it.get_absolute_url() for it in values)):
        page = windows.open(editor, path, language=language)
        assert_axe_finds_nothing(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1400
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.close()
