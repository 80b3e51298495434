"""What a hand does in the form of a claim."""

from playwright.sync_api import Locator, Page


def hops(page: Page) -> Locator:
    return page.locator("#telling .hop")


def open_hops(page: Page) -> Locator:
    return page.locator("#telling .hop.is-open")


def select_by_keyboard(page: Page, first: str, words: int) -> None:
    """Walk to a word with the arrows, then hold Shift over as many more."""
    page.locator("#words").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    for _ in range(60):
        if page.locator("#live").text_content() == first:
            break
        page.keyboard.press("ArrowLeft")
    for _ in range(words):
        page.keyboard.press("Shift+ArrowLeft")
