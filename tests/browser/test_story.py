"""axe on the page of a story, in both languages and themes, and its widths."""

import pytest

from corpus.models import User
from tests.browser.conftest import Windows
from tests.browser.test_accessibility import assert_axe_finds_nothing
from tests.stories import told_story

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing(windows: Windows, editor: User, language: str) -> None:
    story, _ = told_story()

    path = story.get_absolute_url()
    page = windows.open(editor, path, language=language)

    assert_axe_finds_nothing(page)


@pytest.mark.parametrize("width", [320, 390, 800])
def test_it_has_no_sideways_scrolling(windows: Windows, editor: User, width: int) -> None:
    story, _ = told_story()

    path = story.get_absolute_url()
    page = windows.open(editor, path, viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width
