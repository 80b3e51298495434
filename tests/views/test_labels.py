"""Correcting the label of a line: by reviewers, from the page of an import or of an article."""

import uuid

import pytest
from django.urls import reverse

from corpus.models import Event, ImportRun, Relabelling, Segment
from tests.reading import readable_article
from tests.views.test_imports import a_run, page_of

CORRECT, UNDO = reverse("corpus:label-correct"), reverse("corpus:label-undo")
LINE = "تطبيق الزرافة"


@pytest.fixture
def line(db) -> Segment:
    article = readable_article("خبر", "نص", LINE, outlet_name="هسبريس")
    article.segments.filter(start__gt=5).update(kind="boilerplate", rule="promo")
    return article.segments.order_by("-start")[0]


def sent(line: Segment, **fields) -> dict[str, object]:
    place = {"capture": line.capture_id, "start": line.start, "end": line.end}
    return {**place, "shown": "boilerplate", "kind": "paragraph", "next": "/imports/", **fields}


def labels_of(line: Segment) -> str:
    return reverse("corpus:article-labels", args=[line.article.key])


def with_run(line: Segment) -> ImportRun:
    run = a_run()
    type(line.capture).objects.filter(pk=line.capture_id).update(run=run)
    return run


def test_a_reviewer_corrects_a_line_and_is_told(reviewer_client, line):
    response = reviewer_client.post(CORRECT, sent(line), follow=True)

    line.refresh_from_db()
    assert line.kind == "paragraph"
    assert response.redirect_chain == [("/imports/", 303)]
    assert "صُحّح سطر واحد" in response.text


def test_it_is_corrected_wherever_the_outlet_has_it(reviewer_client, line):
    other = readable_article("خبر آخر", LINE, outlet_name="هسبريس")
    other.segments.filter(start__gt=0).update(kind="boilerplate", rule="promo")

    reviewer_client.post(CORRECT, sent(line, everywhere="1"))

    assert Relabelling.objects.filter(kind="paragraph").count() == 2


@pytest.mark.parametrize(
    ("role", "status"), [("researcher", 403), ("editor", 403), ("reviewer", 303), ("admin", 303)]
)
def test_each_role_may_what_the_table_says(role, status, request, line):
    client = request.getfixturevalue(f"{role}_client")

    response = client.post(CORRECT, sent(line))
    batch = Event.objects.filter(object_type="label").values_list("batch", flat=True).first()

    assert response.status_code == status
    assert client.post(UNDO, {"batch": batch or uuid.uuid4()}).status_code == status


@pytest.mark.parametrize(
    ("role", "offered"), [("researcher", 0), ("editor", 0), ("reviewer", 1), ("admin", 1)]
)
def test_the_button_is_for_those_who_may(role, offered, request, line):
    client = request.getfixturevalue(f"{role}_client")
    run = with_run(line)

    assert client.get(page_of(run)).text.count('class="correct"') == offered
    assert client.get(labels_of(line)).text.count('class="correct"') == 2 * offered


def test_a_stranger_is_asked_to_sign_in(stranger_client, line):
    for response in (
        stranger_client.post(CORRECT, sent(line)),
        stranger_client.post(UNDO, {"batch": uuid.uuid4()}),
        stranger_client.get(labels_of(line)),
    ):
        assert response.url.startswith(reverse("login"))


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_corrections_are_only_posted(reviewer_client, method):
    assert getattr(reviewer_client, method)(CORRECT).status_code == 405
    assert getattr(reviewer_client, method)(UNDO).status_code == 405


def test_labels_are_only_read(reviewer_client, line):
    assert reviewer_client.post(labels_of(line)).status_code == 405


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "title"},
        {"kind": "x"},
        {"kind": ""},
        {"capture": "9" * 30},
        {"capture": "0"},
        {"start": "-1"},
        {"end": "9" * 12},
        {"shown": "x"},
        {"shown": "paragraph"},
        {"start": "1"},
    ],
)
def test_what_the_page_does_not_send_changes_nothing(reviewer_client, line, wrong):
    response = reviewer_client.post(CORRECT, sent(line, **wrong), follow=True)

    assert "notice-error" in response.text
    assert not Relabelling.objects.exists()


@pytest.mark.parametrize("batch", ["", "x", str(uuid.UUID(int=1))])
def test_a_step_that_is_not_there_cannot_be_undone(reviewer_client, db, batch):
    response = reviewer_client.post(UNDO, {"batch": batch}, follow=True)

    assert "notice-error" in response.text


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_the_way_back_never_leaves_the_site(reviewer_client, line, address):
    assert reviewer_client.post(CORRECT, sent(line, next=address)).url == "/imports/"


def test_a_correction_is_listed_with_its_undo(reviewer_client, line, reviewer):
    run = with_run(line)
    reviewer_client.post(CORRECT, sent(line))
    said = reviewer_client.get(page_of(run)).text
    batch = Event.objects.latest("pk").batch

    assert f'name="batch" value="{batch}"' in said
    assert reviewer.username in said
    reviewer_client.post(UNDO, {"batch": batch})
    line.refresh_from_db()
    assert (line.kind, line.rule) == ("boilerplate", "promo")
    assert str(batch) not in reviewer_client.get(page_of(run)).text


def test_all_lines_of_an_article_stand_under_their_labels(editor_client, line):
    said = editor_client.get(labels_of(line)).text

    assert said.index("خبر</p>") < said.index("نص</p>") < said.index(LINE)
    assert "ترويج للموقع" in said


def test_a_title_is_not_offered_for_correction(reviewer_client, line):
    said = reviewer_client.get(labels_of(line)).text

    assert '<option value="title"' not in said
    assert said.count("<li>") - said.count('class="correct"') >= 1


@pytest.mark.parametrize("key", ["unknown", "a" * 300])
def test_an_article_that_is_not_there(editor_client, db, key):
    assert editor_client.get(f"/articles/{key}/labels/").status_code == 404


def test_an_article_without_lines_says_so(editor_client, line):
    Segment.objects.all().delete()

    assert "لا أسطر" in editor_client.get(labels_of(line)).text


def test_hostile_lines_are_shown_safely(editor_client, db):
    article = readable_article("<i>", "<b>\u202eسطر")

    said = editor_client.get(reverse("corpus:article-labels", args=[article.key])).text

    assert "&lt;b&gt;" in said
    assert not {"<i>", "<b>", "\u202e"} & {
        said[at : at + n] for at in range(len(said)) for n in (1, 3)
    }


def test_many_lines_need_no_more_queries(reviewer_client, django_assert_max_num_queries):
    article = readable_article("خبر", *[f"سطر {n}" for n in range(40)])

    with django_assert_max_num_queries(5):
        reviewer_client.get(reverse("corpus:article-labels", args=[article.key]))
