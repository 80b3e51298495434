"""What the reading page and its panel show of an article, gathered for the templates."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext, ngettext

from annotations import queries
from annotations.models import Claim, MarkKind
from annotations.queries import ShownMark
from annotations.rendering import Block, Piece, Span, Stretch, blocks, stretches
from corpus.anchors import Anchor, overlaps
from corpus.models import Article, Entity, Source, Topic, User
from corpus.permissions import Action, can
from corpus.text.sentences import sentences

LISTED = 60  # suggestions in the panel at a time; deciding brings up the next ones
VALUES = 80  # values in the list of all marks


@dataclass(frozen=True)
class Place:
    """Where words stand, as a reader counts: paragraph 0 is the title."""

    paragraph: int
    sentence: int


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

    @cached_property
    def text(self) -> str:
        return self.article.capture.text

    @cached_property
    def marks(self) -> list[ShownMark]:
        return queries.shown_marks(self.article)

    @cached_property
    def blocks(self) -> list[Block]:
        pieces = [Piece(it.kind, it.start, it.end) for it in queries.segments_of(self.article)]
        return blocks(self.text, pieces, spans(self.marks))

    @property
    def stretches(self) -> list[Stretch]:
        return stretches(self.blocks)

    @property
    def has_title(self) -> bool:
        return any(block.tag == "h1" for block in self.blocks)

    @property
    def version(self) -> str:
        return version_of(self.marks)

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
    def mark(self) -> ShownMark | None:
        """The mark that the panel is about."""
        return next((it for it in self.marks if it.id == self.chosen), None)

    @property
    def mark_parts(self) -> str:
        return parts_json(self.mark.anchors) if self.mark else "[]"

    @property
    def overlapping(self) -> list[ShownMark]:
        """The other marks on the same words."""
        mark = self.mark
        return [it for it in self.marks if mark and it.id != mark.id and _touch(it, mark)]

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
        counted = [it for it in self.blocks if it.kind in {"paragraph", "subheading"}]
        paragraph = sum(it.start <= start for it in counted)
        here = next((it for it in self.blocks if it.start <= start < it.end), None)
        if here is None or here not in counted:
            return Place(0, 0)
        said = sentences(self.text, here.start, here.end)
        return Place(paragraph, max(1, sum(first <= start for first, _ in said)))

    @cached_property
    def suggestions(self) -> list[ShownMark]:
        return [it for it in self.marks if it.status == "suggested" and it.anchors]

    @property
    def listed(self) -> list[ShownMark]:
        return self.suggestions[:LISTED]

    @property
    def unlisted(self) -> int:
        return max(0, len(self.suggestions) - LISTED)

    @property
    def whole(self) -> list[ShownMark]:
        """What is said of the article as a whole."""
        return [it for it in self.marks if not it.anchors]

    @cached_property
    def counts(self) -> list[tuple[str, str, int, int]]:
        """Per kind: its name, how many of its marks are decided, and how many are not."""
        count = Counter((it.kind, it.status) for it in self.marks)
        return [
            (kind.value, str(kind.label), count[kind, "accepted"], count[kind, "suggested"])
            for kind in MarkKind
        ]

    @property
    def decided_count(self) -> int:
        return sum(decided for _, _, decided, _ in self.counts)

    @property
    def by_value(self) -> list[tuple[ShownMark, int]]:
        """Each marked value by its first mark, with how often it is marked."""
        first: dict[tuple[str, str], ShownMark] = {}
        for mark in self.marks:
            first.setdefault((mark.kind, mark.value_key), mark)
        count = Counter((it.kind, it.value_key) for it in self.marks)
        order = list(MarkKind.values)
        ranked = sorted(first.items(), key=lambda it: (order.index(it[0][0]), -count[it[0]]))
        return [(mark, count[key]) for key, mark in ranked][:VALUES]

    @property
    def neighbours(self) -> tuple[str | None, str | None]:
        return queries.neighbours(self.article)

    @property
    def says(self) -> str:
        """The sentences that the page's script says, as JSON."""
        return json.dumps(_sayings(), ensure_ascii=False)


def version_of(marks: Iterable[ShownMark]) -> str:
    """Differs whenever what a page shows of the marks does."""
    shown = [(it.id, it.status, it.value_key, it.anchors) for it in marks]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def spans(marks: Iterable[ShownMark]) -> list[Span]:
    """The places of the marks, to be drawn."""
    return [
        Span(mark.id, mark.kind, mark.status == "suggested", anchor.start, anchor.end)
        for mark in marks
        for anchor in mark.anchors
    ]


def touched(reading: Reading, before: Sequence[ShownMark]) -> list[Block]:
    """The blocks that look different from how they looked with the marks before."""
    was, now = ({_look(it) for it in marks} for marks in (before, reading.marks))
    changed = [anchor for look in was ^ now for anchor in look[3]]
    return [
        block
        for block in reading.blocks
        if any(overlaps(block.start, block.end, it.start, it.end) for it in changed)
    ]


def quote_of(mark: ShownMark) -> str:
    """The words of a mark's main part."""
    return mark.anchors[0].quote if mark.anchors else ""


def parts_json(anchors: Iterable[Anchor]) -> str:
    """Places as the page sends and keeps them."""
    parts = [{"start": it.start, "end": it.end, "quote": it.quote} for it in anchors]
    return json.dumps(parts, ensure_ascii=False)


def _look(mark: ShownMark) -> tuple[int, str, str, tuple[Anchor, ...]]:
    return mark.id, mark.kind, mark.status, mark.anchors


def _touch(one: ShownMark, other: ShownMark) -> bool:
    return any(overlaps(a.start, a.end, b.start, b.end) for a in one.anchors for b in other.anchors)


def _sayings() -> dict[str, Any]:
    # One number of each plural class of Arabic; the script puts the real number in.
    samples = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
    return {
        "saved": gettext("Saved"),
        "saving": gettext("Saving…"),
        "signedOut": gettext("You are signed out. Sign in again: nothing is lost."),
        "refused": gettext("This could not be saved: {quote}"),
        "noEdges": gettext("Select words first."),
        "done": gettext("No suggestion is left without a decision."),
        "bounds": gettext("Select the new words, then press Enter."),
        "offline": {
            name: ngettext(
                "Offline, {n} change not saved", "Offline, {n} changes not saved", number
            )
            for name, number in samples.items()
        },
    }
