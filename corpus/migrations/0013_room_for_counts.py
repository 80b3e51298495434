"""Room in each page of facet values for their counts to change in place.

Counts change with every import; where the new row finds no room beside the old one, it is written
into every index anew, which takes thirty times as long.
"""

from django.db import migrations

ROOM = """
ALTER TABLE corpus_facetvalue SET (fillfactor = 50);
CLUSTER corpus_facetvalue USING corpus_facetvalue_pkey;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("corpus", "0012_samples"),
    ]

    operations = [
        migrations.RunSQL(ROOM, "ALTER TABLE corpus_facetvalue RESET (fillfactor)"),
    ]
