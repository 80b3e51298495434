from pathlib import Path

import pytest

from corpus.text import almor

SAMPLE = (Path(__file__).parents[2] / "samples" / "almor.db").read_bytes()


def _section(database: bytes, name: str) -> list[str]:
    return database.decode().partition(f"###{name}###\n")[2].partition("###")[0].splitlines()


def test_it_keeps_only_the_features_that_are_asked_for() -> None:
    stems = _section(almor.convert(SAMPLE), "STEMS")

    assert stems[0] == (
        "تدريب\tN\tdiac:تدريب lex:تدريب prc3:0 prc2:0 prc1:0 prc0:0 enc0:0 source:lex"
        " pos_lex_logprob:-3.8"
    )


def test_entries_that_differ_in_nothing_else_become_one() -> None:
    stems = _section(almor.convert(SAMPLE), "STEMS")

    assert len([stem for stem in stems if stem.startswith("كاتب\t")]) == 1
    assert len([stem for stem in stems if stem.startswith("منافس\t")]) == 2


def test_it_adds_the_section_that_the_reader_asks_for() -> None:
    assert _section(almor.convert(SAMPLE), "TOKENIZATIONS") == ["TOKENIZATION diac"]


def test_it_keeps_the_tables_as_they_are() -> None:
    converted = almor.convert(SAMPLE)

    for table in ("TABLE AB", "TABLE BC", "TABLE AC"):
        assert _section(converted, table) == _section(SAMPLE, table) != []


def test_converting_is_repeatable() -> None:
    assert almor.convert(SAMPLE) == almor.convert(SAMPLE)


def test_an_unknown_wheel_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(almor.UnknownDatabaseError, match="wheel has SHA-256"):
        almor.install(b"not a wheel", tmp_path / "morphology")

    assert list(tmp_path.iterdir()) == []


def test_another_database_is_not_taken_for_the_installed_one(tmp_path: Path) -> None:
    (tmp_path / almor.DATABASE).write_bytes(almor.convert(SAMPLE))

    assert not almor.is_installed(tmp_path)
