"""Let the labels of facet values follow the names of what they stand for."""

from collections.abc import Iterable

from corpus.models import FacetValue
from corpus.services.index import Facet
from corpus.text.fold import fold

_LONGEST = 300


def keep(facets: Iterable[Facet]) -> None:
    """Relabel those of these values that articles carry; however many do, it is a row each."""
    for facet in sorted(facets, key=lambda it: it.key):
        FacetValue.objects.filter(key=facet.key).update(
            label_ar=facet.label_ar,
            label_en=facet.label_en,
            folded_ar=fold(facet.label_ar)[:_LONGEST],
            folded_en=fold(facet.label_en)[:_LONGEST],
        )
