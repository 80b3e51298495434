"""Named questions about the searches that people keep."""

from collections.abc import Sequence

from corpus.capped import Capped, capped
from corpus.filters import Filters
from corpus.models import FacetValue, SavedSearch, User


def searches_of(user: User) -> list[SavedSearch]:
    """A person's searches, by name."""
    return list(SavedSearch.objects.filter(owner=user, removed_at=None).order_by("name"))


def search_kept(filters: Filters, user: User) -> SavedSearch | None:
    """The search of a person that asks for the same."""
    kept = SavedSearch.objects.filter(owner=user, removed_at=None, address=filters.whole.address)
    return kept.order_by("pk").first()


def labels_of(asked: Sequence[Filters]) -> dict[str, str]:
    """The labels of the values that any of these name, by key."""
    keys = {key for filters in asked for key in filters.chosen | filters.refused}
    return {key: it.label for key, it in FacetValue.objects.in_bulk(sorted(keys)).items()}


def new_articles(filters: Filters, newest: int) -> Capped:
    """What was imported later than the filters' article and is asked for."""
    return capped(filters) if filters.arrived_after < newest else Capped(0)
