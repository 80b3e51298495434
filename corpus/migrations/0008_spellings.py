"""Unknown spellings and refused ones; a quote stands at its place, held by the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The function is that of 0007.
QUOTES_STAND_IN_THE_TEXT = """
CREATE TRIGGER corpus_unknownspelling_quotes_on_insert AFTER INSERT ON corpus_unknownspelling
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION corpus_quotes_stand_in_the_text();
CREATE TRIGGER corpus_unknownspelling_quotes_on_update AFTER UPDATE ON corpus_unknownspelling
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION corpus_quotes_stand_in_the_text();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("corpus", "0007_relabelling"),
    ]

    operations = [
        migrations.CreateModel(
            name="RefusedSpelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("folded", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refused_spellings",
                        to="corpus.entity",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("folded", "entity"), name="corpus_refusedspelling_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("folded", ""), _negated=True),
                        name="corpus_refusedspelling_folded_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnknownSpelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("folded", models.CharField(db_index=True, max_length=200)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("quote", models.CharField(max_length=300)),
                ("score", models.FloatField()),
                ("version", models.CharField(max_length=60)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="corpus.article",
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="corpus.capture",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="corpus.entity",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("capture", "article", "folded", "entity"),
                        name="corpus_unknownspelling_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))),
                        name="corpus_unknownspelling_end_after_start",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            QUOTES_STAND_IN_THE_TEXT,
            """
            DROP TRIGGER corpus_unknownspelling_quotes_on_insert ON corpus_unknownspelling;
            DROP TRIGGER corpus_unknownspelling_quotes_on_update ON corpus_unknownspelling;
            """,
        ),
    ]
