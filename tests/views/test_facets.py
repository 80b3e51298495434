"""The values of one kind of facets, found by their names."""

import pytest
from django.urls import reverse

from corpus.facet_queries import OFFERED, groups_of
from corpus.filters import Filters
from corpus.queries import value_of
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.fold import fold
from corpus.text.morphology import LightAnalyser
from tests.factories import AliasFactory, EntityFactory, written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
HUAWEI, NVIDIA = ("entity:huawei", "هواوي", "Huawei"), ("entity:nvidia", "إنفيديا", "Nvidia")


def url(kind="entity"):
    return reverse("corpus:facet-values", args=[kind])


def listed(title, *facets):
    article = written_article(title, "…")
    index_texts([article], LightAnalyser())
    index.set_facets({article.pk: [Facet(*facet) for facet in facets]})
    return article


@pytest.fixture
def chips():
    return [listed("رقائق هواوي", HUAWEI), listed("رقائق إنفيديا", HUAWEI, NVIDIA)]


def found(response):
    return [(it.key.partition(":")[2], it.count) for it in response.context["found"].values]


@pytest.mark.parametrize("find", ["هواوي", "واو", "Huawei", "HUA", "هُوَاوِي", " هواوى "])
def test_a_value_is_found_by_letters_of_its_name_in_either_language(editor_client, chips, find):
    assert found(editor_client.get(url(), {"find": find})) == [("huawei", 2)]


def test_a_value_is_found_by_another_spelling_of_its_name(editor_client, chips):
    entity = EntityFactory(key="nvidia")
    AliasFactory(entity=entity, text="نفيديا", folded=fold("نفيديا"))

    assert found(editor_client.get(url(), {"find": "نفيد"})) == [("nvidia", 1)]


def test_without_letters_the_commonest_come_first(editor_client, chips):
    assert found(editor_client.get(url())) == [("huawei", 2), ("nvidia", 1)]


def test_the_counts_are_of_what_is_asked_for(editor_client, chips):
    response = editor_client.get(url(), {"find": "هواوي", "q": "إنفيديا"})

    assert found(response) == [("huawei", 1)]


def test_values_of_the_kind_that_are_chosen_do_not_lower_its_counts(editor_client, chips):
    response = editor_client.get(url(), {"find": "هواوي", "entity": "nvidia"})

    assert found(response) == [("huawei", 2)]


def test_where_all_must_be_met_the_counts_are_of_what_is_left(editor_client, chips):
    response = editor_client.get(url(), {"find": "هواوي", "entity": "nvidia", "all": "entity"})

    assert found(response) == [("huawei", 1)]


def test_a_value_that_none_of_the_articles_has_is_shown_with_none(editor_client, chips):
    response = editor_client.get(url(), {"find": "إنفيديا", "q": "هواوي", "not": "entity:nvidia"})

    assert found(response) == [("nvidia", 0)]


def test_a_value_leads_to_the_articles_with_all_that_was_chosen(editor_client, chips):
    said = editor_client.get(url(), {"find": "هواوي", "q": "رقائق"}).text

    assert f'href="/?{"q=%D8%B1%D9%82%D8%A7%D8%A6%D9%82"}&amp;entity=huawei"' in said
    assert "استبعاد: هواوي" in said


def test_it_says_when_nothing_is_called_so(editor_client, chips):
    assert "لا شيء هنا اسمه <bdi>«زرافة»</bdi>" in editor_client.get(url(), {"find": "زرافة"}).text


def test_it_speaks_english(editor_client, chips):
    editor_client.cookies["django_language"] = "en"

    said = editor_client.get(url(), {"find": "هواوي"}).text

    assert "Find in: Entity" in said
    assert "<bdi>Huawei</bdi>" in said


def test_htmx_gets_the_values_alone(editor_client, chips):
    response = editor_client.get(url(), {"find": "هواوي"}, headers=HTMX)

    assert "<html" not in response.text
    assert 'id="values-entity"' in response.text
    assert "قيمة واحدة" in response.text
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("kind", ["month", "colour", "claim"])
def test_kinds_that_nobody_filters_by_are_not_there(editor_client, kind):
    assert editor_client.get(url(kind)).status_code == 404


@pytest.mark.parametrize(
    "query", ["find=%00", "find=%25_%5C", "find=" + "x" * 3000, "find='%22&q=(&since=x", "find=؟"]
)
def test_no_address_breaks_it(editor_client, chips, query):
    assert editor_client.get(f"{url()}?{query}").status_code == 200


def test_what_was_typed_and_printed_is_escaped(editor_client):
    listed("خبر", ("entity:x", "<b>س</b>", "x"))

    said = editor_client.get(url(), {"find": "<b>"}).text

    assert "<b>" not in said
    assert "&lt;b&gt;س" in said


@pytest.mark.parametrize("chosen", [0, 3, 25])
def test_beside_the_list_some_are_offered_and_all_that_are_chosen(chosen):
    keys = [f"entity:e{number}" for number in range(30)]
    filters = Filters(chosen=frozenset(keys[:chosen]))

    (group,) = groups_of({"entity": [value_of(key, None, 1, filters) for key in keys]}, filters)

    assert len(group.values) == max(OFFERED, chosen)
    assert bool(group.switch) == (chosen > 1)


def test_it_is_only_read(editor_client):
    assert editor_client.post(url()).status_code == 405


def test_a_stranger_reads_when_reading_is_open(stranger_client, settings):
    assert stranger_client.get(url()).status_code == 302
    settings.OPEN_READING = True
    assert stranger_client.get(url()).status_code == 200


def test_it_asks_the_database_few_questions(editor_client, chips, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        editor_client.get(url(), {"find": "هواوي", "q": "رقائق"})
