"""What was marked reaches the server, in order, once, whatever the network and others do."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from annotations.models import Decision, Mark
from corpus.models import Event, User
from tests.browser.conftest import Windows
from tests.browser.selecting import drag_over, inside, marked, press_and_wait, wait_until_saved
from tests.factories import MarkFactory
from tests.reading import readable_article

pytestmark = pytest.mark.browser

WORDS = ["ديب سيك", "هواوي", "إنفيديا", "علي بابا"]
SENTENCE = "قالت ديب سيك إن هواوي ومعها إنفيديا ثم علي بابا لم تعلّق"


def slowly(route: Route) -> None:
    """As over a line with 400 ms of latency."""
    time.sleep(0.4)
    route.continue_()


def test_it_saves_four_fast_presses_over_a_slow_line(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", SENTENCE)
    page = read(article)
    page.route("**/marks/", slowly)

    for word in WORDS:
        drag_over(page, word)
        page.keyboard.press("e")
    wait_until_saved(page)

    assert marked(article) == [[word] for word in WORDS]
    expect(page.locator("#words mark")).to_have_text(WORDS)


def test_it_paints_at_once_what_is_not_saved_yet(read: Callable[..., Page]) -> None:
    page = read(readable_article("عنوان", SENTENCE))
    page.route("**/marks/", slowly)

    drag_over(page, "هواوي")
    page.keyboard.press("e")

    assert page.evaluate("CSS.highlights.get('isnad-entity').size") == 1
    expect(page.locator("#saved")).to_have_attribute("data-state", "saving")
    wait_until_saved(page)
    assert page.evaluate("CSS.highlights.get('isnad-entity').size") == 0


def test_it_sends_again_after_a_reload_what_could_not_be_saved(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", SENTENCE)
    page = read(article)
    page.context.set_offline(True)

    drag_over(page, "هواوي")
    page.keyboard.press("e")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    assert marked(article) == []
    page.context.set_offline(False)
    page.reload()
    wait_until_saved(page)

    expect(page.locator("#words mark")).to_have_text("هواوي")
    assert marked(article) == [["هواوي"]]


def test_it_goes_on_deciding_offline_one_by_one(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", SENTENCE)
    for word in ("هواوي", "إنفيديا"):
        MarkFactory(article=article, parts=[word])
    page = read(article)
    page.keyboard.press("j")
    expect(page.locator("#details blockquote")).to_have_text("هواوي")
    page.context.set_offline(True)

    page.keyboard.press("a")
    page.keyboard.press("x")
    page.keyboard.press("x")
    page.context.set_offline(False)
    wait_until_saved(page)

    assert [it.verdict for it in Decision.objects.order_by("at")] == ["accepted", "rejected"]
    expect(page.locator("#alerts .notice-error")).to_have_count(0)


def test_it_writes_once_when_the_answer_was_lost(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", SENTENCE)
    page = read(article)
    lost: list[Any] = []

    def lose_first_answer(route: Route) -> None:
        if not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/marks/", lose_first_answer)
    drag_over(page, "هواوي")
    page.keyboard.press("e")
    wait_until_saved(page)

    assert marked(article) == [["هواوي"]]
    assert Event.objects.filter(object_type="decision").count() == 1


def test_it_says_so_when_the_quote_is_not_in_the_text(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", SENTENCE)
    page = read(article)

    page.evaluate("document.querySelector('.block-paragraph').firstChild.data = 'نص آخر تماماً هنا'")
    drag_over(page, "آخر")
    page.keyboard.press("e")

    expect(page.locator("#alerts")).to_contain_text("آخر")
    wait_until_saved(page)
    assert marked(article) == []
    expect(page.locator(".block-paragraph")).to_have_text(SENTENCE)


def test_it_keeps_both_when_two_editors_mark_one_article(
    windows: Windows, editor: User, reviewer: User
) -> None:
    article = readable_article("عنوان", "قالت هواوي ذلك", "ثم سكتت إنفيديا")
    one, other = (windows.open(user, article.get_absolute_url()) for user in (editor, reviewer))

    drag_over(one, "هواوي")
    press_and_wait(one)
    drag_over(other, "إنفيديا")
    press_and_wait(other)

    expect(other.locator("#words mark")).to_have_text(["هواوي", "إنفيديا"])
    assert marked(article) == [["هواوي"], ["إنفيديا"]]


def test_it_says_so_when_the_mark_was_removed_in_another_tab(
    windows: Windows, editor: User
) -> None:
    article = readable_article("عنوان", SENTENCE)
    MarkFactory(article=article, by=editor, parts=["هواوي"])
    one, other = (windows.open(editor, article.get_absolute_url()) for _ in range(2))

    for page in (one, other):
        page.mouse.click(*inside(page, "هواوي"))
        expect(page.locator("#details [data-act=remove]")).to_be_visible()
    one.locator("#details [data-act=remove]").click()
    wait_until_saved(one)
    other.locator("#details [data-act=remove]").click()

    expect(other.locator("#alerts .notice")).to_be_visible()
    expect(other.locator("#words mark")).to_have_count(0)


def test_it_keeps_a_selection_while_another_change_is_saved(read: Callable[..., Page]) -> None:
    page = read(readable_article("عنوان", SENTENCE))
    page.route("**/marks/", slowly)

    drag_over(page, "هواوي")
    page.keyboard.press("e")
    drag_over(page, "علي بابا")
    wait_until_saved(page)

    assert page.evaluate("getSelection().toString()") == "علي بابا"
    expect(page.locator("#toolbar")).to_be_visible()


def test_it_drops_a_change_that_the_role_does_not_permit(
    read: Callable[..., Page], editor: User
) -> None:
    article = readable_article("عنوان", SENTENCE)
    page = read(article)
    User.objects.filter(pk=editor.pk).update(role="researcher")

    drag_over(page, "هواوي")
    page.keyboard.press("e")

    expect(page.locator("#alerts .notice")).to_contain_text("هواوي")
    assert not Mark.objects.exists()
    assert not Decision.objects.exists()


def test_it_keeps_a_change_of_somebody_whose_session_ended(windows: Windows, editor: User) -> None:
    article = readable_article("عنوان", SENTENCE)
    page = windows.open(editor, article.get_absolute_url())
    session = next(it for it in page.context.cookies() if it["name"] == "sessionid")

    page.context.clear_cookies(name="sessionid")
    drag_over(page, "هواوي")
    page.keyboard.press("e")
    expect(page.locator("#alerts .notice")).to_be_visible()
    page.context.add_cookies(
        [{"name": "sessionid", "value": session["value"], "url": windows.address}]
    )
    page.reload()
    wait_until_saved(page)

    assert marked(article) == [["هواوي"]]


def test_it_lets_a_researcher_read_and_open_marks_but_not_mark(
    windows: Windows, researcher: User
) -> None:
    article = readable_article("عنوان", SENTENCE)
    MarkFactory(article=article, parts=["هواوي"])
    page = windows.open(researcher, article.get_absolute_url())

    page.locator("#words").focus()
    for key in ["Enter", "ArrowDown", "e", "Escape", "a"]:
        page.keyboard.press(key)
    page.mouse.click(*inside(page, "هواوي"))

    expect(page.locator("#details blockquote")).to_have_text("هواوي")
    assert marked(article) == []
