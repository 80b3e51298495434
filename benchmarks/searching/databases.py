"""Databases beside the newsroom's own, each described by what it holds once that is whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg import sql

_DESCRIBED = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
_DROP = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
_CREATE = "CREATE DATABASE {} TEMPLATE {}"
_DESCRIBE = "COMMENT ON DATABASE {} IS {}"


def use(name: str) -> None:
    """Let every connection made from now on be to this database."""
    connection.close()
    connection.settings_dict["NAME"] = name


def create(name: str, template: str = "template1") -> None:
    """Make it anew, with what stands in the template."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(_DROP).format(sql.Identifier(name)))
        cursor.execute(sql.SQL(_CREATE).format(sql.Identifier(name), sql.Identifier(template)))


def described(name: str) -> str:
    """What it holds; empty where it is not there or not whole."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(_DESCRIBED, [name])
        found = cursor.fetchone()
    return str(found[0] or "") if found else ""


def describe(name: str, words: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(_DESCRIBE).format(sql.Identifier(name), sql.Literal(words)))


def tell(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def few_checkpoints() -> Iterator[None]:
    """Room for all that is written at once."""
    tell("ALTER SYSTEM SET max_wal_size = '12GB'", "SELECT pg_reload_conf()")
    try:
        yield
    finally:
        tell("ALTER SYSTEM RESET max_wal_size", "SELECT pg_reload_conf()")
