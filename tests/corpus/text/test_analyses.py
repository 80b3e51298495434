"""The short way gives what camel-tools' own analyser, asked for everything, would give."""

from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.almor import DATABASE
from corpus.text.analyses import Analysis, Database
from corpus.text.camel import _stand_in_for_the_catalogue
from corpus.text.clitics import WRITTEN
from corpus.text.tokens import tokenize

SEEDS = Path(__file__).parents[3] / "seeds"
LETTERS = "ابتدرسفقكلمنهويىةأإآئؤء\u064b\u0651\u0640\u0671"

Best = Callable[[str], Analysis | None]


def camels_best(directory: Path) -> Best:
    _stand_in_for_the_catalogue()
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.database import MorphologyDB

    analyses = Analyzer(MorphologyDB(str(directory / DATABASE))).analyze

    def best(word: str) -> Analysis | None:
        known = [each for each in analyses(word) if each["source"] in ("lex", "spvar")]
        if not known:
            return None
        first = max(
            known,
            key=lambda each: (
                each["source"] == "lex",
                not each["enc0"].startswith(("2", "1s")),
                each["pos_lex_logprob"],
            ),
        )
        names = (first[feature].partition("_")[0] for feature in ("prc3", "prc2", "prc1", "prc0"))
        return Analysis(first["lex"], "".join(WRITTEN.get(name, "") for name in names))

    return best


@pytest.fixture(scope="session")
def both(small_database: Path) -> tuple[Best, Best]:
    return Database(small_database / DATABASE).best, camels_best(small_database)


@pytest.fixture(scope="session")
def both_installed() -> tuple[Best, Best]:
    directory = settings.MORPHOLOGY_DIR
    if not (directory / DATABASE).is_file():
        pytest.skip("the database is not installed: manage.py install_morphology")
    return cache(Database(directory / DATABASE).best), cache(camels_best(directory))


def test_every_word_that_the_small_database_can_make_reads_as_by_camel(
    both: tuple[Best, Best], small_database: Path
) -> None:
    ours, camels = both
    lines = (small_database / DATABASE).read_text(encoding="utf-8").splitlines()
    forms = {line.partition("\t")[0] for line in lines if "\t" in line}

    for word in map("".join, product(forms, repeat=3)):
        assert ours(word) == camels(word), word


@given(st.text(LETTERS, max_size=8))
def test_any_letters_read_as_by_camel(both: tuple[Best, Best], word: str) -> None:
    ours, camels = both

    assert ours(word) == camels(word)


@pytest.mark.morphology
@given(st.text(LETTERS, max_size=6))
def test_any_letters_read_as_by_camel_with_the_installed_database(
    both_installed: tuple[Best, Best], word: str
) -> None:
    ours, camels = both_installed

    assert ours(word) == camels(word)


@pytest.mark.morphology
def test_the_words_of_news_read_as_by_camel_with_the_installed_database(
    both_installed: tuple[Best, Best],
) -> None:
    ours, camels = both_installed
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]

    words = {token.text for text in texts for token in tokenize(text) if token.text.isalpha()}

    assert len(words) > 1000
    assert [word for word in words if ours(word) != camels(word)] == []
