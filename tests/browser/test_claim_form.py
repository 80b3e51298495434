"""The form of a claim in the panel: filled by the rules, confirmed by Enter, mended by pointing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from annotations.models import AttributionStep, Figure, Mark, MarkKind
from annotations.services import marking
from annotations.services.mentions import mention_state, write_mention
from corpus.anchors import Anchor
from corpus.models import Article, User
from tests.browser.conftest import Windows
from tests.browser.selecting import drag_over, inside, marked, wait_until_saved
from tests.browser.test_accessibility import assert_axe_finds_nothing
from tests.browser.test_saving import slowly
from tests.factories import AliasFactory, EntityFactory, MarkFactory, TopicFactory
from tests.reading import readable_article

pytestmark = pytest.mark.browser

SAID = "ديب سيك دفعت 294 ألف دولار ثم أجّلت نموذجها"
TEXT = (
    "كتبت التايمز ذلك، ثم نشرته فايننشال تايمز. "
    f"نقلت الصحيفة عن ثلاثة أشخاص مطلعين أن {SAID}. وأضافت الصحيفة أن الشركة صامتة تماماً"
)
PAPER = "الصحيفة «فايننشال تايمز» (مفهوم من السياق · لم يُثبَّت)"


@pytest.fixture
def article(db: None) -> Article:
    article = readable_article("عنوان", TEXT)
    for key, name in (("financial-times", "فايننشال تايمز"), ("times", "التايمز")):
        paper = EntityFactory(key=key, kind="outlet", name_ar=name, name_latin=key.title())
        AliasFactory(entity=paper)
        MarkFactory(article=article, entity=paper, parts=[name])
    return article


def anchor(article: Article, words: str) -> Anchor:
    start = article.capture.text.index(words)
    return Anchor(start, start + len(words), words)


def made(article: Article, by: User, words: str = SAID) -> Mark:
    return marking.make(article, kind=MarkKind.CLAIM, anchors=[anchor(article, words)], by=by)


def suggested(article: Article, by: User) -> Mark:
    """What a rule proposes on the sentence: the draft without the person who took it back."""
    said = mention_state(claim := made(article, by))
    marking.undo(article, by=by)
    place = anchor(article, SAID)
    mark = MarkFactory(
        article=article,
        kind=MarkKind.CLAIM,
        claim=claim.claim,
        parts=[(place.start, place.end)],
        score=0.8,
    )
    write_mention(mark, said)
    return mark


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


def source_names(**mark: object) -> list[str | None]:
    steps = AttributionStep.objects.filter(**mark).order_by("mention", "ordinal")
    return [step.source.name if step.source else None for step in steps]


# ------------------------------------------------------------------ two keys


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


# ------------------------------------------------------------------ pointing and correcting


def point(page: Page, hop: int, label: str) -> None:
    """Open a step and press one of its buttons that point at the text."""
    hops(page).nth(hop).click()
    page.locator("#telling .part[open]").get_by_text(label).first.click()
    expect(page.locator("#words")).to_be_focused()


def test_whom_a_word_means_is_pointed_out_for_the_article(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    claim, other = made(article, editor), made(article, editor, "الشركة صامتة")
    page = read(article, path=f"?mark={claim.pk}")

    point(page, 0, "أشِر إلى المقصود به")
    drag_over(page, "التايمز")
    page.keyboard.press("Enter")
    expect(hops(page).first).to_contain_text("الصحيفة «التايمز»")
    wait_until_saved(page)

    assert source_names(mention__mark=other) == ["التايمز"]
    page.keyboard.press("u")
    expect(page.locator("#history [data-act=redo]")).to_be_enabled()
    assert source_names(mention__mark=other) == ["فايننشال تايمز"]


def test_a_part_is_pointed_at_by_keyboard(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    page = read(article, path=f"?mark={made(article, editor).pk}")

    point(page, 1, "أشِر إليه في النص")
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    wait_until_saved(page)

    expect(page.locator("#aim-cue-1")).to_be_focused()
    assert AttributionStep.objects.get(ordinal=1).quote == "كتبت"


def test_leaving_the_pointing_goes_back_to_the_form(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    page = read(article, path=f"?mark={made(article, editor).pk}")
    page.get_by_label("الموقف").select_option("denies")

    point(page, 0, "أشِر إلى المقصود به")
    page.keyboard.press("Escape")

    expect(page.locator("#aim-place-0")).to_be_focused()
    expect(page.get_by_label("الموقف")).to_have_value("denies")


def test_a_figure_is_corrected_and_taken_back(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    page = read(article, path=f"?mark={made(article, editor).pk}")

    page.locator("#telling .figure-read").click()
    page.get_by_label("القيمة").first.fill("300,000")
    page.keyboard.press("Enter")
    expect(page.locator("#telling .figure-read")).to_contain_text("300,000 USD")
    wait_until_saved(page)
    assert Figure.objects.get().value == 300_000
    page.keyboard.press("u")
    expect(page.locator("#telling .figure-read")).to_contain_text("294,000 USD")

    assert Figure.objects.get().value == 294_000


def test_a_source_that_comes_twice_is_refused_in_words(
    read: Callable[..., Page], article: Article, editor: User
) -> None:
    page = read(article, path=f"?mark={made(article, editor).pk}")

    page.locator("#telling .chip-add").first.click()
    page.locator("#id_chain-2-name").fill("فايننشال تايمز")
    page.keyboard.press("Enter")

    expect(page.locator("#alerts .notice-error")).to_contain_text("مرتين")
    assert AttributionStep.objects.count() == 2


# ------------------------------------------------------------------ everywhere


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
    assert source_names() == ["التايمز", "ثلاثة أشخاص مطلعين"]
    assert not any(step.is_open for step in AttributionStep.objects.all())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_with_every_part_open(
    windows: Windows, article: Article, editor: User, language: str, scheme: str
) -> None:
    claim = made(article, editor)
    assert claim.claim is not None
    claim.claim.topics.add(TopicFactory(), TopicFactory())
    path = f"{article.get_absolute_url()}?mark={claim.pk}"
    window = {"width": 1400, "height": 2400}  # nothing is scrolled under what stays in sight
    page = windows.open(editor, path, language=language, color_scheme=scheme, viewport=window)

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

    assert len(asked) <= 12, asked
