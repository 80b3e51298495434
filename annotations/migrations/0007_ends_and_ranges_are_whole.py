from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0006_headlines"),
        ("corpus", "0016_unnamed_outlets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="claimlink",
            name="annotations_claimlink_ends_are_whole",
        ),
        migrations.RemoveConstraint(
            model_name="figure",
            name="annotations_figure_range_has_two_ends",
        ),
        migrations.AddConstraint(
            model_name="claimlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(
                            ("a_article", ""),
                            ("a_end", None),
                            ("a_figure", None),
                            ("a_start", None),
                        ),
                        models.Q(
                            ("a_end__gt", models.F("a_start")),
                            ("a_end__isnull", False),
                            ("a_start__isnull", False),
                            models.Q(("a_article", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(
                            ("b_article", ""),
                            ("b_end", None),
                            ("b_figure", None),
                            ("b_start", None),
                        ),
                        models.Q(
                            ("b_end__gt", models.F("b_start")),
                            ("b_end__isnull", False),
                            ("b_start__isnull", False),
                            models.Q(("b_article", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                ),
                name="annotations_claimlink_ends_are_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("bound", "range"),
                        ("value_max__gt", models.F("value")),
                        ("value_max__isnull", False),
                    ),
                    models.Q(models.Q(("bound", "range"), _negated=True), ("value_max", None)),
                    _connector="OR",
                ),
                name="annotations_figure_range_has_two_ends",
            ),
        ),
    ]
