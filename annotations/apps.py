"""The app of what is said about the corpus."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnotationsConfig(AppConfig):
    """Marks, decisions and claims."""

    name = "annotations"
    verbose_name = _("Annotations")
