"""Hiding the suggestions that decisions cover: same kind, same value, overlapping place.

What a rule proposes as a claim is a value of its own, so there a decision on any claim covers it
that shares half of the longer of the two places.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from annotations.models import Decision, Mark, MarkKind, MarkPart
from annotations.queries.marks import VALUES, value_key_of
from annotations.services.states import State
from corpus.anchors import overlaps
from corpus.models import Article, Entity

Key = tuple[int, str, str, str]  # capture, layer, kind, value


def merges() -> dict[str, str]:
    """The key of each merged entity and of what it was merged into."""
    merged = Entity.objects.filter(merged_into__isnull=False)
    return dict(merged.values_list("key", "merged_into__key"))


def covering_decisions(marks: Sequence[Mark]) -> dict[int, Decision]:
    """For each covered suggestion the decision that holds over it, by the mark's id.

    The marks come with their values, parts and article.
    """
    decisions = _decisions_over(marks)
    found: dict[int, Decision] = {}
    for mark in marks:
        over = [it for it in decisions.get(_key(mark), ()) if _covers(it, mark)]
        if over:
            found[mark.pk] = max(over, key=Decision.weight)
    return found


def _key(mark: Mark) -> Key:
    value = "" if mark.kind == MarkKind.CLAIM else value_key_of(mark.value)
    return mark.capture_id, mark.layer, mark.kind, value


def refresh(articles: Sequence[Article], decided: Sequence[State] = ()) -> None:
    """Set `covered` on the suggestions of these articles as today's decisions have it.

    When it is known what was decided since, only on those that it may cover.
    """
    suggestions = (
        Mark.objects.filter(article__in=articles, by=None)
        .filter(reduce(or_, map(_may_cover, decided), Q()))
        .select_related(*VALUES.values(), "article")
        .prefetch_related("parts")
    )
    if not decided and not is_decided_in(articles):
        suggestions = suggestions.filter(covered=True)
    here = list(suggestions)
    decisions = _decisions_over(here)
    turned: dict[bool, list[int]] = {True: [], False: []}
    for mark in here:
        covered = any(_covers(decision, mark) for decision in decisions.get(_key(mark), ()))
        if covered != mark.covered:
            turned[covered].append(mark.pk)
    for covered, marks in turned.items():
        if marks:
            Mark.objects.filter(pk__in=marks).update(covered=covered)


def is_decided_in(articles: Sequence[Article]) -> bool:
    """Whether a decision stands in the captures of these articles."""
    captures = {article.capture_id for article in articles}
    return Decision.objects.filter(capture__in=captures, removed_at=None).exists()


def _may_cover(decided: State) -> Q:
    if not decided["parts"]:
        return Q(kind=decided["kind"], parts=None)
    start, end, _quote = decided["parts"][0]
    overlapping = MarkPart.objects.filter(mark=OuterRef("pk"), start__lt=end, end__gt=start)
    return Q(Exists(overlapping), kind=decided["kind"])


def _decisions_over(marks: Sequence[Mark]) -> dict[Key, list[Decision]]:
    """The standing decisions on the kinds and captures of these marks, by what they cover."""
    if not marks:
        return {}
    merged = merges()
    found: dict[Key, list[Decision]] = {}
    standing = Decision.objects.filter(
        capture__in={mark.capture_id for mark in marks},
        kind__in={mark.kind for mark in marks},
        removed_at=None,
    )
    for decision in standing.select_related("by"):
        is_claim = decision.kind == MarkKind.CLAIM
        value = "" if is_claim else merged.get(decision.value_key, decision.value_key)
        key = (decision.capture_id, decision.layer, decision.kind, value)
        found.setdefault(key, []).append(decision)
    return found


def _covers(decision: Decision, mark: Mark) -> bool:
    parts = mark.parts.all()
    if decision.start is None or decision.end is None:
        return decision.article_key == mark.article.key and not parts
    if decision.kind == MarkKind.CLAIM:
        return bool(parts) and _is_half(decision.start, decision.end, parts[0])
    return any(overlaps(decision.start, decision.end, part.start, part.end) for part in parts)


def _is_half(start: int, end: int, part: MarkPart) -> bool:
    shared = min(end, part.end) - max(start, part.start)
    return 2 * shared >= max(end - start, part.end - part.start)
