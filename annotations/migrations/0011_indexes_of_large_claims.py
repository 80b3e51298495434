"""Indexes for claims that thousands of articles make."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0010_counted_claims"),
        ("corpus", "0016_unnamed_outlets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="countedmention",
            index=models.Index(fields=["claim", "-mark"], name="annotations_counted_newest"),
        ),
        migrations.AddIndex(
            model_name="mark",
            index=models.Index(
                condition=models.Q(("by__isnull", False), ("claim__isnull", False)),
                fields=["claim", "-id"],
                name="annotations_mark_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="mark",
            index=models.Index(
                condition=models.Q(("by", None), ("claim__isnull", False), ("covered", False)),
                fields=["claim", "-score", "id"],
                name="annotations_mark_likeliest",
            ),
        ),
    ]
