"""Files become records with their bytes kept, or rejections that say where and why."""

import gzip
import os
import tempfile
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.importing.formats import read_path, source
from corpus.importing.pipeline import drafts
from corpus.importing.records import Record, Rejected

ARABIC = (
    "قالت الشركة في بيان إن المصنع الذي أعلن عن افتتاحه من المقرر أن يعمل بعد عام على الأقل.\n" * 5
)


def reasons(path: Path) -> list[str]:
    return [each.reason for each in read_path(path) if isinstance(each, Rejected)]


def keys(path: Path) -> list[str]:
    return [each.page_key for each in read_path(path) if isinstance(each, Record)]


def test_it_reads_a_folder_in_sorted_order_with_its_folders_and_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/2.txt", "a/1.TXT", ".hidden.txt", ".git/c.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("نص", encoding="utf8")

    assert keys(tmp_path) == ["a/1.TXT", "a/2.txt", "b.txt"]


def test_it_calls_a_page_by_its_file_when_given_the_file(tmp_path):
    (tmp_path / "page").write_text("نص", encoding="utf8")

    assert keys(tmp_path / "page") == ["page"]


def test_it_changes_no_newline_and_keeps_the_byte_order_mark(tmp_path):
    data = "\ufeffأ\r\nب\rج\n".encode()
    (tmp_path / "a.txt").write_bytes(data)

    (record,) = read_path(tmp_path / "a.txt")

    assert isinstance(record, Record)
    assert record.text == "\ufeffأ\r\nب\rج\n"
    assert record.data == data


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp1256"])
def test_it_decodes_other_encodings_when_the_evidence_is_plain(tmp_path, encoding):
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    (tmp_path / "a.txt").write_bytes(mark + ARABIC.encode(encoding))

    (record,) = read_path(tmp_path)

    assert isinstance(record, Record)
    assert record.text.removeprefix("\ufeff") == ARABIC


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xff\xff\xfe\x80 abc", "encoding"),
        ("نص".encode() + b"\xc3\x28", "encoding"),
        (b"text \xed\xa0\x80", "lone-surrogate"),
        (b"\xff\xfea", "encoding"),
    ],
)
def test_it_refuses_bytes_that_are_no_text(tmp_path, data, reason):
    (tmp_path / "a.txt").write_bytes(data)

    assert reasons(tmp_path) == [reason]


def test_it_says_where_the_wrong_byte_is(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"one\ntwo\xc3\x28")

    (refused,) = read_path(tmp_path)

    assert isinstance(refused, Rejected)
    assert (refused.line, refused.byte) == (2, 7)


def test_it_refuses_a_file_over_the_size_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "LARGEST", 10)
    (tmp_path / "a.txt").write_bytes(b"eleven bytes")

    assert reasons(tmp_path) == ["too-large"]


def test_it_refuses_a_file_that_changes_while_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("نص", encoding="utf8")
    real = os.fstat

    def grow_after(number: int) -> os.stat_result:
        seen = real(number)
        with path.open("a", encoding="utf8") as file:
            file.write("زيادة")
        return seen

    monkeypatch.setattr(os, "fstat", grow_after)

    assert reasons(path) == ["changed-while-reading"]


def test_it_refuses_what_is_not_there_or_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    assert reasons(tmp_path / "absent.txt") == ["unreadable"]
    assert reasons(tmp_path) == ["unreadable"]


def test_it_goes_on_past_a_folder_without_permission(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text("نص", encoding="utf8")
    real = Path.iterdir

    def guarded(self: Path):
        if self.name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "iterdir", guarded)

    assert reasons(tmp_path) == ["unreadable"]
    assert keys(tmp_path) == ["open.txt"]


OPENINGS = (
    b"", b"{", b"[{", b'{"text": "', b'[{"text": "', b"PK\3\4", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd",
    b"WARC/1.0\r\n", b"WARC/1.0\r\nContent-Length: 9\r\n\r\n", b"<html>", b"<!doctype html><p>",
    b"title,text\n", b'title,text\n"', b"title\ttext\n", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf",
)  # fmt: skip
PACKED = (bytes, gzip.compress, zstd.compress)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(OPENINGS),
    st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-16")),
    st.sampled_from(PACKED),
    st.sampled_from(["a.txt", "a.jsonl", "a.json", "a.csv", "a.html", "a.zip", "a.tar", "a.warc"]),
)
def test_no_bytes_at_all_stop_an_import(opening, rest, pack, name):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(pack(opening + rest))

        outcomes = list(drafts([path]))

    assert outcomes


def test_a_disk_that_fails_in_the_middle_of_a_file_is_named_for_what_it_is(tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "one"}\n')

    def fails(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(source, "_next_line", fails)

    assert reasons(path) == ["unreadable"]
