"""How many articles filters ask for, counted as far as anybody reads."""

from dataclasses import dataclass

from corpus.filters import Filters
from corpus.selection import select

MOST = 99


@dataclass(frozen=True, slots=True)
class Capped:
    """A number of articles; `and_more` when there are more than that."""

    count: int
    and_more: bool = False


def capped(filters: Filters) -> Capped:
    """How many articles are asked for, the first of them counted."""
    found = len(select(filters).rows.values_list("article")[: MOST + 1])
    return Capped(min(found, MOST), found > MOST)
