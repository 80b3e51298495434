import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from corpus.text import almor

PAGES = {
    "/empty/camel-tools/": b"<a href='other.whl'>other</a>",
    "/full/camel-tools/": f'<a href="../../files/{almor.WHEEL}#sha256=1">it</a>'.encode(),
    f"/files/{almor.WHEEL}": b"another wheel",
}


class Index(BaseHTTPRequestHandler):
    """A package index on this machine, with one wrong wheel."""

    def do_GET(self) -> None:
        page = PAGES.get(self.path)
        self.send_response(200 if page else 404)
        self.end_headers()
        self.wfile.write(page or b"")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def index() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Index) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def directory(settings: Settings, tmp_path: Path) -> Path:
    settings.MORPHOLOGY_DIR = tmp_path / "morphology"
    return tmp_path / "morphology"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/empty", "does not list"),
        ("/none", "404"),
        ("/full", "the wheel has SHA-256"),
        ("/full/", "the wheel has SHA-256"),
    ],
)
def test_what_the_index_cannot_give_is_said_and_leaves_nothing(
    index: str, directory: Path, monkeypatch: pytest.MonkeyPatch, path: str, message: str
) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", index + path)

    with pytest.raises(CommandError, match=message):
        call_command("install_morphology")

    assert not directory.exists()


@pytest.mark.parametrize("address", ["file:///etc", "ftp://127.0.0.1"])
def test_an_index_is_a_web_address(
    directory: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", address)

    with pytest.raises(CommandError, match="is not a web address"):
        call_command("install_morphology")


def test_a_wheel_at_hand_is_checked_too(directory: Path, tmp_path: Path) -> None:
    wheel = tmp_path / almor.WHEEL
    wheel.write_bytes(b"another wheel")

    with pytest.raises(CommandError, match="the wheel has SHA-256"):
        call_command("install_morphology", wheel=wheel)

    assert not directory.exists()


def test_a_database_that_is_there_is_not_fetched_again(
    directory: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    directory.mkdir()
    (directory / almor.DATABASE).write_bytes(b"the database")
    digest = hashlib.sha256(b"the database").hexdigest()
    monkeypatch.setattr(almor, "DATABASE_SHA256", digest)

    call_command("install_morphology")

    assert "Already installed" in capsys.readouterr().out
