"""Write many rows by COPY, which takes a fraction of the time of INSERT."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

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
        for row, number in zip(rows, numbers(model, len(rows)), strict=True):
            row.pk = number
        _copy_objects(model, rows)
    return rows


def copy_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Store rows that nobody needs as objects, each the values of these fields in their order.

    Fields that are not named must be null or have their default in the database.
    """
    columns = [str(model._meta.get_field(name).column) for name in names]  # type: ignore[union-attr]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def numbers(model: type[models.Model], count: int) -> list[int]:
    """So many ids for rows that others will point to."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [model._meta.db_table, model._meta.pk.column, count])
        return [number for (number,) in cursor.fetchall()]


def _copy_objects(model: type[Row], objects: Sequence[Row]) -> None:
    fields = model._meta.concrete_fields
    values = attrgetter(*(field.attname for field in fields))
    odd = [(at, field) for at, field in enumerate(fields) if isinstance(field, models.JSONField)]

    def written(row: Row) -> list[Any]:
        found = list(values(row))
        for at, field in odd:
            found[at] = field.get_db_prep_save(found[at], connection)
        row._state.adding, row._state.db = False, connection.alias
        return found

    copy_rows(model, [field.name for field in fields], map(written, objects))
