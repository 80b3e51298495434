"""What articles have to do with each other, derived: `manage.py rebuild` makes it again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from corpus.models.publishing import Article, Capture


class Fingerprint(models.Model):
    """The signature of an article that stands, by which copies of it are found.

    It is empty where the text is too short to tell.
    """

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    signature = models.BinaryField()
    version = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "article"], name="%(app_label)s_%(class)s_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.article_id)


class Copy(models.Model):
    """An article that repeats another, which was published before it: counted with it, once.

    Articles without a row here are originals. `jaccard` is the share of their shingles that the
    two have in common; a copy of a copy may share less with the original.
    """

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="copy_of")
    original = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="copies")
    jaccard = models.FloatField()
    version = models.CharField(max_length=60)

    class Meta:
        verbose_name_plural = "copies"
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "article"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=~Q(article=F("original")), name="%(app_label)s_%(class)s_of_another"
            ),
            models.CheckConstraint(
                condition=Q(jaccard__gte=0, jaccard__lte=1),
                name="%(app_label)s_%(class)s_jaccard_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} of {self.original_id}"


class Story(models.Model):
    """Articles about one event. `key` is that of the one that was published first.

    `shared` are the facet keys by which they are alike, the rarest first.
    """

    key = models.CharField(max_length=20, unique=True)
    shared = ArrayField(models.CharField(max_length=150), default=list)
    version = models.CharField(max_length=60)

    class Meta:
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("annotations:story-detail", args=[self.key])


class StoryArticle(models.Model):
    """An article of a story; it belongs to one at most."""

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="in_story")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="articles")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "article"], name="%(app_label)s_%(class)s_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.story_id}"
