"""Verdicts on contradictions, their undo, and their discussion, as forms of the claim board."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import ClaimLink, LinkKind, LinkStatus, Remark
from annotations.services import links
from corpus.models import Event, User
from tests.told import asked, claim_of, disputed, told

pytestmark = pytest.mark.django_db

BOARD = "/claims/"
JUDGE, REMARK = reverse("annotations:link-judge"), reverse("annotations:remark-make")


@pytest.fixture
def link(editor) -> ClaimLink:
    question = asked()
    one = told(claim_of("one", question), editor, words="ألغي الإطلاق")
    return disputed(one, told(claim_of("two", question), editor, words="أجّل الإطلاق"))


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def judged(client: Client, link: ClaimLink, verdict: str, **sent: str) -> str:
    sent = {"link": link.key, "verdict": verdict, "next": BOARD, **sent}
    response = client.post(JUDGE, sent, follow=True)
    assert response.status_code == 200
    link.refresh_from_db()
    return words(response.text)


def undo_of_last() -> str:
    return reverse("annotations:claim-undo", args=[Event.objects.latest("pk").pk])


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("contradicts", "تعارض حقيقي"),
        ("compatible", "لا تعارض: المقيس مختلف"),
        ("same", "الإفادة نفسها"),
        ("supersedes", "الأولى تنسخ الثانية"),
    ],
)
def test_an_editor_decides_with_a_reason(editor_client, editor, link, verdict, said):
    page = judged(editor_client, link, verdict, reason="نموذجان")

    assert (link.status, link.kind, link.by) == (LinkStatus.ACCEPTED, verdict, editor)
    assert link.reason == "نموذجان"
    assert f"{said} أرقامهما متباعدة" in page
    assert "نموذجان س. الحربي" in page


def test_what_differs_goes_before_the_reason(editor_client, link):
    judged(editor_client, link, "compatible", differs="model", reason="R1 لا V3")

    assert link.reason == "نموذج مختلف: R1 لا V3"


def test_what_differs_is_no_reason_of_another_verdict(editor_client, link):
    judged(editor_client, link, "contradicts", differs="model")

    assert link.reason == ""


def test_two_can_be_unrelated(editor_client, link):
    page = judged(editor_client, link, "reject")

    assert link.status == LinkStatus.REJECTED
    assert "لا علاقة بينهما" in page


def test_a_verdict_of_ones_own_is_taken_back(editor_client, link):
    judged(editor_client, link, "compatible")
    undo = undo_of_last()

    response = editor_client.post(undo, {"next": BOARD}, follow=True)

    link.refresh_from_db()
    assert (link.status, link.kind) == (LinkStatus.SUGGESTED, LinkKind.CONTRADICTS)
    assert "جرى التراجع عن الخطوة." in response.text


def test_anothers_verdict_is_a_reviewers_to_take_back(
    editor_client, reviewer_client, administrator, link
):
    links.judge(link, kind=LinkKind.SAME, reason="", by=administrator)
    undo = undo_of_last()

    assert undo not in editor_client.get(BOARD).text
    assert editor_client.post(undo).status_code == 403
    assert undo in reviewer_client.get(BOARD).text
    assert reviewer_client.post(undo).url == BOARD


def test_a_verdict_that_was_changed_since_is_shown_in_both_states(
    editor_client, reviewer, editor, link
):
    judged(editor_client, link, "compatible")
    undo = undo_of_last()
    links.judge(link, kind=LinkKind.SAME, reason="أعيد النظر", by=reviewer)

    response = editor_client.post(undo, {"next": BOARD})

    assert response.status_code == 409
    assert "أعيد النظر" in words(response.text)


@pytest.mark.parametrize(
    "sent", [{}, {"link": "none"}, {"verdict": "bad"}, {"reason": "x" * 2001}, {"differs": "bad"}]
)
def test_what_the_page_does_not_send_changes_nothing(editor_client, link, sent):
    whole = {"link": link.key, "verdict": "same", "next": BOARD}
    response = editor_client.post(JUDGE, {**whole, **sent} if sent else {}, follow=True)

    link.refresh_from_db()
    assert link.status == LinkStatus.SUGGESTED
    assert 'class="notice notice-error"' in response.text


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_it_leads_to_no_page_but_ours(editor_client, link, wanted):
    sent = {"link": link.key, "verdict": "same", "next": wanted}

    assert editor_client.post(JUDGE, sent).url == BOARD


def test_a_remark_is_added_and_its_writer_withdraws_it(editor_client, link):
    sent = {"link": link.key, "text": "<b>أيّهما أسبق؟</b>", "next": BOARD}

    page = editor_client.post(REMARK, sent, follow=True).text
    assert "&lt;b&gt;أيّهما أسبق؟&lt;/b&gt;" in page

    withdraw = reverse("annotations:remark-withdraw", args=[Remark.objects.get().pk])
    assert withdraw in page
    assert "أسبق" not in editor_client.post(withdraw, {"next": BOARD}, follow=True).text


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_a_remark_says_something_and_not_too_much(editor_client, link, text):
    editor_client.post(REMARK, {"link": link.key, "text": text})

    assert not Remark.objects.exists()


def test_anothers_remark_is_not_an_editors_to_withdraw(editor_client, reviewer: User, link):
    remark = links.remark(link, text="رأي", by=reviewer)
    withdraw = reverse("annotations:remark-withdraw", args=[remark.pk])

    assert withdraw not in editor_client.get(BOARD).text
    assert editor_client.post(withdraw).status_code == 403


ADDRESSES = [JUDGE, REMARK, "/claims/links/remarks/1/withdraw/", "/claims/undo/1/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading_accounts_and_strangers_may_not(researcher_client, stranger_client, address):
    assert researcher_client.post(address).status_code == 403
    assert stranger_client.post(address).url.startswith(reverse("login"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_they_are_only_posted_to(editor_client, address):
    assert editor_client.get(address).status_code == 405


@pytest.mark.parametrize("address", ADDRESSES[2:])
def test_what_is_not_there_is_not_found(editor_client, address):
    assert editor_client.post(address).status_code == 404


def test_a_step_that_is_none_of_claims_is_not_taken_back(editor_client, editor):
    event = Event.objects.create(
        at="2025-01-01T00:00Z", by=editor, verb="x", object_type="y", object_key="z"
    )

    assert editor_client.post(f"/claims/undo/{event.pk}/").status_code == 404
