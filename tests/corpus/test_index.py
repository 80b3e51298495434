"""The derived index: rows of the articles that stand, facets and their counts."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from corpus.models import ArticleIndex, Capture, FacetValue, SegmentKind, SurfaceLemma
from corpus.ordering import UNDATED
from corpus.services import index, lemmas
from corpus.services.index import Facet
from corpus.services.lemmas import Lemmas
from corpus.text.analysis import Analyst
from corpus.text.morphology import LightAnalyser
from tests.factories import ArticleFactory, CaptureFactory, SegmentFactory, written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db

CHIPS = Facet("topic:chips", "الشرائح", "Chips")
OPEN = Facet("state:open", "بلا قرار", "Open")
HUAWEI = Facet("entity:huawei", "هواوي", "Huawei")


def indexed_article(*paragraphs: str, title: str = "ديب سيك", **fields):
    article = written_article(title, *paragraphs, **fields)
    index_texts([article], LightAnalyser())
    return article


def counts() -> dict[str, int]:
    """How often each value is counted, but the months."""
    return dict(FacetValue.objects.exclude(kind="month").values_list("key", "count"))


def lexemes() -> str:
    return str(ArticleIndex.objects.values_list("lexemes", flat=True).get())


def test_it_indexes_words_by_surface_and_by_lemma():
    indexed_article("رقائق هواوي", title="الرقائق")

    assert "'s:الرقايق':1A" in lexemes()
    assert "'s:هواوي'" in lexemes()


def test_it_weighs_the_title_above_the_body():
    indexed_article("هواوي", title="نموذج")

    assert "'s:نموذج':1A" in lexemes()
    assert "'s:هواوي':3 " in lexemes() + " "


def test_it_leaves_out_what_is_not_the_articles_text():
    capture = CaptureFactory(text="عنوان\nاقرأ أيضا\nكتب: سمير\nفقرة")
    article = ArticleFactory(capture=capture)
    for kind, start, end in [
        (SegmentKind.TITLE, 0, 5),
        (SegmentKind.BOILERPLATE, 6, 15),
        (SegmentKind.BYLINE, 16, 25),
        (SegmentKind.PARAGRAPH, 26, 30),
    ]:
        SegmentFactory(article=article, kind=kind, start=start, end=end)

    index_texts([article], LightAnalyser())

    assert "فقر" in lexemes()
    assert "اقرا" not in lexemes()
    assert "سمير" not in lexemes()


def test_it_indexes_a_derived_title_where_none_is_printed():
    capture = CaptureFactory(text="فقرة بلا عنوان")
    article = ArticleFactory(capture=capture, title="مشتق", title_derived=True)
    SegmentFactory(article=article)

    index_texts([article], LightAnalyser())

    assert "'s:مشتق':1A" in lexemes()


def test_an_undated_article_is_sorted_before_time():
    indexed_article()

    assert ArticleIndex.objects.get().sorted_at == UNDATED


def test_indexing_again_replaces_the_row_and_counts_its_facets_once():
    article = indexed_article()
    index.set_facets({article.pk: [OPEN]})
    text = Analyst(LightAnalyser(), []).analyse(article.capture.text, article.title, []).text

    index.replace([index.Indexed(article, text, "1", [OPEN, CHIPS])])

    assert ArticleIndex.objects.get().facets == ["month:undated", OPEN.key, CHIPS.key]
    assert index.drift() == []


def test_it_indexes_many_articles_in_few_statements(django_assert_max_num_queries):
    articles = [written_article(f"عنوان {number}") for number in range(12)]

    with django_assert_max_num_queries(12):
        index_texts(articles, LightAnalyser())

    assert ArticleIndex.objects.count() == 12


def test_it_remembers_the_lemma_of_every_surface():
    indexed_article("والشرائح الشرائح", title="شرائح")

    lemmas = set(SurfaceLemma.objects.filter(surface__contains="شرا").values_list("lemma"))

    assert len(lemmas) == 1


def test_the_lemma_of_a_surface_does_not_depend_on_order():
    Lemmas().learn([{"كتابه": "كتاب"}, {"كتابه": "كتابه"}])
    together = SurfaceLemma.objects.get().lemma
    SurfaceLemma.objects.all().delete()
    Lemmas().learn([{"كتابه": "كتابه"}])
    Lemmas().learn([{"كتابه": "كتاب"}])

    assert SurfaceLemma.objects.get().lemma == together == "كتابه"


def test_what_an_older_analyser_said_is_unlearnt():
    SurfaceLemma.objects.create(surface="شركه", lemma="شركه قديمه")

    lemmas.unlearn()
    indexed_article("الشركة", title="شركة")

    assert SurfaceLemma.objects.get(surface="شركه").lemma != "شركه قديمه"


def test_it_counts_each_value_once_an_article():
    first, second = indexed_article(), indexed_article()

    index.set_facets({first.pk: [CHIPS, OPEN, OPEN], second.pk: [CHIPS]})

    assert counts() == {"topic:chips": 2, "state:open": 1}


def test_it_changes_counts_by_the_difference():
    article = indexed_article()
    index.set_facets({article.pk: [CHIPS, OPEN]})

    index.set_facets({article.pk: [CHIPS, HUAWEI]})

    assert counts() == {"topic:chips": 1, "state:open": 0, "entity:huawei": 1}
    assert index.drift() == []


def test_it_writes_nothing_when_the_facets_are_the_same(django_assert_max_num_queries):
    article = indexed_article()
    index.set_facets({article.pk: [CHIPS, OPEN]})

    with django_assert_max_num_queries(4) as captured:
        index.set_facets({article.pk: [OPEN, CHIPS]})

    assert not [query for query in captured if query["sql"].startswith(("UPDATE", "INSERT"))]


def test_it_keeps_labels_in_step():
    article = indexed_article()
    index.set_facets({article.pk: [HUAWEI]})

    index.set_facets({article.pk: [Facet("entity:huawei", "شركة هواوي", "Huawei")]})

    value = FacetValue.objects.get(key="entity:huawei")
    assert (value.label_ar, value.kind, value.count) == ("شركة هواوي", "entity", 1)
    assert (value.folded_ar, value.folded_en) == ("شركه هواوي", "huawei")


def test_a_superseded_article_leaves_the_index_and_the_counts():
    article = indexed_article()
    index.set_facets({article.pk: [CHIPS]})
    Capture.objects.update(is_current=False)
    article.capture.refresh_from_db(fields=["is_current"])

    index_texts([article], LightAnalyser())

    assert not ArticleIndex.objects.exists()
    assert counts() == {"topic:chips": 0}


def test_facets_of_an_article_that_does_not_stand_are_not_counted():
    article = ArticleFactory(capture__is_current=False)

    index.set_facets({article.pk: [CHIPS]})

    assert counts() == {}


def test_facets_before_the_text_are_refused():
    article = written_article()

    with pytest.raises(ValueError, match=article.key):
        index.set_facets({article.pk: [CHIPS]})


def test_drift_names_what_differs_and_recount_mends_the_counts():
    article = indexed_article()
    index.set_facets({article.pk: [CHIPS, OPEN]})
    FacetValue.objects.filter(key="topic:chips").update(count=7)
    unindexed = written_article()

    found = index.drift()
    index.recount()

    assert found == [
        f"article {unindexed.key} stands and is not indexed",
        "topic:chips is counted 7 times, not 1",
    ]
    assert counts() == {"topic:chips": 1, "state:open": 1}


def test_drift_names_a_row_whose_facets_are_other_lexemes():
    article = indexed_article()
    index.set_facets({article.pk: [CHIPS]})
    ArticleIndex.objects.update(facets=["month:undated", "topic:other"])

    assert f"article {article.key} has other facets as lexemes" in index.drift()


def test_facets_months_bylines_and_tiers_are_lexemes():
    published = datetime(2025, 8, 14, tzinfo=UTC)
    article = indexed_article("شريحة شريحة شريحة", author="سارة الحربي", published=published)

    index.set_facets({article.pk: [CHIPS]})

    for lexeme in ("any", "a:ساره", "f:month:2025-08", "f:topic:chips", "t:سيك", "h:شريحه"):
        assert f"'{lexeme}'" in lexemes()


def test_the_month_of_publication_is_called_by_its_name_in_both_languages():
    indexed_article(published=datetime(2025, 8, 14, tzinfo=UTC))

    month = FacetValue.objects.get(kind="month")

    assert (month.key, month.label_ar) == ("month:2025-08", "أغسطس 2025")
    assert month.label_en == "August 2025"


def test_a_sample_is_drawn_by_the_articles_key():
    article = indexed_article()

    assert ArticleIndex.objects.get().bucket == index.bucket_of(article.key)
    assert f"'k:{index.tenth_of(article.key)}'" in lexemes()
    assert (index.bucket_of("0123456789abcdef"), index.tenth_of("0123456789abcdef")) == (21, 3)


def test_the_contradictions_of_an_article_are_kept_beside_its_facets():
    article = indexed_article()

    index.set_facets({article.pk: [CHIPS]}, contested={article.pk: 2})

    assert ArticleIndex.objects.get().contested == 2


def test_recount_drops_values_that_no_article_carries():
    article = indexed_article()
    index.set_facets({article.pk: [CHIPS]})
    index.set_facets({article.pk: [OPEN]})

    index.recount()

    assert counts() == {"state:open": 1}


def test_a_count_has_room_to_change_without_its_indexes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'corpus_facetvalue'")
        options = cursor.fetchone()[0]
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'corpus_facetvalue'")
        indexes = [definition for (definition,) in cursor.fetchall()]

    assert options == ["fillfactor=50"]
    assert indexes
    assert not [it for it in indexes if "count" in it.partition(" USING ")[2]]
