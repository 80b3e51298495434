"""Each constraint and trigger of annotations, broken once, and what makes the tables shardable."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model, UniqueConstraint

from annotations.models import AttributionStep, Claim, ClaimMention, Mark, MarkPart
from corpus.models import Article, Capture
from tests.factories import (
    ArticleFactory,
    DecisionFactory,
    EntityFactory,
    MarkFactory,
    SourceFactory,
    UserFactory,
    written_article,
)

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.fixture(autouse=True)
def savepoint(db):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def claim_mark(article: Article) -> Mark:
    claim = Claim.objects.create(key=f"c-{article.key}", statement_ar="إفادة")
    return MarkFactory(article=article, kind="claim", claim=claim, parts=[(0, 4)])


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"entity": None}, id="none"),
        pytest.param({"source": SourceFactory}, id="two"),
        pytest.param({"kind": "source", "source": None}, id="another than the kind names"),
        pytest.param({"kind": "gesture"}, id="unknown kind"),
    ],
)
def test_a_mark_has_exactly_the_value_that_its_kind_names(values):
    article = ArticleFactory()
    made = {name: value() if callable(value) else value for name, value in values.items()}
    fields = {"kind": "entity", "entity": EntityFactory(), **made}

    with refused("mark_one_value"):
        Mark.objects.create(article=article, capture=article.capture, origin="names", **fields)


def test_a_mark_that_nobody_made_has_no_time():
    mark = MarkFactory(parts=[(0, 4)])

    with refused("suggested_or_made"):
        Mark.objects.filter(pk=mark.pk).update(at=mark.article.published or "2025-01-01T00:00Z")


def test_a_score_is_between_nothing_and_one():
    with refused("score_in_range"):
        MarkFactory(score=1.5)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"start": 0, "end": 4, "quote": "غيره"}, "quote does not stand", id="quote"),
        pytest.param({"start": 4, "end": 4, "quote": ""}, "end_after_start", id="empty"),
        pytest.param({"start": 0, "end": 9999, "quote": "x"}, "leaves its article", id="past"),
    ],
)
def test_a_parts_quote_stands_at_its_place(fields, constraint):
    mark = MarkFactory()

    with refused(constraint):
        MarkPart.objects.create(mark=mark, capture=mark.capture, **fields)


def test_a_part_is_never_moved_off_its_quote():
    mark = MarkFactory(parts=[(0, 4)])

    with refused("quote does not stand"):
        mark.parts.update(start=1, end=5)


def test_a_mark_has_one_part_of_each_ordinal():
    mark = MarkFactory(parts=[(0, 4)])
    part = mark.parts.get()

    with refused("ordinal_once"):
        MarkPart.objects.create(
            mark=mark, capture=mark.capture, start=0, end=part.end, quote=part.quote
        )


def test_a_mark_stays_inside_its_article():
    article = written_article("عنوان", "فقرة أولى.")
    Article.objects.filter(pk=article.pk).update(end=5)

    with refused("leaves its article"):
        MarkFactory(article=article, parts=["فقرة"])


def test_a_decision_under_one_natural_key_is_made_once():
    decision = DecisionFactory()

    with refused("natural_key"):
        DecisionFactory(capture=decision.capture, value_key=decision.value_key, by=decision.by)


def test_a_decision_on_a_whole_article_is_made_once_though_its_place_is_null():
    fields = {"start": None, "end": None, "article_key": "k", "value_key": "v", "by": UserFactory()}
    decision = DecisionFactory(**fields)

    with refused("natural_key"):
        DecisionFactory(capture=decision.capture, **fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"article_key": "k"}, "place_or_article", id="a place and an article"),
        pytest.param({"start": None, "end": None}, "place_or_article", id="neither"),
        pytest.param({"verdict": "perhaps"}, "verdict_known", id="unknown verdict"),
        pytest.param({"quote": "غيره"}, "quote does not stand", id="another quote"),
    ],
)
def test_a_decision_is_on_a_place_or_on_an_article(fields, constraint):
    with refused(constraint):
        DecisionFactory(**fields)


def test_a_claim_says_something():
    with refused("says_something"):
        Claim.objects.create(key="c", statement_ar="")


def test_a_claim_mark_carries_one_mention():
    mark = claim_mark(ArticleFactory())
    ClaimMention.objects.create(mark=mark, capture=mark.capture)

    with refused("once_per_mark"):
        ClaimMention.objects.create(mark=mark, capture=mark.capture)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"ordinal": 0}, "ordinal_once", id="two first steps"),
        pytest.param({"start": 0}, "cue_whole_or_absent", id="half a cue"),
        pytest.param({"how": "guessed"}, "how_known", id="unknown way"),
        pytest.param(
            {"start": 0, "end": 4, "quote": "غيره"}, "quote does not stand", id="another cue"
        ),
    ],
)
def test_a_chain_is_a_list_of_steps_with_whole_cues(fields, constraint):
    mark = claim_mark(ArticleFactory())
    mention = ClaimMention.objects.create(mark=mark, capture=mark.capture)
    step = {"mention": mention, "capture": mark.capture, "how": "explicit"}
    AttributionStep.objects.create(ordinal=0, **step)

    with refused(constraint):
        AttributionStep.objects.create(**{**step, "ordinal": 1, **fields})


def test_an_unknown_hop_has_no_source():
    mark = claim_mark(ArticleFactory())
    mention = ClaimMention.objects.create(mark=mark, capture=mark.capture)

    step = AttributionStep.objects.create(
        mention=mention, capture=mark.capture, ordinal=0, how="inferred"
    )

    assert step.source is None


BELOW_CAPTURE = [
    model
    for app in ("corpus", "annotations")
    for model in apps.get_app_config(app).get_models()
    if any(field.related_model is Capture for field in model._meta.fields)
]


@pytest.mark.parametrize("model", BELOW_CAPTURE, ids=lambda model: model.__name__)
def test_every_table_below_capture_could_be_sharded_by_it(model: type[Model]):
    capture = model._meta.get_field("capture")
    unique = [it for it in model._meta.constraints if isinstance(it, UniqueConstraint)]
    singly = [it for it in model._meta.fields if it.unique and not it.primary_key]

    assert not capture.null
    assert all("capture" in it.fields for it in unique)
    assert not singly


def test_the_tables_below_capture_are_these():
    names = {model.__name__ for model in BELOW_CAPTURE}

    assert names >= {"Article", "Segment", "ArticleIndex", "Mark", "MarkPart", "Decision"}
