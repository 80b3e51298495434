"""Searches that people keep for themselves: save, rename, forget and look at them.

They say nothing about the corpus and concern their owner alone, so the newsroom's history does
not tell of them; one that was forgotten is kept, so that forgetting can be undone.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpus.errors import Conflict, IsnadError
from corpus.filters import Filters
from corpus.models import Article, SavedSearch, User
from corpus.permissions import Action, check_can

MOST = 30
LONGEST_ADDRESS = 4000


class NothingToSave(IsnadError):
    """All articles are asked for, which needs no name."""

    message = _("Search or filter first: there is nothing to save yet.")


class TooMany(IsnadError):
    """The owner has as many as one can keep in view."""

    message = _("You have as many saved searches as can be kept. Forget one first.")


class NameTaken(IsnadError):
    """The owner has another search of this name."""

    message = _("You have a saved search of this name already.")


@transaction.atomic
def save(name: str, filters: Filters, *, by: User) -> SavedSearch:
    """Keep what the filters ask for; all that is imported by now counts as seen."""
    check_can(by, Action.READ)
    whole = filters.whole
    if whole.is_empty or len(whole.address) > LONGEST_ADDRESS:
        raise NothingToSave
    _refuse(name, others=_standing(by))
    return SavedSearch.objects.create(
        owner=by,
        name=name,
        address=whole.address,
        seen=newest_article(),
        looked_at=timezone.now(),
    )


@transaction.atomic
def rename(saved: SavedSearch, name: str) -> None:
    """Call a search otherwise."""
    _refuse(name, others=_standing(saved.owner) - {saved})
    saved.name = name
    saved.save(update_fields=["name"])


@transaction.atomic
def forget(saved: SavedSearch) -> None:
    """Put a search away."""
    saved.removed_at = saved.removed_at or timezone.now()
    saved.save(update_fields=["removed_at"])


@transaction.atomic
def restore(saved: SavedSearch) -> None:
    """Undo that it was forgotten, unless another has its name by now."""
    standing = _standing(saved.owner)
    if saved in standing:
        raise Conflict
    _refuse(saved.name, others=standing)
    saved.removed_at = None
    saved.save(update_fields=["removed_at"])


@transaction.atomic
def look(saved: SavedSearch) -> int:
    """Count all that is imported by now as seen; what was the newest article seen before."""
    before = SavedSearch.objects.select_for_update().get(pk=saved.pk).seen
    saved.seen, saved.looked_at = newest_article(), timezone.now()
    saved.save(update_fields=["seen", "looked_at"])
    return before


def newest_article() -> int:
    """The id of the article imported last; 0 where there is none."""
    return Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _standing(owner: User) -> set[SavedSearch]:
    """The owner's searches; two changes at once wait here for each other."""
    User.objects.select_for_update().get(pk=owner.pk)
    return set(SavedSearch.objects.filter(owner=owner, removed_at=None))


def _refuse(name: str, *, others: set[SavedSearch]) -> None:
    if len(others) >= MOST:
        raise TooMany
    if name in {it.name for it in others}:
        raise NameTaken
