"""The words of AI news: the forms of one have one lemma, and no other word has it."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path

import pytest

from corpus.text.morphology import Analyser

LINES = (Path(__file__).parents[2] / "samples" / "word_groups.txt").read_text("utf-8").splitlines()
GROUPS = [line.split() for line in LINES if not line.startswith("#")]


def pairs(keys: Iterable[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(keys).values())


def precision_and_recall(lemma: Callable[[str], str]) -> tuple[float, float]:
    """Of the pairs of forms with one lemma those of one word, and the other way round."""
    words = [(lemma(form), place) for place, group in enumerate(GROUPS) for form in group]
    found = pairs(words)
    return found / pairs(key for key, _ in words), found / pairs(place for _, place in words)


def test_the_light_analyser_seldom_joins_two_words(light: Analyser) -> None:
    precision, recall = precision_and_recall(light.lemma)

    assert precision >= 0.97
    assert recall >= 0.8


@pytest.mark.morphology
@pytest.mark.parametrize("group", GROUPS, ids=[group[0] for group in GROUPS])
def test_the_forms_of_a_word_of_ai_news_have_one_lemma(
    installed: Analyser, group: list[str]
) -> None:
    assert len({installed.lemma(form) for form in group}) == 1


@pytest.mark.morphology
def test_no_two_words_of_ai_news_have_one_lemma(installed: Analyser) -> None:
    assert precision_and_recall(installed.lemma)[0] == 1
