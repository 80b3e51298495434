"""From a value as a reader spells it to the facet keys that it is, by names and labels alone."""

from django.db.models import Q, QuerySet
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from corpus.models import Alias, FacetValue
from corpus.search.expressions import folded
from corpus.text.fold import fold
from corpus.text.keys import rank_spellings
from corpus.text.lexemes import folded_words

# The kinds whose values are entities, so that any spelling of their names will do.
_OF_ENTITIES = ("outlet", "source", "entity")
_MOST_VALUES = 50
_LABELS_READ = 500
_LEAST_LIKENESS = 70
_LONGEST_KEY = 150
_NO_QUOTES = str.maketrans(dict.fromkeys('"“”«»', " "))


def keys_called(kind: str, value: str) -> list[str]:
    """The keys of a kind by key, by any spelling of a name, by label, else by words of a label."""
    values = FacetValue.objects.filter(kind=kind)
    return (
        _keys(values.filter(key__in=_as_keys(kind, value)))
        or _by_name(kind, value)
        or _by_label(values, value)
        or _by_words(values, value)
    )


def nearest_label(kind: str, value: str) -> str:
    """The label of a common value that may be meant; empty where none is like it."""
    common = FacetValue.objects.filter(kind=kind, count__gt=0).order_by("-count", "key")
    labels = [label for it in common[:_LABELS_READ] for label in (it.label_ar, it.label_en)]
    if kind in _OF_ENTITIES:
        spellings = rank_spellings(value, [(label, label) for label in labels])
        if spellings:
            return spellings[0].name
    alike = process.extractOne(
        fold(value), labels, processor=fold, scorer=ratio, score_cutoff=_LEAST_LIKENESS
    )
    return alike[0] if alike else ""


def as_value(label: str) -> str:
    """The label as a value in a query."""
    plain = " ".join(label.translate(_NO_QUOTES).split())
    return plain if plain.isalnum() else f'"{plain}"'


def _as_keys(kind: str, value: str) -> list[str]:
    typed = (value, value.lower(), f"~{fold(value)}", f"~{value}")
    return [f"{kind}:{it}"[:_LONGEST_KEY] for it in typed]


def _by_name(kind: str, value: str) -> list[str]:
    """The values that are entities of this name, read through merges."""
    if kind not in _OF_ENTITIES:
        return []
    names = Alias.objects.filter(folded=fold(value)).select_related("entity__merged_into")
    return sorted({f"{kind}:{(it.entity.merged_into or it.entity).key}" for it in names})


def _keys(values: QuerySet[FacetValue]) -> list[str]:
    return list(values.order_by("-count", "key").values_list("key", flat=True)[:_MOST_VALUES])


def _by_label(values: QuerySet[FacetValue], value: str) -> list[str]:
    label = fold(value)
    return _keys(_with_folded_labels(values).filter(Q(arabic=label) | Q(english=label)))


def _by_words(values: QuerySet[FacetValue], value: str) -> list[str]:
    """The values in whose label each of the words stands: «تعارض» is «فيه تعارض»."""
    words = folded_words(value)
    if not words:
        return []
    in_arabic, in_english = Q(), Q()
    for word in words:
        in_arabic &= Q(arabic__contains=word)
        in_english &= Q(english__contains=word)
    found = _with_folded_labels(values).filter(in_arabic | in_english).order_by("-count", "key")
    return [
        it.key
        for it in found[:_MOST_VALUES]
        if any(set(words) <= set(folded_words(label)) for label in (it.label_ar, it.label_en))
    ]


def _with_folded_labels(values: QuerySet[FacetValue]) -> QuerySet[FacetValue]:
    return values.annotate(arabic=folded("label_ar"), english=folded("label_en"))
