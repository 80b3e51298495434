"""What the text shows of an article's marks: places and lines, without their values.

A long article has thousands of marks; the names of their values are fetched only for the few
that the panel lists.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from annotations.models import Mark, MarkKind
from annotations.queries.marks import VALUES, ShownMark, shown
from corpus.models import Article

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """How one mark looks: `value` is the id of its value among those of its kind."""

    id: int
    kind: str
    suggested: bool
    value: int
    places: tuple[Place, ...]


def looks_of(article: Article) -> list[Look]:
    """The shown marks of an article in the order of the text, whole-article ones first."""
    rows = (
        Mark.objects.filter(article=article, covered=False, removed_at=None)
        .order_by("id", "parts__ordinal")
        .values_list("id", "kind", "by_id", *_VALUES.values(), "parts__start", "parts__end")
    )
    looks: dict[int, Look] = {}
    for mark_id, kind, by_id, *values, start, end in rows:
        value = values[list(_VALUES).index(kind)]
        before = looks[mark_id].places if mark_id in looks else ()
        places = before if start is None else (*before, (start, end))
        looks[mark_id] = Look(mark_id, kind, by_id is None, value, places)
    return sorted(looks.values(), key=lambda look: (look.places[:1], look.kind, look.id))


def shown_with(ids: Collection[int]) -> Mapping[int, ShownMark]:
    """Those marks with their values, by id."""
    marks = (
        Mark.objects.filter(pk__in=ids)
        .select_related(*VALUES.values(), "claim__question", "by")
        .prefetch_related("parts")
    )
    return {mark.pk: shown(mark) for mark in marks}


_VALUES = {kind: f"{kind}_id" for kind in MarkKind.values}
