"""The app of what was published."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorpusConfig(AppConfig):
    """Pages, captures, articles, registries, events and the search index."""

    name = "corpus"
    verbose_name = _("Corpus")
