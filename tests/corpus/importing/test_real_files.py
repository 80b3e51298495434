"""Real pages and dumps, which stand beside the clone or where ISNAD_DATA says."""

import csv
import json
import os
import re
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
PAGES = DATA / "html_pages"
SENTENCE = re.compile(r"(?<=[.؟!])\s+|\n")


def drafted(path: Path) -> CaptureDraft:
    (draft,) = drafts([path])
    assert isinstance(draft, CaptureDraft)
    return draft


def sentences(text: str) -> list[str]:
    return [" ".join(each.split()) for each in SENTENCE.split(text) if len(each.strip()) > 10]


def test_the_body_of_the_page_with_gold_is_whole():
    gold = sentences((PAGES / "newspaper4k-arabic_article.gold.txt").read_text(encoding="utf8"))
    text = " ".join(drafted(PAGES / "newspaper4k-arabic_article.html").text.split())

    assert sum(sentence in text for sentence in gold) >= 0.95 * len(gold)


def test_the_page_with_snippets_has_those_it_should_and_none_that_it_should_not():
    (gold,) = json.loads((PAGES / "trafilatura-assabah.gold-snippets.json").read_text()).values()
    text = drafted(PAGES / "trafilatura-assabah.com.tn.html").text

    assert [snippet for snippet in gold["with"] if snippet not in text] == []
    assert [snippet for snippet in gold["without"] if snippet in text] == []


def test_six_of_seven_gold_dates_are_found():
    gold = (PAGES / "gold_dates.tsv").read_text(encoding="utf8").splitlines()
    rows = list(csv.reader(gold, delimiter="\t"))[1:]
    files = {path.name: path for path in PAGES.rglob("*.html")}

    right = [
        published.date().isoformat() == day
        for name, _, day in rows
        if (published := drafted(files[Path(name).name]).articles[0].published)
    ]

    assert sum(right) >= 6


def test_persian_pages_are_persian():
    pages = (PAGES / "farsi_negative").glob("*.html")

    assert [drafted(page).articles[0].language for page in pages] == ["fa"] * 3


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
