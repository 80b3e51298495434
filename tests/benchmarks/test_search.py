"""The corpus that `make bench-search` makes keeps every rule, and each of its questions is answered."""

import gzip
import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from annotations.models import MarkPart
from benchmarks.searching import measuring, naive
from benchmarks.searching.making import make
from benchmarks.searching.page_questions import questions_to_pages
from benchmarks.searching.pieces import pieces_of
from benchmarks.searching.questions import questions_to_the_list
from benchmarks.searching.staging import stage
from benchmarks.searching.words import words_here
from corpus.models import Article, ArticleIndex
from corpus.services import index, registry
from corpus.text.lexemes import Lexer
from corpus.text.morphology import LightAnalyser
from tests.factories import EntityFactory

pytestmark = pytest.mark.django_db

TEXT = """
أعلنت شركة هواوي تدريب النموذج الجديد على رقائق متقدمة في مراكز البيانات وقال خبراء إن الذكاء
الاصطناعي يحتاج حوكمة وتنظيما بينما تبحث الجامعات لغات أخرى وترفع المصانع إنتاجها كل عام
"""
WORDS = TEXT.split()
OFTEN = [1 / (number + 1) ** 2 for number in range(len(WORDS))]
ARTICLES = 200


@pytest.fixture(scope="module", autouse=True)
def made(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Articles made of pieces of generated ones, once for all that looks at them."""
    file = tmp_path_factory.mktemp("dump") / "articles.jsonl.gz"
    chance = Random(4)
    with gzip.open(file, "wt", encoding="utf-8") as stream:
        for number in range(40):
            stream.write(json.dumps(generated(number, chance), ensure_ascii=False) + "\n")
    with django_db_blocker.unblock(), transaction.atomic():
        registry.load_topics()
        EntityFactory(key="huawei", name_ar="هواوي")
        EntityFactory(key="daily", kind="outlet", name_ar="اليومية")
        staged = stage(pieces_of(file, 40, LightAnalyser()), chance)
        make(1, ARTICLES, staged)
        index.recount()
        yield
        transaction.set_rollback(True)


def generated(number: int, chance: Random) -> dict[str, str]:
    lines = [" ".join(chance.choices(WORDS, OFTEN, k=30)) + "." for _ in range(4)]
    title = " ".join(chance.choices(WORDS, OFTEN, k=6))
    return {"id": str(number), "title": title, "text": "\n".join(lines), "language": "ar"}


def test_it_makes_so_many_articles_that_stand_and_are_counted_right():
    standing = Article.objects.current().count()

    assert standing == ARTICLES
    assert index.drift() == []


def test_its_articles_are_their_segments_from_the_first_to_the_last():
    for article in Article.objects.select_related("capture").prefetch_related("segments"):
        text = article.capture.text
        parts = [text[it.start : it.end] for it in article.segments.all()]

        assert parts[0] == article.title
        assert "\n".join(parts) == text[article.start : article.end]


def test_its_rows_are_those_that_an_import_would_make():
    for row in ArticleIndex.objects.select_related("article__capture")[:20]:
        text = row.article.capture.text
        title, *body = [text[it.start : it.end] for it in row.article.segments.all()]

        found = Lexer(LightAnalyser()).lexemes([title], body)
        indexed = index.Indexed(row.article, found, "")

        assert row.lexemes == as_stored(index._vector(indexed, row.facets))
        assert row.words == found.words
        assert row.bucket == index.bucket_of(row.article.key)


def as_stored(vector: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector::text", [vector])
        return str(cursor.fetchone()[0])


def test_its_marks_stand_where_they_quote():
    parts = list(MarkPart.objects.select_related("capture", "mark__article"))

    assert len(parts) > ARTICLES
    for part in parts:
        assert part.capture.text[part.start : part.end] == part.quote
        assert part.mark.article.capture_id == part.capture_id


def test_every_kind_of_question_is_answered_by_our_page_and_naively():
    chance = Random(4)
    words = words_here(chance)
    naive.prepare()
    client = measuring.reader()

    asked = [*questions_to_the_list(words, chance), *questions_to_pages(words, chance)]
    kinds = {it.name: it for it in asked if it.addresses}

    assert {"one common word", "four filters together", "page of the entity"} <= kinds.keys()
    for kind in kinds.values():
        assert measuring.pages(client, kind.addresses[:1]).page.p95 > 0
        assert measuring.naive(kind.naive[:1]).p95 > 0
