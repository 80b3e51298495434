"""Write many rows by COPY, which takes a fraction of the time of INSERT."""

from collections.abc import Iterable
from operator import attrgetter
from typing import TypeVar

from django.db import connection, models
from psycopg import sql

Row = TypeVar("Row", bound=models.Model)

_NEXT = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"


def copy_in(model: type[Row], objects: Iterable[Row]) -> list[Row]:
    """Store new objects of one model in the caller's transaction and give them their ids.

    As with `bulk_create`, what the database refuses is an IntegrityError and nothing is stored.
    """
    rows = list(objects)
    if rows:
        _number(model, rows)
        _copy(model, rows)
    return rows


def _number(model: type[Row], rows: list[Row]) -> None:
    key = model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [model._meta.db_table, key.column, len(rows)])
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number


def _copy(model: type[Row], rows: list[Row]) -> None:
    fields = model._meta.concrete_fields
    values = attrgetter(*(field.attname for field in fields))
    odd = [(at, field) for at, field in enumerate(fields) if isinstance(field, models.JSONField)]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields]),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            written = list(values(row))
            for at, field in odd:
                written[at] = field.get_db_prep_save(written[at], connection)
            copy.write_row(written)
            row._state.adding, row._state.db = False, connection.alias
