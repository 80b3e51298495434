"""What people say of lines; the quote stands at its place, held by the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

QUOTES_STAND_IN_THE_TEXT = """
CREATE FUNCTION corpus_quotes_stand_in_the_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh f JOIN corpus_capture c ON c.id = f.capture_id
        WHERE substr(c.text, f.start + 1, f."end" - f.start) IS DISTINCT FROM f.quote
    ) THEN
        RAISE EXCEPTION 'a quote does not stand at its place in the text'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER corpus_relabelling_quotes_on_insert AFTER INSERT ON corpus_relabelling
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION corpus_quotes_stand_in_the_text();
CREATE TRIGGER corpus_relabelling_quotes_on_update AFTER UPDATE ON corpus_relabelling
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION corpus_quotes_stand_in_the_text();
"""
KINDS = [
    ("title", "Title"),
    ("byline", "Byline"),
    ("dateline", "Dateline"),
    ("paragraph", "Paragraph"),
    ("subheading", "Subheading"),
    ("disclosure", "AI disclosure"),
    ("boilerplate", "Boilerplate"),
]


def reference(to: str, name: str) -> models.ForeignKey:
    """A row that has to stay."""
    on_delete = django.db.models.deletion.PROTECT
    return models.ForeignKey(to=to, on_delete=on_delete, related_name=name)


class Migration(migrations.Migration):
    dependencies = [("corpus", "0006_stories")]

    operations = [
        migrations.CreateModel(
            name="Relabelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("quote", models.TextField()),
                ("kind", models.CharField(choices=KINDS, max_length=12)),
                ("at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("by", reference(settings.AUTH_USER_MODEL, "+")),
                ("capture", reference("corpus.capture", "relabellings")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("capture", "start", "end"), name="corpus_relabelling_natural_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__gt", models.F("start")),
                            models.Q(("quote", ""), _negated=True),
                        ),
                        name="corpus_relabelling_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", tuple(kind for kind, _ in KINDS[1:]))),
                        name="corpus_relabelling_kind_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            QUOTES_STAND_IN_THE_TEXT,
            "DROP FUNCTION corpus_quotes_stand_in_the_text CASCADE",
        ),
    ]
