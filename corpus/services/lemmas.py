"""What the analyser of the import said of words: the lemma of each folded surface."""

from collections.abc import Mapping, Sequence

from django.db import connection, transaction

from corpus.models import SurfaceLemma

_LONGEST_SURFACE = 100
_MOST_REMEMBERED = 500_000  # some 100 MB

# What is known stays unless `_preferred` would say otherwise.
_LEARN_LEMMAS = """
INSERT INTO corpus_surfacelemma AS known (surface, lemma)
SELECT * FROM unnest(%s::text[], %s::text[])
ON CONFLICT (surface) DO UPDATE SET lemma = excluded.lemma
WHERE (excluded.lemma <> known.surface, excluded.lemma COLLATE "C")
    < (known.lemma <> known.surface, known.lemma COLLATE "C")
"""


class Lemmas:
    """The lemmas of surfaces that one run has stored: most words of a batch came before.

    Its run ends where a transaction fails, so what it remembers is stored.
    """

    def __init__(self) -> None:
        self._stored: dict[str, str] = {}

    def new(self, met: Mapping[str, str]) -> dict[str, str]:
        """Those that this run has not stored yet."""
        if len(self._stored) > _MOST_REMEMBERED:
            self._stored.clear()
        found = {
            surface: met[surface] for surface in met if self._stored.get(surface) != met[surface]
        }
        self._stored |= found
        return found

    def learn(self, learned: Sequence[Mapping[str, str]]) -> None:
        """Write down the lemmas of texts."""
        _learn(self.new(_of_all(learned)))


@transaction.atomic
def unlearn() -> None:
    """Drop what an older analyser said of words; indexing every text again learns it anew."""
    SurfaceLemma.objects.all().delete()


def _of_all(learned: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The lemma of every surface; of several, the same one in any order."""
    met: dict[str, str] = {}
    for lemmas in learned:
        for surface, lemma in lemmas.items():
            before = met.setdefault(surface, lemma)
            if before != lemma:
                met[surface] = _preferred(surface, lemma, before)
    return met


def _learn(met: Mapping[str, str]) -> None:
    """Write down the lemmas of surfaces, in one order for all who write at once."""
    pairs = sorted(it for it in met.items() if len(it[0]) <= _LONGEST_SURFACE)
    if pairs:
        with connection.cursor() as cursor:
            cursor.execute(_LEARN_LEMMAS, list(map(list, zip(*pairs, strict=True))))


def _preferred(surface: str, *lemmas: str) -> str:
    """A word that is its own lemma is commoner than one with an ending: جامعة, not his mosque."""
    return min(lemmas, key=lambda lemma: (lemma != surface, lemma))
