"""What readers might ask for, chosen from the corpus itself by how often its words occur."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from random import Random
from typing import NamedTuple

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


class Met(NamedTuple):
    """A word as printed, its lemma, and the part of articles that have the lemma."""

    word: str
    lemma: str
    often: float

    def is_of(self, name: str) -> bool:
        least, most = CLASSES[name]
        return least <= self.often <= most


@dataclass(frozen=True)
class Words:
    """The words of some of the texts, those only that somebody may type."""

    texts: Sequence[Sequence[Met | None]]
    chance: Random

    @cached_property
    def _typed(self) -> dict[str, str]:
        """Each lemma as it is printed most: a rare form of a common word asks others for little."""
        forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for met in self._all:
            forms[met.lemma][met.word] += 1
        return {lemma: counted.most_common(1)[0][0] for lemma, counted in forms.items()}

    @property
    def _all(self) -> Iterator[Met]:
        return (met for text in self.texts for met in text if met)

    def of_class(self, name: str) -> list[str]:
        return self._some(self._typed[met.lemma] for met in self._all if met.is_of(name))

    def pairs(self, first: str, second: str) -> list[str]:
        """Words of these classes that stand in one text."""
        found = set()
        for text in self.texts:
            left, right = (
                {self._typed[met.lemma] for met in text if met and met.is_of(name)}
                for name in (first, second)
            )
            found |= {f"{one} {other}" for one in left for other in right if one < other}
        return self._some(found)

    def phrases(self) -> list[str]:
        """Words that stand side by side."""
        least, most = _IN_A_PHRASE
        return self._some(
            f'"{one.word} {other.word}"'
            for text in self.texts
            for one, other in pairwise(text)
            if one and other and least <= min(one.often, other.often)
            if max(one.often, other.often) <= most
        )

    def beginnings(self) -> list[str]:
        """The first letters of words that are neither rare nor everywhere."""
        found = {met.word for met in self._all if met.is_of("mid")}
        return self._some(f"{word[:_BEGUN]}*" for word in found if len(word) > _BEGUN + 1)

    def _some(self, found: Iterable[str]) -> list[str]:
        every = sorted(set(found))
        return self.chance.sample(every, min(ASKED, len(every)))


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


def _read(text: str, often: Mapping[str, float], lemmas: Mapping[str, str]) -> Iterator[Met | None]:
    """The words in their order, with gaps where nobody would type one."""
    for chunk in text.split():
        for word in words_of(chunk):
            surface = fold(word)
            lemma = lemmas.get(surface, surface)
            good = word.isalpha() and len(surface) >= _SHORTEST
            yield Met(word, lemma, often.get(f"l:{lemma}", 0.0)) if good else None
