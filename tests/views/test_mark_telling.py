"""The form of a claim over the wire, as a browser without a script sends it."""

import json
from typing import Any

import pytest
from django.test import Client
from lxml import html

from annotations.models import AttributionStep, ClaimMention, Figure, Mark, MarkKind, Pointing
from annotations.services import marking
from corpus.anchors import Anchor
from corpus.models import Article, User
from tests.factories import AliasFactory, EntityFactory, MarkFactory, TopicFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
SAID = "ديب سيك دفعت 294 ألف دولار ثم أجّلت نموذجها"
TEXT = (
    "كتبت التايمز ذلك، ثم نشرته فايننشال تايمز. "
    f"نقلت الصحيفة عن ثلاثة أشخاص مطلعين أن {SAID}. والشركة صامتة منذ 3 أيام"
)


def anchor(article: Article, words: str) -> Anchor:
    start = article.capture.text.index(words)
    return Anchor(start, start + len(words), words)


@pytest.fixture
def article(db: None) -> Article:
    article = readable_article("عنوان", TEXT)
    for key, name in (("financial-times", "فايننشال تايمز"), ("times", "التايمز")):
        paper = EntityFactory(key=key, kind="outlet", name_ar=name, name_latin=key)
        AliasFactory(entity=paper)
        MarkFactory(article=article, entity=paper, parts=[name])
    return article


@pytest.fixture
def claim(article: Article, editor: User) -> Mark:
    return marking.make(article, kind=MarkKind.CLAIM, anchors=[anchor(article, SAID)], by=editor)


def fields_of(client: Client, mark: Mark) -> dict[str, Any]:
    """What the form of the mark would send if nobody touched it."""
    page = client.get(f"{mark.article.get_absolute_url()}?mark={mark.pk}").content.decode()
    form = html.fromstring(page).get_element_by_id("telling")
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def tell(client: Client, mark: Mark, do: str = "save", **changed: Any) -> Any:
    fields = {**fields_of(client, mark), "do": do}
    fields.update({name.replace("__", "-"): value for name, value in changed.items()})
    return client.post(address_of(mark), fields, headers=HTMX)


def address_of(mark: Mark) -> str:
    return f"{mark.article.get_absolute_url()}marks/{mark.pk}/telling/"


def aimed(article: Article, words: str) -> dict[str, str]:
    at = anchor(article, words)
    part = {"start": at.start, "end": at.end, "quote": at.quote}
    return {"parts": json.dumps([part]), "sha": article.capture.sha256}


def names_of(mark: Mark) -> list[str | None]:
    steps = AttributionStep.objects.filter(mention__mark=mark).order_by("ordinal")
    return [step.source.name if step.source else None for step in steps]


def test_what_is_sent_untouched_changes_nothing(editor_client: Client, claim: Mark) -> None:
    before = list(AttributionStep.objects.values("id", "source", "how", "confirmed"))

    response = tell(editor_client, claim)

    assert response.status_code == 200
    assert list(AttributionStep.objects.values("id", "source", "how", "confirmed")) == before


def test_it_confirms_the_chain(editor_client: Client, claim: Mark) -> None:
    page = tell(editor_client, claim, "confirm").content.decode()

    assert not any(step.is_open for step in AttributionStep.objects.all())
    assert 'id="telling"' in page
    assert "is-open" not in page


def test_it_shows_the_words_beside_the_source_that_they_mean(
    editor_client: Client, claim: Mark
) -> None:
    page = editor_client.get(f"{claim.article.get_absolute_url()}?mark={claim.pk}")

    chips = html.fromstring(page.content.decode()).find_class("hop")
    said = [" ".join(chip.text_content().split()) for chip in chips]
    assert said[0].startswith("الصحيفة «فايننشال تايمز»")
    assert said[1] == "ثلاثة أشخاص مطلعين"


def test_it_names_another_source_by_its_name(editor_client: Client, claim: Mark) -> None:
    tell(editor_client, claim, chain__0__name="التايمز")

    assert names_of(claim) == ["التايمز", "ثلاثة أشخاص مطلعين"]
    assert AttributionStep.objects.get(ordinal=0).confirmed


def test_it_describes_somebody_unnamed(editor_client: Client, claim: Mark) -> None:
    tell(editor_client, claim, chain__1__name="شخصان", chain__1__count="2")

    source = AttributionStep.objects.get(ordinal=1).source
    assert source is not None
    assert (source.descriptor, source.count, source.entity) == ("شخصان", 2, None)


def test_it_adds_a_step_at_the_end(editor_client: Client, claim: Mark) -> None:
    tell(editor_client, claim, chain__2__who="unknown", chain__2__how="explicit")

    assert names_of(claim) == ["فايننشال تايمز", "ثلاثة أشخاص مطلعين", None]


@pytest.mark.parametrize(
    ("do", "names"),
    [
        ("remove-chain-0", ["ثلاثة أشخاص مطلعين"]),
        ("later-chain-0", ["ثلاثة أشخاص مطلعين", "فايننشال تايمز"]),
        ("earlier-chain-1", ["ثلاثة أشخاص مطلعين", "فايننشال تايمز"]),
    ],
)
def test_it_removes_and_moves_steps(
    editor_client: Client, claim: Mark, do: str, names: list[str]
) -> None:
    tell(editor_client, claim, do)

    assert names_of(claim) == names


def test_it_corrects_a_figure(editor_client: Client, claim: Mark) -> None:
    changed = {"figures-0-value": "300,000", "figures-0-bound": "at most"}

    tell(editor_client, claim, **changed, **{"figures-0-metric": "training cost"})

    figure = Figure.objects.get()
    assert (int(figure.value), figure.bound, figure.metric) == (300_000, "at most", "training cost")


def test_it_adds_a_figure_by_its_words(editor_client: Client, claim: Mark) -> None:
    tell(editor_client, claim, "remove-figures-0")
    assert not Figure.objects.exists()

    tell(editor_client, claim, **{"figures-0-raw": "294 ألف دولار"})

    assert (int(Figure.objects.get().value), Figure.objects.get().unit) == (294_000, "USD")


def test_it_says_how_and_when(editor_client: Client, claim: Mark) -> None:
    TopicFactory(path="chips")

    tell(
        editor_client,
        claim,
        stance="denies",
        polarity="negative",
        said="2025-08-14",
        topics="chips",
    )

    mention = ClaimMention.objects.get()
    assert (mention.stance, mention.polarity, str(mention.said)) == (
        "denies",
        "negative",
        "2025-08-14",
    )
    assert claim.claim is not None
    assert claim.claim.topics.get().path == "chips"


# ------------------------------------------------------------------ pointing at the text


def test_whom_a_word_means_is_pointed_out_for_the_article(
    editor_client: Client, article: Article, claim: Mark
) -> None:
    tell(editor_client, claim, "point-place-0", **aimed(article, "التايمز"))

    assert names_of(claim)[0] == "التايمز"
    assert (Pointing.objects.get().form, Pointing.objects.get().source.key) == ("الصحيفه", "times")


def test_a_cue_is_pointed_at(editor_client: Client, article: Article, claim: Mark) -> None:
    tell(editor_client, claim, "point-cue-0", **aimed(article, "نشرته"))

    assert AttributionStep.objects.get(ordinal=0).quote == "نشرته"


def test_a_step_is_added_by_its_words(editor_client: Client, article: Article, claim: Mark) -> None:
    tell(editor_client, claim, "point-step", **aimed(article, "الشركة"))

    step = AttributionStep.objects.get(ordinal=2)
    assert step.source is not None
    assert (step.source.descriptor, step.place_quote, step.how) == ("الشركة", "الشركة", "explicit")


def test_further_words_and_their_figure_are_pointed_at(
    editor_client: Client, article: Article, claim: Mark
) -> None:
    tell(editor_client, claim, "point-part", **aimed(article, "صامتة منذ 3 أيام"))
    tell(editor_client, claim, "point-figure", **aimed(article, "3 أيام"))

    assert [it.quote for it in claim.parts.all()] == [SAID, "صامتة منذ 3 أيام"]
    assert [it.quote for it in Figure.objects.all()] == ["294 ألف دولار", "3 أيام"]

    tell(editor_client, claim, "remove-parts-1")

    assert [it.quote for it in claim.parts.all()] == [SAID]
    assert [it.quote for it in Figure.objects.all()] == ["294 ألف دولار"]


# ------------------------------------------------------------------ what is refused


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
