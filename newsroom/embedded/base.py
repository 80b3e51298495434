"""Django's PostgreSQL backend over the embedded server, which it starts when nobody answers."""

from pathlib import Path
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.utils import OperationalError
from psycopg import sql

from newsroom.embedded import server
from newsroom.embedded.place import DatabaseUnavailableError


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects as the PostgreSQL backend does; a server that is down or was killed comes back."""

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        return params | _credentials(server.address_of(params.pop("data_dir")))

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection[Any]:
        connect = super().get_new_connection
        try:
            connection: psycopg.Connection[Any] = connect(conn_params)
        except psycopg.OperationalError:
            data_dir = self.settings_dict["OPTIONS"]["data_dir"]
            connection = connect(conn_params | _bring_back(data_dir, conn_params["dbname"]))
        return connection


def _bring_back(data_dir: Path, name: str) -> dict[str, Any]:
    """Start the server and make the database when it is not there."""
    try:
        credentials = _credentials(server.ensure(data_dir))
    except DatabaseUnavailableError as error:
        raise OperationalError(str(error)) from error
    with psycopg.connect(dbname="postgres", autocommit=True, **credentials) as connection:
        known = "SELECT FROM pg_database WHERE datname = %s"
        if connection.execute(known, [name]).fetchone() is None:
            _create_database(connection, name)
    return credentials


def _create_database(connection: psycopg.Connection[Any], name: str) -> None:
    try:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
        return  # another process was faster


def _credentials(address: server.Address) -> dict[str, Any]:
    return {"host": str(address.socket), "user": address.role, "port": address.port}
