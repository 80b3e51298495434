"""A file of any format, damaged in any way, becomes drafts and rejections and never a crash."""

import gzip
import tempfile
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.importing.pipeline import drafts
from corpus.importing.records import CaptureDraft
from corpus.words import REASONS
from tests.corpus.importing.reading import BODY, TITLE, article
from tests.corpus.importing.test_archives import crawled, tarred, zipped

PAGE = (
    f"<!doctype html><html lang='ar'><head><meta charset='utf-8'><title>{TITLE}</title></head>"
    f"<body><article><h1>{TITLE}</h1><p>{BODY}</p></article></body></html>"
).encode()
ROWS = article(id=1) + article(id=2, published="2024-05-03", url="https://a.example/2")
WHOLE = {
    ".txt": f"{TITLE}\n\n{BODY}\n".encode(),
    ".html": PAGE,
    ".json": b"[" + ROWS.strip().replace(b"\n", b",") + b"]",
    ".jsonl": ROWS,
    ".csv": f'id,title,text\n1,{TITLE},"{BODY}"\n'.encode(),
    ".tsv": f"id\ttitle\ttext\n1\t{TITLE}\t{BODY.splitlines()[0]}\n".encode("utf-16"),
    ".warc": crawled("https://a.example/1", PAGE) * 2,
    ".zip": zipped(**{"a.jsonl": ROWS, "b/c.html": PAGE}),
    ".gz": gzip.compress(ROWS, mtime=0),
    ".zst": zstd.compress(ROWS),
    ".tar": tarred(**{"a.jsonl": ROWS, "b/c.html": PAGE}),
}
DAMAGE = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=4
)


def damaged(data: bytes, damage: list[tuple[float, int, bytes]]) -> bytes:
    """The data with other bytes in some places."""
    for where, cut, put in damage:
        at = int(where * len(data))
        data = data[:at] + put + data[at + cut :]
    return data


def imported(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        outcomes = list(drafts([path]))

    assert outcomes
    for outcome in outcomes:
        if isinstance(outcome, CaptureDraft):
            assert outcome.articles
        else:
            assert outcome.reason in REASONS
            assert outcome.detail


@pytest.mark.parametrize("suffix", WHOLE)
def test_the_whole_file_comes_in(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(WHOLE[suffix])

    outcomes = list(drafts([path]))

    assert outcomes
    assert all(isinstance(outcome, CaptureDraft) for outcome in outcomes), outcomes


@pytest.mark.parametrize("suffix", WHOLE)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damage=DAMAGE)
def test_a_damaged_file_never_crashes_an_import(
    suffix: str, damage: list[tuple[float, int, bytes]]
) -> None:
    imported(suffix, damaged(WHOLE[suffix], damage))


@pytest.mark.parametrize("suffix", WHOLE)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=300))
def test_any_bytes_at_all_never_crash_an_import(suffix: str, data: bytes) -> None:
    imported(suffix, data)
