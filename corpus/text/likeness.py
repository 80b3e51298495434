"""Which texts tell of one event: they share what few others have, at about the same time.

The weight of a feature is its rarity (idf); two texts are as alike as the cosine of their
weights. A text joins a group by its mean likeness to all of it, so that groups do not grow along
chains from one event to the next.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

VERSION = "likeness 1"
# Judged by reading pairs of real articles: from here on nearly all tell of one event.
DATED, UNDATED = 0.4, 0.45
# Days between two reports of one event, and between the first and the last of them.
APART, SPAN = 3.0, 7.0
# In a small corpus nothing is known to be rare; it is weighed as if it had so many texts more.
OTHER_TEXTS = 1_000
# A text of few features is like no other: so much stands beside them in every text.
UNSAID = 6.0
# What more texts have than this tells none apart.
_COMMON_SHARE, _COMMON_AT_LEAST = 0.05, 50
_ROWS = 256

Weights = dict[str, float]
Link = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """What counts of a text: features and how far each counts, and its day, if that is known."""

    features: Mapping[str, float]
    day: float | None = None


@dataclass(slots=True)
class _Group:
    members: list[int]
    total: Weights  # the sum of its members' unit vectors
    days: list[float]


def alike(texts: Sequence[Text]) -> list[list[int]]:
    """The groups of texts, two and more, that tell of one event; each sorted."""
    vectors = _unit_vectors(texts)
    group_of = {
        at: _Group([at], dict(vectors[at]), [] if text.day is None else [text.day])
        for at, text in enumerate(texts)
    }
    for _, one, other in sorted(_links(texts, vectors), key=lambda it: (-it[0], it[1:])):
        first, second = group_of[one], group_of[other]
        if first is not second and _belong_together(first, second):
            group_of.update(dict.fromkeys(second.members, first))
            _join(first, second)
    found = {id(it): sorted(it.members) for it in group_of.values() if len(it.members) > 1}
    return sorted(found.values())


def rarities(texts: Sequence[Text]) -> Weights:
    """The weight of each feature that can tell texts apart."""
    counts = Counter(name for text in texts for name in text.features)
    most = max(_COMMON_AT_LEAST, _COMMON_SHARE * len(texts))
    total = len(texts) + OTHER_TEXTS
    return {name: math.log(1 + total / count) for name, count in counts.items() if count <= most}


def _unit_vectors(texts: Sequence[Text]) -> list[Weights]:
    rarity = rarities(texts)
    vectors = []
    for text in texts:
        weights = {name: rarity[name] * it for name, it in text.features.items() if name in rarity}
        length = math.hypot(UNSAID, *weights.values())
        vectors.append({name: weight / length for name, weight in weights.items()})
    return vectors


def _links(texts: Sequence[Text], vectors: Sequence[Weights]) -> Iterator[Link]:
    """The pairs that are alike enough: the likeness and the places of both."""
    order = sorted(range(len(texts)), key=lambda at: (_day(texts[at]), at))
    days = np.array([_day(texts[at]) for at in order])
    matrix = _matrix([vectors[at] for at in order])
    undated = int(np.searchsorted(days, math.inf))
    for start in range(0, len(order), _ROWS):
        stop = min(start + _ROWS, len(order))
        until = int(np.searchsorted(days, days[stop - 1] + APART, side="right"))
        for first, last in {(start, until), (max(start, undated), len(order))}:
            cosines = (matrix[start:stop] @ matrix[first:last].T).tocoo()
            rows, columns = cosines.row + start, cosines.col + first
            enough = _least(days[rows], days[columns])
            kept = (rows < columns) & (cosines.data >= enough)
            for value, row, column in zip(
                cosines.data[kept].tolist(),
                rows[kept].tolist(),
                columns[kept].tolist(),
                strict=True,
            ):
                one, other = sorted((order[row], order[column]))
                yield value, one, other


def _day(text: Text) -> float:
    return math.inf if text.day is None else text.day


def _matrix(vectors: Sequence[Weights]) -> csr_matrix:
    column_of = {name: at for at, name in enumerate(sorted({n for it in vectors for n in it}))}
    ends = np.cumsum([0, *map(len, vectors)])
    columns = [column_of[name] for it in vectors for name in it]
    values = [weight for it in vectors for weight in it.values()]
    return csr_matrix((values, columns, ends), shape=(len(vectors), len(column_of)))


def _least(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """How alike two texts of these days must be; texts too far apart never are enough."""
    unknown = np.isinf(one) | np.isinf(other)
    near = np.abs(np.where(unknown, 0, one) - np.where(unknown, 0, other)) <= APART
    return np.where(unknown, UNDATED, np.where(near, DATED, math.inf))


def _belong_together(one: _Group, other: _Group) -> bool:
    days = one.days + other.days
    if days and max(days) - min(days) > SPAN:
        return False
    fewer, more = sorted((one.total, other.total), key=len)
    mean = sum(weight * more.get(name, 0.0) for name, weight in fewer.items())
    mean /= len(one.members) * len(other.members)
    return mean >= (DATED if one.days and other.days else UNDATED)


def _join(one: _Group, other: _Group) -> None:
    one.members += other.members
    one.days += other.days
    for name, weight in other.total.items():
        one.total[name] = one.total.get(name, 0.0) + weight
