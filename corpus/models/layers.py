"""How far what is derived over the whole corpus has come, and which version of the rules made it."""

from django.db import models
from django.db.models import Q


class LayerState(models.Model):
    """One derived layer: what made it, and how far, while `finished_at` is null.

    `page` and `sha256` name the last capture that is done, in that order; both are empty before
    the first and where a layer is made in one go. `started_at` is the same for all layers of one
    rebuild; `articles` counts those that it derived.
    """

    name = models.CharField(max_length=20, primary_key=True)
    version = models.CharField(max_length=200)
    page = models.CharField(max_length=1000, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    articles = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(version=""), name="%(app_label)s_%(class)s_names_its_version"
            ),
            models.CheckConstraint(
                condition=Q(page="", sha256="") | (~Q(page="") & ~Q(sha256="")),
                name="%(app_label)s_%(class)s_names_a_capture_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.name
