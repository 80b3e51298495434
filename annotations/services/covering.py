"""Hiding the suggestions that decisions cover: same kind, same value, overlapping place."""

from collections.abc import Iterable, Sequence

from annotations.models import Decision, Mark
from annotations.queries.marks import value_key_of
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
    decisions = _decisions_by_key({mark.capture_id for mark in marks})
    found: dict[int, Decision] = {}
    for mark in marks:
        over = [it for it in decisions.get(_key(mark), ()) if _covers(it, mark)]
        if over:
            found[mark.pk] = max(over, key=lambda it: (it.as_reviewer, it.at, it.pk))
    return found


def _key(mark: Mark) -> Key:
    return mark.capture_id, mark.layer, mark.kind, value_key_of(mark.value)


def refresh(articles: Sequence[Article]) -> None:
    """Set `covered` on the suggestions of these articles as today's decisions have it."""
    decisions = _decisions_by_key({article.capture_id for article in articles})
    suggestions = (
        Mark.objects.filter(article__in=articles, by=None)
        .select_related(
            "entity__merged_into", "source__entity__merged_into", "topic", "claim", "article"
        )
        .prefetch_related("parts")
    )
    if not decisions:
        suggestions = suggestions.filter(covered=True)
    turned: dict[bool, list[int]] = {True: [], False: []}
    for mark in suggestions:
        covered = any(_covers(decision, mark) for decision in decisions.get(_key(mark), ()))
        if covered != mark.covered:
            turned[covered].append(mark.pk)
    for covered, marks in turned.items():
        if marks:
            Mark.objects.filter(pk__in=marks).update(covered=covered)


def _decisions_by_key(captures: Iterable[int]) -> dict[Key, list[Decision]]:
    merged = merges()
    found: dict[Key, list[Decision]] = {}
    standing = Decision.objects.filter(capture__in=captures, removed_at=None)
    for decision in standing.select_related("by"):
        value = merged.get(decision.value_key, decision.value_key)
        key = (decision.capture_id, decision.layer, decision.kind, value)
        found.setdefault(key, []).append(decision)
    return found


def _covers(decision: Decision, mark: Mark) -> bool:
    parts = mark.parts.all()
    if decision.start is None or decision.end is None:
        return decision.article_key == mark.article.key and not parts
    return any(overlaps(decision.start, decision.end, part.start, part.end) for part in parts)
