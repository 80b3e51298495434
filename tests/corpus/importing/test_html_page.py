"""HTML pages: the article without what stands around it, and facts that the page itself bears out."""

from pathlib import Path

import pytest

from corpus.importing.pipeline import draft_of
from corpus.importing.records import ArticleDraft, CaptureDraft
from tests.corpus.importing.reading import line, one, rejections

PAGES = Path(__file__).parents[2] / "samples" / "pages"
STORY = (PAGES / "story.html").read_text(encoding="utf8")


def written(folder: Path, page: str, encoding: str = "utf8") -> Path:
    (folder / "page.html").write_bytes(page.encode(encoding))
    return folder / "page.html"


def drafted(file: Path) -> ArticleDraft:
    draft = draft_of(one(file))
    assert isinstance(draft, CaptureDraft)
    (only,) = draft.articles
    return only


def test_the_text_is_the_article_under_its_title_and_the_bytes_are_the_page():
    record = one(PAGES / "story.html")

    assert record.text.startswith("بلدية الواحة تفتتح مكتبة رقمية للأطفال\n\n")
    assert "«القراءة حق لكل طفل»" in record.text
    assert record.text.endswith("مطلع الشهر المقبل.")
    assert record.data == STORY.encode()


@pytest.mark.parametrize(
    "around", ["الرئيسية", "الأكثر قراءة", "تعليق من قارئ", "جميع الحقوق", "color"]
)
def test_what_stands_around_the_article_is_not_in_the_text(around):
    assert around not in one(PAGES / "story.html").text


def test_the_page_says_its_title_author_outlet_and_address():
    it = drafted(PAGES / "story.html")

    assert it.title == "بلدية الواحة تفتتح مكتبة رقمية للأطفال"
    assert (it.author, it.outlet) == ("ليلى المنصوري", "صدى الواحة")
    assert it.url == "https://sada.example/culture/library"


def test_a_lead_apart_from_the_body_is_of_the_text(tmp_path):
    lead = "في الواحة مكتبة جديدة لا ورق فيها، يدخلها الأطفال من بيوتهم متى شاؤوا."
    described = f'<meta name="description" content="{lead[:60]}...">'
    page = STORY.replace("<style>", described + "<style>").replace(
        "<main>", f'<div class="summary-lead">{lead}</div><main>'
    )

    record = one(written(tmp_path, page))

    assert record.text.split("\n")[2:4] == [lead, one(PAGES / "story.html").text.split("\n")[2]]


def test_a_page_is_called_by_its_canonical_address_else_by_its_file():
    assert one(PAGES / "story.html").page_key == "https://sada.example/culture/library"
    assert one(PAGES / "farsi.html").page_key == "farsi.html"


def test_an_author_that_the_page_does_not_print_is_none(tmp_path):
    page = STORY.replace("كتبت: ليلى المنصوري - ", "")

    assert drafted(written(tmp_path, page)).author is None


def test_a_persian_page_is_persian():
    assert drafted(PAGES / "farsi.html").language == "fa"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("windows-1256", "cp1256"),
        ("windows-1256", "utf-8"),
        ("utf-8", "cp1256"),
        ("iso-8859-6", "iso8859-6"),
        ("nonsense", "cp1256"),
        ("utf-16", "utf-16"),
    ],
)
def test_it_decodes_as_the_page_declares_unless_the_bytes_say_otherwise(
    tmp_path, charset, encoding
):
    page = STORY.replace('charset="utf-8"', f'charset="{charset}"')

    record = one(written(tmp_path, page, encoding))

    assert record.text == one(PAGES / "story.html").text


@pytest.mark.parametrize("name", ["page", "page.txt", "page.php"])
def test_it_knows_a_page_by_its_content(tmp_path, name):
    (tmp_path / name).write_text("\ufeff\n<!-- x -->\n" + STORY, encoding="utf8")

    assert one(tmp_path).extractor == "trafilatura"


def test_a_page_in_a_column_is_read_as_a_page(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(line(html=STORY, url="https://x.example/1"))

    record = one(tmp_path)

    assert record.text == one(PAGES / "story.html").text
    assert (record.page_key, record.extractor) == ("https://x.example/1", "trafilatura")


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<!doctype html><body><script>x()</script>",
        "<html>" + "<div>" * 5000,
        "<body>\0\0",
    ],
)
def test_a_page_without_an_article_is_a_rejection(tmp_path, page):
    assert [each.reason for each in rejections(written(tmp_path, page))] == ["no-text"]
