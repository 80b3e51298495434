"""Which segments of an article are its own text: what is searched, compared and marked."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol, Self

from corpus.text.reading import Span

BODY_KINDS = frozenset({"title", "paragraph", "subheading"})


class Labelled(Protocol):
    """A segment, as drafted or as stored."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Body(NamedTuple):
    """Where what an article says of itself stands: its titles, and its text under them."""

    titles: list[Span]
    rest: list[Span]

    @classmethod
    def of(cls, segments: Iterable[Labelled]) -> Self:
        body = sorted((it.start, it.end, it.kind) for it in segments if it.kind in BODY_KINDS)
        return cls(
            [(start, end) for start, end, kind in body if kind == "title"],
            [(start, end) for start, end, kind in body if kind != "title"],
        )

    @property
    def spans(self) -> list[Span]:
        """All of it, in the order of the text."""
        return sorted(self.titles + self.rest)

    @property
    def title(self) -> Span | None:
        return self.titles[0] if self.titles else None
