"""Names in any spelling lead to the value, and the query that comes of it finds the value."""

import pytest
from django.utils.translation import override
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from corpus.models import Entity, FacetValue
from corpus.search.completion import complete
from corpus.search.names import bare
from corpus.search.values import keys_called
from corpus.text.fold import fold
from corpus.text.query_caret import under_caret
from tests.factories import AliasFactory, EntityFactory

pytestmark = pytest.mark.django_db

NVIDIA = ("إنفيديا", "Nvidia", "نفيديا", "NVDA")
DEEPSEEK = ("ديب سيك", "DeepSeek", "ديبسيك", "Deep Seek")
TIMES = ("فايننشال تايمز", "Financial Times", "فاينانشال تايمز", "FT")


def value(key: str, arabic: str, english: str, count: int = 1) -> FacetValue:
    return FacetValue.objects.create(
        key=key,
        kind=key.partition(":")[0],
        label_ar=arabic,
        label_en=english,
        folded_ar=fold(arabic),
        folded_en=fold(english),
        count=count,
    )


def entity(key: str, *names: str, count: int = 1, **fields) -> Entity:
    entity = EntityFactory(key=key, name_ar=names[0], name_latin=names[1], **fields)
    for name in names:
        AliasFactory(entity=entity, text=name)
    value(f"entity:{key}", names[0], names[1], count)
    return entity


@pytest.fixture
def names(db):
    entity("nvidia", *NVIDIA, count=5)
    entity("deepseek", *DEEPSEEK, count=4)
    entity("times", *TIMES)
    value("source:times", *TIMES[:2], count=3)
    value("topic:chips", "الرقائق", "Chips")


def completed(text: str) -> list[str]:
    return [it.query for it in complete(text, len(text))]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *((it, "كيان:إنفيديا") for it in ("انفيديا", "إنفيديا", "نفيديا", "Nvidia", "nvidai")),
        *((it, "كيان:إنفيديا") for it in ("انفيد", "nvi", "nvda", "إنفيذيا", "انغيديا")),
        *((it, 'كيان:"ديب سيك"') for it in ("ديب سيك", "deepseek", "ديب س", "deap seek")),
        ("فاينانشال", 'كيان:"فايننشال تايمز"'),
        ("ft", 'كيان:"فايننشال تايمز"'),
        ("source:fina", 'source:"فايننشال تايمز"'),
        ("source:«فاينانشل تايمز»", 'source:"فايننشال تايمز"'),
        ("رقائق NOT انفيد", "رقائق NOT كيان:إنفيديا"),
        ("قالت ديب سي", 'قالت كيان:"ديب سيك"'),
        ("رقايق", "موضوع:الرقائق"),
        ("chip", "موضوع:الرقائق"),
        ("كيا", "كيان:"),
        ("sour", "source:"),
        ("topic:", "topic:الرقائق"),
    ],
)
def test_any_spelling_leads_to_the_value(names, typed, expected):
    assert expected in completed(typed)


def test_articles_do_not_count_where_a_name_is_nearly_written(names):
    assert completed("entity:النغيديا") == ["entity:إنفيديا"]
    assert completed("الرقايق") == completed("رقايق") == ["موضوع:الرقائق"]


@pytest.mark.parametrize("spelling", ["الشركة العالمية", "شركة", "The الرقائق", " الـ", "ال"])
def test_the_database_leaves_out_the_articles_that_we_leave_out(names, spelling):
    alias = AliasFactory(text=spelling)

    alias.refresh_from_db()

    assert alias.bare.strip() == bare(alias.folded)


@pytest.mark.parametrize("typed", ["", " ", "ا", "date:20", "author:nv", "زراعة", '"انفيديا', "("])
def test_where_nothing_is_meant_nothing_is_suggested(names, typed):
    assert completed(typed) == []


def test_the_same_name_comes_before_one_that_begins_so_and_common_values_before_rare(names):
    entity("nvidia-lab", "مختبر", "Nvidia Lab", count=9)
    entity("nvidia-fund", "صندوق", "Nvidia Fund", count=7)

    found = [it.label for it in complete("Nvidia", 6)]

    assert found == ["إنفيديا", "مختبر", "صندوق"]


def test_a_suggestion_shows_both_labels_the_spelling_and_the_count(names):
    (found,) = complete("نفيديا", 6)

    assert (found.label, found.other, found.form, found.count) == (*NVIDIA[:3], 5)
    assert found.caret == len(found.query)


def test_the_interface_decides_in_which_language_it_is_written(names):
    with override("en"):
        assert completed("ديب سيك") == ["entity:DeepSeek"]
        assert completed("كيان:ديب") == ["كيان:DeepSeek"]


def test_what_stands_around_the_caret_stays(names):
    (found,) = complete("(انفيديا OR رقائق) خبر", 4)

    assert found.query == "(كيان:إنفيديا OR رقائق) خبر"
    assert found.query[: found.caret] == "(كيان:إنفيديا"


def test_merged_entities_are_one_suggestion(names):
    nvidia = Entity.objects.get(key="nvidia")
    AliasFactory(entity=EntityFactory(merged_into=nvidia), text="نڤيديا كورب")

    assert completed("نڤيديا كورب") == completed("نفيديا") == ["كيان:إنفيديا"]


def test_values_that_share_a_label_are_told_apart_by_their_keys(names):
    entity("gemini-1", "جيميني", "Gemini")
    entity("gemini-2", "جيميني", "Gemini")

    assert completed("جيميني") == ['كيان:"gemini-1"', 'كيان:"gemini-2"']


def test_a_long_label_is_written_by_its_key(names):
    value("claim:c-1", "كلفة تدريب النموذج " * 5, "The cost of training " * 5)

    assert completed("إفادة:كلفة") == ['إفادة:"c-1"']


def test_a_value_that_no_article_has_is_not_suggested(names):
    FacetValue.objects.filter(key="entity:nvidia").update(count=0)

    assert completed("انفيديا") == []


@pytest.mark.parametrize(
    "typed", ["انفيديا", "شيء لا يعرفه أحد", "entity:", "قال ديب سي", "كيان:هواي"]
)
def test_it_asks_the_database_three_times_at_most(names, typed, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        complete(typed, len(typed))


PIECES = [
    "كيان:",
    "entity:",
    '"',
    "«",
    "»",
    " ",
    "(",
    "'",
    "%",
    "\\",
    "\0",
    "انفيديا",
    "nvidia",
    "و ",
]


class AnyText(TestCase):
    def setup_example(self):
        super().setup_example()
        entity("nvidia", *NVIDIA)
        value("outlet:~»", "»", "«", count=3)

    @settings(max_examples=60, deadline=None)
    @given(
        st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
        st.integers(-3, 60),
    )
    @example("outlet:", 7)
    @example("nvidia%_\\'", 10)
    def test_every_suggestion_is_a_field_with_a_value_that_is_found(self, text, caret):
        for it in complete(text, caret):
            written = under_caret(it.query, it.caret)

            assert it.kind == "field" or written.field == it.kind
            assert it.kind == "field" or keys_called(it.kind, written.stretches[0].text)
