"""Mending a claim by pointing at its parts in the text, and by typing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotations.models import AttributionStep, Figure
from corpus.models import Article, User
from tests.browser.selecting import drag_over, wait_until_saved
from tests.browser.telling import hops
from tests.told_claims import made, names_of, told_article

pytestmark = pytest.mark.browser


@pytest.fixture
def article(db: None) -> Article:
    return told_article()


def point(page: Page, hop: int, label: str) -> None:
    """Open a step and press one of its buttons that point at the text."""
    hops(page).nth(hop).click()
    page.locator("#telling .part[open]").get_by_text(label).first.click()
    expect(page.locator("#words")).to_be_focused()


def test_whom_a_word_means_is_pointed_out_for_the_article(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    claim, other = made(article, editor), made(article, editor, "الشركة صامتة")
    page = read(article, path=f"?mark={claim.pk}")

    point(page, 0, "أشِر إلى المقصود به")
    drag_over(page, "التايمز")
    page.keyboard.press("Enter")
    expect(hops(page).first).to_contain_text("الصحيفة «التايمز»")
    wait_until_saved(page)

    assert names_of(other) == ["التايمز"]
    page.keyboard.press("u")
    expect(page.locator("#history [data-act=redo]")).to_be_enabled()
    assert names_of(other) == ["فايننشال تايمز"]


def test_a_part_is_pointed_at_by_keyboard(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    page = read(article, path=f"?mark={made(article, editor).pk}")

    point(page, 1, "أشِر إليه في النص")
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    wait_until_saved(page)

    expect(page.locator("#aim-cue-1")).to_be_focused()
    assert AttributionStep.objects.get(ordinal=1).quote == "كتبت"


def test_leaving_the_pointing_goes_back_to_the_form(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    page = read(article, path=f"?mark={made(article, editor).pk}")
    page.get_by_label("الموقف").select_option("denies")

    point(page, 0, "أشِر إلى المقصود به")
    page.keyboard.press("Escape")

    expect(page.locator("#aim-place-0")).to_be_focused()
    expect(page.get_by_label("الموقف")).to_have_value("denies")


def test_a_figure_is_corrected_and_taken_back(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    page = read(article, path=f"?mark={made(article, editor).pk}")

    page.locator("#telling .figure-read").click()
    page.get_by_label("القيمة").first.fill("300,000")
    page.keyboard.press("Enter")
    expect(page.locator("#telling .figure-read")).to_contain_text("300,000 دولار أمريكي")
    wait_until_saved(page)
    assert Figure.objects.get().value == 300_000
    page.keyboard.press("u")
    expect(page.locator("#telling .figure-read")).to_contain_text("294,000 دولار أمريكي")

    assert Figure.objects.get().value == 294_000


def test_a_source_that_comes_twice_is_refused_in_words(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    page = read(article, path=f"?mark={made(article, editor).pk}")

    page.locator("#telling .chip-add").first.click()
    page.locator("#id_chain-2-name").fill("فايننشال تايمز")
    page.keyboard.press("Enter")

    expect(page.locator("#alerts .notice-error")).to_contain_text("مرتين")
    assert AttributionStep.objects.count() == 2
