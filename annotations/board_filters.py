"""What a reader asks of the claim board, which is the board's address."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

# The kinds of facets of the board, in the order in which it shows them.
KINDS = ("state", "metric", "entity", "topic", "origin", "outlet")
CONTESTED, NEWEST, ORIGINS = "contested", "newest", "origins"
ORDERS = (CONTESTED, NEWEST, ORIGINS)
STATES = ("contested", "undecided", "overstated")


@dataclass(frozen=True, slots=True)
class BoardFilters:
    """Chosen facets, an order and a place in it; every group has all that is chosen.

    `question` shows one question alone, its claims after the one with the id `claim`. `lines`
    names groups and the measure of which each shows the number line.
    """

    chosen: frozenset[str] = frozenset()
    order: str = CONTESTED
    after: str = ""
    before: str = ""
    question: str = ""
    claim: int = 0
    lines: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether every group is asked for."""
        return not (self.chosen or self.question)

    @property
    def address(self) -> str:
        """The query string that says the same: one spelling for one state."""
        pairs = [
            (kind, value) for kind, _, value in (it.partition(":") for it in sorted(self.chosen))
        ]
        pairs += [("question", self.question), ("order", self.order * (self.order != CONTESTED))]
        pairs += [("after", self.after), ("before", self.before)]
        pairs += [("claim", str(self.claim or ""))]
        pairs += [("line", line) for line in sorted(self.lines)]
        return f"?{urlencode([pair for pair in pairs if pair[1]])}"

    def at(self, *, after: str = "", before: str = "") -> "BoardFilters":
        """The same, at another place in the order."""
        return replace(self, after=after, before=before, claim=0, lines=frozenset())

    def toggled(self, key: str) -> "BoardFilters":
        """The same from the start, with the value chosen or no longer chosen."""
        return replace(self.at(), chosen=self.chosen ^ {key}, question="")

    def ordered(self, order: str) -> "BoardFilters":
        """The same from the start of another order."""
        return replace(self.at(), order=order)

    def about(self, question: str) -> "BoardFilters":
        """One question alone; all of them with an empty key."""
        return replace(self.at(), question=question)

    def beyond(self, claim: int) -> "BoardFilters":
        """The same question, its claims after this one."""
        return replace(self.at(), claim=claim)

    def lined(self, group: str, measure: str) -> "BoardFilters":
        """The same, with the number line of this measure in the group."""
        others = {line for line in self.lines if line.partition("~")[0] != group}
        return replace(self, lines=frozenset(others | {f"{group}~{measure}"}))

    def line_of(self, group: str) -> str:
        """The measure that the address chose for the group, or nothing."""
        chosen = (line.partition("~") for line in sorted(self.lines))
        return next((measure for name, _, measure in chosen if name == group), "")
