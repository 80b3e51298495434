"""The page of a claim: where it is said, through whom, what retelling changed, what was held of it."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Assessment, Claim, Rating
from annotations.services import assessing, claims
from corpus.models import Source
from tests.factories import EntityFactory, MarkFactory, SourceFactory, TopicFactory
from tests.marked import outlet
from tests.reading import readable_article
from tests.told import asked, claim_of, disputed, told

pytestmark = pytest.mark.django_db

PAGE = "/claims/delay/"


def shown(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.text


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def times() -> Source:
    return SourceFactory(key="times", kind="outlet", entity=outlet("times", "التايمز"))


@pytest.fixture
def claim() -> Claim:
    made = claim_of(
        "delay",
        asked("why", "لماذا تأجل؟"),
        "أجّلت الشركة إطلاق النموذج",
        statement_en="The release was postponed",
        scope="النموذج R2",
        subject=EntityFactory(key="r2", name_ar="آر 2", name_latin="R2"),
    )
    made.topics.add(TopicFactory(path="releases", name_ar="الإطلاق"))
    return made


def test_it_says_what_the_claim_is_and_how_to_cite_it(editor_client, claim, editor):
    told(claim, editor, said=date(2025, 8, 1), published=datetime(2025, 8, 14, tzinfo=UTC))

    page = shown(editor_client)
    said = words(page)

    for it in ("أجّلت الشركة إطلاق النموذج", "The release was postponed", "النموذج R2"):
        assert it in said
    assert 'href="/claims/?question=why"' in page
    assert 'href="/entities/r2/"' in page
    assert 'href="/topics/releases/"' in page
    assert "قيلت 1 أغسطس 2025 نُشرت 14 أغسطس 2025" in said
    assert "http://testserver/claims/delay/" in said
    assert '<link rel="canonical" href="http://testserver/claims/delay/">' in page


def test_it_counts_origins_and_draws_the_chains(editor_client, claim, editor, times):
    people = SourceFactory(anonymous=True, told=times)
    told(claim, editor, times, people, outlet=outlet("o", "هسبريس"))
    told(claim, editor, words="كلام آخر")

    page = shown(editor_client)

    assert "أصل واحد مستقل : التايمز" in words(page)
    assert page.count('<svg class="chain-graph') == 2
    assert "هسبريس التايمز ثلاثة أشخاص مطلعون 1" in words(page)


def test_it_names_circles_and_vanished_sources(editor_client, claim, editor, times):
    other = SourceFactory(key="post", kind="outlet", entity=outlet("post", "البوست"))
    told(claim, editor, other, outlet=times.entity)
    told(claim, editor, times, outlet=other.entity, words="كلام آخر")
    told(claim, editor, None, words="يقال")

    said = words(shown(editor_client))

    assert "ينقل كل منهما عن الآخر" in said
    assert "مصدر غير مذكور: ثمة نقل" in said


def test_it_shows_what_a_retelling_lost(editor_client, claim, editor, times):
    one = SourceFactory(anonymous=True, descriptor="أحد المصادر", count=1, told=times)
    told(claim, editor, times, one, words="قد تؤجل الشركة إطلاق النموذج")
    told(claim, editor, words="ألغت الشركة إطلاق النموذج")

    said = words(shown(editor_client))

    assert "ما تغيّر في النقل مقترح" in said
    assert "سقط الإسناد" in said


def test_it_flags_a_headline_that_says_more_than_the_body(editor_client, claim, editor, times):
    article = readable_article("إلغاء إطلاق النموذج", "قد يؤجل إطلاق النموذج")
    told(claim, editor, article=article, words="إلغاء إطلاق النموذج")
    told(claim, editor, times, article=article, words="قد يؤجل إطلاق النموذج")

    assert "العنوان يقول أكثر من المتن" in words(shown(editor_client))


def test_what_a_rule_suggests_is_apart_and_not_counted(editor_client, claim, editor):
    told(claim, None, words="لعله تأجل")

    page = shown(editor_client)

    assert "لم يُقبل بعد موضعٌ يرد فيه ذلك" in words(page)
    assert 'class="quote is-suggested"' in page


def test_its_places_are_paged_by_key(editor_client, claim, editor):
    for number in range(27):
        day = datetime(2025, 1, 1 + number, tzinfo=UTC) if number < 20 else None
        told(claim, editor, words=f"قول رقم {number:02}", published=day)

    first = shown(editor_client)
    following = re.search(r'href="\?after=([^#"]+)#mentions"', first)
    assert following
    second = shown(editor_client, f"{PAGE}?after={following[1]}")

    def places(page: str) -> list[str]:
        here = page.partition('id="mentions"')[2].partition("</section>")[0]
        return re.findall(r"<blockquote[^>]*>قول رقم (\d+)<", here)

    assert places(first) + places(second) == [f"{number:02}" for number in range(27)]
    assert "27 موضعاً" in words(first)


@pytest.mark.parametrize("after", ["x", "1", "9" * 18 + "-1", "1-" + "9" * 18, "-", "\0"])
def test_a_place_that_is_none_is_the_beginning_or_the_end(editor_client, claim, after):
    assert editor_client.get(PAGE, {"after": after}).status_code == 200


def test_a_merged_claim_leads_to_what_it_is_read_as(editor_client, claim):
    claim_of("old", merged_into=claim)

    assert editor_client.get("/claims/old/").url == PAGE


@pytest.mark.parametrize("key", ["nothing", "%00", "a" * 300, "<b>", "5.6m"])
def test_there_is_no_claim_of_a_key_that_none_has(editor_client, key):
    assert editor_client.get(f"/claims/{key}/").status_code == 404


def test_a_key_may_hold_a_dot(editor_client):
    claim_of("model-cost-5.6m")

    shown(editor_client, "/claims/model-cost-5.6m/")


def test_a_stranger_is_asked_to_sign_in_unless_reading_is_open(stranger_client, claim, settings):
    assert stranger_client.get(PAGE).url.startswith(reverse("login"))

    settings.OPEN_READING = True

    assert 'id="assessment"' not in shown(stranger_client)


def test_it_is_only_read(editor_client, claim):
    assert editor_client.post(PAGE).status_code == 405


def test_the_statements_stay_the_same_however_often_it_is_said(
    editor_client, claim, editor, times, django_assert_max_num_queries
):
    other = told(claim_of("other", claim.question), editor, words="نفي")
    for number in range(30):
        mark = told(claim, editor, times, words=f"قول {number}", outlet=outlet(f"o{number}", "ص"))
        if number < 5:
            disputed(mark, other)

    with django_assert_max_num_queries(45):
        editor_client.get(PAGE)


# What checking came to


def test_an_editor_assesses_changes_and_withdraws(editor_client, claim, editor):
    assess, withdraw = (f"{PAGE}{it}/" for it in ("assess", "withdraw"))
    sent = {"rating": "false", "rationale": "نُفي رسمياً", "evidence": "https://example.org/x"}

    page = editor_client.post(assess, {**sent, "next": PAGE}, follow=True).text
    assert "جرى التحقق منه" in words(page)
    assert "خطأ نُفي رسمياً س. الحربي" in words(page)
    assert 'href="https://example.org/x" rel="nofollow noopener"' in page

    editor_client.post(assess, {**sent, "rating": "mixed"})
    assert Assessment.objects.get().rating == "mixed"

    page = editor_client.post(withdraw, {"next": PAGE}, follow=True).text
    assert "جرى التحقق منه" not in words(page)
    assert "سحب تقييم" in words(page)


@pytest.mark.parametrize(
    "sent",
    [
        {"rating": "bad"},
        {"rationale": ""},
        {"rationale": "x" * 2001},
        {"evidence": "javascript:alert(1)"},
    ],
)
def test_an_assessment_has_a_rating_and_a_reason(editor_client, claim, sent):
    whole = {"rating": "true", "rationale": "لأن", **sent}

    assert 'class="notice notice-error"' in (
        editor_client.post(f"{PAGE}assess/", {**whole, "next": PAGE}, follow=True).text
    )
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("step", ["assess", "withdraw"])
def test_who_may_not_assess(researcher_client, stranger_client, editor_client, claim, step):
    assert researcher_client.post(f"{PAGE}{step}/").status_code == 403
    assert stranger_client.post(f"{PAGE}{step}/").url.startswith(reverse("login"))
    assert editor_client.get(f"{PAGE}{step}/").status_code == 405
    assert editor_client.post(f"/claims/none/{step}/").status_code == 404


# History


def test_the_history_tells_each_step_and_who_may_take_it_back(
    editor_client, reviewer_client, claim, editor, reviewer
):
    claims.describe(claim, by=reviewer, scope="غيره")
    assessing.assess(claim, rating=Rating.TRUE, rationale="لأن", by=editor)

    mine, theirs = shown(editor_client), shown(reviewer_client)

    assert "نتيجة التحقق: صحيح س. الحربي" in words(mine)
    assert "تعديل نصها أو ما تجيب عنه ر. منصور" in words(mine)
    assert len(re.findall(r'action="/claims/undo/\d+/"', mine)) == 1
    assert len(re.findall(r'action="/claims/undo/\d+/"', theirs)) == 2


def test_a_mention_of_other_marks_does_not_disturb(editor_client, claim, editor):
    mark = told(claim, editor)
    MarkFactory(article=mark.article, by=editor, parts=["كلّف"])

    assert shown(editor_client).count("<blockquote") == 1
