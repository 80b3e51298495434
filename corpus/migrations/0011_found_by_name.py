"""What names are found by: folded labels, consonant keys, trigrams, and how common values are."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import django.contrib.postgres.indexes
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.math
from django.db import migrations, models

from corpus.text.fold import fold
from corpus.text.keys import heard_as

BATCH = 10_000
ALIASES = """
UPDATE corpus_alias SET heard = read.heard
FROM unnest(%s::bigint[], %s::text[]) AS read (id, heard) WHERE corpus_alias.id = read.id
"""
VALUES = """
UPDATE corpus_facetvalue SET folded_ar = read.arabic, folded_en = read.english
FROM unnest(%s::text[], %s::text[], %s::text[]) AS read (key, arabic, english)
WHERE corpus_facetvalue.key = read.key
"""


def read_aliases(apps: Any, editor: Any) -> None:
    rows = apps.get_model("corpus", "Alias").objects.order_by("pk").values_list("pk", "text")
    _write(editor, ALIASES, rows, lambda row: (row[0], heard_as(row[1])[:200]))


def fold_labels(apps: Any, editor: Any) -> None:
    values = apps.get_model("corpus", "FacetValue").objects.order_by("pk")
    rows = values.values_list("pk", "label_ar", "label_en")
    _write(editor, VALUES, rows, lambda row: (row[0], fold(row[1])[:300], fold(row[2])[:300]))


def _write(editor: Any, update: str, rows: Any, read: Callable[[Any], tuple[Any, ...]]) -> None:
    with editor.connection.cursor() as cursor:
        for batch in _batches(rows.iterator(chunk_size=BATCH)):
            columns = zip(*map(read, batch), strict=True)
            cursor.execute(update, [list(column) for column in columns])


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


class Migration(migrations.Migration):
    dependencies = [
        ("corpus", "0010_layer_states"),
    ]

    operations = [
        migrations.AddField(
            model_name="alias",
            name="heard",
            field=models.CharField(blank=True, default="", editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="facetvalue",
            name="folded_ar",
            field=models.CharField(default="", editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name="facetvalue",
            name="folded_en",
            field=models.CharField(default="", editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name="facetvalue",
            name="weight",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.comparison.Cast(
                    django.db.models.functions.math.Floor(
                        django.db.models.expressions.CombinedExpression(
                            models.Value(2),
                            "*",
                            django.db.models.functions.math.Ln(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("count"), "+", models.Value(1.0)
                                )
                            ),
                        )
                    ),
                    models.SmallIntegerField(),
                ),
                output_field=models.SmallIntegerField(),
            ),
        ),
        migrations.AlterField(
            model_name="facetvalue",
            name="kind",
            field=models.CharField(max_length=20),
        ),
        migrations.RunPython(read_aliases, migrations.RunPython.noop),
        migrations.RunPython(fold_labels, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="alias",
            index=models.Index(
                fields=["heard"], name="corpus_alias_heard", opclasses=["varchar_pattern_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="alias",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False,
                fields=["folded"],
                name="corpus_alias_trigrams",
                opclasses=["gin_trgm_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="facetvalue",
            index=models.Index(fields=["kind", "-weight"], name="corpus_facet_commonest"),
        ),
        migrations.AddIndex(
            model_name="facetvalue",
            index=models.Index(
                fields=["kind", "folded_ar"],
                name="corpus_facet_arabic",
                opclasses=["varchar_ops", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="facetvalue",
            index=models.Index(
                fields=["kind", "folded_en"],
                name="corpus_facet_english",
                opclasses=["varchar_ops", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="facetvalue",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False,
                fields=["folded_ar", "folded_en"],
                name="corpus_facet_trigrams",
                opclasses=["gin_trgm_ops", "gin_trgm_ops"],
            ),
        ),
    ]
