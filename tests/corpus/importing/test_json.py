"""JSON and JSON lines: what is a record comes in, what is none is named with its place."""

import json

import pytest

from corpus.importing.formats import source
from corpus.importing.records import Record, Rejected
from tests.corpus.importing.reading import (
    BODY,
    TITLE,
    article,
    found,
    line,
    one,
    records,
    rejections,
)


def test_each_bad_line_is_a_rejection_with_its_place_and_the_rest_goes_on(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(
        article(id=1) + b'{"text": \n' + b"[1]\n\n" + b'{"text": "\xc3\x28"}\n' + article(id=2)
    )
    at = len(article(id=1))

    refused = rejections(file)

    assert [each.page_key for each in records(file)] == ["a.jsonl#1", "a.jsonl#2"]
    assert [(each.reason, each.line, each.byte) for each in refused] == [
        ("json", 2, at),
        ("not-a-record", 3, at + 10),
        ("encoding", 5, at + 15 + 10),
    ]


def test_a_line_that_is_too_long_is_refused_and_the_next_one_read(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "LARGEST", 2000)
    monkeypatch.setattr(source, "CHUNK", 64)
    file = tmp_path / "a.jsonl"
    file.write_bytes(article(id=1) + article(text="ط" * 3000) + article(id=3))

    one, two, three = found(file)

    assert isinstance(two, Rejected)
    assert (two.reason, two.line, two.byte) == ("too-large", 2, len(article(id=1)))
    assert isinstance(one, Record)
    assert isinstance(three, Record)
    assert three.line == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_lines_in_other_encodings_are_read(tmp_path, encoding):
    data = (article() * 3).decode().encode(encoding)
    (tmp_path / "a.jsonl").write_bytes(data)

    found_here = records(tmp_path)

    assert [each.text for each in found_here] == [f"{TITLE}\n\n{BODY}"] * 3
    assert [each.data.decode(each.encoding).strip("\ufeff\n") for each in found_here] == [
        article().decode().strip()
    ] * 3


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.txt", "a"])
def test_content_decides_before_the_suffix(tmp_path, name):
    (tmp_path / name).write_bytes(article(id=1) + article(id=2))

    assert [each.line for each in records(tmp_path / name)] == [1, 2]


@pytest.mark.parametrize(
    "shaped",
    [
        lambda row: row,
        lambda row: [row],
        lambda row: {"status": "ok", "articles": [row]},
        lambda row: {"total": 1, "data": [row]},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_document_is_a_record_a_list_or_holds_one(tmp_path, shaped, indent):
    row = {"title": TITLE, "body": BODY, "id": "x"}
    text = json.dumps(shaped(row), ensure_ascii=False, indent=indent)
    (tmp_path / "a.json").write_text(text, encoding="utf8")

    record = one(tmp_path / "a.json")

    assert record.text == f"{TITLE}\n\n{BODY}"
    assert (record.page_key, json.loads(record.data)) == ("a.json#x", row)


def test_a_list_that_breaks_off_gives_what_stands_before(tmp_path):
    whole = b"[\n" + article(id=1).rstrip() + b",\n" + article(id=2).rstrip() + b",\n"
    (tmp_path / "a.json").write_bytes(whole + b'{"title": "x')

    refused = rejections(tmp_path)

    assert len(records(tmp_path)) == 2
    assert [(each.reason, each.line, each.byte) for each in refused] == [("json", 4, len(whole))]


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 100_000, b'{"text": 1' + b"0" * 9999 + b"}"]
)
def test_no_json_is_too_deep_or_too_long_a_number(tmp_path, data):
    (tmp_path / "a.jsonl").write_bytes(data + b"\n" + article())

    assert len(rejections(tmp_path)) == 1


def test_an_export_in_a_folder_is_one_rejection(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(line(record="header", format=1) + article() * 5)

    (refused,) = found(tmp_path)

    assert isinstance(refused, Rejected)
    assert refused.reason == "export"
