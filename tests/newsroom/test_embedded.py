"""The embedded server, tried on real clusters; each is thrown away with its directory."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db.utils import ConnectionHandler

from newsroom.embedded import server
from newsroom.embedded.place import DatabaseUnavailableError, place_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """Short, and open to the server's user, unlike tmp_path."""
    parent = Path(tempfile.mkdtemp(prefix="isnad-test-"))
    parent.chmod(0o755)
    yield parent / "pg"
    server.stop(parent / "pg")
    shutil.rmtree(parent)


def connect(address: server.Address) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=str(address.socket),
        port=address.port,
        user=address.role,
        dbname="postgres",
        autocommit=True,
    )


def embedded_at(data_dir: Path) -> dict[str, object]:
    return {
        "ENGINE": "newsroom.embedded",
        "NAME": "newsroom",
        "OPTIONS": {"data_dir": data_dir},
    }


def postmaster(data_dir: Path) -> int:
    return int((data_dir / "data" / "postmaster.pid").read_text().split()[0])


def child(code: str, data_dir: Path, **environment: str) -> subprocess.Popen[str]:
    script = f"from pathlib import Path\ndata_dir = Path({str(data_dir)!r})\n" + textwrap.dedent(
        code
    )
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PATH": os.defpath, **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_it_makes_a_cluster_and_answers(data_dir):
    address = server.ensure(data_dir)

    with connect(address) as connection:
        assert connection.execute("SHOW data_directory").fetchone() == (f"{data_dir}/data",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
    assert address.socket.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("lang", [{}, {"LANG": "C"}, {"LC_ALL": "ar_EG.UTF-8"}])
def test_trigrams_are_found_in_arabic_when_the_machine_has_no_utf_8_locale(data_dir, lang):
    start = "from newsroom.embedded import server; server.ensure(data_dir)"

    child(start, data_dir, **lang).communicate()

    with connect(server.address_of(data_dir)) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute("SELECT show_trgm('الذكاء') <> '{}'").fetchone() == (True,)


def test_two_processes_get_the_same_server_when_they_start_at_once(data_dir):
    start = """
        from newsroom.embedded import server
        server.ensure(data_dir)
        print((data_dir / "data" / "postmaster.pid").read_text().split()[0])
    """
    children = [child(start, data_dir) for _ in range(3)]

    answers = {process.communicate()[0].strip() for process in children}

    assert answers == {str(postmaster(data_dir))}


def test_everything_saved_is_there_when_the_server_was_killed(data_dir):
    with connect(server.ensure(data_dir)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
    os.kill(postmaster(data_dir), signal.SIGKILL)

    address = server.ensure(data_dir)

    with connect(address) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


def test_a_server_whose_socket_was_removed_is_reached_again(data_dir):
    socket = server.ensure(data_dir).socket / f".s.PGSQL.{server.PORT}"
    socket.unlink()

    server.ensure(data_dir)

    assert socket.exists()
    assert server.is_running(data_dir)


def test_a_half_made_cluster_is_thrown_away(data_dir):
    place = place_of(data_dir)
    place.own(data_dir)
    place.own(data_dir / "data.new")
    (data_dir / "data.new" / "PG_VERSION").write_text("18\n")

    server.ensure(data_dir)

    assert server.is_running(data_dir)
    assert not (data_dir / "data.new").exists()


def test_it_stops_once(data_dir):
    server.ensure(data_dir)

    assert server.stop(data_dir)
    assert not server.is_running(data_dir)
    assert not server.stop(data_dir)


def test_it_refuses_a_cluster_of_another_version(data_dir):
    place = place_of(data_dir)
    place.own(data_dir)
    place.own(data_dir / "data")
    (data_dir / "data" / "PG_VERSION").write_text("17\n")

    with pytest.raises(DatabaseUnavailableError, match="made by PostgreSQL 17"):
        server.ensure(data_dir)


def test_a_long_path_gets_a_short_socket(data_dir):
    deep = data_dir.parent / ("long " * 20) / "pg"

    address = server.ensure(deep)

    assert len(str(address.socket)) < 60
    with connect(address) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    server.stop(deep)
    address.socket.rmdir()


def test_the_server_is_found_when_the_temporary_directory_has_moved(data_dir, monkeypatch):
    deep = data_dir.parent / ("long " * 20) / "pg"
    address = server.ensure(deep)

    monkeypatch.setattr(tempfile, "tempdir", str(data_dir.parent))

    assert server.ensure(deep) == address
    server.stop(deep)
    address.socket.rmdir()


def test_a_program_on_the_path_is_never_run(data_dir, monkeypatch, tmp_path):
    for name in ("initdb", "pg_ctl", "postgres", "pg_isready"):
        (tmp_path / name).symlink_to("/bin/false")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.defpath}")
    monkeypatch.setenv("PGDATA", str(tmp_path))

    server.ensure(data_dir)

    assert server.is_running(data_dir)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can go where the server's user cannot")
def test_root_keeps_the_cluster_outside_when_the_clone_is_closed(data_dir, monkeypatch):
    outside = data_dir.parent / "outside"
    monkeypatch.setattr("newsroom.embedded.place.OUTSIDE", outside)
    closed = data_dir.parent / "closed"
    closed.mkdir(mode=0o700)

    address = server.ensure(closed / "pg")

    assert address.socket.is_relative_to(outside)
    assert server.stop(closed / "pg")


def test_a_cluster_of_another_user_is_refused(data_dir, monkeypatch):
    data_dir.mkdir()
    stranger = data_dir.stat().st_uid + 1

    monkeypatch.setattr(os, "geteuid", lambda: stranger)
    with pytest.raises(DatabaseUnavailableError, match="belongs to another user"):
        server.ensure(data_dir)

    monkeypatch.undo()


def test_django_goes_on_when_the_server_was_killed(data_dir, django_db_blocker):
    handler = ConnectionHandler({"default": embedded_at(data_dir)})
    with django_db_blocker.unblock(), handler["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 1 AS number")
    os.kill(postmaster(data_dir), signal.SIGKILL)
    handler["default"].close()

    with django_db_blocker.unblock(), handler["default"].cursor() as cursor:
        cursor.execute("SELECT number FROM kept")

        assert cursor.fetchall() == [(1,)]
    handler["default"].close()
