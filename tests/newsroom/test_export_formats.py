"""The export in every format: tables and citations, filters, and where they are written to."""

import io
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.taking import AT, listed_article

pytestmark = pytest.mark.django_db


def exported(file: Path, **options) -> bytes:
    call_command("export_corpus", output=file, stdout=io.StringIO(), **options)
    return file.read_bytes()


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "bibtex", "ris"])
def test_a_file_is_put_in_place_when_whole(tmp_path, name):
    listed_article("خبر")
    file = tmp_path / f"out.{name}"

    data = exported(file, format=name)

    assert data
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["csv", "parquet", "bibtex", "ris"])
def test_the_file_is_what_the_page_gives(researcher_client, tmp_path, name):
    listed_article("رقائق هواوي", published=AT)
    listed_article("طقس", "أمطار", published=AT)
    asked = {"q": "هواوي", "since": "2025-01", "format": name}

    page = researcher_client.get("/download/", asked).getvalue()

    assert exported(tmp_path / "out", site="http://testserver", **asked) == page


def test_refused_values_every_value_and_days_count(tmp_path):
    listed_article("الاثنان")
    listed_article("واحد", keys=["entity:huawei", "topic:chips"], published=AT)
    listed_article("غيره", keys=["entity:deepseek"])

    def count(**asked) -> int:
        return exported(tmp_path / "out.ris", format="ris", **asked).count(b"TY  - ")

    both = ["huawei", "deepseek"]
    assert [count(entity=both), count(entity=both, all=["entity"])] == [3, 1]
    assert [count(**{"not": ["entity:huawei"]}), count(topic=["chips"])] == [1, 2]
    assert [count(since="2025-08-14"), count(since="2025-08-15"), count(until="2025")] == [1, 0, 1]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"since": "never"}, "--since"),
        ({"until": "2025-13"}, "--until"),
        ({"not": ["huawei"]}, "filters"),
        ({"entity": ["x" * 200]}, "filters"),
        ({"q": "x" * 300}, "filters"),
    ],
)
def test_what_the_page_would_pass_over_is_refused(tmp_path, asked, message):
    with pytest.raises(CommandError, match=message):
        exported(tmp_path / "out.csv", format="csv", **asked)


def test_standard_output_takes_a_table(capsysbinary):
    call_command("export_corpus", format="csv")

    assert capsysbinary.readouterr().out.startswith(b"key,title,")


def test_a_terminal_is_not_given_parquet(monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    with pytest.raises(CommandError, match="--output"):
        call_command("export_corpus", format="parquet")


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        exported(tmp_path / "none" / "out.csv", format="csv")


def test_what_breaks_off_leaves_the_old_file(tmp_path, monkeypatch):
    file = tmp_path / "out.csv"
    file.write_text("old")
    monkeypatch.setattr("newsroom.exporting.taken", lambda *_, **__: iter([None]))

    with pytest.raises(AttributeError):
        exported(file, format="csv")

    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
