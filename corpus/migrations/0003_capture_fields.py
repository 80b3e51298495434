"""Keep what a record said of itself beside its text, as unchangeable as the text."""

from django.db import migrations, models

TRIGGER = """
DROP TRIGGER corpus_capture_is_immutable ON corpus_capture;
CREATE TRIGGER corpus_capture_is_immutable
    BEFORE UPDATE OF {columns} ON corpus_capture
    FOR EACH ROW WHEN (({old}) IS DISTINCT FROM ({new}))
    EXECUTE FUNCTION corpus_capture_is_immutable();
"""
BEFORE = ["page_id", "text", "data", "sha256", "length", "captured_at"]


def trigger(columns: list[str]) -> str:
    """The trigger that holds these columns."""
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return TRIGGER.format(columns=", ".join(columns), old=old, new=new)


class Migration(migrations.Migration):
    dependencies = [("corpus", "0002_invariants")]

    operations = [
        migrations.AddField(
            model_name="capture",
            name="fields",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.RunSQL(trigger([*BEFORE, "fields"]), trigger(BEFORE)),
    ]
