"""The import command on files as they come: seeds, copies, newer captures and every sort of mess."""

import gzip
import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Mark
from corpus.models import Article, ArticleIndex, Capture, Copy, Event, ImportRun, Page, Rejection
from corpus.services import index, registry

pytestmark = pytest.mark.django_db

SEEDS = Path(__file__).parents[2] / "seeds"
PAGE = "عنوان الخبر عن شركة هواوي\n\nقالت شركة هواوي إن شرائح الذكاء الاصطناعي جاهزة للتدريب.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def names(db) -> None:
    registry.load_entities(
        [{"key": "huawei", "kind": "organisation", "latin": "Huawei", "ar": "هواوي"}]
    )
    registry.load_topics()


def imported(*paths: Path, **options) -> int:
    """The exit status of the command."""
    try:
        call_command("import_corpus", *map(str, paths), **options)
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_a_page_is_captured_as_it_came(page):
    status = imported(page)

    capture = Capture.objects.get()
    assert status == 0
    assert (capture.text, bytes(capture.data)) == (PAGE, PAGE.encode())
    assert capture.is_current


def test_a_page_is_searchable_and_carries_suggestions(page):
    imported(page)

    assert ArticleIndex.objects.get().facets[:1] == ["entity:huawei"]
    assert {mark.by for mark in Mark.objects.all()} == {None}


def test_the_same_page_twice_changes_nothing(page):
    imported(page)
    before = list(Mark.objects.values_list("pk")), Event.objects.count(), ImportRun.objects.count()

    status = imported(page)

    after = list(Mark.objects.values_list("pk")), Event.objects.count(), ImportRun.objects.count()
    assert (status, after) == (0, before)


def test_newer_text_of_a_page_supersedes_the_older(page):
    imported(page)
    page.write_text(PAGE + "\nوأضافت الشركة أن الشحنات ستبدأ قريباً جداً.\n", encoding="utf-8")

    imported(page)

    older, newer = Capture.objects.order_by("length")
    assert (older.is_current, newer.is_current) == (False, True)
    assert Article.objects.get(capture=newer).continues == Article.objects.get(capture=older)
    assert index.drift() == []


def test_order_of_arrival_does_not_decide_which_capture_is_current(page, tmp_path):
    longer = PAGE + "\nوأضافت الشركة أن الشحنات ستبدأ قريباً جداً.\n"
    page.write_text(longer, encoding="utf-8")
    imported(page)
    page.write_text(PAGE, encoding="utf-8")

    imported(page)

    assert Capture.objects.get(is_current=True).text == longer


def test_keys_do_not_depend_on_the_folder_that_was_named(page, tmp_path):
    imported(tmp_path)
    by_folder = Article.objects.get().key

    status = imported(page)

    assert (status, Article.objects.get().key) == (0, by_folder)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param("\u00a0\n \n".encode(), "empty", id="only spaces"),
        pytest.param("نص\0نص".encode(), "nul-character", id="nul"),
        pytest.param(
            "نص ".encode() + b"\xed\xa0\x80" + " نص".encode(), "lone-surrogate", id="surrogate"
        ),
        pytest.param(b"\xff\xfe\xfa\x00\xd8" * 9, None, id="no encoding"),
    ],
)
def test_a_broken_file_is_a_rejection_and_the_rest_goes_on(page, tmp_path, data, reason):
    (tmp_path / "broken.txt").write_bytes(data)

    status = imported(tmp_path)

    rejection = Rejection.objects.get()
    assert status == 1
    assert rejection.origin.endswith("broken.txt")
    assert reason in {None, rejection.reason}
    assert Page.objects.get().key == "page.txt"


def test_nothing_but_rejections_is_exit_status_two(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")

    assert imported(tmp_path) == 2


@pytest.mark.parametrize("name", ["absent.txt", "absent/folder"])
def test_a_path_that_is_not_there_is_exit_status_two(tmp_path, name):
    assert imported(tmp_path / name) == 2


def test_an_empty_folder_is_exit_status_two(tmp_path):
    assert imported(tmp_path) == 2


def test_a_dry_run_does_not_promise_that_all_is_new(page, capsys):
    imported(page)

    imported(page, dry_run=True)

    assert "Pages were not compared" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(page):
    status = imported(page, dry_run=True)

    assert status == 0
    assert not Page.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_report_accounts_for_every_record(page, tmp_path):
    (tmp_path / "broken.txt").write_bytes(b"")
    report = tmp_path / "out" / "report.json"
    report.parent.mkdir()

    imported(page, tmp_path / "broken.txt", report=report)

    told = json.loads(report.read_text(encoding="utf-8"))
    assert (told["imported"], told["rejected"]) == (1, 1)
    assert told["rejections"][0]["reason"] == "empty"


def test_many_rejections_do_not_flood_the_terminal(tmp_path, capsys):
    for number in range(25):
        (tmp_path / f"{number}.txt").write_bytes(b"")

    imported(tmp_path)

    told = capsys.readouterr().err
    assert told.count("rejected ") == 20
    assert "and 5 more" in told


def test_a_report_that_cannot_be_written_is_told(page, tmp_path):
    with pytest.raises(CommandError):
        imported(page, report=tmp_path / "absent" / "report.json")


def test_a_byte_order_mark_stays_the_first_code_point(tmp_path):
    (tmp_path / "bom.txt").write_bytes(("\ufeff" + PAGE).encode())

    imported(tmp_path)

    assert Capture.objects.get().text[0] == "\ufeff"


def test_carriage_returns_stay(tmp_path):
    (tmp_path / "windows.txt").write_bytes(PAGE.replace("\n", "\r\n").encode())

    imported(tmp_path)

    assert Capture.objects.get().text == PAGE.replace("\n", "\r\n")


def test_a_very_long_word_is_imported(tmp_path):
    (tmp_path / "long.txt").write_text(PAGE + "\n" + "ب" * 20_000 + " " + "x" * 5_000 + "\n")

    assert imported(tmp_path) == 0


def test_a_name_too_long_for_a_key_is_a_rejection(tmp_path):
    folder = tmp_path.joinpath(*["م" * 100] * 12)
    folder.mkdir(parents=True)
    (folder / "page.txt").write_text(PAGE)

    status = imported(tmp_path)

    assert (status, Rejection.objects.get().reason) == (2, "name-too-long")


def test_an_import_is_one_event_of_nobody(page):
    imported(page)

    event = Event.objects.get()
    assert (event.verb, event.by) == ("import", None)
    assert event.after == {"imported": 1, "superseding": 0, "already_here": 0, "rejected": 0}


def test_the_seeds_import_whole(tmp_path):
    registry.load_entities(registry.entities_in(SEEDS / "entities.jsonl"))

    status = imported(*sorted(SEEDS.glob("*.txt")))

    assert (status, Article.objects.count()) == (0, 8)
    assert index.drift() == []


def test_records_of_a_dump_come_in_with_what_they_say_of_themselves(tmp_path):
    rows = [
        {"headline": f"عنوان الخبر رقم {n}", "matn": PAGE, "url": f"https://x.example/{n}"}
        for n in (1, 2)
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")

    status = imported(tmp_path, map=[("text", "matn")])

    capture = Capture.objects.select_related("page").get(page__key="https://x.example/1")
    article = Article.objects.get(capture=capture)
    assert (status, Article.objects.count()) == (0, 2)
    assert (capture.extractor, capture.extractor_version) == ("json", "1")
    assert (article.title, article.url) == ("عنوان الخبر رقم 1", "https://x.example/1")
    assert json.loads(bytes(capture.data)) == rows[0]


def test_a_dump_rebuilds_to_the_articles_that_it_gave(tmp_path):
    body = f"منذ ساعة\nعنوان لخبر آخر في الموقع\n{PAGE}" * 3
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "عنوان الخبر كله", "text": body}))
    imported(tmp_path)
    before = list(Article.objects.values_list("key", "start", "end", "title", "retired_at"))

    call_command("rebuild")

    assert list(Article.objects.values_list("key", "start", "end", "title", "retired_at")) == before


def test_an_html_page_keeps_its_bytes_beside_the_text_taken_from_them(tmp_path):
    page = "<html><body><h1>عنوان الصفحة</h1>" + f"<p>{PAGE}</p>" * 4 + "</body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")

    imported(tmp_path)

    capture = Capture.objects.get()
    assert bytes(capture.data).decode() == page
    assert (capture.extractor, "<p>" in capture.text) == ("trafilatura", False)


def test_standard_input_is_read_as_any_file(tmp_path, monkeypatch):
    stream = io.BytesIO(gzip.compress(json.dumps({"id": 5, "text": PAGE}).encode()))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))

    status = imported(Path("-"))

    assert (status, Page.objects.get().key) == (0, "-#5")


def test_the_time_of_capture_is_as_the_user_says(page):
    imported(page, captured_at=datetime(2024, 5, 3, tzinfo=UTC))

    assert Capture.objects.get().captured_at == datetime(2024, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    [["--map", "headline"], ["--map", "colour=x"], ["--map", "text="], ["--captured-at", "غدا"]],
)
def test_what_cannot_be_meant_is_said_before_anything_is_read(page, said):
    with pytest.raises(CommandError):
        call_command("import_corpus", str(page), *said)

    assert not Page.objects.exists()


@pytest.mark.parametrize(("cut_off", "copies"), [(True, 1), (False, 0)])
def test_what_a_run_cut_off_left_underived_is_derived_by_the_next(tmp_path, cut_off, copies):
    body = (
        PAGE + "وتعمل الشركة على نماذج جديدة للحوسبة في مراكز بياناتها بالصين منذ عامين كاملين.\n"
    )
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(body, encoding="utf-8")
    imported(tmp_path)
    Copy.objects.all().delete()
    if cut_off:
        ImportRun.objects.update(derived_at=None, finished_at=None)

    imported(tmp_path)

    assert Copy.objects.count() == copies
