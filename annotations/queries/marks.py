"""What pages show of the marks: people's, and suggestions that no decision covers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Q

from annotations.models import DECLINED, Claim, Decision, Mark, MarkKind
from corpus.anchors import Anchor
from corpus.models import Article, Entity, Source, Topic, User

Value = Entity | Source | Topic | Claim
M = TypeVar("M", Entity, Claim)


# Each kind's value with what it is read through.
VALUES = {
    "entity": "entity__merged_into",
    "source": "source__entity__merged_into",
    "topic": "topic",
    "claim": "claim__merged_into",
}


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A mark as a page shows it, its value read through merges.

    `anchors` is empty when the mark speaks of the whole article; `status` is "suggested" while
    nobody decided, else "accepted".
    """

    id: int
    kind: str
    status: str
    value: Value
    value_key: str
    anchors: tuple[Anchor, ...]
    by: User | None
    at: datetime | None
    origin: str
    score: float | None
    layer: str


def root(value: M) -> M:
    """The entity or claim that another was merged into, or itself."""
    return value.merged_into or value


def through_merges(value: Value) -> Value:
    """What a mark's value is today, after the merges of entities."""
    if isinstance(value, Entity):
        return root(value)
    if isinstance(value, Claim):
        return root(value)
    if isinstance(value, Source) and value.entity and value.entity.merged_into:
        value.entity = value.entity.merged_into
    return value


def value_key_of(value: Value) -> str:
    """The permanent key of a value as decisions and exports carry it, read through merges."""
    if isinstance(value, Topic):
        return value.path
    if isinstance(value, Source) and value.entity:
        return root(value.entity).key
    return root(value).key if isinstance(value, Entity) else _key_of(value)


def _key_of(value: Source | Claim) -> str:
    return root(value).key if isinstance(value, Claim) else value.key


def shown(mark: Mark) -> ShownMark:
    """One mark, loaded with its value and parts, as pages show it."""
    value = through_merges(mark.value)
    return ShownMark(
        id=mark.pk,
        kind=mark.kind,
        status="accepted" if mark.by_id else "suggested",
        value=value,
        value_key=value_key_of(value),
        anchors=tuple(Anchor(part.start, part.end, part.quote) for part in mark.parts.all()),
        by=mark.by,
        at=mark.at,
        origin=mark.origin,
        score=mark.score,
        layer=mark.layer,
    )


def shown_marks_of(articles: Iterable[Article]) -> Mapping[int, Sequence[ShownMark]]:
    """The shown marks of several articles by article id, in the order of the text."""
    marks = (
        Mark.objects.filter(article__in=list(articles), covered=False, removed_at=None)
        .select_related(*VALUES.values(), "topic__parent", "by")
        .prefetch_related("parts")
        .order_by("id")
    )
    found: dict[int, list[ShownMark]] = {}
    for mark in marks:
        found.setdefault(mark.article_id, []).append(shown(mark))
    for shown_here in found.values():
        shown_here.sort(key=lambda mark: (mark.anchors[:1], mark.kind, mark.value_key))
    return found


def shown_marks(article: Article) -> list[ShownMark]:
    """The marks that the page of an article shows, whole-article ones first."""
    return list(shown_marks_of([article]).get(article.pk, []))


def values_in(articles: Iterable[Article]) -> Mapping[int, Sequence[Value]]:
    """Each value but claims that is shown in these articles, once an article, by its id."""
    row = ("article", *(f"{kind}_id" for kind in MarkKind.values))
    marks = (
        Mark.objects.filter(article__in=list(articles), covered=False, removed_at=None)
        .exclude(Q(kind=MarkKind.CLAIM) | Q(kind=MarkKind.SOURCE, origin=DECLINED))
        .select_related(*VALUES.values(), "topic__parent")
        .order_by(*row)
        .distinct(*row)
    )
    found: dict[int, list[Value]] = {}
    for mark in marks:
        found.setdefault(mark.article_id, []).append(through_merges(mark.value))
    return found


def waiting_kinds(articles: Iterable[Article]) -> Mapping[int, set[str]]:
    """The kinds of the suggestions that wait for a decision, by the article's id."""
    waiting = Mark.objects.filter(article__in=list(articles), by=None, covered=False)
    found: dict[int, set[str]] = defaultdict(set)
    for article, kind in waiting.values_list("article", "kind").distinct():
        found[article].add(kind)
    return found


def state_of(*, decided: bool, undecided: bool) -> str:
    """open: no decision; begun: some, and suggestions are left; decided: none is left."""
    if not decided:
        return "open"
    return "begun" if undecided else "decided"


def decided_articles(articles: Sequence[Article]) -> set[int]:
    """The ids of those articles in which somebody's decision stands."""
    by_capture: dict[int, list[Article]] = {}
    for article in articles:
        by_capture.setdefault(article.capture_id, []).append(article)
    rows = Decision.objects.filter(capture__in=by_capture, removed_at=None).values_list(
        "capture_id", "article_key", "start"
    )
    found: set[int] = set()
    for capture_id, article_key, start in rows:
        here = by_capture[capture_id]
        if start is None:
            found.update(article.pk for article in here if article.key == article_key)
        else:
            inside = [article for article in here if article.start <= start < article.end]
            found.update(
                article.pk for article in sorted(inside, key=lambda it: it.end - it.start)[:1]
            )
    return found


def review_state(article: Article) -> str:
    """Whether an article is open, begun or decided."""
    here = [article]
    return state_of(decided=bool(decided_articles(here)), undecided=bool(waiting_kinds(here)))
