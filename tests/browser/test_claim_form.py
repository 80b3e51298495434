"""The form of a claim in the panel: filled by the rules, confirmed by Enter, mended by pointing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from corpus.models import Article, Entity
from tests.browser.selecting import wait_until_saved
from tests.factories import AliasFactory, EntityFactory, MarkFactory
from tests.reading import readable_article

pytestmark = pytest.mark.browser

TEXT = (
    "كتبت التايمز ذلك، ثم نشرته فايننشال تايمز. نقلت الصحيفة عن ثلاثة أشخاص مطلعين أن "
    "ديب سيك دفعت 294 ألف دولار ثم أجّلت نموذجها"
)

PAPER = "الصحيفة «فايننشال تايمز» (مفهوم من السياق · لم يُثبَّت)"


@pytest.fixture
def article(db: None) -> Article:
    article = readable_article("عنوان", TEXT)
    for key, name in [("financial-times", "فايننشال تايمز"), ("times", "التايمز")]:
        entity = paper(key, name)
        MarkFactory(article=article, entity=entity, parts=[name])
    return article


def paper(key: str, name: str) -> Entity:
    entity = EntityFactory(key=key, kind="outlet", name_ar=name, name_latin=key.title())
    AliasFactory(entity=entity)
    return entity


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


def test_two_keys_make_and_confirm_a_claim(read: Callable[..., Page], article: Article) -> None:
    page = read(article)
    select_by_keyboard(page, "ديب", 8)

    page.keyboard.press("c")
    expect(page.locator("#telling .hop")).to_have_count(2)
    expect(page.locator("#telling .hop.is-open")).to_have_text(PAPER)
    page.keyboard.press("Enter")
    wait_until_saved(page)
    expect(page.locator("#telling .hop.is-open")).to_have_count(0)
