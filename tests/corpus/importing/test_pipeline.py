"""Any text comes out labelled, whole and in order; what cannot be kept is refused by name."""

import json
import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.importing import pipeline
from corpus.importing.formats import record_of
from corpus.importing.pipeline import draft_of, drafts, records
from corpus.importing.records import CaptureDraft, Record, Rejected
from tests.corpus.importing.layouts import layouts

PIECES = [line for page in layouts() for line in page.text.split("\n")]
ODD = [
    "",
    " ",
    "\u00a0",
    "\ufeff",
    "***",
    "0:00",
    "\u200f",
    "a\r",
    "٪",
    "(",
    "ـ ـ",
    "#x #y",
    "\u2028",
]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.lists(st.sampled_from(PIECES + ODD), max_size=30).map("\n".join),
)
LONG = "قالت الشركة إن المصنع يبدأ العمل بعد عام. " * 30


def of_warc(text: str) -> str:
    """A crawler's capture of a plain text."""
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}"
    return (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/a\r\n"
        "WARC-Date: 2025-05-01T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body.encode())}\r\n\r\n{body}\r\n\r\n"
    )


def captured(text: str, at: datetime | None = None) -> CaptureDraft | Rejected:
    return draft_of(Record("a.txt", None, "a.txt", None, text.encode(), text, "utf-8", at))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_it_labels_all_that_is_not_blank_once_whatever_the_text(text):
    capture = captured(text)
    if isinstance(capture, Rejected):
        return
    segments = [segment for article in capture.articles for segment in article.segments]
    covered = [0] * len(text)
    for segment in segments:
        for place in range(segment.start, segment.end):
            covered[place] += 1

    assert all(segment.start < segment.end for segment in segments)
    assert all(count <= 1 for count in covered)
    assert all(letter.isspace() or count for letter, count in zip(text, covered, strict=True))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_it_keeps_windows_apart_and_segments_with_the_article_they_stand_in(text):
    capture = captured(text)
    if isinstance(capture, Rejected):
        return
    windows = [(article.start, article.end) for article in capture.articles]

    assert windows
    assert all(0 <= start < end <= len(text) for start, end in windows)
    assert all(one[1] <= two[0] for one, two in pairwise(windows))
    for article in capture.articles:
        for segment in article.segments:
            assert owner(windows, segment.start) == (article.start, article.end)
            inside = article.start <= segment.start and segment.end <= article.end
            assert inside or segment.kind == "boilerplate"


def owner(windows: list[tuple[int, int]], place: int) -> tuple[int, int]:
    """The window that the place is in, else the one before, else the first."""
    begun = [window for window in windows if window[0] <= place]
    return begun[-1] if begun else windows[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("سطر\nثانٍ\0", "nul-character"),
        ("سطر \ud800", "lone-surrogate"),
        (" \n\t\u00a0\ufeff\n", "empty"),
    ],
)
def test_it_refuses_what_the_database_cannot_hold(text, reason):
    record = Record("a.txt", None, "a.txt", None, b"", text, "utf-8")

    refused = draft_of(record)

    assert isinstance(refused, Rejected)
    assert refused.reason == reason


def test_it_says_on_which_line_and_byte_a_nul_character_stands():
    refused = captured("سطر\nثانٍ\0")

    assert isinstance(refused, Rejected)
    assert (refused.line, refused.byte) == (2, 15)


def test_it_resolves_a_relative_time_when_it_knows_when_the_page_was_captured():
    text = "صدى الواحة\nمنذ ساعتين\nافتتاح أول مكتبة رقمية في الواحة\nافتتحت الواحة مكتبتها الأولى أمس بحضور الأهالي."

    capture = captured(text, datetime(2025, 5, 1, 12, tzinfo=UTC))

    assert isinstance(capture, CaptureDraft)
    assert capture.articles[0].published == datetime(2025, 5, 1, 10, tzinfo=UTC)
    assert capture.articles[0].published_precision == "minute"


def test_it_keeps_carriage_returns_and_the_byte_order_mark_in_the_text():
    record = record_of("\ufeffعنوان قصير لخبر جديد\r\n".encode(), "a.txt", "a.txt")
    assert isinstance(record, Record)

    capture = draft_of(record)

    assert isinstance(capture, CaptureDraft)
    assert capture.text == "\ufeffعنوان قصير لخبر جديد\r\n"
    assert capture.articles[0].title == "عنوان قصير لخبر جديد"


def test_it_takes_the_first_sentence_as_title_when_the_page_has_none():
    capture = captured(
        "فتحت المكتبة الوطنية أبوابها للباحثين بعد ترميم طويل. وحضر الافتتاح عدد من الأدباء.\n"
        "وتضم المكتبة ستين ألف مخطوط نادر من القرون الوسطى."
    )

    assert isinstance(capture, CaptureDraft)
    assert capture.articles[0].title == "فتحت المكتبة الوطنية أبوابها للباحثين بعد ترميم طويل."
    assert capture.articles[0].title_derived


def test_it_reads_one_line_of_fifty_megabytes():
    line = "كلمة في سطر لا ينتهي " * 1_250_000

    capture = captured(line)

    assert isinstance(capture, CaptureDraft)
    assert [segment.kind for segment in capture.articles[0].segments] == ["paragraph"]


def test_it_goes_on_after_a_file_that_it_refuses(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x00")
    (tmp_path / "b.txt").write_text("عنوان قصير لخبر جديد", encoding="utf8")

    refused, capture = drafts([tmp_path])

    assert isinstance(refused, Rejected)
    assert isinstance(capture, CaptureDraft)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.txt", LONG, id="text"),
        pytest.param("a.jsonl", json.dumps({"text": LONG}), id="json lines"),
        pytest.param("a.json", json.dumps([{"text": LONG}], indent=1), id="json"),
        pytest.param("a.csv", f"title,text\nعنوان,{LONG}\n", id="table"),
        pytest.param("a.html", f"<html><body><p>{LONG}</p></body></html>", id="page"),
        pytest.param("a.warc", of_warc(LONG), id="warc"),
    ],
)
def test_a_text_too_long_to_analyse_is_refused_with_its_size(tmp_path, monkeypatch, name, data):
    (tmp_path / name).write_text(data, encoding="utf-8", newline="")
    assert isinstance(next(records([tmp_path])), Record)
    monkeypatch.setattr(pipeline, "LONGEST_TEXT", 1000)

    (refused,) = drafts([tmp_path])

    assert isinstance(refused, Rejected)
    assert refused.reason == "too-large"
    assert re.match(r"1\d\d\d characters, more than 1000$", refused.detail)


@pytest.mark.parametrize(("extractor", "language"), [("json", "fa"), ("text", "ar")])
def test_it_believes_a_language_where_the_record_is_one_article(extractor, language):
    text = "قالت البلدية إن الحديقة التي أغلقت في الشتاء ستفتح."
    fields = {"language": "fa"}
    record = Record("a", None, "a", None, b"", text, "utf-8", fields=fields, extractor=extractor)

    draft = draft_of(record)

    assert isinstance(draft, CaptureDraft)
    assert [article.language for article in draft.articles] == [language]
