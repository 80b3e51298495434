"""The claims that rules propose: stored with chains and figures, decided on, pointed, forgotten."""

from dataclasses import replace
from decimal import Decimal

import pytest

from annotations.models import AttributionStep, Claim, ClaimMention, Figure, Mark
from annotations.services import board, marking, suggestions, telling
from annotations.services.proposed_claims import fits
from corpus.anchors import Anchor
from corpus.models import Article, ArticleIndex, Entity
from corpus.services import registry, sources, texts
from corpus.text.analysis import Analyst
from corpus.text.claims import ClaimFound, FigureFound
from corpus.text.finders import Suggestions
from corpus.text.morphology import load_analyser
from newsroom.derive import derivation
from tests.claiming import claim_in
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

CLAIM = "تدريب نموذج R1 كلّف 294 ألف دولار"
TEXT = f"نقلت صحيفة فاينانشال تايمز عن ثلاثة أشخاص مطلعين قولهم إن {CLAIM}."
NAMES = [
    {"key": "financial-times", "kind": "outlet", "ar": "فاينانشال تايمز", "latin": "FT"},
    {"key": "nature", "kind": "outlet", "ar": "نيتشر", "latin": "Nature"},
    {"key": "deepseek", "kind": "organisation", "ar": "ديب سيك", "latin": "DeepSeek"},
]


@pytest.fixture(autouse=True)
def names(db) -> None:
    registry.load_entities(NAMES)


def derived(*paragraphs: str) -> Article:
    """An article as an import leaves it, with what the rules propose."""
    article = readable_article("عنوان", *(paragraphs or (TEXT,)))
    derivation()([article])
    return article


def paper(name: str) -> Entity:
    return Entity.objects.get(name_latin=name)


def proposed(article: Article) -> list[Mark]:
    return list(Mark.objects.filter(article=article, kind="claim", by=None).order_by("pk"))


def chain_of(mark: Mark) -> list[str]:
    steps = AttributionStep.objects.filter(mention__mark=mark).select_related("source__entity")
    return [it.source.canonical_name if it.source else "" for it in steps]


def test_a_claim_is_stored_with_its_chain_and_figures(editor):
    [mark] = proposed(derived())

    mention = mark.mentions.get()
    [said] = Figure.objects.filter(mention=mention)
    assert chain_of(mark) == ["FT", "ثلاثة أشخاص مطلعين"]
    assert (mention.origin_kind, mention.origin) == ("named", sources.named(paper("FT")))
    assert (said.value, said.unit, said.metric) == (Decimal(294_000), "USD", "training cost")
    assert claim_in(mark).statement_ar == mark.parts.get().quote
    assert (claim_in(mark).origin, mark.origin, mark.by) == ("claims", "claims", None)
    assert "has:proposed-claim" in ArticleIndex.objects.get().facets


def rows() -> list[list[object]]:
    return [
        list(Claim.objects.order_by("key").values("key", "statement_ar", "origin")),
        list(ClaimMention.objects.order_by("mark__claim__key").values("origin__key", "stance")),
        list(AttributionStep.objects.order_by("ordinal").values("source__key", "how", "quote")),
        list(Figure.objects.values("quote", "value", "unit")),
    ]


def test_the_same_derivation_twice_gives_the_same_rows():
    article = derived()
    first = rows()

    derivation()([article])

    assert rows() == first


def place(article: Article, words: str) -> list[Anchor]:
    start = article.capture.text.index(words)
    return [Anchor(start, start + len(words), words)]


@pytest.mark.parametrize(
    ("words", "covers"),
    [
        pytest.param(CLAIM, True, id="the same words"),
        pytest.param("نموذج R1 كلّف 294 ألف دولار", True, id="most of the words"),
        pytest.param(f"قولهم إن {CLAIM}", True, id="some words more"),
        pytest.param(TEXT, False, id="many words more"),
        pytest.param("294 ألف دولار", False, id="a few of the words"),
        pytest.param("ثلاثة أشخاص مطلعين", False, id="other words"),
    ],
)
def test_a_decision_on_mostly_the_same_words_covers_it(editor, words, covers):
    article = derived()

    marking.make(article, kind="claim", anchors=place(article, words), by=editor)
    derivation()([article])

    assert [it.covered for it in proposed(article)] == [covers]


def test_what_was_rejected_stays_hidden(editor):
    article = derived()
    marking.reject(proposed(article)[0], by=editor)

    derivation()([article])

    assert [it.covered for it in proposed(article)] == [True]
    assert "has:proposed-claim" not in ArticleIndex.objects.get().facets


def test_accepting_it_is_a_decision_with_all_that_it_says(editor):
    article = derived()
    [suggestion] = proposed(article)

    mark = marking.accept(suggestion, by=editor)

    assert mark.claim == suggestion.claim
    assert chain_of(mark) == chain_of(suggestion)
    assert Figure.objects.get(mention__mark=mark).value == 294_000
    assert mark.mentions.get().origin == suggestion.mentions.get().origin
    assert "has:claim" in ArticleIndex.objects.get().facets


RESOLVED = (
    "ذكرت فاينانشال تايمز أن الشركة تأخرت. وكتبت مجلة نيتشر عن ذلك.",
    "وأضافت الصحيفة أن تدريب نموذج R1 كلّف 294 ألف دولار.",
)


def of_the_paper(article: Article) -> list[str]:
    """Whom the chain of the claim with the cost names."""
    [mark] = [it for it in proposed(article) if "294" in it.parts.get().quote]
    return chain_of(mark)


def test_whom_words_mean_is_pointed_out_in_one_article_alone(editor):
    article, other = derived(*RESOLVED), derived(*RESOLVED)
    before = of_the_paper(article)
    [at] = place(article, "فاينانشال تايمز")

    telling.point(article, "الصحيفة", "financial-times", at, by=editor)
    derivation()([article, other])

    assert before == of_the_paper(other) == ["Nature"]
    assert of_the_paper(article) == ["FT"]


@pytest.mark.parametrize(
    ("value", "most", "bound", "kept"),
    [
        pytest.param("1e30", None, "exact", True, id="thirty zeros"),
        pytest.param("1e40", None, "exact", False, id="forty zeros"),
        pytest.param("-1e40", None, "exact", False, id="forty zeros below nothing"),
        pytest.param("0", None, "exact", True, id="nothing"),
        pytest.param("1e-12", None, "exact", True, id="twelve places"),
        pytest.param("1e-13", None, "exact", False, id="thirteen places"),
        pytest.param("NaN", None, "exact", False, id="no number"),
        pytest.param("1", "Infinity", "range", False, id="no end"),
        pytest.param("1", "1e41", "range", False, id="an end too far"),
        pytest.param("1", "2", "range", True, id="a range"),
        pytest.param("1", "1", "range", False, id="a range of one value"),
        pytest.param("1", "0", "range", False, id="a range down to nothing"),
        pytest.param("1", None, "range", False, id="a range with one end"),
        pytest.param("1", "2", "exact", False, id="two ends of no range"),
    ],
)
def test_a_figure_is_kept_where_a_row_can_hold_it(value, most, bound, kept):
    found = FigureFound(
        0, 1, "1", Decimal(value), Decimal(most) if most else None, "USD", bound, "cost"
    )

    assert fits(found) is kept


def found_in(article: Article) -> Suggestions:
    analyst = Analyst(load_analyser(None), registry.names())
    [(_, segments)] = texts.with_segments([article])
    return analyst.analyse(article.capture.text, article.title, segments).said


def store(article: Article, claim: ClaimFound) -> Mark:
    said = replace(found_in(article), claims=[claim])
    suggestions.replace([suggestions.Found(article, said)])
    return proposed(article)[0]


def test_figures_that_no_row_can_hold_are_left_out():
    article = derived()
    [claim] = found_in(article).claims
    [figure] = claim.figures
    figures = tuple(replace(figure, value=Decimal(it)) for it in (10**41, 10**30, 0))

    store(article, replace(claim, figures=figures))

    stored = Figure.objects.order_by("ordinal").values_list("ordinal", "value")
    assert list(stored) == [(0, Decimal(10**30)), (1, Decimal(0))]


def test_a_source_stands_once_in_a_chain_that_comes_back_to_it():
    article = derived()
    [claim] = found_in(article).claims

    mark = store(article, replace(claim, chain=(*claim.chain, claim.chain[0])))

    assert chain_of(mark) == ["FT", "ثلاثة أشخاص مطلعين"]


def test_claims_that_nothing_refers_to_go_at_the_next_count(editor):
    article, kept = derived(), derived("قالت شركة ديب سيك إن تدريب النموذج كلّف 7 ملايين دولار.")
    marking.reject(proposed(kept)[0], by=editor)
    nothing = Suggestions([], [], [], [], [])

    suggestions.replace([suggestions.Found(it, nothing) for it in (article, kept)])
    board.recount()

    assert Claim.objects.get().statement_ar.endswith("7 ملايين دولار")


def test_who_declined_to_comment_was_asked_and_is_not_cited():
    article = derived("ورفضت شركة ديب سيك التعليق على ذلك.")

    mark = Mark.objects.get(article=article, kind="source")
    assert mark.origin == "declined"
    assert mark.source == sources.named(paper("DeepSeek"))
    assert not [it for it in ArticleIndex.objects.get().facets if it.startswith("source:")]
