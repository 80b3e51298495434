"""Whom a word for a source means, الصحيفة or الشركة, by the names that stand before it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

Named = tuple[int, str]  # the word that a name starts at, and its key


class Referents:
    """The names of one kind in the order of the text, with the one most spoken of so far."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._places: list[int] = []
        self._keys: list[str] = []
        self._most: list[str] = []
        spoken: Counter[str] = Counter()
        first: dict[str, int] = {}
        for place, key in sorted(named):
            self._places.append(place)
            self._keys.append(key)
            spoken[key] += 1
            first.setdefault(key, place)
            most = self._most[-1] if self._most else key
            self._most.append(max(most, key, key=lambda it: (spoken[it], -first[it])))

    def nearest(self, index: int) -> str | None:
        """The last before the word, else the next."""
        at = bisect_left(self._places, index)
        return self._keys[max(at - 1, 0)] if self._keys else None

    def most(self, index: int) -> str | None:
        """The one that is named most before the word, and first of those named as often."""
        at = bisect_left(self._places, index)
        return self._most[at - 1] if at else None
