"""Searches that people keep for themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedSearch(models.Model):
    """A state of the browse page under a name, and what its owner saw of it.

    `seen` is the newest article, by id, that was imported when the owner last looked: whatever
    came later is new. One that was forgotten stays, so that forgetting can be undone.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_searches"
    )
    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(max_length=4000)
    seen = models.PositiveBigIntegerField(default=0)
    looked_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(removed_at=None),
                name="%(app_label)s_%(class)s_name_once",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & Q(address__startswith="?") & ~Q(address="?"),
                name="%(app_label)s_%(class)s_says_what",
            ),
        ]

    def __str__(self) -> str:
        return self.name
