"""Import runs and the records that they refused."""

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One run of the import command: what it read and how it ended.

    `derived_at` is when the layers over the whole corpus first held what it brought.
    """

    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    derived_at = models.DateTimeField(_("derived"), null=True, blank=True)
    paths = models.JSONField(_("paths"), default=list)
    imported = models.PositiveIntegerField(_("imported"), default=0)
    already_here = models.PositiveIntegerField(_("already here"), default=0)
    superseding = models.PositiveIntegerField(_("superseding"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-id"]

    def __str__(self) -> str:
        return date_format(localtime(self.started_at), "DATETIME_FORMAT")


class Rejection(models.Model):
    """A record that was not imported, with its place and the reason."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rejections")
    origin = models.CharField(_("origin"), max_length=1000)
    line = models.PositiveIntegerField(_("line"), null=True, blank=True)
    byte = models.PositiveBigIntegerField(_("byte"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=40)
    detail = models.TextField(_("detail"), blank=True)

    class Meta:
        verbose_name = _("rejected record")
        verbose_name_plural = _("rejected records")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"
