"""The list of sources and the pages of named and unnamed ones."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import LinkKind
from annotations.services import links
from corpus.models import Source
from tests.factories import AliasFactory, EntityFactory, SourceFactory, TopicFactory
from tests.marked import article_about, claimed, outlet
from tests.told import asked, claim_of, disputed, told

pytestmark = pytest.mark.django_db

LIST = "/sources/"


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.text


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def times() -> Source:
    entity = outlet("times", "التايمز")
    AliasFactory(entity=entity)
    return SourceFactory(key="times", kind="outlet", entity=entity)


def test_a_named_source_says_who_cites_it_on_what_and_where(editor_client, times):
    article_about(
        times, TopicFactory(path="chips", name_ar="الرقائق"), outlet=outlet("o", "هسبريس")
    )
    article_about(times.entity)

    page = shown(editor_client, times.get_absolute_url())

    said = words(page)
    assert "مصدر في مقال واحد يرد الاسم في مقال واحد" in said
    assert "جهات النشر التي تنقل عنه" in said
    assert '<a href="/entities/o/"><bdi>هسبريس</bdi></a>' in page
    assert '<a href="/topics/chips/"><bdi>الرقائق</bdi></a>' in page
    assert 'href="/?outlet=o&amp;source=times"' in page


def test_it_names_the_unnamed_that_it_speaks_for(editor_client, times):
    told = SourceFactory(anonymous=True, told=times)

    page = shown(editor_client, times.get_absolute_url())

    assert f'href="/sources/{told.key}/"' in page
    assert "مصادر غير مسمّاة نقل عنها" in page


def test_it_shows_the_claims_in_whose_chains_it_stands(editor_client, times):
    article = article_about(times)
    claimed(article, SourceFactory(), times)
    claimed(article, subject=times.entity)

    said = words(shown(editor_client, times.get_absolute_url()))

    assert "كلّف التدريب 0" in said
    assert "كلّف التدريب 1" not in said


def test_a_source_is_found_by_the_key_of_its_entity_through_merges(editor_client, times):
    root = EntityFactory(key="the-times")
    times.entity.merged_into = root
    times.entity.save()

    response = editor_client.get("/sources/times/")

    assert (response.status_code, response.url) == (302, "/sources/the-times/")
    assert shown(editor_client, response.url)


def test_a_source_under_a_key_of_its_own_leads_to_that_of_its_entity(editor_client):
    source = SourceFactory(key="own", entity=EntityFactory(key="huawei"))

    assert editor_client.get("/sources/own/").url == source.get_absolute_url() == "/sources/huawei/"


def test_an_unnamed_source_says_how_many_it_is_whom_it_told_and_where(editor_client, times):
    article = article_about(times)
    source = SourceFactory(anonymous=True, told=times, scope=article.capture.page.key)
    cited = article_about(source, published=datetime(2025, 1, 1, tzinfo=UTC))

    page = shown(editor_client, source.get_absolute_url())

    assert "كما طُبع ثلاثة أشخاص مطلعون العدد 3 مَن نقل عنه التايمز Times صفحته" in words(page)
    assert re.findall(r'<h2 lang="ar" dir="rtl"><a href="([^"]+)"', page) == [
        cited.get_absolute_url()
    ]


def test_an_unnamed_source_that_told_nobody_named_says_so(editor_client):
    page = shown(editor_client, SourceFactory(anonymous=True, count=None).get_absolute_url())

    assert "مَن نقل عنه لم يُذكر" in words(page)
    assert "العدد" not in words(page)


@pytest.mark.parametrize("key", ["nobody", "~unnamed", "silent", "0", "a" * 300, "%00", "<b>"])
def test_there_is_no_source_of_a_key_that_none_has(editor_client, key):
    EntityFactory(key="silent")

    assert editor_client.get(f"/sources/{key}/").status_code == 404


def test_the_list_puts_those_first_whom_most_articles_cite_and_counts_the_unnamed(
    editor_client, times
):
    other = SourceFactory(entity=EntityFactory(key="other"))
    SourceFactory(entity=EntityFactory(key="unheard"))
    article_about(times, other)
    article_about(times, SourceFactory(anonymous=True))

    page = shown(editor_client, LIST)

    assert re.findall(r'<a href="/sources/([^/"]+)/">', page) == ["times", "other"]
    assert '<a href="/?source=~unnamed">مقال واحد ينقل عن مصدر غير مسمّى</a>' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [("?find=التايمز", 1), ("?find=x", 0), ("?kind=outlet", 1), ("?kind=person", 0)],
)
def test_the_list_is_searched_and_filtered(editor_client, times, query, found):
    article_about(times)

    assert shown(editor_client, LIST + query).count('href="/sources/times/"') == found


@pytest.mark.parametrize("address", [LIST, "/sources/times/"])
def test_a_stranger_is_asked_to_sign_in_unless_reading_is_open(
    stranger_client, times, settings, address
):
    assert stranger_client.get(address).url.startswith(reverse("login"))

    settings.OPEN_READING = True

    assert stranger_client.get(address).status_code == 200


@pytest.mark.parametrize("address", [LIST, "/sources/times/"])
def test_both_are_only_read(editor_client, times, address):
    assert editor_client.post(address).status_code == 405


def test_the_page_takes_the_same_statements_however_much_there_is(
    editor_client, times, django_assert_max_num_queries
):
    for _ in range(12):
        article = article_about(times, TopicFactory(), outlet=outlet(f"o-{_}", f"ص {_}"))
        claimed(article, times, SourceFactory(anonymous=True, told=times))

    with django_assert_max_num_queries(32):
        editor_client.get(times.get_absolute_url())


def test_it_speaks_english(editor_client, times):
    editor_client.cookies["django_language"] = "en"
    article_about(times)

    assert "Cited as a source in 1 article" in shown(editor_client, times.get_absolute_url())
    assert "Who is cited" in shown(editor_client, LIST)


def test_it_counts_what_the_source_alone_said_and_where_it_is_contradicted(
    editor_client, editor, times
):
    question = asked()
    other = SourceFactory(entity=EntityFactory())
    one = told(claim_of("one", question), editor, times, words="ألغي الإطلاق")
    two = told(claim_of("two", question), editor, times, words="أجّل الإطلاق")
    told(claim_of("two-again", merged_into=two.claim), editor, other, words="تأخر الإطلاق")
    link = disputed(one, two)

    page = shown(editor_client, times.get_absolute_url())

    assert "هو مصدرها الأصلي إفادتان مصدرها الأصلي الوحيد إفادة واحدة" in words(page)
    assert "تعارضها محتمل إفادتان" in words(page)
    assert 'href="/claims/?origin=times"' in page
    assert 'href="/claims/one/"' in page

    links.judge(link, kind=LinkKind.CONTRADICTS, by=editor)

    assert "يعارضها غيرها إفادتان" in words(shown(editor_client, times.get_absolute_url()))
