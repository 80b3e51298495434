"""What make run does before the first page, where a machine can stand in its way."""

import gettext
import os
import shutil
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from newsroom.management.commands import prepare

ROOT = Path(__file__).parents[2]
TRANSLATION = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "article"
msgid_plural "articles"
msgstr[0] "مقال"
msgstr[1] "مقالات"
"""


def bootstrap_with(python: str, clone: Path) -> subprocess.CompletedProcess[str]:
    """Run bootstrap in a clone of its own, where the given script is the only python3."""
    programs = clone.parent / "programs"
    for directory in (clone / "bin", programs):
        directory.mkdir(parents=True)
    shutil.copy(ROOT / "bin" / "bootstrap", clone / "bin")
    for name in ("dirname", "date", "mkdir"):
        (programs / name).symlink_to(str(shutil.which(name, path=os.defpath)))
    (programs / "python3").write_text(f"#!/bin/sh\n{python}\n")
    (programs / "python3").chmod(0o755)
    return subprocess.run(
        ["/bin/sh", clone / "bin" / "bootstrap"],
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("python", "found"),
    [
        ('case "$2" in *python_version*) echo 3.13.1;; *version_info*) exit 1;; esac', "3.13.1;"),
        ('case "$2" in *python_version*) echo 3.11.2;; *ensurepip*) exit 1;; esac', "without venv"),
        ("exit 127", ""),
    ],
)
def test_a_python_that_does_not_do_is_refused_with_nothing_made(python, found, tmp_path):
    clone = tmp_path / "clone"

    done = bootstrap_with(python, clone)

    assert done.returncode == 2
    assert "Isnad needs Python 3.11 or 3.12" in done.stderr
    assert found in done.stderr
    assert [path.name for path in clone.iterdir()] == ["bin"]


def test_a_taken_port_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit, match=f"Port {port} .* make run PORT={port + 1}"):
            prepare.refuse_a_taken_port(port)


def test_preparing_goes_on_when_the_morphology_cannot_be_fetched(settings, monkeypatch, tmp_path):
    settings.MORPHOLOGY_DIR = tmp_path
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9/")
    said = StringIO()

    prepare.Command(stdout=StringIO(), stderr=said).take("Installing", "install_morphology", [])

    assert "Going on without it." in said.getvalue()


def test_translations_are_compiled_without_msgfmt(settings, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", "")
    source = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(TRANSLATION)
    settings.LOCALE_PATHS = [tmp_path]

    call_command("compile_translations", stdout=StringIO())

    arabic = gettext.translation("django", tmp_path, ["ar"])
    assert arabic.ngettext("article", "articles", 3) == "مقالات"


def test_a_translation_speaks_in_the_process_that_compiled_it(settings, tmp_path):
    source = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(TRANSLATION + '\nmsgid "not in the house"\nmsgstr "قيل"\n')
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("ar"):
        assert translation.gettext("not in the house") == "not in the house"

    call_command("compile_translations", stdout=StringIO())

    with translation.override("ar"):
        assert translation.gettext("not in the house") == "قيل"


def test_a_compiled_translation_stays_when_its_source_is_no_newer(settings, tmp_path):
    source = tmp_path / "django.po"
    source.write_text(TRANSLATION)
    settings.LOCALE_PATHS = [tmp_path]
    call_command("compile_translations", stdout=StringIO())
    said = StringIO()

    call_command("compile_translations", stdout=said)

    assert said.getvalue() == ""


@pytest.mark.parametrize("command", ["start_database", "stop_database"])
def test_a_server_named_by_database_url_is_left_alone(command):
    elsewhere = {**os.environ, "DATABASE_URL": "postgres://127.0.0.1:9/nowhere"}

    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", command],
        env=elsewhere,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "answers" not in done.stdout
    assert "is stopped" not in done.stdout
