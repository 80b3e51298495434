"""Changing, merging and splitting a claim, each with its undo."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Claim, ClaimLink, Question
from corpus.models import Event
from tests.factories import AliasFactory, EntityFactory, TopicFactory
from tests.told import asked, claim_of, told

pytestmark = pytest.mark.django_db

PAGE = "/claims/one/"
EDIT, MERGE, SPLIT = (f"{PAGE}{it}/" for it in ("edit", "merge", "split"))
SAID = {"statement_ar": "قيل غير ذلك"}


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def claim(editor) -> Claim:
    made = claim_of("one", asked("why", "لماذا تأجل الإطلاق؟"), "تأجل إطلاق النموذج الجديد")
    told(made, editor, words="تأجل الإطلاق")
    return made


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def undo(client: Client, verb: str) -> None:
    event = Event.objects.filter(verb=verb).latest("pk")
    assert client.post(f"/claims/undo/{event.pk}/", {"next": PAGE}).status_code == 302


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("page", [EDIT, MERGE, SPLIT])
def test_each_page_is_there_in_both_languages(reviewer_client, claim, page, language):
    reviewer_client.cookies["django_language"] = language

    response = reviewer_client.get(page)

    assert response.status_code == 200
    assert "تأجل إطلاق النموذج الجديد" in response.text


@pytest.mark.parametrize(
    ("page", "sent"), [(EDIT, SAID), (MERGE, {"into": "x"}), (SPLIT, {"statement_ar": "x"})]
)
def test_who_may_not(researcher_client, editor_client, stranger_client, claim, page, sent):
    assert researcher_client.get(page).status_code == 403
    assert researcher_client.post(page, sent).status_code == 403
    assert stranger_client.post(page, sent).url.startswith(reverse("login"))
    assert editor_client.get(page).status_code == (403 if page == SPLIT else 200)
    assert editor_client.put(page).status_code == 405


@pytest.mark.parametrize("page", ["edit", "merge", "split"])
def test_what_is_not_there_is_not_found_and_what_was_merged_leads_on(reviewer_client, claim, page):
    claim_of("old", merged_into=claim)

    assert reviewer_client.get(f"/claims/none/{page}/").status_code == 404
    assert reviewer_client.get(f"/claims/old/{page}/").url == f"{PAGE}{page}/"


def test_an_editor_changes_all_that_it_says_and_takes_it_back(editor_client, claim):
    entity = EntityFactory(key="r2", name_ar="آر تو")
    AliasFactory(entity=entity)
    topic = TopicFactory(path="releases")
    sent = {
        **SAID,
        "statement_en": "Otherwise",
        "scope": "R2",
        "question": "why",
        "subject": "آر تو",
        "topics": [topic.path],
    }

    assert editor_client.post(EDIT, sent).url == PAGE

    now = fresh(claim)
    assert (now.statement_ar, now.statement_en, now.scope) == ("قيل غير ذلك", "Otherwise", "R2")
    assert (now.subject, list(now.topics.all())) == (entity, [topic])

    undo(editor_client, "describe")
    assert fresh(claim).statement_ar == "تأجل إطلاق النموذج الجديد"
    assert not fresh(claim).topics.exists()


def test_a_new_question_goes_before_a_chosen_one(editor_client, claim):
    sent = {**SAID, "question": "why", "ask": "متى يطلق؟", "metric": "release date", "phase": ""}

    editor_client.post(EDIT, sent)

    question = Question.objects.get(text_ar="متى يطلق؟")
    assert fresh(claim).question == question
    assert question.metric == "release date"


def test_a_claim_may_answer_none(editor_client, claim):
    editor_client.post(EDIT, {**SAID, "question": ""})

    assert fresh(claim).question is None


def test_questions_are_found_by_their_words(editor_client, claim):
    asked("cost", "كم كلّف التدريب؟")

    assert "كم كلّف التدريب؟" in editor_client.get(f"{EDIT}?find=كلّف").text
    assert 'value="why" checked' in editor_client.get(EDIT).text


@pytest.mark.parametrize(
    "sent",
    [
        {"statement_ar": ""},
        {"statement_ar": "   "},
        {"question": "none"},
        {"subject": "لا أحد"},
        {"topics": ["none"]},
        {"phase": "bad"},
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(editor_client, claim, sent):
    response = editor_client.post(EDIT, {**SAID, **sent})

    assert response.status_code == 422
    assert 'class="notice notice-error"' in response.text
    assert fresh(claim).statement_ar == "تأجل إطلاق النموذج الجديد"


# One claim


def test_a_reviewer_merges_what_is_proposed_and_takes_it_back(reviewer_client, claim, editor):
    other = claim_of("two", claim.question, "تأجل إطلاق النموذج")
    told(other, editor, words="أرجئ الإطلاق")

    page = reviewer_client.get(MERGE).text
    assert 'href="/claims/one/merge/?into=two"' in page
    assert "السؤال نفسه" in words(page)
    assert "ويمكن التراجع عن هذه الخطوة" in words(reviewer_client.get(f"{MERGE}?into=two").text)

    assert reviewer_client.post(MERGE, {"into": "two"}).url == "/claims/two/"
    assert fresh(claim).merged_into == other
    merged = words(reviewer_client.get("/claims/two/").text)
    assert "تأجل الإطلاق" in merged
    assert "أرجئ الإطلاق" in merged

    undo(reviewer_client, "merge")
    assert fresh(claim).merged_into is None


def test_claims_are_found_by_words_and_by_key(reviewer_client, claim):
    claim_of("far-away", statement="كلام بعيد")

    assert "?into=far-away" in reviewer_client.get(f"{MERGE}?find=بعيد").text
    assert "?into=far-away" in reviewer_client.get(f"{MERGE}?find=far-away").text
    assert "لا إفادة فيها هذه الكلمات" in words(reviewer_client.get(f"{MERGE}?find=عدم").text)


def test_the_same_figure_is_a_reason_to_look(reviewer_client, editor):
    for key in ("one", "two"):
        raw = [("294 ألف", 294_000, "USD")]
        told(claim_of(key, statement=f"قول {key} 294"), editor, words="294 ألف", figures=raw)

    assert "الأرقام نفسها" in words(reviewer_client.get(MERGE).text)


@pytest.mark.parametrize("into", ["none", "one", "", "\0"])
def test_it_is_merged_into_no_claim_that_is_not_there(reviewer_client, claim, into):
    assert reviewer_client.post(MERGE, {"into": into}).status_code == 422
    assert fresh(claim).merged_into is None


# Two claims


def test_a_reviewer_splits_places_off_and_takes_it_back(reviewer_client, claim, editor):
    mark = told(claim, editor, words="ألغي الإطلاق")

    response = reviewer_client.post(SPLIT, {"marks": [mark.pk], "statement_ar": "ألغي الإطلاق"})

    made = Claim.objects.get(statement_ar="ألغي الإطلاق")
    assert response.url == made.get_absolute_url()
    assert "ألغي الإطلاق" in words(reviewer_client.get(response.url).text)
    assert reviewer_client.get(PAGE).text.count("<blockquote") == 1
    assert "فصل مواضع منها" in words(reviewer_client.get(PAGE).text)

    undo(reviewer_client, "split")
    assert "ألغي الإطلاق" in words(reviewer_client.get(PAGE).text)


@pytest.mark.parametrize(
    "sent", [{"marks": [1], "statement_ar": "x"}, {"statement_ar": "x"}, {"marks": ["x"]}]
)
def test_it_is_split_by_its_own_places_and_a_statement(reviewer_client, claim, sent):
    assert reviewer_client.post(SPLIT, sent).status_code == 422
    assert Claim.objects.count() == 1


@pytest.fixture
def other(claim) -> Claim:
    return claim_of("other", claim.question, "ألغي الإطلاق")


def relate(client: Client, **sent: str):
    return client.post(f"{PAGE}relate/", {"kind": "contradicts", "next": PAGE, **sent})


def test_an_editor_raises_what_a_claim_is_to_another(editor_client, claim, other):
    assert "طرحها للحكم" in editor_client.get(MERGE, {"into": "other"}).text

    response = relate(editor_client, into="other", reason="إلغاء لا تأجيل")

    link = ClaimLink.objects.get()
    assert response.url == PAGE
    assert (link.kind, link.status, link.reason) == ("contradicts", "suggested", "إلغاء لا تأجيل")


def test_the_first_of_two_takes_the_place_of_the_second(editor_client, claim, other):
    relate(editor_client, into="other", kind="supersedes")

    link = ClaimLink.objects.get()
    assert (link.a_claim, link.b_claim) == (claim, other)


@pytest.mark.parametrize(
    "sent", [{"into": "none"}, {"into": "one"}, {"into": "other", "kind": "x"}]
)
def test_what_is_no_relation_is_not_raised(editor_client, claim, other, sent):
    relate(editor_client, **sent)

    assert not ClaimLink.objects.exists()


def test_who_may_not_raise_a_relation(researcher_client, stranger_client, editor_client, other):
    assert relate(researcher_client, into="other").status_code == 403
    assert relate(stranger_client, into="other").url.startswith(reverse("login"))
    assert editor_client.get(f"{PAGE}relate/").status_code == 405
    assert not ClaimLink.objects.exists()


def test_an_editor_does_not_merge(editor_client, claim, other):
    assert editor_client.post(MERGE, {"into": "other"}).status_code == 403
    assert fresh(claim).merged_into is None
