"""What readers might ask for, chosen from the corpus itself by how often its words occur."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from django.db import connection

from corpus.models import SurfaceLemma
from corpus.text.fold import fold
from corpus.text.tokens import words_of

ASKED = 30
# In which part of all articles a word of each class stands.
CLASSES = {"common": (0.06, 0.15), "mid": (0.007, 0.015), "rare": (0.0004, 0.001)}
_IN_A_PHRASE = (0.005, 0.15)
_SAMPLE = "SELECT lexemes FROM corpus_articleindex WHERE article_id <= 10000"
_COUNTED = "SELECT word, ndoc FROM ts_stat(%s) WHERE starts_with(word, 'l:')"
_PIECES = "SELECT text FROM bench_piece WHERE NOT title ORDER BY md5(id::text) LIMIT 3000"
_SHORTEST, _BEGUN = 3, 4


@dataclass(frozen=True)
class Words:
    """Words as printed in some of the texts, with the part of articles that have their lemma."""

    texts: Sequence[Sequence[tuple[str, float]]]
    chance: Random

    def of_class(self, name: str) -> list[str]:
        found = {word for text in self.texts for word in _within(text, CLASSES[name])}
        return self._some(found)

    def pairs(self, first: str, second: str) -> list[str]:
        """Words of these classes that stand in one text."""
        found = set()
        for text in self.texts:
            left, right = (set(_within(text, CLASSES[name])) for name in (first, second))
            found |= {f"{one} {other}" for one in left for other in right if one < other}
        return self._some(found)

    def phrases(self) -> list[str]:
        """Words that stand side by side."""
        least, most = _IN_A_PHRASE
        return self._some(
            f'"{one} {other}"'
            for text in self.texts
            for (one, often), (other, as_often) in pairwise(text)
            if one and other and least <= often <= most and least <= as_often <= most
        )

    def beginnings(self) -> list[str]:
        """The first letters of words that are neither rare nor everywhere."""
        found = {word for text in self.texts for word in _within(text, CLASSES["mid"])}
        return self._some(f"{word[:_BEGUN]}*" for word in found if len(word) > _BEGUN + 1)

    def _some(self, found: "set[str] | Iterator[str]") -> list[str]:
        every = sorted(set(found))
        return self.chance.sample(every, min(ASKED, len(every)))


def _within(text: Sequence[tuple[str, float]], bounds: tuple[float, float]) -> list[str]:
    return [word for word, often in text if word and bounds[0] <= often <= bounds[1]]


def words_here(chance: Random) -> Words:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM corpus_articleindex WHERE article_id <= 10000")
        size = cursor.fetchone()[0]
        cursor.execute(_COUNTED, [_SAMPLE])
        often = {lexeme: count / size for lexeme, count in cursor.fetchall()}
        cursor.execute(_PIECES)
        texts = [text for (text,) in cursor.fetchall()]
    lemmas = dict(SurfaceLemma.objects.values_list("surface", "lemma"))
    return Words([list(_read(text, often, lemmas)) for text in texts], chance)


def _read(
    text: str, often: Mapping[str, float], lemmas: Mapping[str, str]
) -> Iterator[tuple[str, float]]:
    """The words in their order; what nobody would type is empty."""
    for chunk in text.split():
        for word in words_of(chunk):
            folded = fold(word)
            typed = word if word.isalpha() and len(folded) >= _SHORTEST else ""
            yield typed, often.get(f"l:{lemmas.get(folded, folded)}", 0.0)
