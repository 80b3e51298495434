"""Figures, and the words that stand for a source, are anchors too: their quotes are checked."""

from django.db import migrations

FIGURE_TRIGGERS = """
CREATE TRIGGER annotations_figure_quotes_on_insert AFTER INSERT ON annotations_figure
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION annotations_quotes_stand_in_the_text();
CREATE TRIGGER annotations_figure_quotes_on_update AFTER UPDATE ON annotations_figure
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION annotations_quotes_stand_in_the_text();
"""
DROP_FIGURE_TRIGGERS = """
DROP TRIGGER annotations_figure_quotes_on_insert ON annotations_figure;
DROP TRIGGER annotations_figure_quotes_on_update ON annotations_figure;
"""

PLACES_STAND_IN_THE_TEXT = """
CREATE FUNCTION annotations_places_stand_in_the_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh f JOIN corpus_capture c ON c.id = f.capture_id
        WHERE f.place_start IS NOT NULL
          AND substr(c.text, f.place_start + 1, f.place_end - f.place_start)
              IS DISTINCT FROM f.place_quote
    ) THEN
        RAISE EXCEPTION 'a quote does not stand at its place in the text'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER annotations_attributionstep_places_on_insert
    AFTER INSERT ON annotations_attributionstep REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION annotations_places_stand_in_the_text();
CREATE TRIGGER annotations_attributionstep_places_on_update
    AFTER UPDATE ON annotations_attributionstep REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION annotations_places_stand_in_the_text();
"""

# Mentions from before know no origin: the last named source of their chain, else the last one.
ORIGINS = """
WITH last AS (
    SELECT DISTINCT ON (s.mention_id) s.mention_id, s.source_id, src.kind
    FROM annotations_attributionstep s LEFT JOIN corpus_source src ON src.id = s.source_id
    ORDER BY s.mention_id, (src.kind IS NOT NULL AND src.kind <> 'anonymous') DESC,
             (src.kind IS NOT NULL) DESC, s.ordinal DESC
)
UPDATE annotations_claimmention m
SET origin_id = last.source_id,
    origin_kind = CASE WHEN last.source_id IS NULL THEN 'hearsay'
                       WHEN last.kind = 'anonymous' THEN 'unnamed' ELSE 'named' END
FROM last WHERE last.mention_id = m.id
"""


class Migration(migrations.Migration):
    dependencies = [("annotations", "0004_claims_in_full")]

    operations = [
        migrations.RunSQL(FIGURE_TRIGGERS, DROP_FIGURE_TRIGGERS),
        migrations.RunSQL(
            PLACES_STAND_IN_THE_TEXT,
            "DROP FUNCTION annotations_places_stand_in_the_text CASCADE",
        ),
        migrations.RunSQL(ORIGINS, migrations.RunSQL.noop),
    ]
