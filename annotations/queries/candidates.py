"""Entities that another one may be: by a name that a person types, or because they sound alike."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, When
from django.db.models.functions import Coalesce

from annotations.queries.marks import root
from corpus.models import Alias, Entity, FacetValue, NotSame
from corpus.text.fold import fold
from corpus.text.keys import heard_as
from corpus.text.tidy import tidy

MOST = 12
_MOST_READ = 400  # spellings that hold the words, looked through for the best
_MOST_SPELLINGS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity with its spellings and how many articles mention it, cite it, are by it."""

    entity: Entity
    spellings: Sequence[str]
    more: int
    mentioned: int
    cited: int
    published: int


def described(entities: Iterable[Entity]) -> list[Candidate]:
    """These entities, in their order, with what tells them from one another."""
    entities = list(entities)
    keys = [f"{kind}:{it.key}" for it in entities for kind in ("entity", "source", "outlet")]
    counts = dict(FacetValue.objects.filter(key__in=keys).values_list("key", "count"))
    spelled: dict[int, list[str]] = {it.pk: [] for it in entities}
    aliases = Alias.objects.filter(entity__in=entities).order_by("text")
    for owner, text in aliases.values_list("entity", "text"):
        spelled[owner].append(text)
    return [
        Candidate(
            it,
            spelled[it.pk][:_MOST_SPELLINGS],
            max(0, len(spelled[it.pk]) - _MOST_SPELLINGS),
            counts.get(f"entity:{it.key}", 0),
            counts.get(f"source:{it.key}", 0),
            counts.get(f"outlet:{it.key}", 0),
        )
        for it in entities
    ]


def called(find: str, *, other_than: Entity) -> list[Entity]:
    """The entities of which this is the key, a name, its beginning or a part, or that sound so."""
    words = tidy(find)
    typed, heard = fold(words).strip(), heard_as(words)
    if not typed:
        return []
    exactly = Q(key=words.lower()) | Q(name_ar=words) | Q(name_latin__iexact=words)
    named = Q(folded__contains=typed)
    named = named | Q(heard=heard) if heard else named
    likeness = Case(
        When(folded=typed, then=0),
        When(folded__startswith=typed, then=1),
        When(heard=heard, then=2),
        default=3,
        output_field=IntegerField(),
    )
    found = Alias.objects.filter(named).annotate(likeness=likeness)
    found = found.order_by("likeness", "entity__key").select_related("entity__merged_into")
    entities = Entity.objects.filter(exactly).order_by("key").select_related("merged_into")[:MOST]
    return _others([*entities, *(it.entity for it in found[:_MOST_READ])], other_than)


def sounding_like(entity: Entity) -> list[Entity]:
    """The entities of its kind with a spelling of the same consonants, unless known to differ."""
    mine = Alias.objects.filter(_of(entity)).exclude(heard="").values("heard")
    others = Alias.objects.filter(heard__in=mine, entity__kind=entity.kind).exclude(_of(entity))
    others = others.annotate(root=Coalesce("entity__merged_into", "entity"))
    pair = Q(first=entity, second=OuterRef("root")) | Q(first=OuterRef("root"), second=entity)
    others = others.exclude(Exists(NotSame.objects.filter(pair)))
    others = others.order_by("entity__key").select_related("entity__merged_into")
    return _others((it.entity for it in others[:_MOST_READ]), entity)


def _of(entity: Entity) -> Q:
    return Q(entity=entity) | Q(entity__merged_into=entity)


def _others(entities: Iterable[Entity], other_than: Entity) -> list[Entity]:
    """What these are read as, each once."""
    roots = dict.fromkeys(root(it) for it in entities)
    return [it for it in roots if it != other_than][:MOST]


def are_different(first: Entity, second: Entity) -> bool:
    """Whether somebody judged the two, or what was merged into them, to be different things."""
    ours, theirs = _family(first), _family(second)
    pair = Q(first__in=ours, second__in=theirs) | Q(first__in=theirs, second__in=ours)
    return NotSame.objects.filter(pair).exists()


def _family(entity: Entity) -> Collection[int]:
    return list(
        Entity.objects.filter(Q(pk=entity.pk) | Q(merged_into=entity)).values_list("pk", flat=True)
    )
