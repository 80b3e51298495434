"""What copies of a text share: its 5-word shingles, folded, and a small signature of them.

Only the body counts: desks rewrite the title of a story that they take over. A tie between words
is cut, as in the hashtag #دونالد_ترمب: one outlet ties a name that another prints apart.

A signature is what datasketch's MinHash(128, seed=1, scheme="affine32") finds, which a test holds.
It is made here because `import datasketch` costs every process of an import a second for scipy.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from corpus.text.reading import phrase

VERSION = "shingles 1"
WORDS_IN_SHINGLE = 5
# A shorter text is a flash or a caption, which two desks may well write alike.
FEWEST_WORDS = 20
PERMUTATIONS = 128
# Texts meet when all rows of one band are the same: of a thousand pairs with a Jaccard of 0.7 all
# do, at 0.5 seven in eight, at 0.3 one in four.
BANDS, ROWS = 32, 4
# The estimate from 128 permutations errs by 0.04: a pair of 0.7 that is estimated below this is
# one in a hundred thousand.
LEAST_ESTIMATE = 0.5

Shingles = NDArray[np.uint64]
Signatures = NDArray[np.uint32]  # a row for each text
Pairs = NDArray[np.int64]  # two columns: rows of signatures

_WORD = re.compile(r"[^\W_]+")
_ODD = 0x9E3779B97F4A7C15
_WEIGHTS = [np.uint64(pow(_ODD, place + 1, 1 << 64)) for place in range(WORDS_IN_SHINGLE)]
_BAND_WEIGHTS = np.array(_WEIGHTS[:ROWS])
_RANDOM = np.random.RandomState(1)  # whose numbers never change
_FACTORS = _RANDOM.randint(0, 1 << 31, (PERMUTATIONS, 1), np.uint32) * np.uint32(2) + np.uint32(1)
_ADDED = _RANDOM.randint(0, 1 << 32, (PERMUTATIONS, 1), np.uint32)


def shingles(body: Iterable[str]) -> Shingles:
    """The hashes of the shingles of a text, each once and sorted; none when it is too short."""
    return np.unique(_shingles(body))


def signature(body: Iterable[str]) -> bytes:
    """The MinHash of a text's shingles, 128 little-endian numbers of 32 bits; empty for none."""
    found = _shingles(body)
    if not found.size:
        return b""
    permuted = _mixed((found >> np.uint64(32)).astype(np.uint32)) * _FACTORS
    permuted += _ADDED
    return bytes(permuted.min(axis=1).astype("<u4"))


def signatures(rows: Iterable[bytes]) -> Signatures:
    """The signatures of texts as one table."""
    return np.frombuffer(b"".join(rows), "<u4").reshape(-1, PERMUTATIONS)


def jaccard(one: Shingles, other: Shingles) -> float:
    """The share of their shingles that two texts have in common."""
    common = np.intersect1d(one, other, assume_unique=True).size
    return common / (one.size + other.size - common) if common else 0.0


def joined(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """What hangs together through pairs, each group sorted, the groups by their first."""
    group_of: dict[int, list[int]] = {}
    for pair in pairs:
        one, other = (group_of.setdefault(it, [it]) for it in pair)
        if one is not other:
            one += other
            group_of.update(dict.fromkeys(other, one))
    return sorted({id(group): sorted(group) for group in group_of.values()}.values())


def likely_copies(table: Signatures) -> Pairs:
    """The pairs of rows that may be copies, sorted; rows that are the same are paired with one."""
    rows, first, which = np.unique(table, axis=0, return_index=True, return_inverse=True)
    same = np.stack([first[which.ravel()], np.arange(len(table))], axis=1)
    met = [same[same[:, 0] != same[:, 1]], np.empty((0, 2), np.int64)]
    met += [first[pairs[_estimates(rows, pairs) >= LEAST_ESTIMATE]] for pairs in _met(rows)]
    return np.unique(np.sort(np.concatenate(met), axis=1), axis=0)


def _met(rows: Signatures) -> Iterator[Pairs]:
    """Pairs of rows that share a band, in portions; a pair comes again for each other band."""
    for band in range(BANDS):
        part = rows[:, band * ROWS : (band + 1) * ROWS]
        keys = part @ _BAND_WEIGHTS
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        for step in range(1, len(rows)):
            together = np.flatnonzero(keys[step:] == keys[:-step])
            if not together.size:
                break
            yield np.stack([order[together], order[together + step]], axis=1)


def _estimates(rows: Signatures, pairs: Pairs) -> NDArray[np.float64]:
    same: NDArray[np.float64] = np.mean(rows[pairs[:, 0]] == rows[pairs[:, 1]], axis=1)
    return same


def _shingles(body: Iterable[str]) -> Shingles:
    """The hashes of the shingles of a text in their order."""
    words = _WORD.findall("\n".join(map(phrase, body)))
    hashes = np.frombuffer(b"".join(map(_hash, words)), "<u8").astype(np.uint64, copy=False)
    if len(hashes) < FEWEST_WORDS:
        return np.empty(0, np.uint64)
    count = len(hashes) - WORDS_IN_SHINGLE + 1
    joined = np.zeros(count, np.uint64)
    for place, weight in enumerate(_WEIGHTS):
        joined += hashes[place : place + count] * weight
    return joined


@lru_cache(maxsize=65_536)
def _hash(word: str) -> bytes:
    """The same in every process, unlike Python's own; kept, because words come again."""
    return blake2b(word.encode(), digest_size=8).digest()


def _mixed(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The hashes with their bits spread: the last steps of MurmurHash3."""
    hashes = (hashes ^ (hashes >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    hashes = (hashes ^ (hashes >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return hashes ^ (hashes >> np.uint32(16))
