"""Copies among the real articles, which stand beside the clone or where ISNAD_DATA says."""

import csv
import gzip
import json
import os
from pathlib import Path

import pytest

from corpus.services.copies import LEAST_JACCARD
from corpus.text import shingles
from corpus.text.fold import fold

pytestmark = pytest.mark.corpus_data

DATA = Path(os.environ.get("ISNAD_DATA") or Path(__file__).parents[3] / "shared" / "data")


def known_pairs() -> set[tuple[str, str]]:
    """The pairs of the list with a Jaccard of 0.7 and more."""
    with gzip.open(DATA / "near_duplicates.tsv.gz", "rt", encoding="utf8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            (min(row["id_a"], row["id_b"]), max(row["id_a"], row["id_b"]))
            for row in rows
            if float(row["jaccard5"]) >= 0.7
        }


def texts() -> dict[str, str]:
    with gzip.open(DATA / "articles.jsonl.gz", "rt", encoding="utf8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def found_pairs(text_of: dict[str, str]) -> set[tuple[str, str]]:
    """The pairs of copies among texts, as the layer over the corpus finds them."""
    signatures = {key: shingles.signature([text]) for key, text in text_of.items()}
    keys = sorted(key for key, signature in signatures.items() if signature)
    likely = shingles.likely_copies(shingles.signatures(signatures[key] for key in keys))
    pairs = {(keys[one], keys[other]) for one, other in likely.tolist()}
    exact = {key: shingles.shingles([text_of[key]]) for pair in pairs for key in pair}
    return {
        (one, other)
        for one, other in pairs
        if shingles.jaccard(exact[one], exact[other]) >= LEAST_JACCARD
    }


def written_out(text: str) -> set[str]:
    """Shingles as words, made without the code under test but for the folding."""
    words = "".join(it if it.isalnum() else " " for it in fold(text)).split()
    return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}


def share(one: str, other: str) -> float:
    a, b = written_out(one), written_out(other)
    return len(a & b) / len(a | b)


def test_the_known_copies_are_found_and_what_is_found_are_copies():
    text_of, known = texts(), known_pairs()

    found = found_pairs(text_of)

    shares = [share(text_of[one], text_of[other]) for one, other in found]
    assert len(known) == 185
    assert len(known & found) >= 0.99 * len(known)
    assert sum(it >= 0.65 for it in shares) >= 0.95 * len(shares)
