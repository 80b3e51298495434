"""The imports: runs, what they refused, which outlets are new and what is taken for boilerplate."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from corpus.models import Article, ImportRun, Rejection, Segment, SegmentKind
from tests.factories import CaptureFactory, EntityFactory, written_article

# Said here, for a fixture that is asked for by name in a test comes too late to put the test where
# it belongs: before those with a server of their own, which hold the database to the end.
pytestmark = pytest.mark.django_db

LIST = reverse("corpus:import-list")


def a_run(**fields) -> ImportRun:
    started = datetime(2025, 5, 1, 10, tzinfo=UTC)
    fields.setdefault("finished_at", started + timedelta(minutes=2))
    return ImportRun.objects.create(started_at=started, **fields)


def brought(run: ImportRun, *lines: str, **fields) -> Article:
    """An article that a run brought, its last line taken for boilerplate."""
    article = written_article(*lines, **fields)
    type(article.capture).objects.filter(pk=article.capture_id).update(run=run)
    last = Segment.objects.filter(article=article).order_by("-start")[:1]
    Segment.objects.filter(pk__in=last).update(kind=SegmentKind.BOILERPLATE, rule="related")
    return article


def page_of(run: ImportRun) -> str:
    return reverse("corpus:import-detail", args=[run.pk])


def test_runs_are_listed_with_their_counts_the_newest_first(researcher_client, editor):
    a_run(paths=["old.zip"], imported=3)
    a_run(paths=["new.zip"], by=editor, imported=12_345, rejected=7, finished_at=None)

    said = researcher_client.get(LIST).text

    assert said.index("new.zip") < said.index("old.zip")
    assert "12,345" in said
    assert editor.username in said
    assert "لم تكتمل" in said


def test_nothing_imported_yet(editor_client):
    assert "لم يُستورد شيء بعد" in editor_client.get(LIST).text


@pytest.mark.parametrize("asked", ["2", "0", "-1", "x", "9" * 40, ""])
def test_runs_come_in_pages_and_no_number_breaks_them(editor_client, asked):
    for _ in range(21):
        a_run()

    response = editor_client.get(LIST, {"page": asked})

    assert response.status_code == 200
    assert ('rel="prev"' in response.text) == (asked in {"2", "9" * 40, "0", "-1"})


@pytest.mark.parametrize("role", ["researcher", "editor", "reviewer", "admin"])
def test_everybody_with_an_account_may_read(role, request):
    client = request.getfixturevalue(f"{role}_client")
    run = a_run()

    assert [client.get(url).status_code for url in (LIST, page_of(run))] == [200, 200]


@pytest.mark.parametrize("open_reading", [False, True])
def test_a_stranger_is_asked_to_sign_in_for_paths_are_nobodys_business(
    db, stranger_client, settings, open_reading
):
    settings.OPEN_READING = open_reading
    run = a_run()

    for url in (LIST, page_of(run)):
        assert stranger_client.get(url).url.startswith(reverse("login"))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_they_are_only_read(editor_client, method):
    run = a_run()

    assert getattr(editor_client, method)(LIST).status_code == 405
    assert getattr(editor_client, method)(page_of(run)).status_code == 405


@pytest.mark.parametrize("run_id", ["0", "9" * 30])
def test_a_run_that_is_not_there(editor_client, run_id):
    assert editor_client.get(f"/imports/{run_id}/").status_code == 404


def test_a_rejection_is_told_with_its_place_and_reason_in_words(editor_client):
    run = a_run(rejected=1)
    Rejection.objects.create(
        run=run, origin="in/a.jsonl", line=1234, byte=56, reason="mojibake", detail="ط§ظ„ط°"
    )

    said = editor_client.get(page_of(run)).text

    assert "حروف لا تُقرأ: فُك ترميزها بجدول خاطئ" in said
    assert "in/a.jsonl" in said
    assert "1,234" in said
    assert '<p class="offending" dir="rtl">ط§ظ„ط°</p>' in said


@pytest.mark.parametrize(
    ("detail", "shown"),
    [
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("a\u202eb", 'a<span class="sign" dir="ltr">U+202E</span>b'),
        ("a\x1b[2J", 'a<span class="sign" dir="ltr">U+001B</span>[2J'),
        ("one\ntwo", "one ↵ two"),
        ("ب" * 5000, "ب" * 300 + "…</p>"),
    ],
)
def test_the_offending_text_is_shown_safely(editor_client, detail, shown):
    run = a_run(rejected=1, paths=[detail])
    Rejection.objects.create(run=run, origin=detail[:900], reason="csv", detail=detail)

    said = editor_client.get(page_of(run)).text

    assert shown in said
    assert "<script>x" not in said
    assert "\u202e" not in said
    assert "\x1b" not in said


def test_an_unknown_reason_goes_by_its_code(editor_client):
    run = a_run(rejected=1)
    Rejection.objects.create(run=run, origin="a", reason="eaten-by-a-goat")

    assert "eaten-by-a-goat" in editor_client.get(page_of(run)).text


def test_rejections_come_in_pages(editor_client):
    run = a_run(rejected=11)
    Rejection.objects.bulk_create(
        Rejection(run=run, origin=f"file-{number:02}", reason="empty") for number in range(11)
    )

    first, second = (editor_client.get(page_of(run), {"page": page}).text for page in (1, 2))

    assert ("file-09" in first, "file-10" in first) == (True, False)
    assert ("file-09" in second, "file-10" in second) == (False, True)


def test_outlets_that_no_earlier_article_carries_are_new(editor_client):
    written_article("خبر قديم", outlet_name="العربية")
    run = a_run()
    brought(run, "خبر", "نص", outlet_name="العربية")
    brought(run, "خبر", "نص", outlet_name="هسبريس")
    brought(run, "خبر", "نص", outlet_name="الجزيرة نت", outlet=EntityFactory())

    said = editor_client.get(page_of(run)).text
    outlets = said[said.index("جهات نشر جديدة") : said.index('id="boilerplate"')]

    assert "العربية" not in outlets
    assert "هسبريس" in outlets
    assert "الجزيرة نت" in outlets
    assert outlets.count("ليس في السجل") == 1


def test_what_repeats_is_counted_and_what_stands_once_comes_by_its_rule(editor_client):
    run = a_run()
    for number in range(3):
        brought(run, f"خبر {number}", "نص", "اقرأ أيضًا:", outlet_name="هسبريس")
    brought(run, "خبر آخر", "نص", "حكاية من الشارع", outlet_name="هسبريس")

    said = editor_client.get(page_of(run)).text

    assert said.count("اقرأ أيضًا:") == 1
    assert "في 3 صفحات" in said
    assert said.index("أسطر مفردة") < said.index("يقود إلى مقالات أخرى</h4>")
    assert said.index("يقود إلى مقالات أخرى</h4>") < said.index("حكاية من الشارع")


def test_hostile_text_of_a_page_is_shown_safely(editor_client):
    run = a_run()
    brought(run, "<i>عنوان</i>", "نص", "<b>سطر\u202eمقلوب", outlet_name="<u>ناشر")

    said = editor_client.get(page_of(run)).text

    assert "&lt;b&gt;سطر" in said
    assert "\u202e" not in said
    assert not {"<i>", "<b>", "<u>"} & {said[at : at + 3] for at in range(len(said))}


def test_a_run_that_took_nothing_for_boilerplate_says_so(editor_client):
    assert "لم يُعدّ سطر" in editor_client.get(page_of(a_run())).text


@pytest.mark.parametrize("sample", ["1", "x", "0", "-3", "7", "9" * 30])
def test_no_number_of_a_sample_breaks_the_page(editor_client, sample):
    run = a_run()
    brought(run, "خبر", "نص")

    assert editor_client.get(page_of(run), {"sample": sample}).status_code == 200


def test_other_samples_are_of_other_pages(editor_client, monkeypatch):
    monkeypatch.setattr("corpus.import_queries.SAMPLED_PAGES", 1)
    run = a_run()
    for words in ("سطر أول", "سطر ثان"):
        brought(run, "خبر", "نص", words)

    samples = [editor_client.get(page_of(run), {"sample": n}).text for n in (1, 2)]

    assert [("سطر أول" in it) + ("سطر ثان" in it) for it in samples] == [1, 1]
    assert samples[0] != samples[1]


def test_a_run_that_brought_nothing_by_itself_has_an_empty_page(editor_client):
    CaptureFactory()
    run = a_run(finished_at=timezone.now())

    assert "جهات نشر جديدة" not in editor_client.get(page_of(run)).text


def test_many_lines_need_no_more_queries(editor_client, django_assert_max_num_queries):
    run = a_run(rejected=30)
    Rejection.objects.bulk_create(Rejection(run=run, origin="a", reason="empty") for _ in range(30))
    for number in range(12):
        brought(run, f"خبر {number}", "نص", f"سطر {number}", outlet_name=f"ناشر {number}")

    with django_assert_max_num_queries(14):
        editor_client.get(page_of(run))
    with django_assert_max_num_queries(5):
        editor_client.get(LIST)


def test_a_run_of_the_command_is_accounted_for(editor_client, tmp_path):
    page = "خبر جديد\n\nقالت الشركة إنها أطلقت نموذجًا جديدًا هذا الأسبوع.\n\nاقرأ أيضا: خبر آخر\n"
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes("خبر\0".encode())
    with pytest.raises(SystemExit):
        call_command("import_corpus", str(tmp_path), stdout=io.StringIO(), stderr=io.StringIO())

    said = editor_client.get(page_of(ImportRun.objects.get())).text

    assert "في النص محرف NUL" in said
    assert said.index('id="boilerplate"') < said.index("اقرأ أيضا: خبر آخر")
