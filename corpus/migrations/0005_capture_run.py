"""Remember which import brought a capture."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("corpus", "0004_copies")]

    operations = [
        migrations.AddField(
            model_name="capture",
            name="run",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="captures",
                to="corpus.importrun",
            ),
        ),
    ]
