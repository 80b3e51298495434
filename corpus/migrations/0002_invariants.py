"""Invariants that only the database can hold: immutable captures and history, sane windows."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

CAPTURE_IS_IMMUTABLE = """
CREATE FUNCTION corpus_capture_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a capture never changes' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER corpus_capture_is_immutable
    BEFORE UPDATE OF page_id, text, data, sha256, length, captured_at ON corpus_capture
    FOR EACH ROW WHEN (
        (OLD.page_id, OLD.text, OLD.data, OLD.sha256, OLD.length, OLD.captured_at)
        IS DISTINCT FROM
        (NEW.page_id, NEW.text, NEW.data, NEW.sha256, NEW.length, NEW.captured_at)
    ) EXECUTE FUNCTION corpus_capture_is_immutable();
CREATE TRIGGER corpus_capture_is_kept BEFORE DELETE ON corpus_capture
    FOR EACH ROW EXECUTE FUNCTION corpus_capture_is_immutable();
"""

EVENT_IS_APPEND_ONLY = """
CREATE FUNCTION corpus_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'history is only ever added to' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER corpus_event_is_append_only BEFORE UPDATE OR DELETE ON corpus_event
    FOR EACH ROW EXECUTE FUNCTION corpus_event_is_append_only();
"""

# Statement-level, over the captures that a statement touched: one check for a bulk load.
WINDOWS_NEST_OR_ARE_APART = """
CREATE FUNCTION corpus_windows_nest_or_are_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh f JOIN corpus_capture c ON c.id = f.capture_id
        WHERE f."end" > c.length
    ) THEN
        RAISE EXCEPTION 'an article ends after its capture' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM fresh f JOIN corpus_article a ON a.capture_id = f.capture_id
        WHERE f.retired_at IS NULL AND a.retired_at IS NULL AND (
            (f.start < a.start AND a.start < f."end" AND f."end" < a."end")
            OR (a.start < f.start AND f.start < a."end" AND a."end" < f."end")
        )
    ) THEN
        RAISE EXCEPTION 'windows of articles cross' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER corpus_windows_on_insert AFTER INSERT ON corpus_article
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION corpus_windows_nest_or_are_apart();
CREATE TRIGGER corpus_windows_on_update AFTER UPDATE ON corpus_article
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION corpus_windows_nest_or_are_apart();
"""

SEGMENTS_DO_NOT_OVERLAP = """
CREATE FUNCTION corpus_segments_do_not_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (
            SELECT s."end", c.length,
                   lead(s.start) OVER (PARTITION BY s.capture_id ORDER BY s.start) AS following
            FROM corpus_segment s JOIN corpus_capture c ON c.id = s.capture_id
            WHERE s.capture_id IN (SELECT capture_id FROM fresh)
        ) placed WHERE "end" > coalesce(following, length)
    ) THEN
        RAISE EXCEPTION 'segments overlap or leave the capture'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM fresh f JOIN corpus_article a ON a.id = f.article_id
        WHERE a.capture_id <> f.capture_id
    ) THEN
        RAISE EXCEPTION 'a segment is of another capture than its article'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER corpus_segments_on_insert AFTER INSERT ON corpus_segment
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION corpus_segments_do_not_overlap();
CREATE TRIGGER corpus_segments_on_update AFTER UPDATE ON corpus_segment
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION corpus_segments_do_not_overlap();
"""


class Migration(migrations.Migration):
    dependencies = [("corpus", "0001_initial")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(
            CAPTURE_IS_IMMUTABLE,
            "DROP FUNCTION corpus_capture_is_immutable CASCADE",
        ),
        migrations.RunSQL(
            EVENT_IS_APPEND_ONLY,
            "DROP FUNCTION corpus_event_is_append_only CASCADE",
        ),
        migrations.RunSQL(
            WINDOWS_NEST_OR_ARE_APART,
            "DROP FUNCTION corpus_windows_nest_or_are_apart CASCADE",
        ),
        migrations.RunSQL(
            SEGMENTS_DO_NOT_OVERLAP,
            "DROP FUNCTION corpus_segments_do_not_overlap CASCADE",
        ),
    ]
