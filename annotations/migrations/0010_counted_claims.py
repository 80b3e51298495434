"""Claims in the numbers of their mentions; those that people made before are counted."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

FORGET = "DELETE FROM annotations_countedclaim"
# annotations.services.counted_claims as it was then.
COUNT = """
WITH origin AS (
    SELECT claim_id, origin_kind AS kind, min(source_id) AS source,
        count(DISTINCT original_id) AS articles
    FROM annotations_countedmention WHERE true GROUP BY claim_id, origin_kind, origin
), behind AS (
    SELECT claim_id,
        count(*) FILTER (WHERE kind IN ('named', 'unnamed')) AS origins,
        coalesce(sum(articles) FILTER (WHERE kind = 'none'), 0) AS unattributed,
        coalesce(sum(articles) FILTER (WHERE kind = 'hearsay'), 0) AS hearsay,
        array_agg(source ORDER BY articles DESC, kind, source) FILTER (WHERE source IS NOT NULL)
            AS sources,
        array_agg(articles ORDER BY articles DESC, kind, source) FILTER (WHERE source IS NOT NULL)
            AS resting
    FROM origin GROUP BY claim_id
), told AS (
    SELECT claim_id, count(*) AS mentions, count(DISTINCT article_id) AS articles,
        count(DISTINCT outlet_id) AS outlets,
        min(at) FILTER (WHERE at < '9000-01-01T00:00:00Z') AS published,
        max(at) FILTER (WHERE at < '9000-01-01T00:00:00Z') AS published_last,
        min(said) AS said, max(said) AS said_last
    FROM annotations_countedmention WHERE true GROUP BY claim_id
)
INSERT INTO annotations_countedclaim
    (claim_id, mentions, articles, outlets, published, published_last, said, said_last,
     origins, unattributed, hearsay, sources, resting)
SELECT claim_id, mentions, articles, outlets, published, published_last, said, said_last,
    origins, unattributed, hearsay,
    coalesce(sources[:8], '{}'), coalesce(resting[:8], '{}')
FROM told JOIN behind USING (claim_id) ORDER BY claim_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0009_counted_mentions_unchecked"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mentions", models.PositiveIntegerField(default=0)),
                ("articles", models.PositiveIntegerField(default=0)),
                ("outlets", models.PositiveIntegerField(default=0)),
                ("published", models.DateTimeField(null=True)),
                ("published_last", models.DateTimeField(null=True)),
                ("said", models.DateField(null=True)),
                ("said_last", models.DateField(null=True)),
                ("origins", models.PositiveIntegerField(default=0)),
                ("unattributed", models.PositiveIntegerField(default=0)),
                ("hearsay", models.PositiveIntegerField(default=0)),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "resting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="annotations.claim",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(COUNT, FORGET),
    ]
