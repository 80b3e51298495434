"""What a reader asks of the browse page, which is the page's address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

# The kinds of facets that the page filters by, in the order in which it shows them.
KINDS = ("outlet", "source", "entity", "topic", "has", "state")
# Those whose values are entities, which may be merged.
KINDS_OF_ENTITIES = ("outlet:", "source:", "entity:")
NEWEST, OLDEST, RELEVANCE, CONTESTED = "newest", "oldest", "relevance", "contested"
ORDERS = (NEWEST, OLDEST, RELEVANCE, CONTESTED)


@dataclass(frozen=True, slots=True)
class Filters:
    """Words, chosen values, days, an order and a place in it.

    Within a kind any chosen value will do, of the kinds in `every` all must be met; across kinds
    each must be met. No article has a refused value. `since` and `until` are days of publication,
    both included. `arrived_after` is the id of an article: those imported later are asked for.
    """

    text: str = ""
    chosen: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    arrived_after: int = 0
    order: str = NEWEST
    after: str = ""
    before: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return not (self.text or self.chosen or self.refused or self.has_days or self.arrived_after)

    @property
    def has_days(self) -> bool:
        """Whether days of publication are asked for."""
        return bool(self.since or self.until)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """All that is chosen but the words, as names and values of parameters."""
        chosen = [
            (kind, value) for kind, _, value in (k.partition(":") for k in sorted(self.chosen))
        ]
        chosen += [("all", kind) for kind in sorted(self.every) if len(self.of_kind(kind)) > 1]
        chosen += [("not", key) for key in sorted(self.refused)]
        days = (("since", self.since), ("until", self.until))
        chosen += [(name, day.isoformat()) for name, day in days if day]
        return chosen + [("arrived", str(self.arrived_after))] * bool(self.arrived_after)

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
        return replace(self.at(), chosen=self.chosen ^ {key}, refused=self.refused - {key})

    def refusing(self, key: str) -> "Filters":
        """The same from the start, with the value refused or no longer refused."""
        return replace(self.at(), chosen=self.chosen - {key}, refused=self.refused ^ {key})

    def matching_every(self, kind: str) -> "Filters":
        """The same from the start, where all chosen values of the kind must be met, or any again."""
        return replace(self.at(), every=self.every ^ {kind})

    def between(self, since: date | None, until: date | None) -> "Filters":
        """The same from the start, of other days."""
        return replace(self.at(), since=since, until=until)

    def without_kind(self, kind: str) -> "Filters":
        """The same from the start, whatever the values of the kind that were chosen."""
        return replace(self.at(), chosen=self.chosen - set(self.of_kind(kind)))

    def renamed(self, entities: Mapping[str, str]) -> "Filters":
        """The same, with other keys for some entities."""

        def read(key: str) -> str:
            kind, _, value = key.partition(":")
            is_entity = key.startswith(KINDS_OF_ENTITIES)
            return f"{kind}:{entities.get(value, value)}" if is_entity else key

        chosen, refused = frozenset(map(read, self.chosen)), frozenset(map(read, self.refused))
        return replace(self, chosen=chosen - refused, refused=refused)

    def arriving(self, after: int) -> "Filters":
        """The same from the start, of what was imported after an article, by id; 0 for all."""
        return replace(self.at(), arrived_after=after)

    @property
    def whole(self) -> "Filters":
        """The same from the start, whenever it was imported."""
        return self.arriving(0)

    def ordered(self, order: str) -> "Filters":
        """The same from the start of another order."""
        return replace(self.at(), order=order)

    def asking(self, text: str) -> "Filters":
        """The same from the start, with other words."""
        return replace(self.at(), text=text)

    def without_text(self) -> "Filters":
        """The same from the start, whatever the words."""
        return replace(self.at(), text="", order=NEWEST)
