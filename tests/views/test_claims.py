"""The claim board: its questions, claims and origins, its filters, orders and pages."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import BoardRow, ClaimLink, Known
from annotations.queries import board as board_query
from corpus.models import Entity, Source
from tests.factories import EntityFactory, SourceFactory, TopicFactory
from tests.marked import outlet
from tests.told import asked, claim_of, disputed, told

pytestmark = pytest.mark.django_db

BOARD = "/claims/"
CHEAP, DEAR = "بلغت الكلفة 294 ألف دولار", "بلغت الكلفة 5.6 مليون دولار"


def shown(client: Client, address: str = BOARD, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.text


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def questions(page: str) -> list[str]:
    return re.findall(r'id="group-([^"]+)"', page)


@pytest.fixture
def times() -> Source:
    return SourceFactory(key="times", kind="outlet", entity=outlet("times", "التايمز"))


@pytest.fixture
def link(editor, times) -> ClaimLink:
    """A question with two answers that a rule holds to contradict each other."""
    question = asked(metric="training cost")
    people = SourceFactory(anonymous=True, told=times)
    cheap = told(
        claim_of("cheap", question, "الكلفة 294 ألف دولار"),
        editor,
        times,
        people,
        words=CHEAP,
        figures=[("294 ألف دولار", 294_000, "USD")],
        said=date(2025, 9, 1),
        published=datetime(2025, 9, 18, tzinfo=UTC),
        outlet=outlet("hespress", "هسبريس"),
    )
    dear = told(
        claim_of("dear", question, "الكلفة 5.6 مليون دولار"),
        editor,
        words=DEAR,
        figures=[("5.6 مليون دولار", 5_600_000, "USD")],
    )
    return disputed(cheap, dear)


def test_a_question_shows_its_claims_with_quotes_and_chains(editor_client, link):
    page = shown(editor_client)
    said = words(page)

    assert questions(page) == ["training-cost"]
    assert "كم كلّف التدريب؟" in said
    assert "إفادتان في مقالين" in said
    assert "المقال التايمز ثلاثة أشخاص مطلعون" in said
    assert "بصوت الكاتب، بلا إسناد" in said
    assert "هسبريس" in said
    assert "قيل في 1 سبتمبر 2025" in said
    assert "نُشر في 18 سبتمبر 2025" in said
    assert 'href="/claims/cheap/"' in page
    assert re.search(r'href="/articles/article-\d+/\?at=\d+-\d+#at-\d+-\d+"', page)


def test_it_counts_independent_origins_and_the_unattributed_apart(editor_client, link, editor):
    told(link.a_claim, editor, words="كلام آخر")

    said = words(shown(editor_client))

    assert "أصل واحد مستقل : التايمز" in said
    assert "مقال واحد بلا إسناد" in said


def test_hearsay_is_no_origin(editor_client, editor):
    told(claim_of("heard"), editor, None)

    page = shown(editor_client)

    assert "مقال واحد عن مصدر غير مذكور" in words(page)
    assert "حلقة غير معروفة" in words(page)
    assert BoardRow.objects.get().origins == 0


def test_a_step_that_nobody_confirmed_is_dashed(editor_client, editor, times):
    told(claim_of("one"), editor, times, how=Known.RESOLVED)
    assert 'class="chip is-open" data-kind="source"' in shown(editor_client)

    told(claim_of("two"), editor, times)
    assert 'class="chip" data-kind="source"' in shown(editor_client)


def test_its_figures_stand_on_a_line_and_in_a_table(editor_client, link):
    page = shown(editor_client)

    assert page.count('<svg class="number-line') == 2
    assert "تكلفة التدريب · دولار أمريكي" in words(page)
    assert page.count('href="#claim-cheap"') == 2
    assert 'class="claim-figure claim-1"' in page


def test_a_line_of_another_measure_is_chosen_by_a_link(editor_client, editor):
    question = asked()
    for number in (1, 2):
        raw = [(f"{number}0 ساعات", number * 10, "hour"), (f"{number}5 شريحة", number, "GPU")]
        told(
            claim_of(f"c{number}", question), editor, words=f"{raw[0][0]} {raw[1][0]}", figures=raw
        )

    page = shown(editor_client, f"{BOARD}?line=training-cost~training+cost~hour")

    assert re.search(r'line=training-cost~training\+cost~hour" hx-get="[^"]+" aria-current', page)
    assert "<title>10 ساعات</title>" in page
    assert "<title>15 شريحة</title>" not in page


def test_a_proposed_contradiction_is_no_fact(researcher_client, link):
    page = shown(researcher_client)

    assert 'class="claim-link is-open"' in page
    assert "تعارض محتمل" in words(page)
    assert "تعارض حقيقي" not in words(page)
    assert "<form" not in page.partition('id="board"')[2]


def test_a_claim_without_a_question_stands_alone(editor_client, editor):
    told(claim_of("lonely", statement="قيل شيء"), editor)

    page = shown(editor_client)

    assert questions(page) == ["lonely"]
    assert '<a href="/claims/lonely/"><bdi class="" lang="ar" dir="rtl">قيل شيء</bdi></a>' in page


def test_what_only_a_rule_says_is_not_on_the_board(editor_client):
    told(claim_of("guess"), None)

    assert "لا إفادات بعد" in words(shown(editor_client))


def test_a_claim_shows_its_first_places_and_leads_to_all(editor_client, editor):
    claim = claim_of("often")
    for number in range(8):
        told(claim, editor, words=f"قول {number}")

    page = shown(editor_client)

    assert page.count("<blockquote") == 3
    assert '<a href="/claims/often/#mentions">كل المواضع وعددها 8</a>' in page


@pytest.fixture
def two_groups(editor, link) -> None:
    topic = TopicFactory(path="chips", name_ar="الرقائق")
    entity = EntityFactory(key="huawei", name_ar="هواوي", name_latin="Huawei")
    claim = claim_of("other", asked("other", "سؤال آخر؟", subject=entity))
    claim.topics.add(topic)
    told(claim, editor, SourceFactory(key="s", entity=EntityFactory(key="reuters")))


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("entity=huawei", ["other"]),
        ("metric=training+cost", ["training-cost"]),
        ("topic=chips", ["other"]),
        ("outlet=hespress", ["training-cost"]),
        ("origin=times", ["training-cost"]),
        ("origin=reuters", ["other"]),
        ("state=contested", ["training-cost"]),
        ("state=undecided", ["training-cost"]),
        ("state=contested&topic=chips", []),
        ("question=other", ["other"]),
        ("question=none", []),
        ("entity=%00", ["training-cost", "other"]),
        ("topic=" + "x" * 200, ["training-cost", "other"]),
    ],
)
def test_it_is_filtered_by_what_groups_have(editor_client, two_groups, chosen, found):
    assert questions(shown(editor_client, f"{BOARD}?{chosen}")) == found


def test_a_filter_is_read_through_merges(editor_client, two_groups):
    old = EntityFactory(key="old", merged_into=Entity.objects.get(key="huawei"))

    assert questions(shown(editor_client, f"{BOARD}?entity={old.key}")) == ["other"]


def test_a_chosen_value_is_a_chip_that_takes_it_away(editor_client, two_groups):
    page = shown(editor_client, f"{BOARD}?state=undecided&order=newest")

    assert 'class="chip chip-filter" href="/claims/?order=newest"' in page
    assert "<bdi>ينتظر حكم المحرّر</bdi>" in page


def test_nothing_that_has_it_says_so_and_leads_to_all(editor_client, two_groups):
    page = shown(editor_client, f"{BOARD}?entity=nobody")

    assert "لا سؤال يجمع هذا كله" in words(page)
    assert '<a class="button" href="/claims/">عرض كل الأسئلة</a>' in page


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("", ["contested", "new", "wide"]),
        ("newest", ["new", "wide", "contested"]),
        ("origins", ["wide", "new", "contested"]),
        ("bad", ["contested", "new", "wide"]),
    ],
)
def test_it_is_ordered(editor_client, order, found):
    for key, contested, origins, year in (
        ("contested", 2, 0, 2023),
        ("new", 0, 1, 2025),
        ("wide", 0, 3, 2024),
    ):
        row(key, contested=contested, origins=origins, newest=datetime(year, 1, 1, tzinfo=UTC))

    assert questions(shown(editor_client, f"{BOARD}?order={order}")) == found


def row(key: str, **fields: object) -> BoardRow:
    values = {"claims": 0, "mentions": 0, "articles": 0, "origins": 0}
    more = {"contested": 0, "undecided": 0, "newest": datetime(2025, 1, 1, tzinfo=UTC)}
    return BoardRow.objects.create(question=asked(key, key), **{**values, **more, **fields})


@pytest.mark.parametrize("order", ["contested", "newest", "origins"])
def test_its_pages_follow_each_other_and_lead_back(editor_client, order):
    keys = [f"q{number}" for number in range(2 * board_query.SHOWN + 1)]
    for key in keys:
        row(key)
    seen, addresses = [], [f"{BOARD}?order={order}"]
    while addresses[-1]:
        page = shown(editor_client, addresses[-1])
        seen.append(questions(page))
        addresses.append(turn(page, "next"))

    back = turn(shown(editor_client, addresses[-2]), "prev")

    assert [key for page in seen for key in page] == keys[::-1]
    assert questions(shown(editor_client, back)) == seen[-2]


def turn(page: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return BOARD + found[1].replace("&amp;", "&") if found else ""


@pytest.mark.parametrize("after", ["x", "1-2", "9" * 40, "999999-99999999999999999-1", "1-1-1;"])
def test_a_place_that_is_none_is_passed_over(editor_client, two_groups, after):
    assert editor_client.get(f"{BOARD}?after={after}").status_code == 200


def test_a_question_with_many_claims_shows_some_and_leads_to_the_rest(editor_client, editor):
    question = asked()
    for number in range(40):
        told(claim_of(f"c{number:02}", question), editor, words=f"قول {number}")

    page = shown(editor_client, f"{BOARD}?question=training-cost")
    more = re.search(r'href="(\?question=training-cost&amp;claim=\d+)"', page)

    assert more
    rest = shown(editor_client, BOARD + more[1].replace("&amp;", "&"))
    assert len(re.findall('id="claim-c', page)) == 30
    assert len(re.findall('id="claim-c', rest)) == 10


def test_options_of_a_cut_count_are_said_to_be_estimates(editor_client, two_groups, monkeypatch):
    monkeypatch.setattr(board_query, "COUNTED", 1)

    assert "نحو 1" in words(shown(editor_client))


def test_htmx_gets_the_board_alone(editor_client, link):
    page = shown(editor_client, HX_Request="true")

    assert page.lstrip().startswith('<div class="browse claim-board" id="board"')
    assert "<html" not in page
    assert 'id="announcement"' in page


def test_a_stranger_is_asked_to_sign_in_unless_reading_is_open(stranger_client, link, settings):
    assert stranger_client.get(BOARD).url.startswith(reverse("login"))

    settings.OPEN_READING = True

    assert "<form" not in shown(stranger_client).partition('id="board"')[2]


def test_it_is_only_read(editor_client):
    assert editor_client.post(BOARD).status_code == 405


def test_it_takes_the_same_statements_however_much_there_is(
    editor_client, editor, times, django_assert_max_num_queries
):
    for number in range(12):
        question = asked(f"q{number}")
        one, other = (
            told(claim_of(f"{it}{number}", question), editor, times, words=f"قول {it} {number}")
            for it in "ab"
        )
        disputed(one, other)

    with django_assert_max_num_queries(36):
        editor_client.get(BOARD)


def test_it_speaks_english(editor_client, link):
    editor_client.cookies["django_language"] = "en"

    said = words(shown(editor_client))

    assert "Claim board" in said
    assert "1 independent origin : Times" in said
    assert "Possible contradiction" in said
