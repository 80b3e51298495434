"""Trigrams of names without the articles of their words: with them, most names are alike."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("corpus", "0013_room_for_counts"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="alias",
            name="corpus_alias_trigrams",
        ),
        migrations.RemoveIndex(
            model_name="facetvalue",
            name="corpus_facet_trigrams",
        ),
        migrations.AddField(
            model_name="alias",
            name="bare",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.text.Replace(
                    django.db.models.functions.text.Concat(models.Value(" "), "folded"),
                    models.Value(" ال"),
                    models.Value(" "),
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="facetvalue",
            name="bare_ar",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.text.Replace(
                    django.db.models.functions.text.Concat(models.Value(" "), "folded_ar"),
                    models.Value(" ال"),
                    models.Value(" "),
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="facetvalue",
            name="bare_en",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.text.Replace(
                    django.db.models.functions.text.Concat(models.Value(" "), "folded_en"),
                    models.Value(" ال"),
                    models.Value(" "),
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="alias",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False,
                fields=["bare"],
                name="corpus_alias_trigrams",
                opclasses=["gin_trgm_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="facetvalue",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False,
                fields=["bare_ar", "bare_en"],
                name="corpus_facet_trigrams",
                opclasses=["gin_trgm_ops", "gin_trgm_ops"],
            ),
        ),
    ]
