"""What operators, prefixes, nearness, fields and dates find, and what of it is marked."""

from datetime import UTC, datetime

import pytest
from django.db.models import F
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from corpus.models import ArticleIndex
from corpus.search import Matches, ask, marked, matching, search_for
from corpus.search.expressions import as_tsquery
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.morphology import LightAnalyser
from corpus.text.query_tokens import Amiss
from tests.factories import AliasFactory, EntityFactory, written_article
from tests.indexing import index_texts

HUAWEI, NVIDIA, BOTH = "هواوي تكسب", "إنفيديا تخسر", "هواوي وإنفيديا"
EARLY, LATE = datetime(2025, 1, 31, 23, tzinfo=UTC), datetime(2025, 8, 31, 23, tzinfo=UTC)


def listed(title, *facets, body="…", **fields):
    article = written_article(title, body, **fields)
    index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet(key, label, key) for key, label in facets]})
    return article


def found(text):
    search = search_for(text)
    assert search is not None
    rows = ArticleIndex.objects.filter(matching(search)).order_by("article")
    return list(rows.values_list("article__title", flat=True))


def marks(text, asked):
    return [run.text for run in marked(text, search_for(asked)) if run.marked]


@pytest.fixture
def three(db):
    for title in (HUAWEI, NVIDIA, BOTH):
        listed(title)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("هواوي AND إنفيديا", [BOTH]),
        ("هواوي و إنفيديا", [BOTH]),
        ("هواوي OR إنفيديا", [HUAWEI, NVIDIA, BOTH]),
        ("هواوي أو إنفيديا", [HUAWEI, NVIDIA, BOTH]),
        ("هواوي NOT إنفيديا", [HUAWEI]),
        ("هواوي بدون إنفيديا", [HUAWEI]),
        ("NOT هواوي", [NVIDIA]),
        ("NOT (تكسب OR تخسر)", [BOTH]),
        ("(تكسب OR تخسر) هواوي", [HUAWEI]),
        ("تكسب OR هواوي إنفيديا", [HUAWEI, BOTH]),
        ('NOT "هواوي تكسب"', [NVIDIA, BOTH]),
        ("هوا*", [HUAWEI, BOTH]),
        ("انف*", [NVIDIA, BOTH]),
        ("هواوي NOT تك*", [BOTH]),
    ],
)
def test_operators_join_what_is_found(three, asked, expected):
    assert found(asked) == expected


@pytest.mark.django_db
def test_a_prefix_finds_the_word_behind_an_article_and_a_conjunction():
    listed("عن والرقائق")

    assert found("رقا*") == ["عن والرقائق"]
    assert marks("عن والرقائق", "رقا*") == ["والرقائق"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ('"هواوي الصين"~3', True),
        ('"الصين هواوي"~3', True),
        ('"هواوي الصين"~2', False),
        ("«شركة الصين»~٥", True),
        ('"هواوي رقائق الصين"~3', True),
    ],
)
def test_near_words_stand_in_any_form_and_either_order(asked, is_found):
    listed("شركات هواوي تبيع الرقاقة للصين")

    assert bool(found(asked)) == is_found


@pytest.mark.django_db
def test_nearness_joins_with_words_and_their_opposites():
    listed("هواوي في الصين")
    listed("هواوي شركة كبيرة جدًا من شركات الصين")

    assert found('NOT "هواوي الصين"~3') == ["هواوي شركة كبيرة جدًا من شركات الصين"]
    assert found('كبيرة OR "هواوي الصين"~3') == found("هواوي")
    assert found('كبيرة "هواوي الصين"~3') == []


@pytest.mark.django_db
def test_words_asked_for_are_marked_and_words_asked_against_are_not():
    listed(BOTH)

    assert marks(BOTH, "هواوي OR إنفيديا") == ["هواوي", "وإنفيديا"]
    assert marks(BOTH, "تكسب OR NOT إنفيديا OR هواوي") == ["هواوي"]
    assert marks(BOTH, '"إنفيديا هواوي"~3') == ["هواوي", "وإنفيديا"]
    assert marks(BOTH, "هواوي AND has:claim") == ["هواوي"]
    assert marks(BOTH, "NOT هواوي") == []
    assert marks("هواوي في الصين", 'في "هواوي في الصين"') == ["هواوي في الصين"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    [
        "entity:nvidia",
        "entity:NVIDIA",
        "كيان:إنفيديا",
        "كيان:انفيديا",
        "كيان:نفيديا",
        'entity:"Nvidia Corp."',
        "entity:corp",
        "has:contradiction",
        "فيه:تعارض",
        "topic:chips",
        "موضوع:الشرائح",
        "موضوع:شرائح",
        "حالة:open",
        "إفادة:كلفة",
        "outlet:الجزيره",
        "source:nvidia",
    ],
)
def test_a_value_is_found_by_key_by_any_spelling_and_by_label(asked):
    entity = EntityFactory(key="nvidia")
    for spelling in ("إنفيديا", "نفيديا"):
        AliasFactory(entity=entity, text=spelling)
    listed("مادة عن الزراعة")
    facets = [
        ("entity:nvidia", "شركة Nvidia Corp."),
        ("source:nvidia", "…"),
        ("has:contradiction", "فيه تعارض"),
        ("topic:chips", "الشرائح"),
        ("state:open", "بلا قرار"),
        ("claim:cost", "كلفة تدريب R1"),
        ("outlet:~الجزيره", "الجزيرة"),
    ]
    listed("المطلوب", *facets)

    assert found(asked) == ["المطلوب"]


@pytest.mark.django_db
def test_a_value_is_read_through_a_merge():
    entity = EntityFactory(key="nvidia")
    AliasFactory(entity=EntityFactory(merged_into=entity), text="نڤيديا")
    listed("المطلوب", ("entity:nvidia", "إنفيديا"))

    assert found("كيان:نڤيديا") == ["المطلوب"]


@pytest.mark.django_db
def test_fields_words_and_their_opposites_are_one_question():
    listed(HUAWEI, ("entity:huawei", "هواوي"), ("has:claim", "فيه إفادة"))
    listed(BOTH, ("entity:huawei", "هواوي"))
    listed(NVIDIA, ("has:claim", "فيه إفادة"))

    assert found("كيان:هواوي NOT has:claim") == [BOTH]
    assert found("كيان:هواوي NOT إنفيديا") == [HUAWEI]
    assert found("تخسر OR كيان:هواوي") == [HUAWEI, BOTH, NVIDIA]
    assert found("NOT (تكسب OR has:claim)") == [BOTH]


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["author:سارة", 'كاتب:"ساره الاحمد"', "author:الأحمد"])
def test_an_author_is_found_in_the_byline_however_it_is_written(asked):
    listed(HUAWEI, author="سارةُ الأحمد")
    listed(NVIDIA, author="خالد")

    assert found(asked) == [HUAWEI]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("date:2025-01..2025-08", [HUAWEI, NVIDIA]),
        ("date:2025", [HUAWEI, NVIDIA]),
        ("تاريخ:٢٠٢٥-٠١", [HUAWEI]),
        ("date:2025-08-31", [NVIDIA]),
        ("date:..2025-01", [HUAWEI]),
        ("date:2025-02..", [NVIDIA]),
        ("NOT date:2025-01", [NVIDIA, BOTH]),
        ("date:1000..2999-12-31", [HUAWEI, NVIDIA]),
    ],
)
def test_dates_are_whole_days_and_the_undated_are_in_none(asked, expected):
    listed(HUAWEI, published=EARLY, published_precision="day")
    listed(NVIDIA, published=LATE, published_precision="day")
    listed(BOTH)

    assert found(asked) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "suggestion"),
    [
        ("رقائق كيان:إنفيدي", "رقائق كيان:إنفيديا"),
        ("entity:Envidia", "entity:nvidia"),
        ("كيان:زرافة", ""),
    ],
)
def test_a_value_that_nothing_has_is_named_with_one_like_it(asked, suggestion):
    article = listed(BOTH)
    index.set_facets({article.pk: [Facet("entity:nv", "إنفيديا", "nvidia")]})

    (problem,) = ask(asked).problems

    assert problem.amiss == Amiss.UNKNOWN_VALUE
    assert asked[problem.start : problem.end] == asked.split()[-1]
    assert problem.suggestion == suggestion
    assert found(asked) == []


@pytest.mark.django_db
def test_what_was_understood_is_still_asked():
    listed(HUAWEI)

    inquiry = ask("هواوي AND (")

    assert [it.amiss for it in inquiry.problems] == [Amiss.LONE_OPERATOR, Amiss.OPEN_BRACKET]
    assert found("هواوي AND (") == [HUAWEI]
    assert ask("(").asks_for_nothing


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["NOT هواوي", "NOT has:claim", "هواوي OR NOT has:claim"])
def test_the_index_always_has_something_to_begin_from(asked):
    search = search_for(asked)

    assert search is not None
    assert search.conditions.index.startswith("('any' & ")


PIECES = ["(", ")", '"', "«", "”", "~5", "~99", "*", ":", "'", "\\", "&", "|", "!", "<->", "%"]
PIECES += [" ", " و ", " أو ", " بدون ", " AND ", " OR ", " NOT ", "date:", "كيان:", "author:"]
PIECES += ["2025-01", "..", "هواوي", "إنفيديا", "has:", "\u200f", "l:", "');--"]


class AnyQuery(TestCase):
    @settings(max_examples=80, deadline=None)
    @given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
    @example("هو'*")
    @example("NOT ('\\'* OR author:%)")
    def test_no_query_breaks_the_database(self, text):
        search = search_for(text)

        if search is not None:
            list(ArticleIndex.objects.filter(matching(search)))
            if search.words:
                for tier in search.tiers:
                    list(ArticleIndex.objects.filter(Matches(F("lexemes"), as_tsquery(tier))))
                assert "".join(run.text for run in marked(text, search)) == text
