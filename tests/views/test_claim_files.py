"""Claims and fact checks as JSON-LD: in the page of a claim, and to take away."""

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Rating
from annotations.services import assessing
from tests.factories import EntityFactory, SourceFactory
from tests.marked import outlet
from tests.told import claim_of, told

pytestmark = pytest.mark.django_db

HOSTILE = '</script><script>alert("1")</script> & <!-- '
FILE, ALL = "/claims/one.jsonld", "/claims/reviews.jsonld"
SITE = "http://testserver"


def loaded(client: Client, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/ld+json"
    document: dict[str, Any] = json.loads(response.getvalue())
    return document


@pytest.fixture
def claim(editor):
    made = claim_of("one", statement=f"قيل {HOSTILE}")
    person = EntityFactory(key="liang", kind="person", name_ar="ليانغ")
    paper = EntityFactory(key="nature-paper", kind="document", name_ar="الورقة")
    told(
        made,
        editor,
        SourceFactory(kind="person", entity=person),
        said=date(2025, 7, 30),
        published=datetime(2025, 8, 14, tzinfo=UTC),
        outlet=outlet("o", "هسبريس"),
    )
    told(made, editor, SourceFactory(kind="document", entity=paper), words="في الورقة")
    return made


def test_a_claim_says_who_made_it_where_and_when(editor_client, claim):
    document = loaded(editor_client, FILE)
    made = document["@graph"][0]

    assert document["@context"] == "https://schema.org"
    assert len(document["@graph"]) == 1
    assert made["@type"] == "Claim"
    assert made["@id"] == f"{SITE}/claims/one/"
    assert made["text"] == f"قيل {HOSTILE}"
    assert made["author"] == [{"@type": "Person", "name": "ليانغ", "url": f"{SITE}/sources/liang/"}]
    assert [it["@type"] for it in made["citation"]] == ["CreativeWork"]
    assert (made["dateCreated"], made["datePublished"]) == ("2025-07-30", "2025-08-14")
    assert made["firstAppearance"]["publisher"]["name"] == "O"
    assert len(made["appearance"]) == 2


def test_only_what_was_assessed_is_a_fact_check(editor_client, claim, editor, reviewer):
    assessing.assess(claim, rating=Rating.FALSE, rationale="نُفي", by=editor)
    assessing.assess(claim, rating=Rating.UNPROVEN, rationale="لا سبيل إليه", by=reviewer)

    made, *reviews = loaded(editor_client, FILE)["@graph"]

    assert [it["@type"] for it in reviews] == ["ClaimReview"] * 2
    first = reviews[0]
    assert first["claimReviewed"] == made["text"]
    assert first["itemReviewed"] == made
    assert first["author"]["name"] == "س. الحربي"
    assert first["url"] == f"{SITE}/claims/one/#assessment"
    assert first["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "خطأ",
    }
    assert reviews[1]["reviewRating"]["ratingValue"] == 0


def test_the_page_holds_the_same_and_nothing_breaks_out_of_it(editor_client, claim):
    page = editor_client.get("/claims/one/").text
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)

    assert len(found) == 1
    assert "alert" in found[0]
    assert "<" not in found[0]
    assert json.loads(found[0]) == loaded(editor_client, FILE)
    assert "<script>alert" not in page


def test_all_fact_checks_are_one_document(editor_client, claim, editor):
    assert loaded(editor_client, ALL)["@graph"] == []

    assessing.assess(claim, rating=Rating.TRUE, rationale="لأن", by=editor)
    other = claim_of("two")
    assessing.assess(other, rating=Rating.MIXED, rationale="لأن", by=editor)
    withdrawn = claim_of("three")
    assessing.assess(withdrawn, rating=Rating.MIXED, rationale="لأن", by=editor)
    assessing.withdraw(withdrawn, by=editor)
    claim_of("unchecked")

    reviews = loaded(editor_client, ALL)["@graph"]

    assert [it["itemReviewed"]["identifier"] for it in reviews] == ["one", "two"]


def test_a_merged_claims_file_is_that_of_what_it_is_read_as(editor_client, claim):
    claim_of("old", merged_into=claim)

    assert editor_client.get("/claims/old.jsonld").url == FILE
    assert editor_client.get("/claims/none.jsonld").status_code == 404


@pytest.mark.parametrize("address", [FILE, ALL])
def test_strangers_sign_in_and_nobody_posts(stranger_client, editor_client, claim, address):
    assert stranger_client.get(address).url.startswith(reverse("login"))
    assert editor_client.post(address).status_code == 405


def test_open_reading_opens_a_claim_and_not_the_whole_set(stranger_client, claim, settings):
    settings.OPEN_READING = True

    assert stranger_client.get(FILE).status_code == 200
    assert stranger_client.get(ALL).status_code == 302
