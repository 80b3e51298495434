"""What the finders reach on the seed pages, measured as tests/gold/score.py measures an export."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.finders import Suggestions, suggest
from corpus.text.names import Gazetteer, Name
from corpus.text.reading import Span
from tests.corpus.text.places import entities, gazetteer

ROOT = Path(__file__).parents[3]
SCORED = ("chips", "training", "inference", "geopolitics")


def name_of(entity: dict[str, Any]) -> str:
    return str(entity["latin"] or entity["ar"])


def articles() -> Iterator[tuple[dict[str, Any], str, list[Span], Span | None]]:
    gold = json.loads((ROOT / "tests" / "gold" / "seeds.json").read_text("utf-8"))
    for page in gold["documents"]:
        text = (ROOT / "seeds" / page["file"]).read_bytes().decode("utf-8")
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        for article in page["articles"]:
            title = article.get("title_line")
            lines = {*article["body_lines"], *article["subheading_lines"], title} - {None}
            spans = [(starts[line], starts[line + 1] - 1) for line in sorted(lines)]
            title_span = None if title is None else (starts[title], starts[title + 1] - 1)
            yield article, text, spans, title_span


@pytest.fixture(scope="module")
def suggested() -> list[tuple[dict[str, Any], Suggestions]]:
    names = gazetteer()
    return [(row, suggest(text, spans, title, names)) for row, text, spans, title in articles()]


Suggested = list[tuple[dict[str, Any], Suggestions]]


def test_the_names_of_the_seeds_are_found(suggested: Suggested) -> None:
    names = {entity["key"]: name_of(entity) for entity in entities()}
    known = {mention["entity"] for row, _ in suggested for mention in row["mentions"]}
    right = wanted = judged = 0

    for row, suggestions in suggested:
        allowed = {(gold["start"], gold["end"], gold["entity"]) for gold in row["mentions"]}
        optional = {
            (gold["start"], gold["end"], gold["entity"])
            for gold in row["mentions"]
            if gold.get("optional")
        }
        found = {(m.start, m.end, names[m.key]) for m in suggestions.mentions}
        right += len(found & allowed - optional)
        wanted += len(allowed - optional)
        judged += len({mention for mention in found - optional if mention[2] in known})

    assert right / wanted >= 0.98
    assert right / judged >= 0.98


def test_the_topics_of_the_seeds_are_suggested(suggested: Suggested) -> None:
    same = 0

    for row, suggestions in suggested:
        said = {part for topic in suggestions.topics for part in topic.path.split("/")}
        same += sum((topic in said) == (topic in row["topics"]) for topic in SCORED)

    assert same / (len(SCORED) * len(suggested)) >= 0.9


def test_the_cited_sources_of_the_seeds_are_suggested(suggested: Suggested) -> None:
    names = {entity["key"]: name_of(entity) for entity in entities()}
    missed = []

    for row, suggestions in suggested:
        found = {names[cited.key] for cited in suggestions.cited if cited.key}
        missed += [source for source in row["cited_sources"] if source not in found]

    assert missed == []


def test_every_place_is_in_the_text(suggested: Suggested) -> None:
    texts = [text for _, text, _, _ in articles()]

    for (_, suggestions), text in zip(suggested, texts, strict=True):
        for cited in suggestions.cited:
            assert 0 <= cited.start < cited.end <= len(text)
            assert text[cited.start : cited.end].strip() == text[cited.start : cited.end]


WORDS = ["قال", "هواوي", "إن", "نقلت", "عن", "وفقاً", "لرويترز", "أحد", "المصادر", "لما", "ل", "في"]
WORDS += [
    "وأضاف",
    "موضحاً",
    "الصحيفة",
    "نشرتها",
    "تقرير",
    ":",
    ".",
    "،",
    "«",
    "»",
    "\n",
    "الاستدلال",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.booleans())
def test_it_takes_cues_in_any_order(words: list[str], spaced: bool) -> None:
    text = (" " if spaced else "").join(words)
    names = [Name("huawei", "organisation", ("هواوي",)), Name("reuters", "outlet", ("رويترز",))]

    suggestions = suggest(text, [(0, len(text))], None, Gazetteer(names))

    assert all(0 <= cited.start < cited.end <= len(text) for cited in suggestions.cited)
