"""Whom a word such as الصحيفة means in an article, as a person pointed it out."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from corpus.models import Capture, Source


class Pointing(models.Model):
    """In this article the folded words `form` mean this source, wherever a chain has them."""

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    article_key = models.CharField(max_length=20)
    form = models.CharField(max_length=100)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "article_key", "form"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=~Q(form=""), name="%(app_label)s_%(class)s_of_some_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} → {self.source_id}"
