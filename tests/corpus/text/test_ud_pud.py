"""A thousand sentences of news with gold lemmas (UD Arabic-PUD), beside the clone or in ISNAD_DATA."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path

import pytest

from corpus.text.fold import fold
from corpus.text.sentences import sentences

pytestmark = pytest.mark.corpus_data

DATA = Path(os.environ.get("ISNAD_DATA") or Path(__file__).parents[4] / "shared" / "data")
CONTENT = {"NOUN", "VERB", "ADJ", "PROPN"}
ARABIC = re.compile(r"[\u0621-\u0652\u0670\u0671]+")

# A row is a word without its clitics: its form, lemma and part are columns 1, 2 and 3.
Row = list[str]


@pytest.fixture(scope="module")
def blocks() -> list[str]:
    file = DATA / "ud_pud" / "ar_pud-ud-test.conllu"
    return file.read_text(encoding="utf-8").strip().split("\n\n")


def content_words(blocks: list[str]) -> Iterator[tuple[str, str]]:
    """Each content word of Arabic letters as written, with its clitics, and its gold lemma."""
    for block in blocks:
        rows = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        for parts in written_words(rows):
            word = "".join(part[1] for part in parts)
            if ARABIC.fullmatch(word):
                yield from ((word, fold(part[2])) for part in parts if part[3] in CONTENT)


def written_words(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows that stand between white space, without the signs."""
    word: list[Row] = []
    for row in rows:
        is_sign = row[3] == "PUNCT"
        if not is_sign:
            word.append(row)
        if word and (is_sign or "SpaceAfter=No" not in row[9]):
            yield word
            word = []


def pairs(keys: Iterable[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(keys).values())


def rates(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    return right / found, right / wanted, 2 * right / (found + wanted)


@pytest.mark.parametrize(("name", "least"), [("installed", 0.92), ("light", 0.6)])
def test_the_words_with_one_lemma_are_those_of_one_gold_lemma(
    blocks: list[str], name: str, least: float, request: pytest.FixtureRequest
) -> None:
    lemma = request.getfixturevalue(name).lemma
    golds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, gold in content_words(blocks):
        golds[word][gold] += 1

    lemmas = [(lemma(word), gold.most_common(1)[0][0]) for word, gold in golds.items()]

    precision, recall, f1 = rates(
        pairs(lemmas), pairs(found for found, _ in lemmas), pairs(gold for _, gold in lemmas)
    )
    print(f"{name}: {len(lemmas)} words: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")  # noqa: T201
    assert len(lemmas) > 6_900
    assert f1 >= least


@pytest.mark.parametrize("half", [slice(0, 500), slice(500, 1000), slice(0, 1000)])
def test_sentences_end_where_they_do(blocks: list[str], half: slice) -> None:
    texts = [re.findall("# text = (.*)", block)[0] for block in blocks[half]]
    ends, end = set(), -1
    for text in texts:
        end += 1 + len(text)
        ends.add(end)

    found = {end for _, end in sentences(" ".join(texts))}

    precision, recall, f1 = rates(len(found & ends), len(found), len(ends))
    print(f"{len(texts)} sentences: P {precision:.4f} R {recall:.4f} F1 {f1:.4f}")  # noqa: T201
    assert f1 >= 0.97
