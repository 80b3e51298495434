"""Health, and the refusal to run on a database that cannot search Arabic."""

from collections.abc import Iterator

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from newsroom import health

BLIND = "test_without_arabic"


@pytest.fixture
def blind_database(transactional_db: None) -> Iterator[str]:
    """A database in the C locale, under an alias of its own."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {BLIND}")
        cursor.execute(f"CREATE DATABASE {BLIND} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
    # Tests may use the default alias only, and so the copy goes by that.
    connections[BLIND] = connection.copy()
    connections[BLIND].settings_dict["NAME"] = BLIND
    connections[BLIND].settings_dict["OPTIONS"].pop("pool", None)  # pools go by alias too
    yield BLIND
    connections[BLIND].close()
    del connections[BLIND]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {BLIND}")


def test_a_live_process_says_so_without_the_database(stranger_client: Client) -> None:
    response = stranger_client.get("/healthz/live")

    assert response.content == b"ok\n"


def test_it_is_ready_when_migrated_and_seeing_arabic(stranger_client: Client, db: None) -> None:
    response = stranger_client.get("/healthz/ready")

    assert (response.status_code, response.content) == (200, b"ready\n")
    assert "no-store" in response["Cache-Control"]


def test_it_is_not_ready_while_a_migration_is_missing(stranger_client: Client, db: None) -> None:
    MigrationRecorder.Migration.objects.filter(app="corpus").latest("id").delete()

    response = stranger_client.get("/healthz/ready")

    assert response.status_code == 503
    assert b"migrate" in response.content


def test_the_installed_database_passes_the_check(db: None) -> None:
    assert run_checks(tags=["database"], databases=["default"]) == []


def test_the_check_refuses_a_database_that_sees_no_arabic(blind_database: str) -> None:
    errors = run_checks(tags=["database"], databases=[blind_database])

    assert [error.id for error in errors] == ["newsroom.E001"]
    assert "C.UTF-8" in str(errors[0].msg)


@pytest.mark.parametrize("has_extension", [False, True])
def test_a_start_on_it_stops_with_the_reason(has_extension: bool, blind_database: str) -> None:
    if has_extension:
        connections[blind_database].cursor().execute("CREATE EXTENSION pg_trgm")

    with pytest.raises(ImproperlyConfigured, match="no trigrams in Arabic"):
        health.stop_without_arabic(connections[blind_database])
