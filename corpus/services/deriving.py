"""What follows from labels: handed on by name, for corpus may not know who derives from it."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from corpus.models import Article

Derive = Callable[[Sequence[Article]], None]


def derive(articles: Sequence[Article]) -> None:
    """Derive anew all that is read off these articles, in the caller's transaction."""
    derivation: Callable[[], Derive] = import_string(settings.DERIVATION)
    derivation()(articles)
