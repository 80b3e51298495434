"""Articles as they are taken away: all that is asked for, once each, a batch at a time."""

from datetime import timedelta
from itertools import islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from corpus import export_queries
from corpus.export_queries import BATCH, article_ids, taken
from corpus.filters import Filters
from corpus.models import Copy, Story, StoryArticle
from corpus.selection import select
from corpus.text.morphology import LightAnalyser
from tests.factories import EntityFactory, SegmentFactory, written_article
from tests.indexing import index_texts
from tests.taking import AT, list_many, listed_article

pytestmark = pytest.mark.django_db


def titles(filters: Filters = Filters(), **options) -> list[str]:  # noqa: B008
    return [it.article.title for it in taken(select(filters), **options)]


def test_all_come_newest_first_the_undated_last():
    listed_article("بلا تاريخ")
    listed_article("قديم", published=AT)
    listed_article("جديد", published=AT + timedelta(days=1))

    assert titles() == ["جديد", "قديم", "بلا تاريخ"]


def test_only_what_is_asked_for_comes():
    listed_article("رقائق هواوي")
    listed_article("طقس", "أمطار")

    assert titles(Filters(text="هواوي")) == ["رقائق هواوي"]
    assert titles(Filters(chosen=frozenset({"entity:nobody"}))) == []


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_every_article_comes_once_whatever_the_batches(monkeypatch, size):
    monkeypatch.setattr(export_queries, "BATCH", size)
    list_many(4)
    for number in range(3):
        listed_article(f"مؤرخ {number}", published=AT)

    found = titles()

    assert len(found) == 7
    assert len(set(found)) == 7


def test_an_article_is_told_with_all_that_it_hangs_on():
    merged = EntityFactory(name_latin="FT.com", merged_into=EntityFactory(name_latin="FT"))
    first = listed_article("أول", published=AT, outlet=merged, host_name="Daily8")
    copy = listed_article("ثان", published=AT + timedelta(hours=1))
    Copy.objects.create(article=copy, capture=copy.capture, original=first, jaccard=0.9)
    story = Story.objects.create(key=first.key)
    StoryArticle.objects.create(story=story, article=copy, capture=copy.capture)

    second, earlier = taken(select(Filters()), site="https://isnad.example")

    assert (second.story, second.copy_of) == (first.key, first.key)
    assert (earlier.outlet, earlier.host, earlier.story) == ("FT", "Daily8", "")
    assert earlier.permalink == f"https://isnad.example{first.get_absolute_url()}"
    assert [it.label_en for it in earlier.values["entity"]] == ["DeepSeek", "Huawei"]


def test_the_words_are_counted_as_the_index_has_them():
    article = listed_article("ديب سيك تؤجل", "كلمتان اثنتان")

    (found,) = taken(select(Filters()))

    assert found.words == article.index.get().words > 0


def test_texts_are_printed_under_their_titles_without_boilerplate():
    article = written_article("عنوان", "فقرة أولى", "شارك", "فقرة\u200f ثانية")
    article.segments.filter(start=article.capture.text.index("شارك")).update(kind="boilerplate")
    export_index(article)

    (found,) = taken(select(Filters()), text=True)

    assert found.text == "فقرة أولى\nفقرة\u200f ثانية"


def test_texts_are_left_out_unless_asked_for():
    listed_article("عنوان", "فقرة")

    (found,) = taken(select(Filters()))

    assert found.text == ""


def test_a_text_that_begins_inside_a_capture_is_its_own():
    outer = written_article("عنوان الأول", "فقرة الأول", "عنوان الثاني", "فقرة الثاني")
    start = outer.capture.text.index("عنوان الثاني")
    type(outer).objects.filter(pk=outer.pk).update(end=start - 1)
    outer.segments.filter(start__gte=start).delete()
    inner = type(outer).objects.create(
        capture=outer.capture, key="inner", start=start, end=outer.end, title="عنوان الثاني"
    )
    second = outer.capture.text.index("فقرة الثاني")
    SegmentFactory(article=inner, start=second, end=outer.end)
    outer.refresh_from_db()
    export_index(outer, inner)

    assert {it.text for it in taken(select(Filters()), text=True)} == {"فقرة الأول", "فقرة الثاني"}


def export_index(*articles) -> None:
    index_texts(articles, LightAnalyser())


def test_the_first_of_thousands_are_read_in_a_few_queries():
    list_many(3 * BATCH)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        first = list(islice(taken(select(Filters())), BATCH))

    assert len(first) == BATCH
    assert len(asked) <= 6


def test_all_of_them_are_read_by_so_many_queries_a_batch():
    list_many(3 * BATCH)

    with CaptureQueriesContext(connection) as asked:
        found = list(taken(select(Filters())))

    assert len({it.article.key for it in found}) == 3 * BATCH
    assert len(asked) <= 6 * 3 + 1


def test_ids_are_asked_for_a_month_at_a_time():
    dated = [listed_article("هواوي", published=AT + timedelta(days=40 * it)) for it in range(3)]
    undated = listed_article("هواوي")
    listed_article("طقس", "أمطار")

    with CaptureQueriesContext(connection) as asked:
        found = list(article_ids(select(Filters(text="هواوي"))))

    assert sorted(found) == sorted(it.pk for it in (*dated, undated))
    assert sum("f:month:" in it["sql"] for it in asked) == 4


def test_nothing_is_held_between_two_batches(transactional_db):
    list_many(BATCH + 1)
    reading = taken(select(Filters(text="")))

    next(reading)

    assert not connection.in_atomic_block
