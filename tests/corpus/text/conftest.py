from pathlib import Path

import pytest
from django.conf import settings

from corpus.text.almor import DATABASE, convert
from corpus.text.morphology import Analyser, load_analyser

SAMPLE = Path(__file__).parents[2] / "samples" / "almor.db"


@pytest.fixture(scope="session")
def small_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a database of twenty stems, made as the real one is."""
    directory = tmp_path_factory.mktemp("morphology")
    (directory / DATABASE).write_bytes(convert(SAMPLE.read_bytes()))
    return directory


@pytest.fixture(scope="session")
def analyser(small_database: Path) -> Analyser:
    return load_analyser(small_database)


@pytest.fixture(scope="session")
def light() -> Analyser:
    return load_analyser(None)


@pytest.fixture(scope="session")
def installed() -> Analyser:
    """The analyser of the real database."""
    if not (settings.MORPHOLOGY_DIR / DATABASE).is_file():
        pytest.skip("the database is not installed: manage.py install_morphology")
    return load_analyser(settings.MORPHOLOGY_DIR)
