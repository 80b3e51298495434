"""The claim board in a browser: a verdict and its undo, axe, and no sideways scrolling."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Claim, ClaimLink, LinkKind, LinkStatus, Rating
from annotations.services import assessing, links
from corpus.models import User
from tests.browser.conftest import Windows
from tests.browser.test_accessibility import assert_axe_finds_nothing
from tests.factories import EntityFactory, SourceFactory, TopicFactory
from tests.marked import outlet
from tests.told import asked, claim_of, disputed, told

pytestmark = pytest.mark.browser

CHEAP, DEAR = "بلغت كلفة تدريب النموذج 294 ألف دولار", "قد تبلغ كلفة تدريب النموذج 5.6 مليون دولار"
PAGES = [
    "/claims/",
    "/claims/?state=undecided&order=newest",
    "/claims/?entity=nobody",
    "/claims/?question=cost",
    "/claims/cheap/",
    "/claims/cheap/edit/",
    "/claims/cheap/merge/",
    "/claims/cheap/merge/?into=dear",
    "/claims/cheap/split/",
    "/sources/nature/",
]


@pytest.fixture
def link(editor: User, reviewer: User) -> ClaimLink:
    """Two answers with chains, figures and a discussion; beside them two that were decided."""
    question = asked("cost", metric="training cost", text_en="What did training cost?")
    nature = SourceFactory(kind="outlet", entity=outlet("nature", "نيتشر"))
    team = SourceFactory(entity=EntityFactory(key="deepseek", name_ar="ديب سيك"))
    people = SourceFactory(anonymous=True, told=nature)
    topic = TopicFactory(path="training", name_ar="التدريب")
    cheap = claim_of("cheap", question, "كلّف التدريب 294 ألف دولار", scope="R1")
    dear = claim_of("dear", question, "كلّف التدريب 5.6 مليون دولار")
    cheap.topics.add(topic)
    one = told(
        cheap,
        editor,
        nature,
        team,
        words=CHEAP,
        figures=[("294 ألف دولار", 294_000, "USD")],
        said=date(2025, 9, 1),
        published=datetime(2025, 9, 18, tzinfo=UTC),
        outlet=outlet("hespress", "هسبريس"),
    )
    two = told(
        dear,
        editor,
        nature,
        people,
        words=DEAR,
        figures=[("5.6 مليون دولار", 5_600_000, "USD")],
        how="resolved",
    )
    told(cheap, editor, words="كلّف النموذج 294 ألف دولار")
    told(cheap, None, words="لعله كلّف ذلك")
    other = disputed(told(dear, editor, None, words="يقال إنه كلّف الكثير"), one)
    links.judge(other, kind=LinkKind.CONTRADICTS, reason="رقمان مختلفان", by=reviewer)
    assessing.assess(cheap, rating=Rating.TRUE, rationale="في الورقة", by=reviewer)
    made = disputed(one, two)
    links.remark(made, text="أيهما النموذج الأساسي؟", by=reviewer)
    return made


def judge(page: Page, link: ClaimLink) -> None:
    here = page.locator(f"#link-{link.pk}")
    here.get_by_label("ما المختلف").select_option("model")
    here.get_by_label("السبب").fill("R1 لا V3")
    here.get_by_role("button", name="لا تعارض: المقيس مختلف").click()


@pytest.mark.parametrize("script", [True, False])
def test_an_editor_decides_that_different_things_are_measured_and_takes_it_back(
    windows: Windows, editor: User, link: ClaimLink, script: bool
) -> None:
    page = windows.open(editor, "/claims/", java_script_enabled=script)
    here = page.locator(f"#link-{link.pk}")
    expect(here).to_contain_text("تعارض محتمل")

    judge(page, link)
    expect(page.locator("#messages")).to_contain_text("سُجّل الحكم.")
    expect(here).to_contain_text("نموذج مختلف: R1 لا V3")
    link.refresh_from_db()
    assert (link.status, link.kind) == (LinkStatus.ACCEPTED, LinkKind.COMPATIBLE)

    here.get_by_role("button", name="تراجع").click()
    expect(page.locator("#messages")).to_contain_text("جرى التراجع عن الخطوة.")
    expect(here).to_contain_text("تعارض محتمل")
    link.refresh_from_db()
    assert (link.status, link.kind) == (LinkStatus.SUGGESTED, LinkKind.CONTRADICTS)


def test_a_filter_swaps_the_board_and_is_an_address(
    windows: Windows, editor: User, link: ClaimLink
) -> None:
    told(claim_of("other", asked("other", "سؤال آخر؟")), editor, words="شيء آخر")
    page = windows.open(editor, "/claims/")
    expect(page.locator(".claim-group")).to_have_count(2)

    page.get_by_role("link", name="ينتظر حكم المحرّر").click()

    expect(page.locator(".claim-group")).to_have_count(1)
    assert page.url.endswith("/claims/?state=undecided")
    expect(page.locator("#announcement")).to_have_text("سؤال واحد في هذه الصفحة")
    page.go_back()
    expect(page.locator(".claim-group")).to_have_count(2)


def test_a_remark_is_added_where_the_reader_is(
    windows: Windows, editor: User, link: ClaimLink
) -> None:
    page = windows.open(editor, f"/claims/{Claim.objects.get(key='cheap').key}/")
    here = page.locator(f"#link-{link.pk}")

    here.get_by_label("ملاحظة", exact=True).fill("الأول R1")
    here.get_by_role("button", name="إضافة").click()

    expect(here).to_contain_text("الأول R1")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    windows: Windows, reviewer: User, link: ClaimLink, language: str
) -> None:
    for path in PAGES:
        page = windows.open(reviewer, path, language=language)
        page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
        assert_axe_finds_nothing(page)
        for width in (1400, 800, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        page.close()
