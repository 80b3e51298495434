"""Selecting words across scripts and directions, as they come out in the database."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from annotations.models import MarkPart
from corpus.models import Article
from tests.browser.selecting import (
    drag,
    drag_over,
    ends,
    inside,
    marked,
    press_and_wait,
)
from tests.reading import readable_article

pytestmark = pytest.mark.browser

SEEDS = "\n".join(
    path.read_text("utf-8") for path in sorted((Path(__file__).parents[2] / "seeds").glob("0*.txt"))
)
BIDI = [
    "شريحة Huawei AI",
    "إلى Nvidia بعد",
    "نموذج R2 باستخدام",
    "معالج Ascend من",
    "H800إنفيديا",
    "(data labelling)",
]


def article_with_line(phrase: str) -> Article:
    """The line of the seeds that holds the phrase, cut to a length that a screen shows."""
    line, start = next(
        (line, found.start())
        for line in SEEDS.splitlines()
        for found in re.finditer(rf"(?<!\w){re.escape(phrase)}", line)
    )
    begin = line.rfind(" ", 0, max(0, start - 90)) + 1
    return readable_article("عنوان", line[begin : start + len(phrase) + 90])


def assert_exact(article: Article) -> None:
    """Each saved quote stands at its place in the captured text."""
    text = article.capture.text
    assert all(text[it.start : it.end] == it.quote for it in MarkPart.objects.all())


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize("phrase", BIDI)
def test_it_marks_a_phrase_of_two_directions_whole(
    read: Callable[..., Page], phrase: str, backwards: bool
) -> None:
    article = article_with_line(phrase)
    page = read(article)

    drag_over(page, phrase, backwards=backwards)
    press_and_wait(page)

    assert marked(article) == [[phrase]]
    assert_exact(article)


@pytest.mark.parametrize("word", ["H800", "إنفيديا"])
def test_it_cuts_a_word_where_its_script_changes(read: Callable[..., Page], word: str) -> None:
    article = article_with_line("H800إنفيديا")
    page = read(article)

    drag_over(page, word)
    press_and_wait(page)

    assert marked(article) == [[word]]


def test_it_marks_a_latin_name_at_the_end_of_a_title(read: Callable[..., Page]) -> None:
    article = readable_article("عودة DeepSeek إلى Nvidia بعد فشل شريحة Huawei AI")
    page = read(article)

    drag_over(page, "شريحة Huawei AI")
    press_and_wait(page)

    assert marked(article) == [["شريحة Huawei AI"]]


def test_it_takes_brackets_only_when_they_were_selected(read: Callable[..., Page]) -> None:
    article = article_with_line("(data labelling)")
    page = read(article)

    drag_over(page, "data labelling")
    press_and_wait(page)

    assert marked(article) == [["data labelling"]]


def test_it_completes_words_that_were_selected_in_part(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", "أجّلت الشركة إطلاق نموذجها الجديد")
    page = read(article)

    drag_over(page, "شركة إطلا")
    press_and_wait(page)

    assert marked(article) == [["الشركة إطلاق"]]


@pytest.mark.parametrize(
    ("selected", "whole"),
    [("الصين", "والصين"), ("كتب", "وكتبها"), ("جامعة", "بجامعة")],
)
def test_it_keeps_a_cut_after_a_proclitic_and_before_a_pronoun(
    read: Callable[..., Page], selected: str, whole: str
) -> None:
    article = readable_article("عنوان", f"الولايات المتحدة {whole} إلى هنا")
    page = read(article)

    drag_over(page, selected)
    press_and_wait(page)

    assert marked(article) == [[selected]]


def test_it_takes_exactly_the_letters_when_alt_is_held(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", "أعلنت شركة DeepSeek نموذجها")
    page = read(article)

    drag_over(page, "eepSe", exactly=True)
    press_and_wait(page)

    assert marked(article) == [["eepSe"]]


def test_it_never_cuts_a_letter_from_its_marks(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", "قال مدرّس 👩🏽‍💻 هنا")
    page = read(article)

    page.evaluate("""() => {
      const text = document.querySelector(".block-paragraph").firstChild;
      const at = text.data.indexOf("👩");
      getSelection().setBaseAndExtent(text, at + 1, text, at + 3);
    }""")
    press_and_wait(page, "t")

    expect(page.locator("#details blockquote")).to_have_text("👩🏽‍💻")


def test_it_counts_code_points_after_an_emoji(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", "أطلقت 🚀🤖 شركة ديب سيك نموذجاً")
    page = read(article)

    drag_over(page, "ديب سيك")
    press_and_wait(page)

    assert marked(article) == [["ديب سيك"]]
    assert_exact(article)


def test_it_counts_code_points_far_into_a_long_article(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", *["🚀 سطر طويل من الكلام " * 20] * 4, "قالت ديب سيك")
    page = read(article)

    drag_over(page, "ديب سيك")
    press_and_wait(page)

    assert marked(article) == [["ديب سيك"]]
    assert_exact(article)


def test_it_makes_one_mark_of_parts_across_paragraphs(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان", "في البداية قالت الشركة", "إن النموذج جاهز للبيع")
    page = read(article)

    drag(page, ends(page, "قالت")[0], ends(page, "النموذج")[1])
    press_and_wait(page, "c")

    assert marked(article) == [["قالت الشركة", "إن النموذج"]]
    assert_exact(article)


def test_it_keeps_carriage_returns_of_the_text(read: Callable[..., Page]) -> None:
    article = readable_article("عنوان\r", "سطر أول\r\rقالت ديب سيك")
    page = read(article)

    drag_over(page, "ديب سيك")
    press_and_wait(page)

    assert marked(article) == [["ديب سيك"]]
    assert_exact(article)


def test_it_takes_a_word_by_double_click_and_a_paragraph_by_three(
    read: Callable[..., Page],
) -> None:
    article = readable_article("عنوان", "إطلاق نموذج Huawei الجديد", "فقرة ثانية")
    page = read(article)

    page.mouse.dblclick(*inside(page, "Huawei"))
    press_and_wait(page)
    page.mouse.click(*inside(page, "نموذج"), click_count=3)
    press_and_wait(page, "c")

    assert marked(article) == [["Huawei"], ["إطلاق نموذج Huawei الجديد"]]
