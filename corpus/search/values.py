"""From a value as a reader spells it to the facet keys that it is, by names and labels alone."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from rapidfuzz.fuzz import ratio

from corpus.models import Alias, FacetValue
from corpus.search.names import alike, bare, named
from corpus.text.fold import fold
from corpus.text.lexemes import folded_words

# The kinds whose values are entities, so that any spelling of their names will do.
_OF_ENTITIES = ("outlet", "source", "entity")
_MOST_VALUES = 50
# A shorter word has no trigram, and is sought in the labels of common values alone.
_SHORTEST_TRIGRAM = 3
_MOST_COMMON = 2_000
_LONGEST_KEY = 150
_NO_QUOTES = str.maketrans(dict.fromkeys('"“”«»', " "))


def keys_called(kind: str, value: str) -> list[str]:
    """The keys of a kind by key, by any spelling of a name, by label, else by words of a label."""
    values = FacetValue.objects.filter(kind=kind)
    label = fold(value)
    return (
        _keys(values.filter(key__in=_as_keys(kind, value)))
        or _by_name(kind, value)
        or _keys(values.filter(Q(folded_ar=label) | Q(folded_en=label)))
        or _by_words(values, folded_words(value))
    )


def nearest_label(kind: str, value: str) -> str:
    """The label, in the script that was typed, of a value that may be meant; empty without one."""
    nearest = named([kind], [value], most=1) or alike([kind], value, most=1)
    labels = [label for it in nearest for label in (it.value.label_ar, it.value.label_en)]
    typed = fold(value)
    return max(labels, key=lambda label: ratio(typed, fold(label)), default="")


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


def _by_words(values: QuerySet[FacetValue], words: Sequence[str]) -> list[str]:
    """The values in whose label each of the words stands: «تعارض» is «فيه تعارض», and articles do
    not count."""
    sought = set(map(bare, words)) - {""}
    if not sought:
        return []
    if max(map(len, sought)) < _SHORTEST_TRIGRAM:
        values = FacetValue.objects.filter(pk__in=values.order_by("-weight")[:_MOST_COMMON])
    in_arabic = Q(*(("bare_ar__contains", word) for word in sorted(sought)))
    in_english = Q(*(("bare_en__contains", word) for word in sorted(sought)))
    found = values.filter(in_arabic | in_english).order_by("-weight", "-count", "key")
    return [
        it.key
        for it in found[:_MOST_VALUES]
        if any(sought <= _bare_words(label) for label in (it.label_ar, it.label_en))
    ]


def _bare_words(label: str) -> set[str]:
    return set(map(bare, folded_words(label)))
