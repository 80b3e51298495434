"""Every quote stands at its place, and a mark inside its article: held by the database."""

from django.db import migrations

# One function for the three tables that hold anchors; each statement joins the rows it wrote to
# their captures once. Rows without a place (whole article, no cue) have start null and pass.
QUOTES_STAND_IN_THE_TEXT = """
CREATE FUNCTION annotations_quotes_stand_in_the_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh f JOIN corpus_capture c ON c.id = f.capture_id
        WHERE f.start IS NOT NULL
          AND substr(c.text, f.start + 1, f."end" - f.start) IS DISTINCT FROM f.quote
    ) THEN
        RAISE EXCEPTION 'a quote does not stand at its place in the text'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""

QUOTE_TRIGGERS = """
CREATE TRIGGER {table}_quotes_on_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION annotations_quotes_stand_in_the_text();
CREATE TRIGGER {table}_quotes_on_update AFTER UPDATE ON {table}
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION annotations_quotes_stand_in_the_text();
"""

ANCHORED = ("annotations_markpart", "annotations_decision", "annotations_attributionstep")

PARTS_STAY_INSIDE = """
CREATE FUNCTION annotations_parts_stay_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh f
        JOIN annotations_mark m ON m.id = f.mark_id
        JOIN corpus_article a ON a.id = m.article_id
        WHERE m.capture_id <> f.capture_id OR a.capture_id <> f.capture_id
           OR f.start < a.start OR f."end" > a."end"
    ) THEN
        RAISE EXCEPTION 'a mark leaves its article' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER annotations_markpart_inside_on_insert AFTER INSERT ON annotations_markpart
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION annotations_parts_stay_inside();
CREATE TRIGGER annotations_markpart_inside_on_update AFTER UPDATE ON annotations_markpart
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION annotations_parts_stay_inside();
"""


class Migration(migrations.Migration):
    dependencies = [("annotations", "0002_initial"), ("corpus", "0002_invariants")]

    operations = [
        migrations.RunSQL(
            QUOTES_STAND_IN_THE_TEXT,
            "DROP FUNCTION annotations_quotes_stand_in_the_text CASCADE",
        ),
        *(
            migrations.RunSQL(QUOTE_TRIGGERS.format(table=table), migrations.RunSQL.noop)
            for table in ANCHORED
        ),
        migrations.RunSQL(
            PARTS_STAY_INSIDE,
            "DROP FUNCTION annotations_parts_stay_inside CASCADE",
        ),
    ]
