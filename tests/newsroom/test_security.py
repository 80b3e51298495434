"""What keeps pages and cookies safe, here and where others can reach the server."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

ROOT = Path(__file__).parents[2]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def public(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the settings of a server that others can reach."""
    # The browser's tests set this one for their own process.
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        cwd=ROOT,
        env=inherited
        | {"ISNAD_HOSTS": "isnad.example", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("place", ["/sign-in/", "/nowhere/", "/healthz/live"])
def test_every_answer_carries_the_policy(place: str, editor_client: Client) -> None:
    response = editor_client.get(place)

    assert set(response["Content-Security-Policy"].split("; ")) == POLICY


def test_every_answer_forbids_sniffing_and_framing(stranger_client: Client) -> None:
    response = stranger_client.get(reverse("login"))

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


def test_the_deployment_check_finds_nothing() -> None:
    result = public("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


def test_a_public_server_keeps_cookies_and_pages_to_https() -> None:
    names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS DEBUG"
    code = (
        f"from django.conf import settings as s; print(*[getattr(s, n) for n in '{names}'.split()])"
    )

    result = public("-c", code)

    assert result.stdout.split() == ["True", "True", "True", "31536000", "False"]


def test_a_public_server_makes_no_demo_accounts() -> None:
    result = public("manage.py", "make_demo_accounts")

    assert result.returncode == 0, result.stderr
    assert "no demo accounts" in result.stdout


def test_an_operator_reads_of_errors_on_the_console():
    handlers = logging.getLogger("django.request").handlers

    assert [type(handler) for handler in handlers] == [logging.StreamHandler]
