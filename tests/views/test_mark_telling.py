"""The form of a claim over the wire, as a browser without a script sends it."""

import pytest
from django.test import Client
from lxml import html

from annotations.models import AttributionStep, ClaimMention, Figure, Mark, Pointing
from corpus.models import Article, User
from tests.factories import TopicFactory
from tests.telling_form import tell
from tests.told_claims import SAID, aimed, made, names_of, told_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return told_article()


@pytest.fixture
def claim(article: Article, editor: User) -> Mark:
    return made(article, editor)


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
