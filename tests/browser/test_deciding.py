"""Deciding in the panel, by keyboard and by pointer, with and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Decision, MarkKind
from corpus.models import User
from tests.browser.conftest import Windows
from tests.browser.selecting import drag_over, inside, marked, press_and_wait, wait_until_saved
from tests.factories import EntityFactory, MarkFactory, TopicFactory
from tests.reading import readable_article

pytestmark = pytest.mark.browser

SENTENCE = "قالت ديب سيك إن هواوي ومعها إنفيديا لم تعلّق"


def test_it_marks_by_an_arabic_keyboard(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", SENTENCE)
    page = read(article)

    drag_over(page, "هواوي")
    page.evaluate("""document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: "٢", code: "Digit2", bubbles: true, cancelable: true }))""")
    wait_until_saved(page)

    assert marked(article, kind=MarkKind.SOURCE) == [["هواوي"]]


def test_it_marks_and_decides_by_keyboard_alone(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", "قالت ديب سيك وهواوي")
    page = read(article)

    page.locator("#words").focus()
    for key in ["Enter", "ArrowDown", "ArrowLeft", "Shift+ArrowLeft"]:
        page.keyboard.press(key)
    expect(page.locator("#live")).to_have_text("ديب سيك")
    press_and_wait(page)
    page.locator("#words").focus()
    for key in ["Enter", "ArrowDown", "ArrowLeft", "Enter"]:
        page.keyboard.press(key)

    assert marked(article) == [["ديب سيك"]]
    expect(page.locator("#details blockquote")).to_have_text("ديب سيك")
    page.keyboard.press("Escape")
    expect(page.locator("#toolbar")).to_be_hidden()


def test_it_moves_by_words_as_the_eye_does(read: Callable[..., Page]) -> None:
    line = "عودة DeepSeek إلى Nvidia بعد فشل شريحة Huawei AI"
    page = read(readable_article("عنوان", line))
    heard = []

    page.locator("#words").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
        heard.append(page.locator("#live").text_content())

    assert heard == ["DeepSeek", "إلى", "Nvidia", "بعد", "فشل", "شريحة", "AI", "Huawei"]


def test_it_trims_a_proclitic_with_a_bracket_key(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", "الولايات المتحدة والصين معاً")
    page = read(article)

    drag_over(page, "والصين")
    page.keyboard.press("[")
    press_and_wait(page)

    assert marked(article) == [["الصين"]]


def test_it_goes_from_one_suggestion_to_the_next_as_they_are_decided(
    read: Callable[..., Page],
) -> None:
    article = readable_article("عنوان", SENTENCE)
    for word in ("ديب سيك", "هواوي", "إنفيديا"):
        MarkFactory(article=article, parts=[word])
    page = read(article)
    quote = page.locator("#details blockquote")

    page.keyboard.press("j")
    expect(quote).to_have_text("ديب سيك")
    page.keyboard.press("a")
    expect(quote).to_have_text("هواوي")
    page.keyboard.press("x")
    expect(quote).to_have_text("إنفيديا")
    wait_until_saved(page)

    assert marked(article) == [["ديب سيك"]]
    verdicts = Decision.objects.order_by("start").values_list("quote", "verdict")
    assert list(verdicts) == [("ديب سيك", "accepted"), ("هواوي", "rejected")]
    expect(page.locator("#words mark")).to_have_text(["ديب سيك", "إنفيديا"])


def test_it_undoes_and_redoes_after_a_reload(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", SENTENCE)
    page = read(article)
    drag_over(page, "هواوي")
    press_and_wait(page)

    page.reload()
    page.keyboard.press("Control+z")
    expect(page.locator("#words mark")).to_have_count(0)
    page.reload()
    page.keyboard.press("Control+Shift+z")

    expect(page.locator("#words mark")).to_have_text("هواوي")
    wait_until_saved(page)
    assert marked(article) == [["هواوي"]]


def test_it_gives_another_value_by_its_number(read: Callable[..., Page], editor: User) -> None:
    article = readable_article("عنوان", SENTENCE)
    wrong, right = EntityFactory(key="wrong"), EntityFactory(key="right")
    MarkFactory(article=article, by=editor, entity=right, parts=["إنفيديا"])
    MarkFactory(article=article, by=editor, entity=wrong, parts=["هواوي"])
    page = read(article)

    page.mouse.click(*inside(page, "هواوي"))
    page.get_by_text(right.name_latin).last.wait_for(state="attached")
    page.keyboard.press("1")
    wait_until_saved(page)

    expect(page.locator("#details .value")).to_contain_text(right.name_ar)


def test_it_changes_the_bounds_of_a_mark(read: Callable[..., Page], editor: User) -> None:
    article = readable_article("عنوان", SENTENCE)
    MarkFactory(article=article, by=editor, parts=["هواوي"])
    page = read(article)

    page.mouse.click(*inside(page, "هواوي"))
    page.locator("[data-bounds]").click()
    page.keyboard.press("]")
    expect(page.locator("#live")).to_have_text("هواوي ومع")
    page.keyboard.press("]")
    page.keyboard.press("Enter")
    wait_until_saved(page)

    expect(page.locator("#words mark")).to_have_text("هواوي ومعها")


def test_it_asks_for_a_topic_that_the_words_do_not_tell(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", SENTENCE)
    TopicFactory(path="chips", name_ar="الشرائح")
    page = read(article)

    drag_over(page, "لم تعلّق")
    press_and_wait(page, "t")
    expect(page.locator("#details")).to_contain_text("الشرائح")
    page.keyboard.press("1")
    wait_until_saved(page)

    expect(page.locator("#words mark")).to_have_text("لم تعلّق")
    assert marked(article, kind=MarkKind.TOPIC) == [["لم تعلّق"]]


def test_it_lists_the_marks_that_overlap(read: Callable[..., Page], editor: User) -> None:
    article = readable_article("عنوان", SENTENCE)
    MarkFactory(article=article, by=editor, parts=["هواوي"])
    MarkFactory(article=article, by=editor, kind=MarkKind.SOURCE, parts=["هواوي ومعها"])
    page = read(article)

    page.mouse.click(*inside(page, "هواوي"))
    expect(page.locator("#details blockquote")).to_have_text("هواوي")
    expect(page.locator("#details [data-open]")).to_have_count(1)
    page.mouse.click(*inside(page, "هواوي"))

    expect(page.locator("#details blockquote")).to_have_text("هواوي ومعها")


def test_it_leaves_letters_alone_when_single_keys_are_off(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", SENTENCE)
    page = read(article)

    page.keyboard.press("?")
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    drag_over(page, "هواوي")
    page.keyboard.press("e")
    page.locator("#toolbar [data-kind=claim]").click()
    wait_until_saved(page)

    assert marked(article, kind=MarkKind.CLAIM) == [["هواوي"]]
    assert marked(article, kind=MarkKind.ENTITY) == []


def test_it_never_moves_the_text_when_the_panel_opens(
    read: Callable[..., Page], editor: User
) -> None:
    article = readable_article("عنوان", SENTENCE)
    MarkFactory(article=article, by=editor, parts=["هواوي"])
    page = read(article)
    place = page.locator(".block-paragraph").bounding_box()

    page.mouse.click(*inside(page, "هواوي"))
    page.locator("#details blockquote").wait_for()

    assert page.locator(".block-paragraph").bounding_box() == place


def test_it_keeps_the_width_of_words_when_they_are_marked(
    read: Callable[..., Page], editor: User
) -> None:
    plain = readable_article("عنوان", "بالمستشفيات")
    cut = readable_article("عنوان", "بالمستشفيات")
    MarkFactory(article=cut, by=editor, parts=["المست"])
    width = """() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(".block-paragraph"));
      return range.getBoundingClientRect().width;
    }"""

    widths = [read(article).evaluate(width) for article in (plain, cut)]

    assert widths[0] == pytest.approx(widths[1], abs=0.3)


def test_it_reads_and_decides_without_a_script(windows: Windows, editor: User) -> None:
    article = readable_article("عنوان", SENTENCE)
    MarkFactory(article=article, parts=["هواوي"])
    page = windows.open(editor, article.get_absolute_url(), java_script_enabled=False)

    page.locator("#rows-suggested [data-open]").click()
    page.locator("#details [data-act=accept]").click()

    expect(page.locator("#details blockquote")).to_have_text("هواوي")
    assert marked(article) == [["هواوي"]]
