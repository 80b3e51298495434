"""What an import says while it runs and when it is done."""

import json

import pytest

from corpus.importing.formats import Meter, Reading, read_path, size_of
from corpus.importing.load import Outcome
from corpus.importing.records import Rejected
from newsroom import reporting
from newsroom.reporting import Report, follow

REFUSED = Outcome("rejected", "a.txt", Rejected("a.txt", 3, 40, "empty", "«no text»"))


def test_the_report_holds_every_rejection_and_the_terminal_the_first(tmp_path):
    file = tmp_path / "report.json"

    with Report(file) as report:
        for _ in range(30):
            report.add(REFUSED)

    written = json.loads(file.read_text("utf-8"))
    assert (len(written["rejections"]), written["rejected"]) == (30, 30)
    assert written["rejections"][0]["detail"] == "«no text»"
    assert len(report.rejected) == reporting.TOLD


def test_a_report_of_an_import_that_failed_is_not_left_behind(tmp_path):
    with pytest.raises(RuntimeError), Report(tmp_path / "report.json"):
        raise RuntimeError

    assert list(tmp_path.iterdir()) == []


def test_a_report_without_rejections_is_json(tmp_path):
    with Report(tmp_path / "report.json") as report:
        report.add(Outcome("imported", "a.txt"))

    written = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (written["imported"], written["rejections"]) == (1, [])


def test_without_a_terminal_a_plain_line_says_how_far_it_is(capsys, monkeypatch):
    monkeypatch.setattr(reporting, "_SECONDS", 0)

    with Report(None) as report:
        follow([Outcome("imported", "a.txt"), REFUSED], report, Meter())

    lines = capsys.readouterr().err.splitlines()
    assert "1 imported, 0 superseding, 0 already here, 1 rejected" in lines[-1]
    assert lines[-1].endswith("/s")


def test_the_meter_reaches_the_size_of_all_files(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("نص")
    (tmp_path / "b.txt").write_text("نص آخر")
    meter = Meter(size_of(tmp_path))

    list(read_path(tmp_path, Reading(meter=meter)))

    assert meter.done() == meter.total > 0
