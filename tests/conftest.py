"""The small cast of the tests, and a browser's client for each of them."""

import pytest
from django.test import Client

from corpus.models import Role, User
from tests.factories import UserFactory


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests recorded, of whichever process ran them."""
    reports = [it for found in terminalreporter.stats.values() for it in found]
    for report in reports:
        if isinstance(report, pytest.TestReport) and report.when == "call":
            for name, figure in report.user_properties:
                terminalreporter.write_line(f"{name}: {figure}")


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> User:
    return UserFactory(username="س. الحربي", role=Role.EDITOR)


@pytest.fixture
def reviewer(db: None) -> User:
    return UserFactory(username="ر. منصور", role=Role.REVIEWER)


@pytest.fixture
def researcher(db: None) -> User:
    return UserFactory(username="ل. عطية", role=Role.RESEARCHER)


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(username="م. الزين", role=Role.ADMIN)


@pytest.fixture
def editor_client(editor: User) -> Client:
    return _client(editor)


@pytest.fixture
def reviewer_client(reviewer: User) -> Client:
    return _client(reviewer)


@pytest.fixture
def researcher_client(researcher: User) -> Client:
    return _client(researcher)


@pytest.fixture
def admin_client(administrator: User) -> Client:
    return _client(administrator)


@pytest.fixture
def stranger_client() -> Client:
    return Client()
