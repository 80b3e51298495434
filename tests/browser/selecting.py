"""What a hand does in the text: drags as the eye sees it, double clicks, waits for the save."""

from typing import Any

from playwright.sync_api import Page, expect

from annotations.models import Mark
from corpus.models import Article

# Where a quote begins and ends for the eye, in the first block that holds it: just outside its
# first line at the side where the paragraph begins, and its last line at the other.
ENDS = """(quote) => {
  const block = [...document.querySelectorAll("#words [data-s]")]
    .find((it) => it.checkVisibility() && it.textContent.includes(quote));
  const point = (at) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (at > node.length) { at -= node.length; node = walker.nextNode(); }
    return [node, at];
  };
  const range = document.createRange();
  const from = block.textContent.indexOf(quote);
  range.setStart(...point(from));
  range.setEnd(...point(from + quote.length));
  block.scrollIntoView({ block: "nearest" });
  const boxes = [...range.getClientRects()].filter((it) => it.width);
  const middle = (it) => (it.top + it.bottom) / 2;
  const tops = boxes.map(middle).sort((x, y) => x - y);
  const line = (y) => boxes.filter((it) => Math.abs(middle(it) - y) < 8);
  const right = Math.max(...line(tops[0]).map((it) => it.right));
  const left = Math.min(...line(tops.at(-1)).map((it) => it.left));
  return [[right + 1, tops[0]], [left - 1, tops.at(-1)]];
}"""

Point = tuple[float, float]


def ends(page: Page, quote: str) -> tuple[Point, Point]:
    """The points at which an eye sees the quote begin and end in a right-to-left line."""
    start, end = page.evaluate(ENDS, quote)
    return tuple(start), tuple(end)


def inside(page: Page, word: str) -> Point:
    """A point on the word."""
    start, end = ends(page, word)
    return (start[0] + end[0]) / 2, start[1]


def drag(page: Page, start: Point, end: Point, *, exactly: bool = False) -> None:
    """Press at one point, release at the other; a press on a selection would drag the words."""
    page.evaluate("getSelection().removeAllRanges()")
    if exactly:
        page.keyboard.down("Alt")
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    page.mouse.move(*end)
    page.mouse.up()
    if exactly:
        page.keyboard.up("Alt")


def drag_over(page: Page, quote: str, *, backwards: bool = False, exactly: bool = False) -> None:
    """Drag over the quote as an eye sees it, from its beginning or from its end."""
    start, end = ends(page, quote)
    drag(page, *((end, start) if backwards else (start, end)), exactly=exactly)


def press_and_wait(page: Page, key: str = "e") -> None:
    """Press a key and wait until the server has what it did."""
    expect(page.locator("#toolbar")).to_be_visible()
    page.keyboard.press(key)
    wait_until_saved(page)


def wait_until_saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")


def marked(article: Article, **filters: Any) -> list[list[str]]:
    """The quotes of the parts of each mark that people made, in the order of making."""
    marks = Mark.objects.filter(article=article, by__isnull=False, removed_at=None, **filters)
    return [[part.quote for part in mark.parts.all()] for mark in marks.order_by("id")]
