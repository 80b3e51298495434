"""Real pages and dumps, which stand beside the clone or where ISNAD_DATA says."""

import json
import os
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from corpus.importing.formats import read_path
from corpus.importing.moments import moment_of
from corpus.importing.pipeline import draft_of, drafts
from corpus.importing.records import CaptureDraft, Record

pytestmark = pytest.mark.corpus_data

DATA = Path(os.environ.get("ISNAD_DATA") or Path(__file__).parents[4] / "shared" / "data")


def test_the_bulk_comes_in_record_by_record_as_it_says():
    for record in islice(read_path(DATA / "articles.jsonl.gz"), 0, None, 20):
        assert isinstance(record, Record)
        row = json.loads(record.data)
        draft = draft_of(record)
        assert isinstance(draft, CaptureDraft), row["id"]
        (article,) = draft.articles
        assert row["text"] in record.text
        if row.get("title"):
            assert article.title == " ".join(row["title"].split())
        if row.get("published"):
            said = moment_of(row["published"])
            assert said is not None
            assert article.published == said.value


def test_every_anomaly_is_imported_or_refused_for_a_reason():
    anomalies = json.loads((DATA / "anomalies.json").read_text(encoding="utf8"))["ids"]
    wanted = {each for ids in anomalies.values() for each in ids}
    known = {"nul-character", "lone-surrogate", "mojibake", "no-text", "empty"}
    outcomes: Counter[str] = Counter()

    for record in read_path(DATA / "articles.jsonl.gz"):
        if isinstance(record, Record) and json.loads(record.data)["id"] in wanted:
            draft = draft_of(record)
            outcomes["imported" if isinstance(draft, CaptureDraft) else draft.reason] += 1

    assert outcomes.total() == len(wanted)
    assert outcomes["imported"] >= 0.99 * len(wanted)
    assert set(outcomes) <= known | {"imported"}


def test_the_hostile_slice_comes_in():
    found = Counter(type(draft).__name__ for draft in drafts([DATA / "news_ant_v21_rawslice"]))

    assert found["CaptureDraft"] > 90
