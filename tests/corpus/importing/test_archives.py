"""Archives, compressed files and dumps of crawlers; whole, nested, broken and made to harm."""

import gzip
import io
import tarfile
import zipfile
from datetime import UTC, datetime

import pytest
from backports import zstd

from corpus.importing.formats import source
from corpus.importing.records import Record, Rejected
from tests.corpus.importing.reading import BODY, TITLE, article, found, one, records, rejections

PAGE = (
    f"<html lang='ar'><head><meta charset='utf-8'><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
    + "".join(f"<p>{line} {number}</p>" for number in range(4) for line in BODY.split("\n"))
    + "</body></html>"
)


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred(**members: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def crawled(url: str, page: bytes, *, kind: str = "text/html", status: str = "200 OK") -> bytes:
    """A response as crawlers write it."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-05-03T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.jsonl.gz", gzip.compress(article(id=1)), "a.jsonl.gz#1"),
        ("a.jsonl.zst", zstd.compress(article(id=1)), "a.jsonl.zst#1"),
        ("a.gz", gzip.compress(article(id=1)), "a.gz#1"),
        ("no suffix", zipped(**{"in/a.jsonl": article(id=1)}), "no suffix!in/a.jsonl#1"),
        ("a.tar", tarred(**{"in/a.csv": f"id,text\n1,{TITLE}\n".encode()}), "a.tar!in/a.csv#1"),
        ("a.tgz", gzip.compress(tarred(**{"a.jsonl": article(id=1)})), "a.tgz!a.jsonl#1"),
        (
            "a.zip",
            zipped(
                **{
                    "b.zip": zipped(
                        **{"c.tar.gz": gzip.compress(tarred(**{"d.jsonl": article(id=1)}))}
                    )
                }
            ),
            "a.zip!b.zip!c.tar.gz!d.jsonl#1",
        ),
    ],
)
def test_a_page_in_an_archive_is_called_by_archive_member_and_id(tmp_path, name, data, key):
    (tmp_path / name).write_bytes(data)

    assert one(tmp_path).page_key == key


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_members_are_read_in_order_without_hidden_ones_and_those_of_no_format(tmp_path, pack):
    members = {
        "b.txt": BODY,
        "a/é.html": PAGE,
        ".git/x.txt": BODY,
        "__MACOSX/._b.txt": BODY,
        "x.png": "x",
    }
    (tmp_path / "a.bin").write_bytes(
        pack(**{name: text.encode() for name, text in members.items()})
    )

    assert [each.page_key for each in records(tmp_path)] == ["a.bin!b.txt", "a.bin!a/é.html"]


def test_a_name_that_climbs_out_of_the_archive_is_only_a_name(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.tar").write_bytes(tarred(**{"../out.txt": BODY.encode()}))

    assert one(tmp_path).page_key == "in/a.tar!../out.txt"
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize(
    "pack", [gzip.compress, zstd.compress, lambda data: zipped(**{"a.txt": data})]
)
def test_a_bomb_ends_its_file_and_not_the_import(tmp_path, monkeypatch, pack):
    monkeypatch.setattr(source, "_UNSUSPECTED", 1_000_000)
    (tmp_path / "a").write_bytes(pack(b"0" * 20_000_000))
    (tmp_path / "b.txt").write_text(BODY, encoding="utf8")

    refused, record = found(tmp_path)

    assert isinstance(refused, Rejected)
    assert isinstance(record, Record)
    assert refused.reason == "archive-bomb"


def test_archives_in_archives_end_somewhere(tmp_path):
    data = article()
    for _ in range(20):
        data = zipped(a=data)
    (tmp_path / "a.zip").write_bytes(data)

    assert [each.reason for each in rejections(tmp_path)] == ["archive-bomb"]


def test_an_archive_of_too_many_members_is_refused_there(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "MEMBERS", 3)
    (tmp_path / "a.zip").write_bytes(
        zipped(**{f"{number}.txt": BODY.encode() for number in range(9)})
    )

    assert len(records(tmp_path)) == 3
    assert [each.reason for each in rejections(tmp_path)] == ["archive-bomb"]


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_what_is_whole_before_the_break_of_a_file_is_kept(tmp_path, pack):
    lines = b"".join(article(id=number, salt=hash(str(number))) for number in range(5000))
    data = pack(lines)
    (tmp_path / "a.jsonl").write_bytes(data[: len(data) // 2])

    assert [each.reason for each in rejections(tmp_path)] == ["broken-archive"]
    assert len(records(tmp_path)) > 500


@pytest.mark.parametrize(
    "data",
    [b"PK\3\4 and no more", b"\x1f\x8b\x08garbage", b"\x28\xb5\x2f\xfd", zipped(a=b"x")[:-9]],
    ids=["zip", "gzip", "zstd", "cut"],
)
def test_an_archive_that_cannot_be_opened_is_a_rejection(tmp_path, data):
    (tmp_path / "a").write_bytes(data)

    assert [each.reason for each in rejections(tmp_path)] == ["broken-archive"]


def test_a_broken_member_costs_itself_alone(tmp_path):
    data = bytearray(zipped(**{"a.jsonl": article(id=1), "b.jsonl": article(id=2)}))
    data[45] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(data)

    assert [each.reason for each in rejections(tmp_path)] == ["broken-archive"]
    assert [each.page_key for each in records(tmp_path)] == ["a.zip!b.jsonl#2"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_crawled_page_has_its_address_and_its_time(tmp_path, pack):
    capture = crawled("https://news.example/a?utm_source=x&id=7", PAGE.encode())
    (tmp_path / "a.warc").write_bytes(pack(capture) + pack(capture.replace(b"id=7", b"id=8")))

    first, second = records(tmp_path, captured_at=datetime(2020, 1, 1, tzinfo=UTC))

    assert (first.page_key, second.page_key) == tuple(
        f"https://news.example/a?id={n}" for n in (7, 8)
    )
    assert first.captured_at == datetime(2024, 5, 3, 10, tzinfo=UTC)
    assert (first.data, first.extractor) == (PAGE.encode(), "trafilatura")


def test_a_crawled_page_is_decoded_as_its_server_says(tmp_path):
    page = PAGE.replace("<meta charset='utf-8'>", "").encode("cp1256")
    (tmp_path / "a.warc").write_bytes(
        crawled("https://x.example/a", page, kind="text/html; charset=windows-1256")
    )

    assert one(tmp_path).fields["title"] == TITLE


def test_what_a_crawler_met_that_is_no_page_is_left_out(tmp_path):
    (tmp_path / "a.warc").write_bytes(
        crawled("https://x.example/a.png", b"\x89PNG", kind="image/png")
        + crawled("https://x.example/b", PAGE.encode(), status="404 Not Found")
        + crawled("https://x.example/c", PAGE.encode())
    )

    assert one(tmp_path).page_key == "https://x.example/c"


def test_a_dump_that_breaks_off_gives_what_stands_before(tmp_path):
    whole = crawled("https://x.example/a", PAGE.encode())
    (tmp_path / "a.warc").write_bytes(whole + whole[:-400])

    assert len(records(tmp_path)) == 1
    assert [(each.reason, each.byte) for each in rejections(tmp_path)] == [
        ("truncated", len(whole))
    ]
