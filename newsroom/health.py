"""What must be true of the database before anybody is served."""

import logging

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

logger = logging.getLogger(__name__)

# Without the extension, before the first migration, the class of a letter tells the same.
SEES_LETTERS = "SELECT 'ذ' ~ '[[:alpha:]]'"
SEES_TRIGRAMS = "SELECT cardinality(show_trgm('الذكاء')) > 0"
HAS_EXTENSION = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')"
NO_TRIGRAMS = (
    "The database finds no trigrams in Arabic text, so search would be blind. Make the database "
    "with a UTF-8 locale, for example: CREATE DATABASE isnad TEMPLATE template0 "
    "ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'."
)


def has_arabic_trigrams(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database knows Arabic letters: under the C locale pg_trgm silently finds none."""
    with connection.cursor() as cursor:
        cursor.execute(HAS_EXTENSION)
        has_extension = cursor.fetchone()[0]
        cursor.execute(SEES_TRIGRAMS if has_extension else SEES_LETTERS)
        return bool(cursor.fetchone()[0])


def is_migrated(connection: BaseDatabaseWrapper) -> bool:
    """Whether every migration of the code has been applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def problem(connection: BaseDatabaseWrapper) -> str:
    """What keeps the database from serving, or nothing."""
    if not is_migrated(connection):
        return "Migrations are missing: run manage.py migrate."
    return "" if has_arabic_trigrams(connection) else NO_TRIGRAMS


def stop_without_arabic(connection: BaseDatabaseWrapper) -> None:
    """Refuse to start on a database that cannot search Arabic.

    One that does not answer yet is no reason to stop: /healthz/ready says so until it does.
    """
    try:
        fit = has_arabic_trigrams(connection)
    except OperationalError as error:
        logger.warning("Starting without the database: %s", error)
        return
    finally:
        connection.close()
    if not fit:
        raise ImproperlyConfigured(NO_TRIGRAMS)
