"""What the form of a claim does not send, and who may not send it."""

import json

import pytest
from django.test import Client
from lxml import html

from annotations.models import AttributionStep, ClaimMention, Mark
from corpus.models import Article, User
from tests.factories import MarkFactory
from tests.reading import readable_article
from tests.telling_form import HTMX, address_of, fields_of, tell
from tests.told_claims import made, names_of, told_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return told_article()


@pytest.fixture
def claim(article: Article, editor: User) -> Mark:
    return made(article, editor)


@pytest.mark.parametrize(
    ("do", "changed"),
    [
        ("explode", {}),
        ("remove-chain-9", {}),
        ("later-chain-1", {}),
        ("earlier-chain-0", {}),
        ("remove-parts-0", {}),
        ("remove-parts-7", {}),
        ("save", {"stance": "swears"}),
        ("save", {"chain-0-kept": "{"}),
        ("save", {"chain-0-kept": '{"source": 7}'}),
        ("save", {"chain-0-kept": '{"source": null, "was": "", "confirmed": true, "cue": [1]}'}),
        ("save", {"chain-0-name": "لا أحد بهذا الاسم"}),
        ("save", {"chain-0-name": ""}),
        ("save", {"chain-1-count": "0"}),
        ("save", {"chain-TOTAL_FORMS": "x"}),
        ("save", {"chain-TOTAL_FORMS": "2000"}),
        ("save", {"figures-0-value": "many"}),
        ("save", {"figures-0-at": "[]"}),
        ("save", {"figures-1-raw": "ليس هنا"}),
        ("save", {"topics": "no/topic"}),
        ("save", {"said": "yesterday"}),
    ],
)
def test_it_refuses_what_the_form_does_not_send(
    editor_client: Client, claim: Mark, do: str, changed: dict[str, str]
) -> None:
    before = names_of(claim)

    response = tell(editor_client, claim, do, **changed)

    assert response.status_code == 422
    assert response.json()["message"]
    assert names_of(claim) == before


@pytest.mark.parametrize("do", ["point-cue-0", "point-place-1", "point-step", "point-part"])
def test_pointing_needs_words_of_this_text(editor_client: Client, claim: Mark, do: str) -> None:
    nothing = tell(editor_client, claim, do)
    forged = json.dumps([{"start": 0, "end": 4, "quote": "كلام"}])
    elsewhere = tell(editor_client, claim, do, parts=forged, sha=claim.capture.sha256)
    another = tell(editor_client, claim, do, parts=forged, sha="0" * 64)

    assert [it.status_code for it in (nothing, elsewhere, another)] == [409, 409, 409]


def test_a_form_that_somebody_overtook_is_refused(
    editor_client: Client, reviewer_client: Client, claim: Mark
) -> None:
    fields = {**fields_of(editor_client, claim), "do": "save", "stance": "denies"}
    tell(reviewer_client, claim, certainty="possible")

    response = editor_client.post(address_of(claim), fields, headers=HTMX)

    assert response.status_code == 409
    assert ClaimMention.objects.get().stance != "denies"


def test_it_refuses_a_mark_of_another_article(editor_client: Client, claim: Mark) -> None:
    other = readable_article("عنوان", "كلام")
    fields = {**fields_of(editor_client, claim), "do": "confirm"}

    address = f"{other.get_absolute_url()}marks/{claim.pk}/telling/"
    responses = [
        editor_client.post(address, fields, headers=HTMX),
        editor_client.post(address_of(claim).replace(str(claim.pk), "999999999"), fields),
        editor_client.post("/articles/none/marks/1/telling/", fields),
    ]

    assert [it.status_code for it in responses] == [409, 302, 404]
    assert any(step.is_open for step in AttributionStep.objects.all())


def test_it_refuses_a_mark_that_is_no_claim(editor_client: Client, claim: Mark) -> None:
    entity = MarkFactory(article=claim.article, parts=["الشركة"])
    fields = {**fields_of(editor_client, claim), "do": "confirm", "seen": ""}

    response = editor_client.post(address_of(entity), fields, headers=HTMX)

    assert response.status_code == 422


def test_strangers_and_researchers_change_nothing(
    stranger_client: Client, researcher_client: Client, editor_client: Client, claim: Mark
) -> None:
    fields = {**fields_of(editor_client, claim), "do": "confirm"}

    stranger = stranger_client.post(address_of(claim), fields)
    researcher = researcher_client.post(address_of(claim), fields, headers=HTMX)

    assert stranger.status_code == 302
    assert "/sign-in/" in stranger["Location"]
    assert researcher.status_code == 403
    assert any(step.is_open for step in AttributionStep.objects.all())


def test_a_visit_changes_nothing(editor_client: Client, claim: Mark) -> None:
    assert editor_client.get(address_of(claim)).status_code == 405


def test_a_researcher_reads_the_chain(researcher_client: Client, claim: Mark) -> None:
    page = researcher_client.get(f"{claim.article.get_absolute_url()}?mark={claim.pk}")

    said = html.fromstring(page.content.decode())
    assert not said.find_class("telling")
    assert len(said.find_class("hop")) == 2
    assert "294,000" in said.text_content()


def test_without_a_script_it_goes_back_to_the_claim(editor_client: Client, claim: Mark) -> None:
    fields = {**fields_of(editor_client, claim), "do": "confirm"}

    response = editor_client.post(address_of(claim), fields)

    assert response["Location"].endswith(f"?mark={claim.pk}#panel")
