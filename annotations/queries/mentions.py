"""The newest mentions of an entity, each in its sentence, for a person to choose among."""

from dataclasses import dataclass

from django.db.models import F, IntegerField, Q
from django.db.models.functions import Greatest, Substr

from annotations.models import Mark, MarkPart
from corpus.models import Article, Entity
from corpus.search import Run
from corpus.text.sentences import sentences

MOST = 20
_AROUND = 200  # code points on either side, in which the sentence is sought


@dataclass(frozen=True, slots=True)
class Mention:
    """A mark with the sentence that it stands in."""

    mark: Mark
    article: Article
    sentence: list[Run]


def mentions_of(entity: Entity, before: int | None = None) -> list[Mention]:
    """The shown mentions of an entity and of what was merged into it, marked before one of them."""
    family = Entity.objects.filter(Q(pk=entity.pk) | Q(merged_into=entity))
    marks = Mark.objects.filter(
        entity__in=list(family),
        covered=False,
        removed_at=None,
        article__retired_at=None,
        article__capture__is_current=True,
    )
    if before is not None:
        marks = marks.filter(pk__lt=before)
    newest = list(marks.order_by("-pk").values_list("pk", flat=True)[:MOST])
    parts = (
        MarkPart.objects.filter(mark__in=newest, ordinal=0)
        .select_related("mark__article", "mark__by")
        .annotate(
            first=Greatest(
                F("start") - _AROUND, F("mark__article__start"), output_field=IntegerField()
            )
        )
        .annotate(around=Substr("capture__text", F("first") + 1, 3 * _AROUND))
    )
    return [Mention(it.mark, it.mark.article, _sentence(it)) for it in parts.order_by("-mark")]


def _sentence(part: MarkPart) -> list[Run]:
    """The sentence with the mention marked in it."""
    around, place = part.around, part.start - part.first  # type: ignore[attr-defined]
    inside = (it for it in sentences(around, 0, len(around)) if it[0] <= place < it[1])
    start, end = next(inside, (place, place + len(part.quote)))
    after = place + len(part.quote)
    return [Run(around[start:place]), Run(part.quote, marked=True), Run(around[after:end])]
