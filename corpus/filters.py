"""What a reader asks of the browse page, which is the page's address."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

# The kinds of facets that the page filters by, in the order in which it shows them.
KINDS = ("outlet", "source", "entity", "topic", "has", "state")
NEWEST, RELEVANCE = "newest", "relevance"


@dataclass(frozen=True, slots=True)
class Filters:
    """Words, chosen values, an order and a place in it.

    Within a kind any chosen value will do, across kinds each must be met.
    """

    text: str = ""
    chosen: frozenset[str] = frozenset()
    order: str = NEWEST
    after: str = ""
    before: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return not self.text and not self.chosen

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The chosen values as names and values of parameters."""
        return [(kind, value) for kind, _, value in (k.partition(":") for k in sorted(self.chosen))]

    @property
    def address(self) -> str:
        """The query string that says the same: one spelling for one state."""
        pairs = [("q", self.text), *self.pairs, ("after", self.after), ("before", self.before)]
        if self.order != NEWEST:
            pairs.append(("order", self.order))
        return f"?{urlencode([pair for pair in pairs if pair[1]])}"

    def of_kind(self, kind: str) -> list[str]:
        """The chosen keys of a kind."""
        return sorted(key for key in self.chosen if key.startswith(f"{kind}:"))

    def at(self, *, after: str = "", before: str = "") -> "Filters":
        """The same, at another place in the order."""
        return replace(self, after=after, before=before)

    def toggled(self, key: str) -> "Filters":
        """The same from the start, with the value chosen or no longer chosen."""
        return replace(self.at(), chosen=self.chosen ^ {key})

    def ordered(self, order: str) -> "Filters":
        """The same from the start of another order."""
        return replace(self.at(), order=order)

    def asking(self, text: str) -> "Filters":
        """The same from the start, with other words."""
        return replace(self.at(), text=text)

    def without_text(self) -> "Filters":
        """The same from the start, whatever the words."""
        return replace(self.at(), text="", order=NEWEST)
