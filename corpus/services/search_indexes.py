"""The large indexes of search: a first load is quicker without them, and they are made after it."""

from django.contrib.postgres.indexes import GinIndex
from django.db import connection, transaction

from corpus.models import ArticleIndex, Capture

_LARGE = [it for it in ArticleIndex._meta.indexes if isinstance(it, GinIndex)]


@transaction.atomic
def drop_when_empty() -> None:
    """Drop them while there is nothing to find."""
    if Capture.objects.exists():
        return
    here = _here()
    with connection.schema_editor() as editor:
        for index in _LARGE:
            if index.name in here:
                editor.remove_index(ArticleIndex, index)


@transaction.atomic
def make_missing() -> None:
    """Make those that are not there, as after a load that was cut off."""
    missing = [index for index in _LARGE if index.name not in _here()]
    if not missing:
        return
    with connection.cursor() as cursor:  # no index is made while a check is still to come
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        for index in missing:
            editor.add_index(ArticleIndex, index)


def _here() -> set[str]:
    with connection.cursor() as cursor:
        table = ArticleIndex._meta.db_table
        return set(connection.introspection.get_constraints(cursor, table))
