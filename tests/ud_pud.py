"""A thousand sentences of news with gold lemmas (UD Arabic-PUD), beside the clone or in ISNAD_DATA."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from corpus.text.fold import fold

_DATA = Path(os.environ.get("ISNAD_DATA") or Path(__file__).parents[2] / "shared" / "data")
_CONTENT = {"NOUN", "VERB", "ADJ", "PROPN"}
_ARABIC = re.compile(r"[\u0621-\u0652\u0670\u0671]+")

# A row is a word without its clitics: its form, lemma and part are columns 1, 2 and 3.
Row = list[str]


def sentence_blocks() -> list[str]:
    """The sentences in CoNLL-U."""
    file = _DATA / "ud_pud" / "ar_pud-ud-test.conllu"
    return file.read_text(encoding="utf-8").strip().split("\n\n")


def text_of(block: str) -> str:
    return str(re.findall("# text = (.*)", block)[0])


def content_words(block: str) -> Iterator[tuple[str, str]]:
    """Each content word of Arabic letters as written, with its clitics, and its gold lemma."""
    rows = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
    for parts in _written_words(rows):
        word = "".join(part[1] for part in parts)
        if _ARABIC.fullmatch(word):
            yield from ((word, fold(part[2])) for part in parts if part[3] in _CONTENT)


def _written_words(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows that stand between white space, without the signs."""
    word: list[Row] = []
    for row in rows:
        is_sign = row[3] == "PUNCT"
        if not is_sign:
            word.append(row)
        if word and (is_sign or "SpaceAfter=No" not in row[9]):
            yield word
            word = []
