"""The registries: entities with their names, sources and topics."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corpus.models.bare import without_articles
from corpus.text.fold import fold
from corpus.text.keys import heard_as

_LONGEST_FORM = 200


class EntityKind(models.TextChoices):
    """What sort of thing an entity is."""

    ORGANISATION = "organisation", _("Organisation")
    PERSON = "person", _("Person")
    PLACE = "place", _("Place")
    PRODUCT = "product", _("Product")
    MODEL = "model", _("Model")
    OUTLET = "outlet", _("Outlet")
    DOCUMENT = "document", _("Document")


class Entity(models.Model):
    """A thing in the world, with the spelling of its name that the newsroom prefers.

    `merged_into` is set when a reviewer found it to be another entity; whatever carries its key
    is read through the merge.
    """

    key = models.SlugField(_("key"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=EntityKind)
    name_ar = models.CharField(_("Arabic name"), max_length=200, blank=True)
    name_latin = models.CharField(_("Latin name"), max_length=200, blank=True)
    agency = models.BooleanField(_("news agency"), default=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_ar="", name_latin=""), name="%(app_label)s_%(class)s_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="%(app_label)s_%(class)s_not_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EntityKind.values), name="%(app_label)s_%(class)s_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(agency=False) | Q(kind="outlet"),
                name="%(app_label)s_%(class)s_agency_is_outlet",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("annotations:entity-detail", args=[self.key])

    @property
    def name(self) -> str:
        """The name in the interface's language, else in the other."""
        if get_language() == "en":
            return self.name_latin or self.name_ar
        return self.name_ar or self.name_latin

    @property
    def canonical_name(self) -> str:
        """The name that exports carry: the Latin one where there is one."""
        return self.name_latin or self.name_ar


class Alias(models.Model):
    """A written form of an entity's name.

    A short one counts only where a full form stands in the same article; one that is an ordinary
    word (العربية) names its outlet only alone on a line. `folded` and `heard` follow from `text`;
    what is heard suggests whom an unknown spelling means and never decides it.
    """

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(_("form"), max_length=_LONGEST_FORM)
    folded = models.CharField(max_length=_LONGEST_FORM, db_index=True, editable=False)
    heard = models.CharField(max_length=_LONGEST_FORM, blank=True, default="", editable=False)
    bare = without_articles("folded")
    is_short = models.BooleanField(_("only beside a full form"), default=False)
    is_line = models.BooleanField(_("only alone on a line"), default=False)

    class Meta:
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        ordering = ["text"]
        indexes = [
            models.Index(
                fields=["heard"], opclasses=["varchar_pattern_ops"], name="corpus_alias_heard"
            ),
            GinIndex(
                fields=["bare"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
                name="corpus_alias_trigrams",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "text"], name="%(app_label)s_%(class)s_once_per_entity"
            ),
            models.CheckConstraint(
                condition=~Q(folded=""), name="%(app_label)s_%(class)s_folded_not_empty"
            ),
            models.CheckConstraint(
                condition=~Q(is_short=True, is_line=True), name="%(app_label)s_%(class)s_one_limit"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def of(
        cls, entity: Entity, text: str, *, is_short: bool = False, is_line: bool = False
    ) -> Self:
        """The form, not yet saved, with what it is found by."""
        alias = cls(entity=entity, text=text, is_short=is_short, is_line=is_line)
        alias.read()
        return alias

    def read(self) -> None:
        """Take what it is found by from its text."""
        self.folded = fold(self.text)[:_LONGEST_FORM]
        self.heard = heard_as(self.text)[:_LONGEST_FORM]


class NotSame(models.Model):
    """A remembered judgement that two entities are different things."""

    first = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("pair of different entities")
        verbose_name_plural = _("pairs of different entities")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="%(app_label)s_%(class)s_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class SourceKind(models.TextChoices):
    """Who speaks."""

    OUTLET = "outlet", _("Outlet")
    AGENCY = "agency", _("News agency")
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")
    DOCUMENT = "document", _("Document")
    ANONYMOUS = "anonymous", _("Unnamed")


class Source(models.Model):
    """Whoever speaks: a named one points to its entity, an anonymous one describes itself.

    An anonymous source belongs to one page (`scope`, its key) and is not shared beyond it.
    Outlets that nobody names (تقارير إعلامية صينية) are described too, but are no people who spoke
    to one page: whoever cites them in these words cites the same.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=SourceKind)
    entity = models.OneToOneField(
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="source"
    )
    descriptor = models.CharField(_("description"), max_length=300, blank=True)
    count = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    told = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="heard_from"
    )
    scope = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="anonymous", entity=None) & ~Q(descriptor="") & ~Q(scope="")
                | ~Q(kind="anonymous") & Q(entity__isnull=False, scope="", told=None)
                | Q(kind="outlet", entity=None, scope="", told=None) & ~Q(descriptor=""),
                name="%(app_label)s_%(class)s_named_or_described",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SourceKind.values), name="%(app_label)s_%(class)s_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        key = self.entity.key if self.entity else self.key
        return reverse("annotations:source-detail", args=[key])

    @property
    def name(self) -> str:
        """The entity's name in the interface's language, or the description as printed."""
        return self.entity.name if self.entity else self.descriptor

    @property
    def canonical_name(self) -> str:
        """The name that exports carry."""
        return self.entity.canonical_name if self.entity else self.descriptor


class Topic(models.Model):
    """A node of the tree of topics; `path` is its parent's path and its own slug."""

    path = models.CharField(max_length=100, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name_ar = models.CharField(_("Arabic name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    scope = models.TextField(_("scope"), blank=True)
    ordinal = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["ordinal"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) & ~Q(path__contains="/")
                | Q(parent__isnull=False, path__contains="/"),
                name="%(app_label)s_%(class)s_path_shows_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("annotations:topic-detail", args=[self.path])

    @property
    def name(self) -> str:
        """The name in the interface's language."""
        return self.name_en if get_language() == "en" else self.name_ar
