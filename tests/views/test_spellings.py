"""The page on which an administrator accepts and refuses spellings."""

import pytest
from django.urls import reverse

from annotations.models import Mark
from annotations.services import spellings as following
from corpus.models import Alias, Article, Event, RefusedSpelling
from corpus.services import registry, spellings
from corpus.text.names import Gazetteer
from corpus.text.spellings import Spellings
from tests.factories import EntityFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

LIST, DECIDE = reverse("annotations:spelling-list"), reverse("annotations:spelling-decide")
HTMX = {"HX-Request": "true"}
SPELLING = "ميكروسوفت"


@pytest.fixture
def microsoft():
    return EntityFactory(key="microsoft", name_ar="مايكروسوفت", name_latin="Microsoft")


@pytest.fixture
def article(microsoft):
    article = readable_article("خبر", f"قالت شركة {SPELLING} اليوم")
    names = registry.names()
    spellings.note([article], Spellings(names, Gazetteer(names)))
    return article


def sent(verdict="accept", **fields):
    return {"spelling": SPELLING, "verdict": verdict, "proposed": ["microsoft"], **fields}


def undo(event):
    return reverse("annotations:spelling-undo", args=[event.pk])


def test_it_shows_a_spelling_with_its_entity_and_its_sentence(admin_client, article):
    said = admin_client.get(LIST).text

    assert f'<bdi lang="ar" dir="rtl">{SPELLING}</bdi>' in said
    assert f"قالت شركة <mark>{SPELLING}</mark> اليوم" in said
    assert f'href="{article.get_absolute_url()}"' in said
    assert 'value="microsoft" checked' in said
    assert "في مقال واحد" in said


def test_it_speaks_english(admin_client, article):
    admin_client.cookies["django_language"] = "en"

    said = admin_client.get(LIST).text

    assert "Suggested spellings of names" in said
    assert "in 1 article<" in said


def test_it_says_when_nothing_waits(admin_client):
    assert "لا صيغة تنتظر قراراً" in admin_client.get(LIST).text


def test_it_says_when_nothing_has_the_words(admin_client, article):
    assert "لا صيغة مقترحة بهذه الكلمات" in admin_client.get(LIST, {"find": "غائب\0"}).text


def test_it_answers_htmx_with_the_list_alone(admin_client, article):
    said = admin_client.get(LIST, headers=HTMX).text

    assert "<html" not in said
    assert 'id="spellings"' in said


@pytest.mark.parametrize("page", ["", "0", "99", "x", "-1"])
def test_any_page_is_a_page(admin_client, article, page):
    assert SPELLING in admin_client.get(LIST, {"page": page}).text


def test_it_pages(admin_client, microsoft):
    letters = "بتسجدرزفكلمن"
    for n in range(21):
        name = f"مايكروسو{letters[n // 12]}{letters[n % 12]}ت"
        EntityFactory(key=f"e-{n}", name_ar=name)
        readable_article("خبر", f"قالت «{name.replace('ماي', 'مي')}» اليوم")
    names = registry.names()
    articles = list(Article.objects.order_by("key"))
    spellings.note(articles, Spellings(names, Gazetteer(names)))

    said = admin_client.get(LIST, {"find": "كروسو"}).text

    assert said.count('class="card spelling"') == 20
    assert 'href="?page=2&amp;find=' in said


def test_it_asks_few_questions(admin_client, article, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        admin_client.get(LIST)


def test_accepting_makes_a_name_and_finds_its_mentions(admin_client, microsoft, article):
    response = admin_client.post(DECIDE, sent(entity="microsoft"), follow=True)

    assert response.redirect_chain == [(LIST, 302)]
    assert Alias.objects.get().entity == microsoft
    assert Mark.objects.get(kind="entity").entity == microsoft
    assert "صارت «ميكروسوفت» من صيغ اسم مايكروسوفت." in response.text
    assert "عُثر على ذِكر واحد." in response.text
    assert 'class="card spelling"' not in response.text


def test_accepting_says_the_command_when_many_articles_hold_it(admin_client, article, monkeypatch):
    monkeypatch.setattr(following, "MOST_AT_ONCE", 0)

    response = admin_client.post(DECIDE, sent(entity="microsoft"), follow=True)

    assert "manage.py find_mentions --entity microsoft" in response.text
    assert not Mark.objects.exists()


def test_another_entity_is_chosen_by_a_name_of_it(admin_client, article):
    other = EntityFactory(key="micro", name_ar="ميكرو")
    fields = sent(entity="microsoft", other="micro")

    admin_client.post(DECIDE, fields)

    assert Alias.objects.get().entity == other


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "اختر الكيان"),
        ({"entity": "nobody"}, ""),
        ({"other": "لا أحد"}, "لا كيان بهذا الاسم."),
        ({"other": "ميكرو"}, "اكتب مفتاح أحدها: one, two"),
        ({"verdict": "both"}, ""),
        ({"spelling": ""}, ""),
    ],
)
def test_what_cannot_be_accepted_changes_nothing(admin_client, article, fields, said):
    for key in ("one", "two"):
        registry.load_entities([{"key": key, "kind": "product", "ar": "ميكرو"}])
    before = Alias.objects.count()

    response = admin_client.post(DECIDE, sent(**fields), follow=True)

    assert said in response.text
    assert "notice-error" in response.text
    assert Alias.objects.count() == before


def test_refusing_is_remembered(admin_client, article):
    response = admin_client.post(DECIDE, sent("refuse"), follow=True)

    assert RefusedSpelling.objects.get().folded == SPELLING
    assert 'class="card spelling"' not in response.text
    assert "لن تُقترح «ميكروسوفت» مرة أخرى." in response.text


def test_it_goes_back_to_the_same_page(admin_client, article):
    response = admin_client.post(DECIDE, sent("refuse", page="2", find="ميكرو"))

    assert response.url.startswith(f"{LIST}?find=")
    assert response.url.endswith("&page=2")


def test_an_acceptance_is_undone_with_its_mentions(admin_client, article):
    admin_client.post(DECIDE, sent(entity="microsoft"))

    response = admin_client.post(undo(Event.objects.get()), follow=True)

    assert "جرى التراجع عن القرار." in response.text
    assert 'class="card spelling"' in response.text
    assert not Alias.objects.exists()
    assert not Mark.objects.filter(kind="entity").exists()


def test_a_refusal_is_undone(admin_client, article):
    admin_client.post(DECIDE, sent("refuse"))

    response = admin_client.post(undo(Event.objects.get()), follow=True)

    assert 'class="card spelling"' in response.text


def test_what_was_undone_is_not_undone_again(admin_client, article):
    admin_client.post(DECIDE, sent(entity="microsoft"))
    event = Event.objects.get()
    admin_client.post(undo(event))

    response = admin_client.post(undo(event), follow=True)

    assert "notice-error" in response.text


def test_an_unknown_decision_is_not_found(admin_client):
    assert admin_client.post(reverse("annotations:spelling-undo", args=[404])).status_code == 404


@pytest.mark.parametrize("who", ["researcher_client", "editor_client", "reviewer_client"])
def test_others_may_neither_see_nor_decide(who, request, article):
    client = request.getfixturevalue(who)

    assert client.get(LIST).status_code == 403
    assert client.post(DECIDE, sent(entity="microsoft")).status_code == 403
    assert reverse("annotations:spelling-list") not in client.get("/").text


def test_a_stranger_is_asked_to_sign_in(stranger_client):
    assert stranger_client.get(LIST).url.startswith(reverse("login"))
    assert stranger_client.post(DECIDE).url.startswith(reverse("login"))


def test_each_address_takes_its_method_alone(admin_client):
    assert admin_client.post(LIST).status_code == 405
    assert admin_client.get(DECIDE).status_code == 405
    assert admin_client.get(reverse("annotations:spelling-undo", args=[1])).status_code == 405


def test_administrators_find_the_way_to_it(admin_client):
    assert LIST in admin_client.get("/").text
    assert LIST in admin_client.get(reverse("admin:index")).text
