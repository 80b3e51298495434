"""A page's date is what its markup states and its print bears out."""

from datetime import UTC, datetime
from pathlib import Path

import lxml.html
import pytest

from corpus.importing.formats.page_dates import published, stated_dates
from corpus.importing.pipeline import draft_of
from corpus.importing.records import CaptureDraft
from tests.corpus.importing.reading import one

STORY = Path(__file__).parents[2] / "samples" / "pages" / "story.html"
TITLE = "جسر خشبي يعبر الوادي"
META = '<meta property="article:published_time" content="{}">'
LINKED = '<script type="application/ld+json">{{"datePublished": "{}"}}</script>'
TIME = '<time itemprop="datePublished" datetime="{}">-</time>'
PLAIN = '<time datetime="{}">-</time>'
NOON = "2024-03-09T12:00+03:00"


def said(markup: str, *lines: str, guessed: str | None = None) -> str:
    """What is said of a page of that markup, which prints its title and then these lines."""
    tree = lxml.html.document_fromstring(f"<html><body><p>{TITLE}</p>{markup}</body></html>")
    return published(stated_dates(tree), guessed, "\n".join(["", TITLE, *lines, ""]), TITLE)


@pytest.mark.parametrize("markup", [META, LINKED, TIME, PLAIN])
@pytest.mark.parametrize(
    "printed", ["السبت 9 مارس 2024", "10 مارس 2024", "28 شعبان 1445 هـ", "كتبت"]
)
def test_a_time_in_the_markup_is_taken_when_the_page_prints_its_day_or_none(markup, printed):
    assert said(markup.format(NOON), printed) == NOON


@pytest.mark.parametrize("markup", [META, LINKED, TIME, PLAIN])
def test_a_page_that_prints_another_day_is_believed(markup):
    assert said(markup.format(NOON), "12 مارس 2024") == "2024-03-12"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-03-09T12:00:00Z", "2024-03-09T12:00+00:00"),
        ("2024-03-09T12:00+0300", NOON),
        ("2024-03-09T12:00:00\\u002B03:00", NOON),
        ("2024-03-09 T 12:00:50 +0300", NOON),
        ("Sat, 09 Mar 2024 12:00:00 +0300", NOON),
        ("السبت، 09 مارس 2024 - 12:00 م", "2024-03-09T12:00+00:00"),
        ("۱۴۰۲/۱۲/۱۹ - ۱۲:۰۰", "2024-03-09T12:00+00:00"),
        ("2024-03-09T00:00:00+03:00", "2024-03-09"),
        ("2024-03-09", "2024-03-09"),
        ("2024-03", ""),
        ("قريبا", ""),
    ],
)
def test_it_reads_the_forms_that_sites_write(written, expected):
    assert said(LINKED.format(written)) == expected


def test_a_time_with_its_zone_comes_before_one_without():
    markup = META.format("2024-03-09 12:00:00") + LINKED.format(NOON)

    assert said(markup, "9 مارس 2024") == NOON


def test_a_printed_time_comes_before_a_day_of_the_markup():
    assert said(META.format("2024-03-09"), "9 مارس 2024 - 08:15") == "2024-03-09T08:15+00:00"


@pytest.mark.parametrize("markup", [META.replace("published", "modified"), TIME.replace("Published", "Modified")])  # fmt: skip
def test_the_time_of_a_change_is_not_the_date(markup):
    assert said(markup.format(NOON), "2 مارس 2024") == "2024-03-02"


def test_the_date_of_another_article_is_not_taken_for_lack_of_a_better():
    markup = META.format(NOON) + PLAIN.format("2019-01-01T10:00:00Z")

    assert said(markup) == NOON


def test_a_date_in_the_prose_is_of_what_it_tells():
    prose = (
        "وكان الجسر القديم قد انهار في 4 أيار 1987 بعد أن جرفته السيول إلى أسفل الوادي ولم يرمم."
    )

    assert said(META.format(NOON), prose) == NOON
    assert said("", prose) == ""


def test_the_date_nearest_to_the_title_is_the_pages_own():
    assert said("", "كتب سالم", "2 مارس 2024", "الأرشيف", "5 يناير 2020") == "2024-03-02"


def test_a_guess_chooses_between_dates_and_fills_in_for_them():
    assert said("", "2 مارس 2024", "5 مارس 2024", guessed="2024-03-05") == "2024-03-05"
    assert said("", "2 مارس 2024", guessed="2024-03-01") == "2024-03-02"
    assert said("", guessed="2024-03-01") == "2024-03-01"


def test_a_relative_date_alone_is_kept_as_it_is_printed():
    assert said("", "آخر الأخبار", "منذ 3 أيام") == "منذ 3 أيام"


@pytest.mark.parametrize(
    ("captured_at", "expected"),
    [
        (datetime(2024, 3, 11, 9, tzinfo=UTC), (datetime(2024, 3, 8, tzinfo=UTC), "day")),
        (None, (None, "relative")),
    ],
)
def test_it_is_counted_back_from_when_the_page_was_captured(tmp_path, captured_at, expected):
    page = STORY.read_text(encoding="utf8").replace("9 مارس 2024", "منذ 3 أيام")
    page = page.replace('content="2024-03-09T08:15:00+03:00"', 'content=""')
    (tmp_path / "page.html").write_text(page, encoding="utf8")

    draft = draft_of(one(tmp_path, captured_at=captured_at))

    assert isinstance(draft, CaptureDraft)
    (it,) = draft.articles
    assert (it.published, it.published_precision) == expected


def test_an_imported_page_has_its_time_to_the_minute():
    draft = draft_of(one(STORY))

    assert isinstance(draft, CaptureDraft)
    (it,) = draft.articles
    assert it.published == datetime(2024, 3, 9, 5, 15, tzinfo=UTC)
    assert it.published_precision == "minute"
