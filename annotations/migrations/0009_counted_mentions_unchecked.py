"""Rows of mentions are not checked one by one, and those that people made before are counted."""

import django.db.models.deletion
from django.db import migrations, models

FORGET = "DELETE FROM annotations_countedmention"
# annotations.services.counted as it was then.
COUNT = """
INSERT INTO annotations_countedmention
    (capture_id, mark_id, claim_id, article_id, original_id, outlet_id, source_id, origin,
     origin_kind, at, said, facets)
SELECT m.capture_id, m.id, coalesce(c.merged_into_id, c.id), a.id, coalesce(y.original_id, a.id),
    coalesce(o.merged_into_id, o.id), n.origin_id,
    CASE n.origin_kind
        WHEN 'named' THEN 'n' || coalesce(e.merged_into_id, e.id, -s.id)
        WHEN 'unnamed' THEN 'u' || coalesce(y.original_id, a.id) || ':' || md5(s.descriptor)
        ELSE ''
    END,
    n.origin_kind, coalesce(a.published, '9000-01-01T00:00:00Z'), n.said,
    ARRAY(
        SELECT 'origin:' || coalesce(f.key, e.key, s.key) WHERE n.origin_kind = 'named'
        UNION SELECT 'outlet:' || coalesce(p.key, o.key) WHERE o.id IS NOT NULL
        UNION SELECT 'state:overstated' WHERE n.overstates
        UNION SELECT left('metric:' || metric, 150) FROM annotations_figure
        WHERE mention_id = n.id AND metric <> ''
        UNION SELECT 'entity:' || coalesce(v.key, t.key)
        FROM annotations_markpart main
        JOIN annotations_markpart inside ON inside.capture_id = main.capture_id
            AND inside.start >= main.start AND inside.start < main."end"
        JOIN annotations_mark w ON w.id = inside.mark_id AND w.kind = 'entity'
            AND w.removed_at IS NULL AND NOT w.covered
        JOIN corpus_entity t ON t.id = w.entity_id
        LEFT JOIN corpus_entity v ON v.id = t.merged_into_id
        WHERE main.mark_id = m.id AND main.ordinal = 0
    )
FROM annotations_mark m
JOIN annotations_claim c ON c.id = m.claim_id
JOIN annotations_claimmention n ON n.mark_id = m.id
JOIN corpus_article a ON a.id = m.article_id AND a.retired_at IS NULL
JOIN corpus_capture k ON k.id = m.capture_id AND k.is_current
LEFT JOIN corpus_copy y ON y.article_id = a.id
LEFT JOIN corpus_source s ON s.id = n.origin_id
LEFT JOIN corpus_entity e ON e.id = s.entity_id
LEFT JOIN corpus_entity f ON f.id = e.merged_into_id
LEFT JOIN corpus_entity o ON o.id = a.outlet_id
LEFT JOIN corpus_entity p ON p.id = o.merged_into_id
WHERE m.by_id IS NOT NULL AND m.removed_at IS NULL
ORDER BY 3, 10, 2
"""


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0008_counted_mentions"),
        ("corpus", "0016_unnamed_outlets"),
    ]

    operations = [
        migrations.AlterField(
            model_name="countedmention",
            name="article",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="corpus.article",
            ),
        ),
        migrations.AlterField(
            model_name="countedmention",
            name="capture",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="corpus.capture",
            ),
        ),
        migrations.AlterField(
            model_name="countedmention",
            name="claim",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="counted",
                to="annotations.claim",
            ),
        ),
        migrations.AlterField(
            model_name="countedmention",
            name="mark",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="counted",
                to="annotations.mark",
            ),
        ),
        migrations.AlterField(
            model_name="countedmention",
            name="original",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="corpus.article",
            ),
        ),
        migrations.AlterField(
            model_name="countedmention",
            name="outlet",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="corpus.entity",
            ),
        ),
        migrations.AlterField(
            model_name="countedmention",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="corpus.source",
            ),
        ),
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT, FORGET),
    ]
