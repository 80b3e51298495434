"""The form of a claim in the panel: filled by the rules, confirmed by Enter, on every screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotations.models import AttributionStep, Mark, MarkKind
from annotations.services import marking
from corpus.models import Article, User
from tests.browser.conftest import Windows
from tests.browser.selecting import drag_over, inside, marked, wait_until_saved
from tests.browser.telling import hops, open_hops, select_by_keyboard
from tests.browser.test_accessibility import assert_axe_finds_nothing
from tests.browser.test_saving import slowly
from tests.factories import TopicFactory
from tests.reading import readable_article
from tests.told_claims import SAID, TEXT, made, names_of, suggested, told_article

pytestmark = pytest.mark.browser

PAPER = "الصحيفة «فايننشال تايمز» (مفهوم من السياق · لم يُثبَّت)"


@pytest.fixture
def article(db: None) -> Article:
    return told_article()


def test_two_keys_make_and_confirm_a_claim(read: Callable[..., Page], article: Article) -> None:
    page = read(article)
    select_by_keyboard(page, "ديب", 8)

    page.keyboard.press("c")
    expect(hops(page)).to_have_count(2)
    expect(open_hops(page)).to_have_text(PAPER)
    expect(page.locator("#telling-save")).to_be_focused()
    expect(page.locator("#telling-save")).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0  # the text does not move when the form comes
    page.keyboard.press("Enter")
    expect(open_hops(page)).to_have_count(0)
    wait_until_saved(page)

    assert marked(article, kind=MarkKind.CLAIM) == [[SAID]]
    assert not any(step.is_open for step in AttributionStep.objects.all())
    expect(page.locator("#words")).to_be_focused()
    expect(page.locator("#live")).to_have_text("نموذجها")  # the cursor is where it was


def test_enter_may_come_before_the_form_does(read: Callable[..., Page], article: Article) -> None:
    page = read(article)
    page.route("**/marks/", slowly)
    select_by_keyboard(page, "ديب", 8)

    page.keyboard.press("c")
    page.keyboard.press("Enter")

    expect(hops(page)).to_have_count(2)
    expect(open_hops(page)).to_have_count(0)
    wait_until_saved(page)
    assert not any(step.is_open for step in AttributionStep.objects.all())


def test_escape_goes_back_without_confirming(read: Callable[..., Page], article: Article) -> None:
    page = read(article)
    select_by_keyboard(page, "ديب", 8)
    page.keyboard.press("c")
    expect(page.locator("#telling-save")).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.locator("#words")).to_be_focused()
    expect(open_hops(page)).to_have_count(1)
    wait_until_saved(page)
    assert AttributionStep.objects.filter(confirmed=False, how="resolved").exists()


def test_the_form_leaves_the_keys_to_who_selects_on(
    read: Callable[..., Page], article: Article
) -> None:
    page = read(article)
    page.route("**/marks/", slowly)
    drag_over(page, SAID)
    page.keyboard.press("c")

    drag_over(page, "فايننشال تايمز")
    expect(hops(page)).to_have_count(2)

    expect(page.locator("#telling-save")).not_to_be_focused()
    assert page.evaluate("getSelection().toString()") == "فايننشال تايمز"


def test_a_suggestion_is_accepted_with_enter(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    suggested(article, editor)
    for mark in Mark.objects.filter(kind=MarkKind.ENTITY):
        marking.accept(mark, by=editor)
    page = read(article)

    page.keyboard.press("j")
    expect(open_hops(page)).to_have_text(PAPER)
    page.keyboard.press("Enter")
    expect(page.locator("#details .badge-suggested")).to_have_count(0)
    wait_until_saved(page)

    assert marked(article, kind=MarkKind.CLAIM) == [[SAID]]
    expect(open_hops(page)).to_have_count(0)


def test_a_suggestion_is_accepted_as_it_is_with_a(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    suggested(article, editor)
    page = read(article)
    page.mouse.click(*inside(page, "أجّلت"))
    expect(open_hops(page)).to_have_count(1)

    page.keyboard.press("a")
    wait_until_saved(page)

    steps = AttributionStep.objects.filter(mention__mark__by=editor, mention__mark__removed_at=None)
    assert [step.is_open for step in steps] == [True, False]


def test_without_a_script_the_form_is_sent(
    windows: Windows, article: Article, editor: User
) -> None:
    claim = made(article, editor)
    path = f"{article.get_absolute_url()}?mark={claim.pk}"
    page = windows.open(editor, path, java_script_enabled=False)

    hops(page).first.click()
    page.locator("#id_chain-0-name").fill("التايمز")
    page.locator("#telling-save").click()

    expect(hops(page).first).to_contain_text("التايمز")
    assert names_of(claim) == ["التايمز", "ثلاثة أشخاص مطلعين"]
    assert not any(step.is_open for step in AttributionStep.objects.all())


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_with_every_part_open(
    windows: Windows, article: Article, editor: User, language: str
) -> None:
    claim = made(article, editor)
    assert claim.claim is not None
    claim.claim.topics.add(TopicFactory(), TopicFactory())
    path = f"{article.get_absolute_url()}?mark={claim.pk}"
    window = {"width": 1400, "height": 3600}  # nothing is scrolled under what stays in sight
    page = windows.open(editor, path, language=language, viewport=window)

    page.evaluate("for (const it of document.querySelectorAll('#telling details')) it.name = ''")
    page.evaluate("for (const it of document.querySelectorAll('#telling details')) it.open = true")

    assert_axe_finds_nothing(page)


@pytest.mark.parametrize("width", [320, 390])
def test_it_fits_a_phone(windows: Windows, article: Article, editor: User, width: int) -> None:
    path = f"{article.get_absolute_url()}?mark={made(article, editor).pk}"
    page = windows.open(editor, path, viewport={"width": width, "height": 800})

    page.locator("[data-sheet]").click()
    hops(page).first.click()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    panel = page.locator("#panel")
    assert panel.evaluate("it => it.scrollWidth <= it.clientWidth")
    expect(page.locator("#telling-save")).to_be_in_viewport()


def test_a_cold_visit_asks_for_twelve_things_at_most(windows: Windows, editor: User) -> None:
    asked: list[str] = []
    page = windows.open(editor, "/accounts/")
    page.on("request", lambda request: asked.append(request.url))

    page.goto(windows.address + readable_article("عنوان", TEXT).get_absolute_url())
    page.wait_for_load_state("networkidle")

    assert len(set(asked)) <= 12, "\n".join(asked)  # a preloaded font is named twice
