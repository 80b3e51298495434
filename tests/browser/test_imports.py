"""axe on the pages of imports, in both languages and themes, with everything that they can show."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from corpus.models import Article, ImportRun, Rejection, Segment, User
from tests.browser.conftest import Windows
from tests.browser.test_accessibility import assert_axe_finds_nothing
from tests.factories import written_article

pytestmark = pytest.mark.browser


@pytest.fixture
def run(db: None) -> ImportRun:
    run = ImportRun.objects.create(started_at=timezone.now(), paths=["/in/أ.jsonl"], rejected=11)
    Rejection.objects.bulk_create(
        Rejection(run=run, origin="/in/أ.jsonl", line=n, byte=n, reason="json", detail="a\u202eb")
        for n in range(11)
    )
    for title in ("خبر", "خبر آخر"):
        article = written_article(title, "نص", "اقرأ أيضا", title, outlet_name="هسبريس")
        type(article.capture).objects.filter(pk=article.capture_id).update(run=run)
        last = Segment.objects.filter(article=article).order_by("-start")[:2]
        Segment.objects.filter(pk__in=last).update(kind="boilerplate", rule="related")
    return run


def paths(run: ImportRun) -> list[str]:
    article = Article.objects.filter(capture__run=run).earliest("pk")
    return [
        reverse("corpus:import-list"),
        reverse("corpus:import-detail", args=[run.pk]),
        reverse("corpus:article-labels", args=[article.key]),
    ]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing(windows: Windows, run: ImportRun, reviewer: User, language: str) -> None:
    for path in paths(run):
        page = windows.open(reviewer, path, language=language)
        for summary in page.locator(".correct > summary").all()[:2]:
            summary.click()

        assert_axe_finds_nothing(page)


@pytest.mark.parametrize("width", [320, 390, 800])
def test_they_have_no_sideways_scrolling(
    windows: Windows, run: ImportRun, reviewer: User, width: int
) -> None:
    for path in paths(run):
        page = windows.open(reviewer, path, viewport={"width": width, "height": 800})

        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_next_rejections_come_without_a_new_page(
    windows: Windows, run: ImportRun, reviewer: User
) -> None:
    page = windows.open(reviewer, reverse("corpus:import-detail", args=[run.pk]))

    page.locator("#rejections [rel=next]").click()
    page.locator("#rejections [rel=prev]").wait_for()

    assert page.locator("#rejections li").count() == 1
    assert "page=2" in page.url


def test_a_reviewer_corrects_a_line_and_takes_it_back(
    windows: Windows, run: ImportRun, reviewer: User
) -> None:
    page = windows.open(reviewer, reverse("corpus:import-detail", args=[run.pk]))

    page.locator(".correct > summary").first.click()
    page.locator(".correct[open] .button-main").click()
    page.locator("#corrections-title").wait_for()
    page.locator("[name=batch] + button").click()

    expect(page.locator("#corrections-title")).to_have_count(0)
    expect(page.locator(".notice-success")).to_be_visible()
