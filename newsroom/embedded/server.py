"""Starts, finds and stops the embedded PostgreSQL server; it outlives the command that needed it.

The wheel's own get_server() is not used: it takes its locale from LANG, under which Arabic
trigrams may vanish, and does not survive a killed server (docs/decisions/0001-embedded-database.md).
"""

import fcntl
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsroom.embedded.place import PACKAGE, PROGRAMS, DatabaseUnavailableError, Place, place_of

MAJOR = "18"
ROLE = "isnad"
PORT = 5432  # names the socket's file; nothing listens on TCP
TRIES, PAUSE, PATIENCE = 20, 0.5, 3

# With LC_CTYPE=C pg_trgm finds no trigrams in Arabic, and says nothing.
INITDB = (
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
    "--auth=trust",
    f"--username={ROLE}",
)
CONFIGURATION = """
# Isnad
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 50
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
random_page_cost = 1.1
timezone = 'UTC'
log_timezone = 'UTC'
"""


@dataclass(frozen=True, slots=True)
class Address:
    """What a client needs to connect."""

    socket: Path
    role: str = ROLE
    port: int = PORT


def ensure(data_dir: Path) -> Address:
    """Make sure that the server of data_dir answers, making or starting it when it does not."""
    place = place_of(data_dir)
    if not _answers(place):
        place.make()
        with _alone(place):
            if not place.data.exists():
                _make_cluster(place)
            _refuse_another_version(place)
            _start(place)
    return Address(_socket_of(place))


def stop(data_dir: Path) -> bool:
    """Stop the server of data_dir; False when it was not running."""
    place = place_of(data_dir)
    if not place.data.exists():
        return False
    with _alone(place):
        if _run(place, "pg_ctl", "status", "-D", place.data) != 0:
            return False
        if _run(place, "pg_ctl", "stop", "-D", place.data, "-m", "fast", "-w", "-t", "60") != 0:
            raise DatabaseUnavailableError(f"The database did not stop: see {place.log}.")
    return True


def is_running(data_dir: Path) -> bool:
    return _answers(place_of(data_dir))


def address_of(data_dir: Path) -> Address:
    """The address, whether or not anybody answers there."""
    return Address(_socket_of(place_of(data_dir)))


def _make_cluster(place: Place) -> None:
    """Make the cluster aside and rename it, so that half of one is never taken for a whole."""
    unfinished = place.data.with_name("data.new")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    if _run(place, "initdb", "-D", unfinished, *INITDB) != 0:
        raise DatabaseUnavailableError(
            f"The database could not be made in {place.root}: {_last_words(place)}"
        )
    with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write(CONFIGURATION)
    unfinished.rename(place.data)


def _start(place: Place) -> None:
    """Start the server; one that was killed is a while in leaving, so try again.

    One that runs and is out of reach, because its socket was removed, has to stop first.
    """
    options = shlex.join(["-k", str(place.socket), "-p", str(PORT)])
    for attempt in range(TRIES):
        if _answers(place):
            return
        command: list[str | Path] = [
            "-D",
            place.data,
            "-l",
            place.log,
            "-w",
            "-t",
            "60",
            "-o",
            options,
        ]
        if _run(place, "pg_ctl", "start", *command) != 0:
            time.sleep(PAUSE)
            if attempt >= PATIENCE and not _answers(place):
                _run(place, "pg_ctl", "stop", "-D", place.data, "-m", "fast", "-w", "-t", "60")
    if not _answers(place):
        raise DatabaseUnavailableError(
            f"The database does not start: {_last_words(place)} More in {place.log}."
        )


def _refuse_another_version(place: Place) -> None:
    found = (place.data / "PG_VERSION").read_text(encoding="ascii").strip()
    if found != MAJOR:
        raise DatabaseUnavailableError(
            f"{place.data} was made by PostgreSQL {found}, and this is PostgreSQL {MAJOR}. "
            f"Take the data out with PostgreSQL {found} (pg_dump), move the directory away, "
            f"and load the data into the new one."
        )


def _answers(place: Place) -> bool:
    ready = subprocess.run(
        [PACKAGE / PROGRAMS / "pg_isready", "-q", "-h", _socket_of(place), "-p", str(PORT)],
        env=_environment(),
        check=False,
    )
    return ready.returncode == 0


def _socket_of(place: Place) -> Path:
    """Where a running server listens: it may have been started under another TMPDIR."""
    try:
        lines = (place.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return place.socket
    return Path(lines[4]) if len(lines) > 4 and lines[4] else place.socket


@contextmanager
def _alone(place: Place) -> Iterator[None]:
    """Let one process at a time make, start or stop the server."""
    with (place.root / "lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(place: Place, program: str, *arguments: str | Path) -> int:
    """Run one of the wheel's programs, never one from PATH, as the server's user."""
    if place.user and not place.log.exists():
        place.log.touch(mode=0o600)
        os.chown(place.log, place.user.pw_uid, place.user.pw_gid)
    with place.log.open("ab") as log:
        return subprocess.run(
            [place.programs / program, *arguments],
            cwd=place.root,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C ends the command, not the server
            user=place.user.pw_uid if place.user else None,
            group=place.user.pw_gid if place.user else None,
            extra_groups=[] if place.user else None,
            umask=0o077,
            check=False,
        ).returncode


def _environment() -> dict[str, str]:
    """Nothing of the caller's: PGDATA, PGHOST or a locale that is not installed would mislead."""
    return {"LC_ALL": "C", "PATH": os.defpath}


def _last_words(place: Place) -> str:
    lines = place.log.read_text(encoding="utf-8", errors="replace").splitlines()
    telling = [line for line in lines if "FATAL" in line or "rror:" in line or "HINT" in line]
    return " / ".join(line.strip() for line in (telling or lines)[-3:])
