"""Pages with everything that goes wrong, which stand beside the clone or where ISNAD_DATA says."""

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.importing.pipeline import drafts
from corpus.importing.records import CaptureDraft, Rejected
from corpus.text.fold import fold
from corpus.words import REASONS
from tests.corpus.text.places import quoted, suggested, told_apart

pytestmark = pytest.mark.corpus_data

DATA = Path(os.environ.get("ISNAD_DATA") or Path(__file__).parents[4] / "shared" / "data")
RAW = DATA / "news_ant_v21_rawslice"


@pytest.fixture(scope="module")
def anomalies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CaptureDraft | Rejected]:
    """What each anomalous record of the bulk becomes, by its id."""
    named = json.loads((DATA / "anomalies.json").read_text("utf-8"))["ids"]
    ids = {each for group in named.values() for each in group}
    with gzip.open(DATA / "articles.jsonl.gz", "rb") as lines:
        rows = {row_id: line for line in lines if (row_id := json.loads(line)["id"]) in ids}
    path = tmp_path_factory.mktemp("hostile") / "anomalies.jsonl"
    path.write_bytes(b"".join(rows.values()))
    assert rows.keys() == ids
    return dict(zip(rows, drafts([path]), strict=True))


@cache
def raw_pages() -> tuple[CaptureDraft | Rejected, ...]:
    return tuple(drafts([RAW]))


def captured(outcomes: Iterable[CaptureDraft | Rejected]) -> Iterator[CaptureDraft]:
    return (each for each in outcomes if isinstance(each, CaptureDraft))


def unexplained(outcomes: Iterable[CaptureDraft | Rejected]) -> list[Rejected]:
    """Rejections without words for a person, or without their place."""
    return [
        each
        for each in outcomes
        if isinstance(each, Rejected)
        and not (each.reason in REASONS and each.detail and each.origin)
    ]


def assert_places_hold(capture: CaptureDraft) -> None:
    text = capture.text
    for article in capture.articles:
        assert 0 <= article.start < article.end <= len(text)
        for segment in article.segments:
            assert 0 <= segment.start < segment.end <= len(text)
    for places in told_apart(text).values():
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(one[1] <= two[0] for one, two in pairwise(places))
    for places in suggested(text).values():
        assert all(text[start:end].strip() == text[start:end] != "" for start, end in places)
    assert [place for place, quote in quoted(text) if text[slice(*place)] != quote] == []


def test_every_anomaly_is_imported_or_refused_in_words(
    anomalies: dict[str, CaptureDraft | Rejected],
) -> None:
    imported = list(captured(anomalies.values()))

    assert unexplained(anomalies.values()) == []
    assert len(imported) >= 0.99 * len(anomalies)


def test_every_raw_page_is_imported_or_refused_in_words() -> None:
    pages = list(RAW.rglob("*.txt"))

    assert len(raw_pages()) == len(pages)
    assert unexplained(raw_pages()) == []
    assert len(list(captured(raw_pages()))) >= 0.9 * len(pages)


def test_the_text_of_a_raw_page_is_the_file() -> None:
    for capture in captured(raw_pages()):
        assert capture.record.text.encode(capture.record.encoding) == capture.record.data


def test_every_place_found_in_an_anomaly_holds_its_quote(
    anomalies: dict[str, CaptureDraft | Rejected],
) -> None:
    for capture in captured(anomalies.values()):
        assert_places_hold(capture)


def test_every_place_found_in_a_raw_page_holds_its_quote() -> None:
    for capture in captured(raw_pages()):
        assert_places_hold(capture)


def test_an_anomaly_folds_to_nothing_that_folds_further(
    anomalies: dict[str, CaptureDraft | Rejected],
) -> None:
    for capture in captured(anomalies.values()):
        assert fold(fold(capture.text)) == fold(capture.text)
