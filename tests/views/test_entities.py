"""The list of entities, the page of one, and the ways to it."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Mark
from corpus import selection
from corpus.models import ArticleIndex, Entity, EntityKind
from tests.factories import AliasFactory, EntityFactory, MarkFactory, SourceFactory
from tests.marked import article_about, claimed, outlet

pytestmark = pytest.mark.django_db

LIST = "/entities/"


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.text


def section(page: str, title_id: str) -> str:
    """The words of a section, without tags."""
    found = page[page.index(f'aria-labelledby="{title_id}"') :]
    return " ".join(
        re.sub(r"<[^>]+>", " ", found[found.index(">") + 1 : found.index("</section>")]).split()
    )


def listed(page: str) -> list[str]:
    found = re.search(r'<ol class="registry">(.*?)</ol>', page, re.DOTALL)
    return re.findall(r'href="/(?:entities|sources)/([^/]+)/"', found[1]) if found else []


@pytest.fixture
def huawei() -> Entity:
    entity = EntityFactory(key="huawei", name_ar="هواوي", name_latin="Huawei")
    AliasFactory(entity=entity, text="هواوي")
    AliasFactory(entity=entity, text="Huawei Technologies")
    return entity


def test_the_page_names_the_entity_in_both_scripts_and_counts_its_articles(editor_client, huawei):
    for _ in range(3):
        article_about(huawei)

    page = shown(editor_client, huawei.get_absolute_url())

    heading = re.sub(r"<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", page)[1])
    assert heading == "هواوي Huawei"
    assert "يرد الاسم في 3 مقالات" in page
    assert "مؤسسة" in page


def test_it_speaks_english(editor_client, huawei):
    editor_client.cookies["django_language"] = "en"
    article_about(huawei)

    page = shown(editor_client, huawei.get_absolute_url())

    assert re.sub(r"<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", page)[1]) == "Huawei هواوي"
    assert "Mentioned in 1 article" in page


def test_it_counts_spellings_as_printed_and_leads_to_a_search_for_each(editor_client, huawei):
    for words in ("هواوي", "هواوى", "هواوي", "Huawei"):
        article_about(huawei, words=words)

    spellings = shown(editor_client, huawei.get_absolute_url())

    assert 'href="/?q=%22%D9%87%D9%88%D8%A7%D9%88%D9%8A%22"' in spellings
    found = section(spellings, "spellings-title")
    assert "هواوي 3 هواوى 1 Huawei 1 كما طُبعت في أحدث 4 مقالات" in found
    assert "صيغ معروفة لم ترد فيها 1 Huawei Technologies" in found


def test_it_counts_no_mention_that_was_removed_or_rejected(editor_client, huawei, editor):
    article = article_about(huawei, words="هواوي")
    MarkFactory(article=article, entity=huawei, parts=["هوا"], covered=True)
    now = datetime(2025, 1, 1, tzinfo=UTC)
    MarkFactory(article=article, entity=huawei, parts=["واوي"], by=editor, removed_at=now)

    found = section(shown(editor_client, huawei.get_absolute_url()), "spellings-title")

    assert found.startswith("صيغ الاسم هواوي 1 كما طُبعت")


def test_it_shows_whom_it_is_mentioned_with_as_a_graph_and_as_a_table(editor_client, huawei):
    nvidia = EntityFactory(key="nvidia", name_ar="إنفيديا", name_latin="Nvidia")
    article_about(huawei, nvidia)
    article_about(huawei)

    page = shown(editor_client, huawei.get_absolute_url())

    graph = page[page.index('<svg class="graph"') : page.index("</svg>", page.index("graph"))]
    assert '<a href="/entities/nvidia/" tabindex="-1">' in graph
    row = re.search(
        r"<tr>\s*<th scope=\"row\"><a href=\"/entities/nvidia/\">.*?</tr>", page, re.DOTALL
    )
    assert 'href="/?entity=huawei&amp;entity=nvidia&amp;all=entity"' in row[0]
    assert "50%" in row[0]


def test_it_shows_months_from_right_to_left(editor_client, huawei):
    for month in (1, 1, 3):
        article_about(huawei, published=datetime(2025, month, 9, tzinfo=UTC))

    page = shown(editor_client, huawei.get_absolute_url())

    assert 'direction="rtl"' in page
    assert "فبراير 2025" in page


def test_it_says_which_outlets_quote_it_and_in_whose_chains_it_stands(editor_client, huawei):
    source = SourceFactory(entity=huawei)
    reuters = SourceFactory(entity=outlet("reuters", "رويترز"))
    told = SourceFactory(anonymous=True)
    article = article_about(source, outlet=outlet("hespress", "هسبريس"))
    claimed(article, reuters, source, told)

    quoting = section(shown(editor_client, huawei.get_absolute_url()), "quoting-title")

    assert "هسبريس 1 –" in quoting
    assert "رويترز – 1" in quoting
    assert "المنقول عنهم" in quoting
    assert quoting.endswith("ثلاثة أشخاص مطلعون – 1")


def test_a_chain_is_told_where_nobody_is_named_in_it(editor_client, huawei):
    source = SourceFactory(entity=huawei)
    claimed(article_about(), source, None)

    quoting = section(shown(editor_client, huawei.get_absolute_url()), "quoting-title")

    assert "جهة النشر غير معروفة – 1" in quoting
    assert quoting.endswith("حلقة غير معروفة – 1")


def test_an_outlet_says_whom_its_articles_cite(editor_client, huawei):
    hespress = outlet("hespress", "هسبريس")
    article_about(SourceFactory(entity=huawei), outlet=hespress, outlet_name="هسبريس")

    page = shown(editor_client, hespress.get_absolute_url())

    assert "جهة نشر مقال واحد" in page
    assert section(page, "quoting-title").endswith(
        "المنقول عنهم المنقول عنه المقالات الإفادات هواوي 1 –"
    )


def test_claims_of_which_it_is_the_subject_or_the_source_are_shown(editor_client, huawei):
    article = article_about(huawei, outlet_name="هسبريس")
    about = claimed(article, subject=huawei)
    claimed(article, SourceFactory(entity=huawei))
    claimed(article, SourceFactory())

    page = shown(editor_client, huawei.get_absolute_url())

    claims = section(page, "claims-title")
    assert "كلّف التدريب 0 ألف دولار هسبريس" in claims
    assert "كلّف التدريب 1 ألف دولار" in claims
    assert "كلّف التدريب 2" not in claims
    assert f'href="{article.get_absolute_url()}?mark={about.pk}#panel"' in page


def test_a_claim_whose_only_place_was_removed_leads_nowhere(editor_client, huawei, editor):
    mark = claimed(article_about(huawei), subject=huawei)
    now = datetime(2025, 1, 1, tzinfo=UTC)
    Mark.objects.filter(pk=mark.pk).update(by=editor, at=now, removed_at=now)

    claims = section(shown(editor_client, huawei.get_absolute_url()), "claims-title")

    assert claims == "إفادات عنها كلّف التدريب 0 ألف دولار"


def test_it_lists_ten_articles_the_newest_first_and_leads_to_all(editor_client, huawei):
    articles = [
        article_about(huawei, published=datetime(2025, 1, day, tzinfo=UTC)) for day in range(1, 13)
    ]

    page = shown(editor_client, huawei.get_absolute_url())

    links = re.findall(r'<h2 lang="ar" dir="rtl"><a href="([^"]+)"', page)
    assert links == [it.get_absolute_url() for it in reversed(articles[2:])]
    assert '<a href="/?entity=huawei">كل المقالات، وعددها 12</a>' in page


def test_it_says_about_where_a_sample_of_very_many_articles_was_counted(
    editor_client, huawei, monkeypatch
):
    article_about(huawei, EntityFactory(key="nvidia"))
    ArticleIndex.objects.update(bucket=0)
    monkeypatch.setattr(selection, "EXACT", 0)

    page = shown(editor_client, huawei.get_absolute_url())

    assert '<span class="figure">نحو 10</span>' in page
    assert "يرد الاسم في مقال واحد" in page


def test_an_entity_that_nothing_names_has_a_page(editor_client, huawei):
    page = shown(editor_client, huawei.get_absolute_url())

    assert "لا يرد الاسم في أي مقال" in page
    assert "لا مقالات بعد." in page
    assert '<svg class="graph"' not in page


def test_what_was_merged_leads_to_what_it_is_read_as_and_its_spellings_are_counted(
    editor_client, huawei
):
    merged = EntityFactory(key="huawei-2", merged_into=huawei)
    article_about(merged, words="شركة هواوي")

    response = editor_client.get(merged.get_absolute_url())

    assert (response.status_code, response.url) == (302, "/entities/huawei/")
    assert "شركة هواوي 1" in section(shown(editor_client, response.url), "spellings-title")


@pytest.mark.parametrize(
    "key", ["nobody", "0", "a" * 300, "'; drop table", "<script>", "%00", "هواوي"]
)
def test_there_is_no_entity_of_a_key_that_none_has(editor_client, huawei, key):
    assert editor_client.get(f"/entities/{key}/").status_code == 404


def test_names_are_escaped(editor_client):
    entity = EntityFactory(key="x", name_ar="<b>هـ</b>", name_latin="<script>alert(1)</script>")
    article_about(entity, EntityFactory(key="y", name_ar="<i>ي</i>"), words="كلام")

    page = shown(editor_client, entity.get_absolute_url())

    assert "<script>alert" not in page
    assert "<b>هـ" not in page
    assert "<i>ي" not in page


@pytest.mark.parametrize("address", [LIST, "/entities/huawei/"])
def test_a_stranger_is_asked_to_sign_in_unless_reading_is_open(
    stranger_client, huawei, settings, address
):
    assert stranger_client.get(address).url.startswith(reverse("login"))

    settings.OPEN_READING = True

    assert stranger_client.get(address).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("address", [LIST, "/entities/huawei/"])
def test_both_are_only_read(editor_client, huawei, address, method):
    assert getattr(editor_client, method)(address).status_code == 405


def test_the_page_takes_the_same_statements_however_much_there_is(
    editor_client, huawei, django_assert_max_num_queries
):
    sources = [SourceFactory(entity=huawei), *SourceFactory.create_batch(3)]
    for _ in range(12):
        entities = EntityFactory.create_batch(3)
        article = article_about(huawei, *entities, sources[0], outlet=outlet(f"o-{_}", f"ص {_}"))
        claimed(article, *sources, SourceFactory(anonymous=True), subject=huawei)

    with django_assert_max_num_queries(42):
        editor_client.get(huawei.get_absolute_url())


def test_the_list_puts_those_first_that_most_articles_mention(editor_client):
    rare, common, _ = EntityFactory.create_batch(3)
    for _ in range(2):
        article_about(common)
    article_about(rare)

    assert listed(shown(editor_client, LIST)) == [common.key, rare.key]


def test_the_list_is_searched_in_any_spelling_of_those_merged_too(editor_client, huawei):
    merged = EntityFactory(merged_into=huawei)
    AliasFactory(entity=merged, text="الشركة المدمجة")
    AliasFactory(entity=EntityFactory(), text="إنفيديا")

    for find in ("هَواوِي", "huawei tech", "المدمجه"):
        assert listed(shown(editor_client, f"{LIST}?find={find}")) == ["huawei"]


def test_the_list_is_filtered_by_kind(editor_client):
    entities = [EntityFactory(kind=kind) for kind in EntityKind.values]
    agency = EntityFactory(kind="outlet", agency=True)
    for entity in [*entities, agency]:
        article_about(entity)

    assert listed(shown(editor_client, f"{LIST}?kind=person")) == [entities[1].key]
    assert listed(shown(editor_client, f"{LIST}?kind=agency")) == [agency.key]


@pytest.mark.parametrize(
    "query",
    ["?kind=nothing", "?page=999", "?page=-1", "?find=%00", "?find=%25", "?find=" + "x" * 500],
)
def test_whatever_else_is_asked_of_the_list_it_answers(editor_client, huawei, query):
    assert editor_client.get(LIST + query).status_code == 200


def test_the_list_says_when_nothing_is_found_or_there_is_nothing(editor_client):
    assert "لا وسوم بعد" in shown(editor_client, LIST)
    assert "لا اسم هنا فيه هذه الكلمات" in shown(editor_client, f"{LIST}?find=x")


def test_the_list_takes_the_same_statements_however_long(
    editor_client, django_assert_max_num_queries
):
    article_about(*EntityFactory.create_batch(70))

    with django_assert_max_num_queries(3):
        page = shown(editor_client, f"{LIST}?kind=organisation")

    assert len(listed(page)) == 60
    assert 'href="?page=2&amp;kind=organisation"' in page


def test_the_frame_the_cards_and_the_reading_page_lead_to_it(editor_client, huawei):
    hespress = outlet("hespress", "هسبريس")
    article = article_about(huawei, words="هواوي", outlet=hespress, outlet_name="هسبريس")
    mark = Mark.objects.get(article=article)

    browse = shown(editor_client, reverse("corpus:article-list"))
    reading = shown(editor_client, f"{article.get_absolute_url()}?mark={mark.pk}")

    assert '<a href="/entities/">الكيانات</a>' in browse
    assert '<a class="chip" data-kind="entity" href="/entities/huawei/">' in browse
    for page in (browse, reading):
        assert '<a href="/entities/hespress/"><bdi>هسبريس</bdi></a>' in page
    assert '<dd class="value"><a href="/entities/huawei/">' in reading


def test_the_list_of_articles_leads_to_the_pages_of_what_it_is_filtered_by(editor_client, huawei):
    article_about(huawei, outlet_name="موقع")

    page = shown(editor_client, "/?entity=huawei&outlet=~موقع")

    assert '<a href="/entities/huawei/">صفحة <bdi>هواوي</bdi></a>' in page
    assert page.count(">صفحة <bdi>") == 1
