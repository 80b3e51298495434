"""What was published: pages, their captures, the articles in them and their segments."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Page(models.Model):
    """The place that captures were taken from.

    `key` is the canonical URL, else the file's path below the path given to the command.
    """

    key = models.CharField(max_length=1000, unique=True)
    url = models.URLField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return self.key


class Capture(models.Model):
    """What stood on a page once: its bytes and the text taken from them. Never changes.

    Every offset in the project is a code point of `text`, half-open. `fields` is what the record
    said of itself beside its text. A trigger refuses any change of what was captured (migrations
    0002 and 0003). `run` is the import that brought it, null when an export did.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="captures")
    text = models.TextField()
    data = models.BinaryField()
    fields = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64)
    length = models.PositiveIntegerField()
    encoding = models.CharField(max_length=40)
    extractor = models.CharField(max_length=40)
    extractor_version = models.CharField(max_length=20)
    captured_at = models.DateTimeField(null=True, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    updated = models.DateTimeField(null=True, blank=True)
    is_current = models.BooleanField(default=False)
    run = models.ForeignKey(
        "corpus.ImportRun",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="captures",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "sha256"], name="%(app_label)s_%(class)s_once_per_text"
            ),
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(is_current=True),
                name="%(app_label)s_%(class)s_one_current",
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="%(app_label)s_%(class)s_text_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}:{self.sha256[:12]}"


class Precision(models.TextChoices):
    """How exactly a publication date is known."""

    MINUTE = "minute", _("to the minute")
    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    RELATIVE = "relative", _("relative to an unknown time")
    NONE = "", _("unknown")


class ArticleQuerySet(models.QuerySet["Article"]):
    """Small filters over articles."""

    def current(self) -> "ArticleQuerySet":
        """Articles that stand: of a page's current capture and not retired."""
        return self.filter(capture__is_current=True, retired_at=None)


class Article(models.Model):
    """A window [start, end) of a capture with a title, an outlet, a host and a date.

    Windows of a capture nest or are apart, which a trigger holds (migration 0002). `outlet_name`
    and `host_name` are as printed; `outlet` and `host` are what they were recognised as.
    """

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="articles")
    key = models.CharField(max_length=20, db_index=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    title = models.TextField()
    title_derived = models.BooleanField(default=False)
    outlet_name = models.CharField(max_length=300, blank=True)
    outlet = models.ForeignKey(
        "corpus.Entity", null=True, blank=True, on_delete=models.PROTECT, related_name="published"
    )
    host_name = models.CharField(max_length=300, blank=True)
    host = models.ForeignKey(
        "corpus.Entity", null=True, blank=True, on_delete=models.PROTECT, related_name="hosted"
    )
    author = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    language = models.CharField(max_length=8, default="ar")
    published = models.DateTimeField(null=True, blank=True)
    published_precision = models.CharField(max_length=10, choices=Precision, blank=True)
    ai_generated = models.BooleanField(default=False)
    continues = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by"
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "key"], name="%(app_label)s_%(class)s_key_once"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="%(app_label)s_%(class)s_end_after_start"
            ),
            models.CheckConstraint(
                condition=Q(published=None, published_precision__in=["", "relative"])
                | Q(published__isnull=False, published_precision__in=["minute", "day", "month"]),
                name="%(app_label)s_%(class)s_date_has_precision",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("annotations:article-detail", args=[self.key])

    @property
    def direction(self) -> str:
        """The writing direction of the article's language."""
        return "rtl" if self.language in {"ar", "fa", "ur", "he"} else "ltr"


class SegmentKind(models.TextChoices):
    """What a labelled stretch of a capture is."""

    TITLE = "title", _("Title")
    BYLINE = "byline", _("Byline")
    DATELINE = "dateline", _("Dateline")
    PARAGRAPH = "paragraph", _("Paragraph")
    SUBHEADING = "subheading", _("Subheading")
    DISCLOSURE = "disclosure", _("AI disclosure")
    BOILERPLATE = "boilerplate", _("Boilerplate")


class Segment(models.Model):
    """A labelled stretch; those of a capture do not overlap (trigger, migration 0002)."""

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="segments")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="segments")
    kind = models.CharField(max_length=12, choices=SegmentKind)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    rule = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "start"], name="%(app_label)s_%(class)s_start_once"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="%(app_label)s_%(class)s_end_after_start"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SegmentKind.values), name="%(app_label)s_%(class)s_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}-{self.end}"


# A title is what its article is called, so it is not corrected as a line.
CORRECTED_KINDS = tuple(kind for kind in SegmentKind if kind != SegmentKind.TITLE)


class Relabelling(models.Model):
    """What a person says that a line is; it holds against every rule, whatever they find later."""

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="relabellings")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    kind = models.CharField(max_length=12, choices=SegmentKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "start", "end"], name="%(app_label)s_%(class)s_natural_key"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")) & ~Q(quote=""),
                name="%(app_label)s_%(class)s_place",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CORRECTED_KINDS), name="%(app_label)s_%(class)s_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}-{self.end}"
