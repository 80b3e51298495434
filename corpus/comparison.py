"""What a reader compares, which is the comparison page's address."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from corpus.filters import Filters

MOST_SELECTIONS = 6
MOST_WORDS = 6

# What the rows of topics are set against, and how months are measured.
SELECTIONS, OUTLETS = "selections", "outlets"
SHARES, COUNTS = "shares", "counts"


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the selections: filters, and a name if the reader gave it one."""

    filters: Filters
    name: str = ""

    @property
    def query(self) -> str:
        """Its filters as a query string."""
        return self.filters.address.removeprefix("?")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Selections, words to be counted in them, and how the two charts with a choice are drawn."""

    selections: tuple[Compared, ...] = ()
    words: tuple[str, ...] = ()
    across: str = SELECTIONS
    measure: str = SHARES

    @property
    def is_full(self) -> bool:
        """Whether no other selection can be added."""
        return len(self.selections) >= MOST_SELECTIONS

    @property
    def query(self) -> str:
        """The query string that says the same: one spelling for one comparison."""
        pairs = [("s", it.query) for it in self.selections]
        if any(it.name for it in self.selections):
            pairs += [("name", it.name) for it in self.selections]
        if self.words:
            pairs.append(("words", "، ".join(self.words)))
        if self.across != SELECTIONS:
            pairs.append(("across", self.across))
        if self.measure != SHARES:
            pairs.append(("measure", self.measure))
        return urlencode(pairs)

    def adding(self, filters: Filters) -> "Comparison":
        """The same with one selection more; unchanged where it is there already or none fits."""
        if self.is_full or filters in [it.filters for it in self.selections]:
            return self
        return replace(self, selections=(*self.selections, Compared(filters)))

    def without(self, place: int) -> "Comparison":
        """The same without the selection at this place."""
        kept = (it for number, it in enumerate(self.selections) if number != place)
        return replace(self, selections=tuple(kept))

    def set_against(self, across: str) -> "Comparison":
        """The same with topics against selections, or against outlets."""
        return replace(self, across=across)

    def measured(self, measure: str) -> "Comparison":
        """The same with months as shares, or as counts."""
        return replace(self, measure=measure)
