"""What the reading page and its panel show of an article, gathered for the templates."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotations import queries
from annotations.models import Claim, MarkKind
from annotations.queries import Look, ShownMark
from annotations.rendering import NOWHERE, Block, Piece, Span, Stretch, blocks, stretches
from annotations.views.claim_panel import ClaimPanel
from annotations.views.sayings import sayings
from corpus.anchors import Anchor, overlaps
from corpus.models import Article, Entity, SegmentKind, Source, Topic, User
from corpus.permissions import Action, can
from corpus.text.sentences import sentences

LISTED = 25  # suggestions in the panel at a time; deciding brings up the next ones
LONG = 30_000  # code points, some 5,000 words
VALUES = 80  # values in the list of all marks


@dataclass(frozen=True)
class Place:
    """Where words stand, as a reader counts; outside the paragraphs, what the segment is."""

    paragraph: int = 0
    sentence: int = 0
    segment: str = ""


@dataclass(frozen=True)
class Asked:
    """Words for which a value has to be chosen before they can be marked."""

    kind: str
    anchors: tuple[Anchor, ...]
    choices: Sequence[Entity | Source | Topic | Claim]
    find: str = ""

    @property
    def parts(self) -> str:
        """The places, as the page sends them back."""
        return parts_json(self.anchors)


@dataclass
class Reading:
    """One article as one person sees it; what costs a query waits until it is asked for."""

    article: Article
    user: User
    chosen: int | None = None
    find: str = ""
    asked: Asked | None = None
    sought: tuple[int, int] = NOWHERE

    @cached_property
    def text(self) -> str:
        return self.article.capture.text

    @cached_property
    def looks(self) -> list[Look]:
        """The marks as the text shows them."""
        return queries.looks_of(self.article)

    @cached_property
    def shown(self) -> Mapping[int, ShownMark]:
        """The marks that the panel names, with their values."""
        listed = [*self._whole, *self._suggested[:LISTED], *self._overlapping, *self._firsts]
        chosen = [self.chosen_look.id] if self.chosen_look else []
        return queries.shown_with({*chosen, *(look.id for look in listed)})

    @cached_property
    def pieces(self) -> list[Piece]:
        return [Piece(it.kind, it.start, it.end) for it in queries.segments_of(self.article)]

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks(self.text, self.pieces, spans(self.looks), self.sought)

    @property
    def stretches(self) -> list[Stretch]:
        return stretches(self.blocks)

    @property
    def is_long(self) -> bool:
        """Whether the browser is better off laying out only what is in sight."""
        return self.article.end - self.article.start > LONG

    @property
    def has_title(self) -> bool:
        return any(block.tag == "h1" for block in self.blocks)

    @property
    def version(self) -> str:
        return version_of(self.looks)

    @cached_property
    def can_annotate(self) -> bool:
        return can(self.user, Action.ANNOTATE)

    @property
    def can_undo(self) -> bool:
        return self.can_annotate and queries.can_undo(self.article, self.user)

    @property
    def can_redo(self) -> bool:
        return self.can_annotate and queries.can_redo(self.article, self.user)

    @property
    def state(self) -> str:
        return queries.review_state(self.article)

    @cached_property
    def chosen_look(self) -> Look | None:
        return next((it for it in self.looks if it.id == self.chosen), None)

    @property
    def mark(self) -> ShownMark | None:
        """The mark that the panel is about."""
        return self.shown[self.chosen_look.id] if self.chosen_look else None

    @cached_property
    def claim(self) -> ClaimPanel | None:
        """What the chosen mark says, where it is a claim."""
        mark = self.mark
        if mark is None or not isinstance(mark.value, Claim):
            return None
        return ClaimPanel(self.article, mark.id, mark.value, mark.status == "suggested")

    @property
    def mark_parts(self) -> str:
        return parts_json(self.mark.anchors) if self.mark else "[]"

    @cached_property
    def _overlapping(self) -> list[Look]:
        look = self.chosen_look
        return [it for it in self.looks if look and it.id != look.id and _touch(it, look)]

    @property
    def overlapping(self) -> list[tuple[ShownMark, int]]:
        """The other marks on the same words, with no count of their values."""
        return [(self.shown[it.id], 0) for it in self._overlapping]

    @property
    def choices(self) -> Sequence[Entity | Source | Topic | Claim]:
        """Other values that the chosen mark may have."""
        if self.mark is None or not self.can_annotate:
            return []
        found = queries.value_choices(self.mark.kind, quote_of(self.mark), self.article, self.find)
        return [value for value in found if value != self.mark.value]

    @property
    def place(self) -> Place | None:
        """The paragraph and sentence of the chosen mark."""
        if self.mark is None or not self.mark.anchors:
            return None
        start = self.mark.anchors[0].start
        here = next((it for it in self.blocks if it.start <= start < it.end), None)
        if here is None or here.kind != SegmentKind.PARAGRAPH:
            return Place(segment=str(SegmentKind(here.kind).label) if here else "")
        before = [
            it
            for it in self.blocks
            if it.kind == here.kind and it.start <= start and self.text[it.start : it.end].strip()
        ]
        said = sentences(self.text, here.start, here.end)
        return Place(len(before), sum(first <= start for first, _ in said))

    @cached_property
    def _suggested(self) -> list[Look]:
        return [it for it in self.looks if it.suggested and it.places]

    @property
    def suggestions(self) -> list[ShownMark]:
        """The first suggestions in the text that wait for a decision."""
        return [self.shown[it.id] for it in self._suggested[:LISTED]]

    @property
    def suggestion_count(self) -> int:
        return len(self._suggested)

    @property
    def unlisted(self) -> int:
        return max(0, len(self._suggested) - LISTED)

    @cached_property
    def _whole(self) -> list[Look]:
        return [it for it in self.looks if not it.places]

    @property
    def whole(self) -> list[ShownMark]:
        """What is said of the article as a whole."""
        return [self.shown[it.id] for it in self._whole]

    @property
    def counts(self) -> list[tuple[str, int, int]]:
        """Per kind, how many of its marks are decided and how many are not."""
        count = Counter((it.kind, it.suggested) for it in self.looks)
        return [(kind, count[kind, False], count[kind, True]) for kind in MarkKind.values]

    @cached_property
    def _values(self) -> Counter[tuple[str, int]]:
        return Counter((it.kind, it.value) for it in self.looks)

    @cached_property
    def _firsts(self) -> list[Look]:
        """The first mark of each value, the values most marked first within their kind."""
        first: dict[tuple[str, int], Look] = {}
        for look in self.looks:
            first.setdefault((look.kind, look.value), look)
        kinds = list(MarkKind.values)
        ranked = sorted(first, key=lambda value: (kinds.index(value[0]), -self._values[value]))
        return [first[value] for value in ranked[:VALUES]]

    @property
    def by_value(self) -> list[tuple[ShownMark, int]]:
        """Each marked value by its first mark, with how often it is marked."""
        counts: dict[tuple[str, str], tuple[ShownMark, int]] = {}
        for look in self._firsts:
            mark = self.shown[look.id]  # of merged values, the first stands for all
            first, count = counts.get((mark.kind, mark.value_key), (mark, 0))
            more = self._values[look.kind, look.value]
            counts[mark.kind, mark.value_key] = (first, count + more)
        return list(counts.values())

    @property
    def neighbours(self) -> tuple[str | None, str | None]:
        return queries.neighbours(self.article)

    @property
    def says(self) -> str:
        """The sentences that the page's script says, as JSON."""
        return json.dumps(sayings(), ensure_ascii=False)


def version_of(looks: Iterable[Look]) -> str:
    """Differs whenever what a page shows of the marks does."""
    return hashlib.sha256(repr(list(looks)).encode()).hexdigest()[:16]


def spans(looks: Iterable[Look]) -> list[Span]:
    """The places of the marks, to be drawn."""
    return [
        Span(look.id, look.kind, look.suggested, start, end)
        for look in looks
        for start, end in look.places
    ]


def touched(reading: Reading, before: Iterable[Look]) -> list[Block]:
    """The blocks that look different from how they looked with the marks before."""
    changed = [place for look in set(before) ^ set(reading.looks) for place in look.places]
    pieces = [
        piece
        for piece in reading.pieces
        if any(overlaps(piece.start, piece.end, *place) for place in changed)
    ]
    starts = {piece.start for piece in pieces}
    return [block for block in reading.blocks if block.start in starts]


def quote_of(mark: ShownMark) -> str:
    """The words of a mark's main part."""
    return mark.anchors[0].quote if mark.anchors else ""


def parts_json(anchors: Iterable[Anchor]) -> str:
    """Places as the page sends and keeps them."""
    parts = [{"start": it.start, "end": it.end, "quote": it.quote} for it in anchors]
    return json.dumps(parts, ensure_ascii=False)


def _touch(one: Look, other: Look) -> bool:
    return any(overlaps(*a, *b) for a in one.places for b in other.places)
