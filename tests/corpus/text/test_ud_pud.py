"""Lemmas and the ends of sentences against those of a thousand sentences of news (UD Arabic-PUD)."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

import pytest

from corpus.text.sentences import sentences
from tests.ud_pud import content_words, sentence_blocks, text_of

pytestmark = pytest.mark.corpus_data


@pytest.fixture(scope="module")
def blocks() -> list[str]:
    return sentence_blocks()


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
    for block in blocks:
        for word, gold in content_words(block):
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
    texts = list(map(text_of, blocks[half]))
    ends, end = set(), -1
    for text in texts:
        end += 1 + len(text)
        ends.add(end)

    found = {end for _, end in sentences(" ".join(texts))}

    precision, recall, f1 = rates(len(found & ends), len(found), len(ends))
    print(f"{len(texts)} sentences: P {precision:.4f} R {recall:.4f} F1 {f1:.4f}")  # noqa: T201
    assert f1 >= 0.97
